"""Addresses of the room."""

from django.urls import path

from wijkwijzer_web.programme.room import views

urlpatterns = [
    path("zaal", views.enter, name="room-enter"),
    path("zaal/<str:code>", views.note, name="room"),
]
