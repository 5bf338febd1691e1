"""Addresses of the chain."""

from django.urls import path

from wijkwijzer_web.portal.chain import views

urlpatterns = [
    path("<area_level:level>/<slug:address>/keten", views.area, name="chain"),
    path("keten/<slug:kind>/<str:key>", views.thing, name="chain-thing"),
]
