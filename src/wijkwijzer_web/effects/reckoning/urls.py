"""Addresses of costs and benefits."""

from django.urls import path

from wijkwijzer_web.effects.reckoning import views

urlpatterns = [
    path("baten", views.cases, name="cases"),
    path("baten/anderhalf", views.dossier, name="dossier"),
    path("baten/anderhalf.<str:form>", views.dossier_file, name="dossier-file"),
    path("baten/<int:number>", views.case, name="case"),
    path("baten/<int:number>.<str:form>", views.case_file, name="case-file"),
    path("werkplek/baten/<slug:slug>/nieuw", views.new, name="case-new"),
]
