"""Addresses of telling."""

from django.urls import path

from wijkwijzer_web.desk.listening import views

urlpatterns = [
    path("luisterloket", views.desks, name="desks"),
    path("luisterloket/code", views.code, name="code"),
    path("luisterloket/<slug:slug>", views.desk, name="desk"),
    path("luisterloket/<slug:slug>/vertel", views.tell, name="tell"),
    path("mijn-signaal", views.mine, name="mine"),
    path("mijn-signaal/erbij", views.add, name="add"),
    path("mijn-signaal/nog-niet", views.not_yet, name="not-yet"),
    path("mijn-signaal/ander-loket", views.answer_move, name="answer-move"),
    path("mijn-signaal/download", views.download, name="download"),
    path("mijn-signaal/wis", views.erase, name="erase"),
    path("mijn-signaal/klaar", views.leave, name="leave"),
]
