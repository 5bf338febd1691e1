"""The addresses of the core pages that come in two languages."""

from django.urls import path

from wijkwijzer_web.core.leaving import views as leaving
from wijkwijzer_web.core.people import views as people
from wijkwijzer_web.core.shell import views as shell
from wijkwijzer_web.core.work import views as work

app_name = "core"
urlpatterns = [
    path("toegankelijkheid", shell.accessibility, name="accessibility"),
    path("privacy", shell.privacy, name="privacy"),
    path("account", people.account, name="account"),
    path("huisstijl.css", shell.house_style, name="house-style"),
    path("organisaties/nieuw", people.new_organisation, name="organisation-new"),
    path("organisaties/<slug:slug>/mensen", people.organisation, name="organisation"),
    path("organisaties/<slug:slug>/mensen/<int:pk>/weg", people.remove_member, name="member-remove"),
    path("werkplek/alles-meenemen", leaving.organisations, name="leaving-list"),
    path("werkplek/alles-meenemen/<slug:slug>", leaving.leaving, name="leaving"),
    path("werkplek/organisatie-verwijderen/<slug:slug>", leaving.removing, name="removing"),
    path("werkplek/organisatie-overnemen", leaving.arrive, name="arriving"),
    path("taken/<uuid:pk>", work.job, name="job"),
    path("taken/<uuid:pk>/stand", work.job_state, name="job-state"),
    path("taken/<uuid:pk>/bestand", work.job_file, name="job-file"),
]
