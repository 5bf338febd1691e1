"""Addresses of whoever writes a wijkanalyse."""

from django.urls import path

from wijkwijzer_web.programme.writing import views

_ONE = "werkplek/analyse/<int:key>"
urlpatterns = [
    path("werkplek/analyse", views.analyses, name="write-list"),
    path("werkplek/analyse/nieuw", views.new, name="write-new"),
    path(_ONE, views.work, name="write"),
    path(f"{_ONE}/gegevens", views.about, name="write-about"),
    path(f"{_ONE}/alinea", views.add, name="write-add"),
    path(f"{_ONE}/alinea/<slug:paragraph>", views.edit, name="write-edit"),
    path(f"{_ONE}/alinea/<slug:paragraph>/weg", views.remove, name="write-remove"),
    path(f"{_ONE}/stand", views.move, name="write-move"),
    path(f"{_ONE}/reactie/<int:reaction>/toon", views.show, name="write-show"),
    path(f"{_ONE}/reactie/<int:reaction>/antwoord", views.answer, name="write-answer"),
    path(f"{_ONE}/reacties/verberg", views.hide, name="write-hide"),
    path(f"{_ONE}/toets", views.review, name="write-review"),
]
