"""The backtest of a release, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wijkwijzer.effects import signal_words as words
from wijkwijzer_web.effects.signals.pages import fairness, shown_tests
from wijkwijzer_web.effects.signals.queries import learnt

__all__ = ["backtest"]


@require_safe
def backtest(request: HttpRequest) -> HttpResponse:
    """How often signals came true before, where they failed at the same size as where they worked."""
    asked = request.GET.get("uitgave", "")
    if len(asked) > 64 or not asked.isascii():
        raise Http404
    found = learnt(asked)
    language = get_language() or "nl"
    context = {
        "learnt": found,
        "tests": shown_tests(found) if found else [],
        "fairness": fairness(found) if found else [],
        "score": (found.score.name.en if language.startswith("en") else found.score.name.nl) if found else "",
        "lasting": words.lasting_sentence(found.foresight.backtest.lasting, language) if found else "",
        "lead": words.lead_sentences(found.foresight, language) if found else (),
    }
    return render(request, "effects/terugblik.html", context)
