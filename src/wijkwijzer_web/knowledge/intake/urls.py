"""Addresses of bringing files."""

from django.urls import path

from wijkwijzer_web.knowledge.intake import views

urlpatterns = [
    path("werkplek/kennis/inlezen", views.bring, name="bring"),
    path("werkplek/kennis/inlezen/<uuid:key>", views.intake, name="intake"),
    path("werkplek/kennis/concepten", views.drafts, name="drafts"),
    path("werkplek/kennis/concepten/besluit", views.judge, name="drafts-judge"),
]
