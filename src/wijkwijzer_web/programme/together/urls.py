"""Addresses of samenspel."""

from django.urls import path, re_path

from wijkwijzer_web.programme.together import views

urlpatterns = [
    re_path(r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)/samenspel$", views.together, name="together"),
    path("werkplek/factor/nieuw", views.evidence_new, name="evidence-new"),
    path("werkplek/factor/<int:key>", views.evidence, name="evidence-edit"),
]
