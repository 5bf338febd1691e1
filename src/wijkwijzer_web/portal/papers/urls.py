"""Addresses of papers."""

from django.urls import path

from wijkwijzer_web.portal.papers import views

_PAPERS = "werkplek/organisatie/<slug:slug>/papier"
urlpatterns = [
    path(_PAPERS, views.papers, name="papers"),
    path(f"{_PAPERS}/privacy/gelezen", views.read, name="privacy-read"),
    path(f"{_PAPERS}/<slug:address>", views.paper, name="paper"),
    path(f"{_PAPERS}/<slug:address>.<slug:form>", views.file, name="paper-file"),
]
