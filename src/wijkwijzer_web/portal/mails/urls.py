"""Addresses of mails."""

from django.urls import path

from wijkwijzer_web.portal.mails import views

_MAILS = "werkplek/organisatie/<slug:slug>/mails"
urlpatterns = [
    path(_MAILS, views.mails, name="mails"),
    path(f"{_MAILS}/<slug:key>", views.mail, name="mail"),
    path(f"{_MAILS}/<slug:key>/proef", views.trial, name="mail-trial"),
]
