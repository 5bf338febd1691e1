"""Addresses of the desk, feature by feature."""

from wijkwijzer_web.core.rooms import feature_urls

app_name = "desk"
FEATURES = ("listening", "bottlenecks", "owning", "answering", "writing", "taskforce", "reach")
urlpatterns = feature_urls("wijkwijzer_web.desk", *FEATURES)
