"""Addresses of reactions."""

from django.urls import path

from wijkwijzer_web.knowledge.reactions import views

urlpatterns = [
    path("reactie/stuk/<slug:key>", views.react_to_record, name="react"),
    path("reactie/stuk/<slug:key>/antwoord", views.reply_to_record, name="reply"),
]
