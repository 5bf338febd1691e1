"""Addresses of task forces and experiments."""

from django.urls import path

from wijkwijzer_web.desk.taskforce import views

urlpatterns = [
    path("taskforce/<slug:slug>", views.force, name="taskforce"),
    path("taskforce/<slug:slug>/agenda.pdf", views.agenda, name="taskforce-agenda"),
    path("taskforce/<slug:slug>/agenda.ics", views.calendar, name="taskforce-calendar"),
    path("experimenten", views.experiments, name="experiments"),
    path("werkplek/taskforce", views.work, name="taskforce-work"),
    path("werkplek/taskforce/nieuw", views.setup, name="taskforce-new"),
    path("werkplek/taskforce/experiment", views.experiment, name="experiment-new"),
    path("werkplek/taskforce/experiment/<int:key>", views.experiment, name="experiment-end"),
    path("werkplek/taskforce/<slug:slug>", views.setup, name="taskforce-setup"),
    path("werkplek/taskforce/<slug:slug>/besluiten", views.decide, name="taskforce-decide"),
]
