"""Paper and tables: the print pack, entering a ballot by hand, importing a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.dialogue.actions.findings import start_findings
from wijkwijzer_web.dialogue.actions.paper import enter_ballots
from wijkwijzer_web.dialogue.actions.participate import RefusedError
from wijkwijzer_web.dialogue.forms.paper import Import, read_ballot, read_csv
from wijkwijzer_web.dialogue.languages import DUTCH, language
from wijkwijzer_web.dialogue.models import Dialogue, Participant
from wijkwijzer_web.dialogue.queries.staff import dialogue_for
from wijkwijzer_web.dialogue.queries.structure import forget, structure
from wijkwijzer_web.dialogue.views.print_pack import print_pack_pdf

__all__ = ["paper", "print_pack"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
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
    upload = request.FILES.get("bestand")
    if upload is not None:
        return read_csv(upload.read(), structure(dialogue))
    try:
        return Import((read_ballot(request.POST, structure(dialogue)),), ())
    except RefusedError as error:
        return Import((), (error.sentence,))


@login_required
@require_safe
def print_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """A poster with the QR code, a ballot and note sheets for the open questions, in the language `taal`."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    address = request.build_absolute_uri(reverse("dialogue:welcome", args=[slug]))
    words = language(request.GET.get("taal", DUTCH))
    pdf = print_pack_pdf(dialogue, structure(dialogue), address, words)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"{_('drukwerk')}-{slug}" + ("" if words.code == DUTCH else f"-{words.code}")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
