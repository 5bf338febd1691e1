"""Addresses of the team's pages about meetings."""

from django.urls import path

from wijkwijzer_web.programme.planning import views

_ONE = "werkplek/bijeenkomst/<uuid:uid>"
urlpatterns = [
    path("werkplek/bijeenkomst/nieuw", views.new, name="plan-new"),
    path("werkplek/programma/<slug:slug>/bijeenkomst/nieuw", views.new_in, name="plan-new-in"),
    path(_ONE, views.meeting, name="plan"),
    path(f"{_ONE}/gegevens", views.edit, name="plan-edit"),
    path(f"{_ONE}/zaalscherm", views.screen, name="plan-screen"),
    path(f"{_ONE}/qr.svg", views.qr, name="plan-qr"),
    path(f"{_ONE}/stand", views.state, name="plan-state"),
    path(f"{_ONE}/onderdeel", views.part, name="plan-part"),
    path(f"{_ONE}/onderdeel/<int:key>/weg", views.part_off, name="plan-part-off"),
    path(f"{_ONE}/presentatie", views.presentation, name="plan-presentation"),
    path(f"{_ONE}/presentatie/<int:key>", views.presentation, name="plan-presentation-one"),
    path(f"{_ONE}/taak/<int:key>", views.task, name="plan-task"),
    path(f"{_ONE}/opmerking/<int:key>", views.answer, name="plan-answer"),
]
