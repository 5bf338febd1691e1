"""The addresses of the app: those of its features."""

from wijkwijzer_web.core.rooms import feature_urls

app_name = "knowledge"
urlpatterns = feature_urls(
    "wijkwijzer_web.knowledge",
    "catalogue",
    "contribute",
    "dossiers",
    "fitting",
    "following",
    "guides",
    "intake",
    "objections",
    "harvest",
    "own",
    "questions",
    "sources",
    "review",
    "reactions",
    "records",
)
