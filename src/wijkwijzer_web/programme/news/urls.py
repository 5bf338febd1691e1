"""Addresses of feeds."""

from django.urls import path

from wijkwijzer_web.programme.news import views

urlpatterns = [
    path("agenda.atom", views.AgendaFeed(), name="agenda-feed"),
    path("programma/<slug:slug>/nieuws.atom", views.ProgrammeFeed(), name="programme-feed"),
]
