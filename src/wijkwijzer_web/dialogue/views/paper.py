"""Paper and tables: asking for the print pack, entering a ballot by hand, importing a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.dialogue.actions.documents.findings import start_findings
from wijkwijzer_web.dialogue.actions.documents.paper import enter_ballots, start_print_pack
from wijkwijzer_web.dialogue.forms.paper import Import, read_ballot, read_csv
from wijkwijzer_web.dialogue.languages import DUTCH, available, language
from wijkwijzer_web.dialogue.models import Dialogue, Participant
from wijkwijzer_web.dialogue.queries.staff import dialogue_for
from wijkwijzer_web.dialogue.queries.structure import forget, structure
from wijkwijzer_web.dialogue.take_part.record import RefusedError

__all__ = ["paper", "print_pack"]

URLENCODED = "application/x-www-form-urlencoded"
View = Callable[[HttpRequest, str], HttpResponse]


def _a_field_per_statement(view: View) -> View:
    """Let a ballot have as many fields as there are statements, beside the limit that every form has.

    The fields are counted before anything reads them, so the check on the form's token comes after this.
    """

    @wraps(view)
    def wide(request: HttpRequest, slug: str) -> HttpResponse:
        if request.method == "POST" and request.content_type == URLENCODED:
            dialogue = dialogue_for(request.user, slug, Permission.WRITE)
            known = sum(len(question.statements) for question in structure(dialogue).questions)
            most = (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0) + known
            sent = QueryDict(mutable=True)
            try:
                pairs = parse_qsl(request.body.decode(), keep_blank_values=True, max_num_fields=most)
            except ValueError as error:  # too many fields, or no UTF-8
                raise TooManyFieldsSent from error
            for name, value in pairs:
                sent.appendlist(name, value)
            request.POST = sent  # type: ignore[assignment]
        return csrf_protect(view)(request, slug)

    return wide


@csrf_exempt  # not free of the check: it is done inside, after the fields are read
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@_a_field_per_statement
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter one ballot, or a file with many."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    asked = structure(dialogue)
    status, wrong = 200, tuple[str, ...]()
    if request.method == "POST":
        found = _read(request, dialogue)
        if not found.errors:
            source = "tafel" if request.POST.get("herkomst") == Participant.Source.TABLE else "papier"
            count = enter_ballots(
                actor=actor_of(request), dialogue=dialogue, source=source, ballots=found.ballots
            )
            start_findings(dialogue)
            words = ngettext("%(n)s formulier is ingevoerd.", "%(n)s formulieren zijn ingevoerd.", count)
            messages.success(request, words % {"n": count})
            return redirect(request.path)
        status, wrong = 400, found.errors
    context = {"dialogue": dialogue, "structure": asked, "errors": wrong, "sent": request.POST}
    return render(request, "dialogue/werk/papier.html", context, status=status)


def _read(request: HttpRequest, dialogue: Dialogue) -> Import:
    forget(dialogue)
    upload = None if request.content_type == URLENCODED else request.FILES.get("bestand")
    if upload is not None:
        return read_csv(upload.read(), structure(dialogue))
    try:
        return Import((read_ballot(request.POST, structure(dialogue)),), ())
    except RefusedError as error:
        return Import((), (error.sentence,))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def print_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a poster with the QR code, a ballot and note sheets, in a language of the dialogue."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    offered = [available()[code] for code in (DUTCH, *dialogue.languages) if code in available()]
    if request.method == "POST":
        job = start_print_pack(
            actor=actor_of(request),
            dialogue=dialogue,
            address=request.build_absolute_uri(reverse("dialogue:welcome", args=[slug])),
            code=language(request.POST.get("taal", DUTCH)).code,
            return_url=reverse("dialogue:setup", args=[slug]),
        )
        return redirect(job)
    return render(request, "dialogue/werk/drukwerk.html", {"dialogue": dialogue, "languages": offered})
