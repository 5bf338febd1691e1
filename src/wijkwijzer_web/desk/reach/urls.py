"""Addresses of bereik."""

from django.urls import path

from wijkwijzer_web.desk.reach import views

urlpatterns = [
    path("bereik", views.reach, name="reach"),
    path("bereik/<int:key>", views.opinion, name="opinion"),
    path("werkplek/bereik/aanname", views.assumption, name="assumption-new"),
    path("werkplek/bereik/<int:key>/remedie", views.remedy, name="remedy-new"),
]
