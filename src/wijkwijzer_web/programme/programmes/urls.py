"""Addresses of programmes."""

from django.urls import path

from wijkwijzer_web.programme.programmes import views

_WORK = "werkplek/programma/<slug:slug>"
urlpatterns = [
    path("programma", views.programmes, name="programmes"),
    path("programma/<slug:slug>", views.programme, name="programme"),
    path("programma/<slug:slug>/doe-mee", views.propose, name="propose"),
    path("werkplek/programma", views.work_list, name="work-list"),
    path("werkplek/programma/nieuw", views.new, name="new"),
    path(_WORK, views.work, name="work"),
    path(f"{_WORK}/gegevens", views.edit, name="edit"),
    path(f"{_WORK}/stad", views.city, name="add-city"),
    path(f"{_WORK}/stad/<int:key>", views.decide, name="decide-city"),
]
