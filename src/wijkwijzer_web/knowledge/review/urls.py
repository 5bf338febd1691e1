"""Addresses of the editors' queue."""

from django.urls import path

from wijkwijzer_web.knowledge.review import views

urlpatterns = [
    path("werkplek/kennis", views.queue, name="queue"),
    path("werkplek/kennis/nieuw/<slug:kind>", views.new, name="new"),
    path("werkplek/kennis/<int:pk>", views.look, name="look"),
    path("werkplek/kennis/<int:pk>/besluit", views.decide, name="decide"),
    path("werkplek/kennis/<int:pk>/velden", views.edit, name="edit"),
    path("werkplek/kennis/<int:pk>/intrekken", views.take_back, name="take-back"),
    path("werkplek/kennis/versie/<int:pk>", views.decide_change, name="decide-change"),
    path("werkplek/kennis/reactie/<int:pk>", views.decide_reaction, name="decide-reaction"),
]
