"""Addresses of the wijkplan."""

from django.urls import re_path

from wijkwijzer_web.programme.plans import views

_AREA = r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)/wijkplan"
urlpatterns = [
    re_path(rf"{_AREA}$", views.plan, name="area-plan"),
    re_path(rf"{_AREA}\.(?P<form>pdf|docx)$", views.file, name="area-plan-file"),
    re_path(rf"{_AREA}/schrijf$", views.edit, name="area-plan-edit"),
]
