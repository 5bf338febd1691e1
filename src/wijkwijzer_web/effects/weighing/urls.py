"""Addresses of weighings."""

from django.urls import path

from wijkwijzer_web.effects.weighing import views

urlpatterns = [
    path("afweging", views.weighings, name="weighings"),
    path("afweging/<int:number>", views.weighing, name="weighing"),
]
