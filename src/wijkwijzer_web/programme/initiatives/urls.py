"""Addresses of initiatieven."""

from django.urls import path, re_path

from wijkwijzer_web.programme.initiatives import views

urlpatterns = [
    re_path(
        r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)/initiatieven$", views.of_area, name="initiatives"
    ),
    re_path(r"^initiatief/(?P<slug>[-a-z0-9_]+)/verloop$", views.course, name="initiative"),
    path("initiatief-stap/<str:token>", views.move, name="initiative-move"),
]
