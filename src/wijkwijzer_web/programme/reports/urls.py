"""Addresses of reports."""

from django.urls import path

from wijkwijzer_web.programme.reports import views

_ONE = "programma/<slug:slug>/rapport/<int:number>"
_WORK = "werkplek/programma/<slug:slug>/rapport"
urlpatterns = [
    path(_ONE, views.report, name="report"),
    path(f"{_ONE}/versie/<int:version>", views.report, name="report-version"),
    path(f"{_ONE}/versie/<int:version>/bestand/<str:form>", views.file, name="report-file"),
    path(f"{_WORK}/<int:number>", views.make, name="report-make"),
    path(f"{_WORK}/uitbrengen/<int:key>", views.publish, name="report-publish"),
]
