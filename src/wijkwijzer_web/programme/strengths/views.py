"""Pages of krachten: reading, adding a line, erasing it with a code, and looking at what waits."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.programme.effort.queries import place_at
from wijkwijzer_web.programme.models import Strength
from wijkwijzer_web.programme.programmes.queries import looks_after, organisations_for
from wijkwijzer_web.programme.strengths import actions, pages, queries
from wijkwijzer_web.programme.strengths.forms import StrengthForm

__all__ = ["erase", "judge", "queue", "strengths"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def strengths(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """What is there already, and one line more."""
    place = place_at(level, address)
    form, code, status = StrengthForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                data = form.cleaned_data
                _row, code = actions.add(
                    area=place.key,
                    area_name=place.name,
                    kind=data["soort"],
                    text=data["regel"],
                    request=data["aanvraag"],
                )
                form, status = StrengthForm(), 200
                messages.success(request, _("Dank je. Iemand kijkt eerst, dan staat je regel hier."))
            except actions.TooManyError:
                form.add_error(None, _("Er wachten nu te veel regels op een blik. Kom morgen terug."))
    context = {
        "place": place,
        "url": areas.address_of(place.key),
        "kinds": pages.by_kind(place.key),
        "form": form,
        "code": code,
    }
    return render(request, "programme/krachten.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """With the code: what became of the line, and a button that erases it."""
    typed = request.POST.get("code", "")[:120]
    row, wrong = None, ""
    if request.method == "POST":
        if not within("krachtcode", whose=caller(request), most=30, seconds=3600):
            wrong = _("Dit is vaak geprobeerd. Probeer het over een uur weer.")
        else:
            row = queries.of_code(typed)
            wrong = "" if row else _("Deze code kennen we niet, of de regel is al gewist.")
    if row is not None and request.POST.get("stap") == "wis":
        actions.erase(row)
        messages.success(request, _("Je regel is gewist. Ook wij kunnen haar niet meer lezen."))
        return redirect("programme:strength-erase")
    context = {"row": row, "typed": typed, "wrong": wrong}
    return render(request, "programme/kracht_code.html", context, status=400 if wrong else 200)


@login_required
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a look."""
    if not organisations_for(request.user):
        raise Http404
    rows = queries.waiting_for(actor_of(request))[:100]
    return render(request, "programme/werk/krachten.html", {"rows": rows})


@login_required
@require_POST
def judge(request: HttpRequest, key: int) -> HttpResponse:
    """Show a line or hide it."""
    row = get_object_or_404(Strength, pk=key)
    try:
        actions.judge_strength(
            actor=actor_of(request),
            organisation=looks_after(request.user, row.area),
            strength=row,
            shown=request.POST.get("toon") == "ja",
            because=request.POST.get("omdat", "")[:200],
        )
        messages.success(request, _("Bewaard."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:strength-queue")
