"""Addresses of the desk, feature by feature."""

from wijkwijzer_web.core.rooms import feature_urls

app_name = "desk"
urlpatterns = feature_urls(
    "wijkwijzer_web.desk",
    "listening",
    "bottlenecks",
    "owning",
    "answering",
    "writing",
    "counting",
    "tables",
    "reach",
)
