"""Addresses of what is used."""

from django.urls import path

from wijkwijzer_web.portal.usage import views

_USAGE = "werkplek/organisatie/<slug:slug>/gebruik"
urlpatterns = [
    path(_USAGE, views.usage, name="usage"),
    path(f"{_USAGE}.csv", views.usage_file, name="usage-file"),
]
