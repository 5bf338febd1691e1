"""Addresses of inviting, and of those who were asked."""

from django.urls import path

from wijkwijzer_web.programme.invitations import views

_ONE = "werkplek/bijeenkomst/<uuid:uid>"
urlpatterns = [
    path("uitnodiging/<str:token>", views.invited, name="invited"),
    path("presentatie/<str:token>", views.presenter, name="presenter"),
    path("stad/<str:token>/mensen", views.name, name="guest-name"),
    path("stad/<str:token>/mensen/<int:key>/weg", views.drop, name="guest-drop"),
    path(f"{_ONE}/uitnodigen", views.invite, name="plan-invite"),
    path(f"{_ONE}/presentatie/<int:key>/vraag", views.ask, name="plan-ask"),
]
