"""Addresses of a city's own page, and of themes."""

from django.urls import path

from wijkwijzer_web.programme.cities import views

_WORK = "werkplek/programma/<slug:slug>"
urlpatterns = [
    path("stad/<str:token>", views.mine, name="city-mine"),
    path("werkplek/analyse/voor/<str:token>", views.analysis, name="city-analysis"),
    path(f"{_WORK}/analyse/<int:key>/uit", views.take_out, name="analysis-out"),
    path(f"{_WORK}/thema", views.theme, name="theme-new"),
    path(f"{_WORK}/thema/<int:key>/weg", views.theme_off, name="theme-off"),
    path(f"{_WORK}/vraag-steden", views.ask, name="cities-ask"),
]
