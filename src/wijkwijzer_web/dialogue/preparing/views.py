"""The page on which somebody fills in a translation, text by text."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core.clean import clean_text
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.dialogue.languages import DUTCH, available
from wijkwijzer_web.dialogue.preparing.actions import keep_translation
from wijkwijzer_web.dialogue.preparing.queries.translations import sentences
from wijkwijzer_web.dialogue.queries.staff import dialogue_for
from wijkwijzer_web.dialogue.queries.structure import forget
from wijkwijzer_web.publishing.service import ChangedError, version_of

__all__ = ["translation"]

LONGEST = 2000
PAGE = 200  # texts on a page, well below what a form may hold


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def translation(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Every text of a dialogue beside its translation; what stays empty is shown as it was written."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    if code == DUTCH or code not in available() or code not in dialogue.languages:
        raise Http404(f"no language {code}")
    given = {name: clean_text(str(text))[:LONGEST] for name, text in request.POST.items() if name != "versie"}
    status = 200
    if request.method == "POST":
        try:
            changed = keep_translation(
                actor=actor_of(request),
                dialogue=dialogue,
                code=code,
                given=given,
                version=request.POST.get("versie", ""),
            )
        except ChangedError as error:
            messages.error(request, str(error))
            status = 409
        else:
            forget(dialogue)
            said = ngettext("%(n)s tekst bewaard.", "%(n)s teksten bewaard.", changed) % {"n": changed}
            messages.success(request, said if changed else _("Er was niets veranderd."))
            return redirect(request.get_full_path())
    texts = sentences(dialogue, code)
    page = Paginator(texts, PAGE).get_page(request.GET.get("pagina"))
    rows = [(one, given.get(one.field, one.translation)) for one in page.object_list]
    context = {
        "dialogue": dialogue,
        "language": available()[code],
        "page": page,
        "rows": rows,
        "done": sum(bool(one.translation) for one in texts),
        "version": version_of(*texts),
    }
    return render(request, "dialogue/werk/vertaling.html", context, status=status)
