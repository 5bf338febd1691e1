"""Addresses of leaving something."""

from django.urls import path

from wijkwijzer_web.knowledge.contribute import views

urlpatterns = [
    path("deel", views.choose, name="share"),
    path("deel/mijn/<int:pk>", views.mine, name="mine"),
    path("deel/mijn/<int:pk>/weg", views.erase, name="mine-erase"),
    path("deel/link/<str:token>", views.open_link, name="mine-link"),
    path("deel/<slug:kind>/intussen", views.beside, name="share-beside"),
    path("deel/<slug:kind>", views.share, name="share-kind"),
]
