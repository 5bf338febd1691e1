"""Addresses of opgaven, inzetten, resultaten and lessen."""

from django.urls import path

from wijkwijzer_web.programme.chain import views

urlpatterns = [
    path("opgave/<int:key>", views.opgave, name="opgave"),
    path("werkplek/opgaven", views.work_list, name="chain-work"),
    path("werkplek/opgaven/nieuw", views.opgave_new, name="opgave-new"),
    path("werkplek/opgaven/verleden", views.past, name="past"),
    path("werkplek/opgaven/verleden/neem-op", views.past_take, name="past-take"),
    path("werkplek/opgave/<int:key>", views.opgave_edit, name="opgave-edit"),
    path("werkplek/opgave/<int:key>/inzet", views.effort_new, name="effort-new"),
    path("werkplek/inzet/<int:key>", views.effort, name="effort-edit"),
    path("werkplek/inzet/<int:key>/resultaat", views.outcome_new, name="outcome-new"),
    path("werkplek/resultaat/<int:key>/les", views.lesson_new, name="lesson-new"),
    path("werkplek/les/<int:key>/stuk", views.lesson_leads, name="lesson-leads"),
]
