"""Addresses of the ready ways of working."""

from django.urls import path

from wijkwijzer_web.programme.workforms import views

urlpatterns = [
    path("werkvormen", views.workforms, name="workforms"),
    path("werkvorm/<slug:key>", views.workform, name="workform"),
    path("werkvorm/<slug:key>.pdf", views.paper, name="workform-paper"),
]
