"""Addresses of meetings."""

from django.urls import path

from wijkwijzer_web.programme.meetings import views

urlpatterns = [
    path("agenda", views.agenda, name="agenda"),
    path("agenda.ics", views.agenda_file, name="agenda-file"),
    path("bijeenkomst/<uuid:uid>/agenda.ics", views.meeting_file, name="meeting-file"),
    path("programma/<slug:slug>/agenda.ics", views.programme_file, name="programme-file"),
    path("programma/<slug:slug>/bijeenkomst/<int:number>", views.of_programme, name="meeting-of"),
    path("bijeenkomst/<uuid:uid>", views.page, name="meeting"),
    path("bijeenkomst/<uuid:uid>/aanmelden", views.sign_up, name="sign-up"),
    path("b/<str:token>", views.mine, name="mine"),
    path("b/<str:token>/opmerking", views.mine_amend, name="mine-amend"),
    path("b/<str:token>/taak/<int:key>", views.mine_news, name="mine-news"),
    path("b/<str:token>/afmelden", views.mine_stop, name="mine-stop"),
]
