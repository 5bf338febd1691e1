"""Addresses of what is asked and offered."""

from django.urls import path, re_path

from wijkwijzer_web.programme.asked_offered import views

_AREA = r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)/gevraagd"
urlpatterns = [
    re_path(rf"{_AREA}$", views.board, name="exchange"),
    re_path(rf"{_AREA}/nieuw$", views.new, name="exchange-new"),
    path("gevraagd/reageer/<uuid:key>", views.ask, name="exchange-ask"),
    path("gevraagd/mijn/<str:token>", views.mine, name="exchange-mine"),
    path("werkplek/gevraagd/<uuid:key>/verberg", views.hide, name="exchange-hide"),
]
