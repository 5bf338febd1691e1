"""The address of the page about the API."""

from django.urls import path

from wijkwijzer_web.api import views

urlpatterns = [path("api-voor-programmas", views.docs, name="api-docs")]
