"""Addresses of the trial room."""

from django.urls import path

from wijkwijzer_web.portal.trial import views

urlpatterns = [path("werkplek/organisatie/<slug:slug>/proefruimte", views.trial, name="trial")]
