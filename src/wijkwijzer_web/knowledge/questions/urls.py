"""Addresses of Vraag het."""

from django.urls import path

from wijkwijzer_web.knowledge.questions import views

urlpatterns = [
    path("vraag-het", views.home, name="ask"),
    path("vraag-het/antwoord/<str:token>", views.answer, name="answer"),
    path("werkplek/kennis/vraag/<int:pk>", views.relay, name="relay"),
    path("werkplek/kennis/antwoord/<int:pk>", views.judge, name="judge-answer"),
]
