"""Addresses of wijkanalyses."""

from django.urls import path

from wijkwijzer_web.programme.analyses import views

urlpatterns = [
    path("wijk/<str:address>/analyse", views.of_area, name="analysis-of"),
    path("wijkanalyse/<int:key>", views.analysis, name="analysis"),
    path("wijkanalyse/<int:key>/reageer", views.react, name="react"),
    path("wijkanalyse/<int:key>/versie/<int:number>", views.version, name="analysis-version"),
    path("wijkanalyse/<int:key>/bestand/<str:form>", views.file, name="analysis-file"),
    path("mijn-reactie/<str:token>", views.mine, name="my-reaction"),
]
