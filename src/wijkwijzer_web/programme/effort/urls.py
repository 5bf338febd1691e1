"""Addresses of the long effort."""

from django.urls import re_path

from wijkwijzer_web.programme.effort import views

urlpatterns = [
    re_path(
        r"^(?P<level>wijk|buurt|gebied)/(?P<address>[-\w]+)/lange-adem$", views.breath, name="long-effort"
    )
]
