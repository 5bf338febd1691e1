"""Addresses for machines of others."""

from django.urls import path

from wijkwijzer_web.knowledge.harvest import views

urlpatterns = [
    path("oai", views.oai_pmh, name="oai"),
]
