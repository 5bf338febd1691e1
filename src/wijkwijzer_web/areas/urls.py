"""The addresses of the areas pages."""

from django.urls import URLPattern, URLResolver

app_name = "areas"
urlpatterns: list[URLPattern | URLResolver] = []
