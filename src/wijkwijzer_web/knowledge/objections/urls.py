"""Addresses of "Klopt dit?"."""

from django.urls import path

from wijkwijzer_web.knowledge.objections import views

urlpatterns = [
    path("klopt-dit/<str:key>", views.object_to, name="object"),
    path("klopt-dit", views.mine, name="objection-mine"),
    path("tegenspraak/<str:key>", views.listed, name="objections-of"),
    path("werkplek/tegenspraak", views.work, name="objections"),
    path("werkplek/tegenspraak/<int:pk>", views.answer, name="objection-answer"),
]
