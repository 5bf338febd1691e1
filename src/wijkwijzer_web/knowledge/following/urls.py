"""Addresses of following a choice."""

from django.urls import path

from wijkwijzer_web.knowledge.following import views

urlpatterns = [
    path("kennis/volg", views.follow, name="follow"),
    path("kennis/volg/<str:token>/ja", views.confirm, name="follow-confirm"),
    path("kennis/volg/<str:mark>/stop", views.stop, name="follow-stop"),
]
