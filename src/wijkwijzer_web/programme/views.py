"""What the team's pages of all features share: a form by itself."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

__all__ = ["form_page"]


def form_page(
    request: HttpRequest, form: forms.BaseForm, title: str, button: str = "", **more: object
) -> HttpResponse:
    """A form by itself; 400 when something in it is wrong. `more` is for the path above it."""
    context = {"form": form, "title": title, "button": button or _("Bewaar"), **more}
    return render(request, "programme/werk/formulier.html", context, status=400 if form.errors else 200)
