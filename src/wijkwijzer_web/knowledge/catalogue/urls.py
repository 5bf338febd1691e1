"""Addresses of the overview."""

from django.urls import path, re_path

from wijkwijzer_web.knowledge.catalogue import views

urlpatterns = [
    path("kennis", views.overview, name="overview"),
    path("kennis/feed", views.feed, name="feed"),
    re_path(r"^kennis\.(?P<form>ris|bib|json|csv)$", views.export, name="export"),
    path("wat-werkt", views.what_works, name="what-works"),
]
