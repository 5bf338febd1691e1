"""Addresses of listeners."""

from django.urls import path

from wijkwijzer_web.desk.answering import views

_DESK = "werkplek/luisterloket/<slug:slug>"
urlpatterns = [
    path("werkplek/luisterloket", views.work_list, name="work-list"),
    path("werkplek/luisterloket/nieuw-loket", views.setup, name="setup-new"),
    path(_DESK, views.queue, name="queue"),
    path(f"{_DESK}/opzet", views.setup, name="setup"),
    path(f"{_DESK}/luisteraars", views.listeners, name="setup-listeners"),
    path(f"{_DESK}/nieuw", views.write_down, name="write-down"),
    path(f"{_DESK}/patronen", views.patterns, name="patterns"),
    path(f"{_DESK}/kaartjes.pdf", views.cards, name="cards"),
    path(f"{_DESK}/afwezig", views.away, name="away"),
    path(f"{_DESK}/signaal/<int:number>", views.signal, name="signal"),
    path(f"{_DESK}/signaal/<int:number>/opgave", views.sort, name="sort"),
    path(f"{_DESK}/signaal/<int:number>/ander-loket", views.move, name="move"),
    path(f"{_DESK}/signaal/<int:number>/afspraak/<int:key>", views.agreement, name="agreement"),
]
