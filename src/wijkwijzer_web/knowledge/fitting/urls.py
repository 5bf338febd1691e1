"""Addresses of *past dit hier?*."""

from django.urls import re_path

from wijkwijzer.knowledge.records import RECORD_TYPES
from wijkwijzer_web.knowledge.fitting import views

_KIND = rf"(?P<kind>{'|'.join(sorted(RECORD_TYPES))})/(?P<slug>[-a-z0-9_]+)"
urlpatterns = [
    re_path(rf"^{_KIND}/past-dit$", views.fits, name="fits"),
    re_path(rf"^{_KIND}/past-dit/notitie$", views.note, name="fit-note"),
]
