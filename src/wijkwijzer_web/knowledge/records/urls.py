"""Addresses of records: one per kind."""

from django.urls import re_path

from wijkwijzer.knowledge.records import RECORD_TYPES
from wijkwijzer_web.knowledge.records import views

_KIND = rf"(?P<kind>{'|'.join(sorted(RECORD_TYPES))})/(?P<slug>[-a-z0-9_]+)"
urlpatterns = [
    re_path(rf"^{_KIND}$", views.record, name="record"),
]
