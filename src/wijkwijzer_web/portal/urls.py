"""The addresses of the portal pages."""

from django.urls import path
from django.views.generic import RedirectView

from wijkwijzer_web.core.rooms import feature_urls
from wijkwijzer_web.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken", views.search, name="search"),
    path("zoeken/", RedirectView.as_view(pattern_name="portal:search", permanent=True, query_string=True)),
    *feature_urls(
        "wijkwijzer_web.portal",
        "start",
        "papers",
        "quarter",
        "mails",
        "chain",
        "became",
        "reuse",
        "guide",
        "trial",
        "archive",
        "usage",
        "mine",
    ),
]
