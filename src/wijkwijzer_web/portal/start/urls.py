"""Addresses of day one."""

from django.urls import path

from wijkwijzer_web.portal.start import views

_ORGANISATION = "werkplek/organisatie/<slug:slug>"
urlpatterns = [
    path("werkplek", views.desk, name="desk"),
    path(f"{_ORGANISATION}/kaart", views.card, name="card"),
    path(f"{_ORGANISATION}/opzij", views.set_aside, name="set-aside"),
    path(f"{_ORGANISATION}/wijkpagina", views.share_area, name="share-area"),
    path(f"{_ORGANISATION}/voorbeelden", views.example, name="example"),
]
