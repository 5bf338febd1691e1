"""Addresses of the archive."""

from django.urls import path

from wijkwijzer_web.portal.archive import views

_ARCHIVE = "werkplek/organisatie/<slug:slug>/archief"
urlpatterns = [
    path(_ARCHIVE, views.archive, name="archive"),
    path(f"{_ARCHIVE}.csv", views.archive_file, name="archive-file"),
    path(f"{_ARCHIVE}/<slug:sort>", views.rule, name="archive-rule"),
]
