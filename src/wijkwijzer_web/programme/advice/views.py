"""Pages of advice: everyone's list, one advice, the addressee's link, and the team's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.programme.advice import actions, pages, queries
from wijkwijzer_web.programme.advice.forms import AdviceForm, StepForm
from wijkwijzer_web.programme.models import Advice
from wijkwijzer_web.programme.programmes.queries import may_write, organisations_for
from wijkwijzer_web.programme.views import form_page

__all__ = ["advices", "answer", "give", "one", "passed_on", "work_list"]


@require_safe
def advices(request: HttpRequest) -> HttpResponse:
    """All advice, with what became of it; filters stand in the address."""
    found = queries.advice(
        area=request.GET.get("wijk", "")[:20], programme=request.GET.get("programma", "")[:80]
    )
    state = request.GET.get("stand", "")
    if state in Advice.State.values:
        found = found.filter(state=state)
    everything = queries.advice()
    paginator = Paginator(found, pages.PAGE)
    page = paginator.get_page(number(request.GET.get("pagina"), least=1) or 1)
    context = {
        "lead": pages.lead(everything),
        "total": everything.count(),
        "page": page,
        "rows": pages.shown(page.object_list),
        "states": [(key, label, everything.filter(state=key).count()) for key, label in Advice.State.choices],
        "chosen": state,
    }
    return render(request, "programme/adviezen.html", context)


@require_safe
def one(request: HttpRequest, key: int) -> HttpResponse:
    """One advice with every step."""
    row = queries.advice_seen(request.user, key)
    (shown,) = pages.shown([row])
    context = {"advice": shown, "may_write": may_write(request.user, row.organisation)}
    return render(request, "programme/advies.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The addressee says what became of it, without an account."""
    row = queries.advice_of_link(token)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_by_link(row, form.cleaned_data["state"], form.cleaned_data["because"])
        except ValidationError as error:
            form.add_error("because", error.messages[0])
        else:
            return render(request, "programme/advies_dank.html", {"advice": row})
    (shown,) = pages.shown([row])
    context = {"advice": shown, "form": form}
    return render(request, "programme/advies_antwoord.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The advice that we gave, with the links of the addressees."""
    rows = queries.work_list(request.user)
    context = {
        "rows": [(shown, actions.address_of_link(shown.row)) for shown in pages.shown(rows)],
        "may_start": organisations_for(request.user),
    }
    return render(request, "programme/werk/adviezen.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give an advice."""
    organisations = organisations_for(request.user)
    if not organisations:
        raise Http404
    initial = {name: request.GET[name] for name in ("text", "theme", "programme") if name in request.GET}
    form = AdviceForm(request.POST or None, organisations=organisations, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.give_advice(actor=actor_of(request), advice=form.save(commit=False))
            messages.success(request, _("Het advies staat op de site."))
            return redirect(row)
        except ValidationError as error:
            form.add_error(None, error)
    return form_page(request, form, _("Nieuw advies"), _("Breng het advies uit"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passed_on(request: HttpRequest, key: int) -> HttpResponse:
    """Keep what the addressee told us."""
    row = queries.advice_for(request.user, key)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.pass_on(actor=actor_of(request), advice=row, state=data["state"], because=data["because"])
            return redirect(row)
        except ValidationError as error:
            form.add_error("because", error.messages[0])
    return form_page(request, form, _("Wat zei de ontvanger?"))
