"""The addresses of the core pages that come in two languages."""

from django.urls import path

from wijkwijzer_web.core import views

app_name = "core"
urlpatterns = [
    path("toegankelijkheid", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("account", views.account, name="account"),
    path("organisaties/<slug:slug>/mensen", views.organisation, name="organisation"),
    path("organisaties/<slug:slug>/mensen/<int:pk>/weg", views.remove_member, name="member-remove"),
    path("taken/<uuid:pk>", views.job, name="job"),
    path("taken/<uuid:pk>/stand", views.job_state, name="job-state"),
    path("taken/<uuid:pk>/bestand", views.job_file, name="job-file"),
]
