"""The addresses of the health checks."""

from django.urls import path

from wijkwijzer_web.operations import views

app_name = "operations"
urlpatterns = [
    path("live", views.live, name="live"),
    path("ready", views.ready, name="ready"),
    path("start", views.start, name="start"),
]
