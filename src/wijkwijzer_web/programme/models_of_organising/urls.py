"""Addresses of organisatiemodellen."""

from django.urls import path

from wijkwijzer_web.programme.models_of_organising import views

urlpatterns = [
    path("organisatiemodellen", views.overview, name="organising"),
    path("organisatiemodellen/<slug:gemeente>", views.one, name="organising-one"),
    path("werkplek/organisatiemodel/nieuw", views.new, name="organising-new"),
    path("werkplek/organisatiemodel/<int:key>", views.edit, name="organising-edit"),
]
