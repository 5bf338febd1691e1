"""The page that tells what became of something; a code travels in a form only and stands in no address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.desk import service as desk
from wijkwijzer_web.portal.became import queries
from wijkwijzer_web.portal.chain.pages import Step, steps

__all__ = ["became"]

LONGEST = 200


@dataclass(frozen=True, slots=True)
class ShownBecame:
    """A thing that was meant, in sentences."""

    about: Step
    after: list[Step]
    before: list[Step]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def became(request: HttpRequest) -> HttpResponse:
    """Ask, and read what became of it; words go on as an address that can be shared."""
    if request.method == "POST":
        typed = clean_line(request.POST.get("q", ""))[:LONGEST]
        if queries.is_code(typed):
            return _by_code(request, typed)
        return redirect(f"{request.path}?{urlencode({'q': typed})}" if typed else request.path)
    asked = clean_line(request.GET.get("q", ""))[:LONGEST]
    words = queries.words_of(asked)
    found = [_shown(one) for one in queries.of_words(asked, request.user)] if words else []
    context = {"q": asked, "asked": bool(asked), "words": bool(words), "found": found}
    return render(request, "portal/geworden.html", context)


def _shown(one: queries.Became) -> ShownBecame:
    about, *loose = steps([one.about])
    return ShownBecame(about, [*loose, *steps(one.after)], steps(one.before))


def _by_code(request: HttpRequest, typed: str) -> HttpResponse:
    try:
        found = desk.story_by_code(typed)
    except desk.RefusedError as refusal:
        context = {"error": refusal.sentence}
        return render(request, "portal/geworden.html", context, status=refusal.status)
    if found is None:
        context = {"error": _("Deze zes woorden kennen we niet. Wij kunnen ze niet terugvinden.")}
        return render(request, "portal/geworden.html", context, status=404)
    own, ref = found
    further = queries.became_of([ref], request.user) if ref else []
    told = [*own, *(thing for one in further for thing in (one.about, *one.after))]
    return render(request, "portal/geworden.html", {"own": steps(told), "linked": bool(further)})
