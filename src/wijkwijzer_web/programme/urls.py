"""Addresses of programmes, feature by feature."""

from wijkwijzer_web.core.rooms import feature_urls

app_name = "programme"
urlpatterns = feature_urls(
    "wijkwijzer_web.programme",
    *("programmes", "meetings", "room", "planning", "analyses", "writing", "advice", "reports", "chain"),
)
