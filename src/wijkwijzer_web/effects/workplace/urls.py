"""Addresses of the workplace."""

from django.urls import path

from wijkwijzer_web.effects.workplace import views

urlpatterns = [
    path("werkplek/afwegen", views.work_list, name="work-list"),
    path("werkplek/afwegen/<slug:slug>/nieuw", views.new, name="weighing-new"),
    path("werkplek/afwegen/<slug:slug>/<int:number>", views.decide, name="weighing-decide"),
]
