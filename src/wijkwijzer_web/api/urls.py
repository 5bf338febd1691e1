"""The addresses of the API; the page about it comes in two languages and stands in `page_urls`."""

from django.urls import path

from wijkwijzer_web.api.routes import api

urlpatterns = [path("v1/", api.urls)]
