"""Addresses of one's own wijken."""

from django.urls import path

from wijkwijzer_web.portal.mine import views

urlpatterns = [
    path("mijn-wijken", views.mine, name="mine"),
    path("mijn-wijken/volg", views.follow, name="mine-follow"),
    path("mijn-wijken/volg/<str:token>/ja", views.confirm, name="mine-confirm"),
    path("mijn-wijken/volg/<str:mark>/stop", views.stop, name="mine-stop"),
    path("gemeente/<slug:name>/nu", views.gemeente, name="gemeente-now"),
]
