"""Addresses of krachten."""

from django.urls import path, re_path

from wijkwijzer_web.programme.strengths import views

urlpatterns = [
    re_path(
        r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)/krachten$", views.strengths, name="strengths"
    ),
    path("krachten/mijn", views.erase, name="strength-erase"),
    path("werkplek/krachten", views.queue, name="strength-queue"),
    path("werkplek/krachten/<int:key>", views.judge, name="strength-judge"),
]
