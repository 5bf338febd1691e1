"""Addresses of advice."""

from django.urls import path

from wijkwijzer_web.programme.advice import views

urlpatterns = [
    path("adviezen", views.advices, name="advice"),
    path("advies/<int:key>", views.one, name="advice-one"),
    path("advies/antwoord/<str:token>", views.answer, name="advice-answer"),
    path("werkplek/advies", views.work_list, name="advice-work"),
    path("werkplek/advies/nieuw", views.give, name="advice-give"),
    path("werkplek/advies/<int:key>/antwoord", views.passed_on, name="advice-pass-on"),
]
