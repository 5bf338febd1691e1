"""Addresses of the choosing."""

from django.urls import path

from wijkwijzer_web.programme.choosing import views

urlpatterns = [
    path("zaal/<str:code>/kies", views.choose, name="room-choose"),
    path("werkplek/bijeenkomst/<uuid:uid>/kiezen", views.move, name="plan-choosing"),
]
