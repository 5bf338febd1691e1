"""What an approach did, by area and years; the gate first."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.effects.measuring import pages
from wijkwijzer_web.effects.measuring.forms import MeasureForm

__all__ = ["measure"]


@require_safe
def measure(request: HttpRequest) -> HttpResponse:
    """Ask, and read what may be said."""
    release = areas.figures()
    if release is None:
        return render(request, "effects/effect.html", {"form": None})
    asked = "cijfer" in request.GET
    begin = {"wijken": request.GET.get("wijken", "")[:2000]}
    form = MeasureForm(request.GET if asked else None, choices=pages.choices(release), initial=begin)
    shown, status = None, HTTPStatus.OK
    if asked:
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            data = form.cleaned_data
            try:
                effect = pages.measured(release, data["cijfer"], data["wijken"], data["van"], data["tot"])
            except InputError as error:
                form.add_error(None, error.sentence)
            else:
                shown, status = pages.shown(effect, release.indicator(data["cijfer"])), HTTPStatus.OK
    return render(request, "effects/effect.html", {"form": form, "shown": shown}, status=status)
