"""Addresses of pages that lead."""

from django.urls import path

from wijkwijzer_web.knowledge.guides import views

urlpatterns = [
    path("checklist", views.checklists, name="checklists"),
    path("checklist/<slug:address>", views.checklist, name="checklist"),
    path("factor", views.factors, name="factors"),
    path("factor/<slug:key>", views.factor, name="factor"),
    path("bewijskaart", views.evidence_map, name="evidence-map"),
    path("mijn/leeslijst", views.reading_list, name="reading-list"),
    path("mijn/leeslijst/<slug:key>", views.keep, name="keep"),
]
