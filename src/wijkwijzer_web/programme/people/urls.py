"""Addresses of schakelaars."""

from django.urls import path, re_path

from wijkwijzer_web.programme.people import views

_AREA = r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)/mensen"
urlpatterns = [
    re_path(rf"{_AREA}$", views.people, name="people"),
    re_path(rf"{_AREA}/noem$", views.name, name="connector-name"),
    re_path(rf"{_AREA}/vraag-wie-iets-deed$", views.doers, name="connector-doers"),
    path("schakelaars", views.connectors, name="connectors"),
    path("schakelaars/herken", views.guide, name="connector-guide"),
    path("schakelaars/vraag/<uuid:key>", views.ask, name="connector-ask"),
    path("schakelaars/mijn/<str:token>", views.mine, name="connector-mine"),
    path("schakelaars/antwoord/<str:token>", views.answer, name="relay-answer"),
]
