"""Addresses of sources."""

from django.urls import path

from wijkwijzer_web.knowledge.sources import views

urlpatterns = [
    path("werkplek/kennis/bronnen", views.sources, name="sources"),
    path("werkplek/kennis/bronnen/nieuw", views.source_new, name="source-new"),
    path("werkplek/kennis/bronnen/<int:pk>", views.source, name="source"),
    path("werkplek/kennis/bronnen/<int:pk>/lees", views.read_now, name="source-read"),
]
