"""Addresses of dossiers and articles."""

from django.urls import path, re_path

from wijkwijzer_web.knowledge.dossiers import views

SORT = r"(?P<sort>artikel|nieuws|blog)"

urlpatterns = [
    path("dossier", views.dossiers, name="dossiers"),
    path("dossier/<slug:slug>", views.dossier, name="dossier"),
    path("dossier/<slug:slug>.pdf", views.sheet, name="dossier-sheet"),
    path("reeks/<slug:slug>", views.series, name="series"),
    re_path(rf"^{SORT}$", views.articles, name="articles"),
    re_path(rf"^{SORT}/(?P<slug>[-\w]+)$", views.article, name="article"),
]
