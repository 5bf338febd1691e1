"""Address of measuring."""

from django.urls import path

from wijkwijzer_web.effects.measuring import views

urlpatterns = [path("effect", views.measure, name="measure")]
