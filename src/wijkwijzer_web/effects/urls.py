"""Addresses of foresight, feature by feature."""

from wijkwijzer_web.core.rooms import feature_urls

app_name = "effects"
urlpatterns = feature_urls(
    "wijkwijzer_web.effects", "signals", "measuring", "weighing", "reckoning", "workplace", "register"
)
