"""Addresses of coming back."""

from django.urls import path

from wijkwijzer_web.knowledge.own import views

urlpatterns = [
    path("deel/mijn/<int:pk>/wijzig", views.change, name="mine-change"),
    path("deel/mijn/<int:pk>/vragen", views.asked, name="mine-asked"),
    path("deel/mijn/<int:pk>/vraag/<slug:field>", views.question, name="mine-question"),
    path("deel/mail/<str:mark>", views.from_mail, name="mail-link"),
]
