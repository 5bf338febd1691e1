"""The page where a question begins, answering one with a link, and passing it on."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.knowledge.catalogue.pages import chosen
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Passed
from wijkwijzer_web.knowledge.questions import actions, queries
from wijkwijzer_web.knowledge.questions.forms import AnswerForm
from wijkwijzer_web.knowledge.review.views import reviewer

__all__ = ["answer", "home", "judge", "relay"]

LONGEST = 200
SHOWN, CLOSEST = 100, 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """First what is known already, then the way to ask; and what others asked."""
    asking = clean_line(request.GET.get("q", ""))[:LONGEST]
    rows = queries.asked()
    context = {
        "q": asking,
        "found": _closest(asking) if asking else [],
        "open": [one for one in rows if not one.answers][:SHOWN],
        "answered": [one for one in rows if one.answers][:SHOWN],
    }
    return render(request, "knowledge/vraag_het.html", context)


def _closest(question: str) -> list[tuple[KnowledgeRecord, str]]:
    """What may answer it already, with the sentence that does."""
    found = chosen({"q": [question]})

    return [(row, found.answer.passage(row.key) if found.answer else "") for row in found.rows(0, CLOSEST)]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One person answers one question: once written it waits for a look, and can be taken back for good."""
    passed = queries.by_link(token)
    if passed is None or not (passed.record.public or passed.text):
        return render(request, "knowledge/unknown_link.html", status=404)
    step = request.POST.get("stap", "")
    form = AnswerForm(
        request.POST if step == "antwoord" else None, initial={"text": passed.text, "by": passed.by}
    )
    if step == "weet-niet":
        actions.know_nothing(actor=None, passed=passed)
    elif step == "weg":
        actions.erase_answer(actor=None, passed=passed)
    elif step == "antwoord" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.answer(actor=None, passed=passed, text=given["text"], by=given["by"])
        except InputError as error:
            form.add_error(None, str(error))
    if step and not form.errors:
        return redirect("knowledge:answer", token)
    context = {"passed": passed, "form": form, "row": passed.record}
    return render(request, "knowledge/antwoord.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def relay(request: HttpRequest, pk: int) -> HttpResponse:
    """Who knows this? An editor passes a public question on to people whose address nobody sees."""
    row = get_object_or_404(KnowledgeRecord, pk=pk, kind=queries.KIND, public=True)
    actor, organisation = reviewer(request, row)
    if request.method == "POST":
        number = actions.pass_on(
            actor=actor, organisation=organisation, row=row, people=request.POST.getlist("wie")
        )
        said = ngettext("De vraag gaat naar %(n)s persoon.", "De vraag gaat naar %(n)s mensen.", number) % {
            "n": number
        }
        messages.success(request, said if number else _("Je koos niemand. De vraag staat er wel."))
        return redirect("knowledge:queue")
    context = {"row": row, "known": queries.who_knows(row), "before": row.passed.count()}
    return render(request, "knowledge/vraag_door.html", context)


@login_required
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read an answer, or not."""
    passed = get_object_or_404(Passed.objects.select_related("record__organisation"), pk=pk)
    actor, organisation = reviewer(request, passed.record)
    shown = request.POST.get("keuze") == "toon"
    try:
        actions.judge_answer(actor=actor, organisation=organisation, passed=passed, shown=shown)
    except InputError as error:
        messages.error(request, str(error))
    return redirect("knowledge:queue")
