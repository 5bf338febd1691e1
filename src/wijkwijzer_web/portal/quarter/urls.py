"""Addresses of the first quarter."""

from django.urls import path

from wijkwijzer_web.portal.quarter import views

_QUARTER = "werkplek/organisatie/<slug:slug>/kwartaal"
urlpatterns = [
    path(_QUARTER, views.quarter, name="quarter"),
    path(f"{_QUARTER}.ics", views.file, name="quarter-file"),
]
