"""Addresses of the register."""

from django.urls import path

from wijkwijzer_web.effects.register import views

urlpatterns = [
    path("algoritmes", views.algorithms, name="algorithms"),
    path("algoritmes/<slug:key>", views.algorithm, name="algorithm"),
    path("algoritmes/<slug:key>.json", views.as_json, name="algorithm-json"),
]
