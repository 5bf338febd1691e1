"""Addresses of owners."""

from django.urls import path

from wijkwijzer_web.desk.owning import views

urlpatterns = [
    path("k/<str:token>", views.link, name="owner-link"),
    path("eigenaar/<int:number>", views.owner, name="owner"),
]
