"""Addresses of who writes knelpunten."""

from django.urls import path

from wijkwijzer_web.desk.writing import views

urlpatterns = [
    path("werkplek/knelpunten", views.work, name="bottleneck-work"),
    path("werkplek/knelpunten/nieuw", views.write, name="bottleneck-new"),
    path("werkplek/knelpunten/<int:number>", views.read, name="bottleneck-read"),
    path("werkplek/knelpunten/<int:number>/wijzig", views.write, name="bottleneck-edit"),
    path("werkplek/knelpunten/<int:number>/<slug:what>", views.act, name="bottleneck-act"),
]
