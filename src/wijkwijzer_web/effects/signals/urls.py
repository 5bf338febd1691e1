"""Addresses of the backtest."""

from django.urls import path

from wijkwijzer_web.effects.signals import views

urlpatterns = [path("terugblik", views.backtest, name="backtest")]
