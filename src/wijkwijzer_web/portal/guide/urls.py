"""Addresses of the guide."""

from django.urls import path

from wijkwijzer_web.portal.guide import views

urlpatterns = [
    path("handleiding", views.guide, name="guide"),
    path("handleiding/<slug:key>", views.guide_task, name="guide-task"),
]
