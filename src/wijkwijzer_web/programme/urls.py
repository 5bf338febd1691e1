"""Addresses of programmes, feature by feature."""

from wijkwijzer_web.core.rooms import feature_urls

app_name = "programme"
urlpatterns = feature_urls(
    "wijkwijzer_web.programme",
    *(
        "programmes",
        "meetings",
        "room",
        "choosing",
        "planning",
        "invitations",
        "news",
        "workforms",
        "cities",
        "analyses",
        "writing",
        "advice",
        "reports",
        "chain",
    ),
    *("effort", "roles", "plans", "together", "people", "asked_offered"),
    *("initiatives", "strengths", "models_of_organising"),
)
