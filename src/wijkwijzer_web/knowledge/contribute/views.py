"""The two-minute forms, and the page that a personal link opens."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.queries import writes_for
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.knowledge.contribute import actions, queries
from wijkwijzer_web.knowledge.contribute.again import number_of, remember_number
from wijkwijzer_web.knowledge.contribute.forms import FORMS, ShareForm
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records import pages

__all__ = ["beside", "choose", "erase", "mine", "open_link", "opened_with_link", "remember", "share"]

MINE = queries.MINE
MOST_TYPED = 4_000
MOST_ASKED = 4_000  # an hour from one address: a room full of people may share one
LINK = "mijn_link"


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What do you want to leave here?"""
    kinds = [(name, form.title, form.intro) for name, form in FORMS.items()]
    return render(request, "knowledge/share_choice.html", {"kinds": kinds})


@cache_control(private=True, no_cache=True)  # "no-store" would empty the form for who comes back to it
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, kind: str) -> HttpResponse:
    """One page, at most five questions; nothing that was typed is lost by a mistake.

    It is sent to an address with a word more. A browser that fails to send a page to its own address forgets
    that page, and the way back would lead past it.
    """
    if kind not in FORMS:
        raise Http404(kind)
    form = FORMS[kind](request.POST or None, initial=_proposal(request, kind))
    if request.method == "POST" and form.is_valid():
        try:
            return _take_in(request, form)
        except InputError as error:
            form.add_error(None, str(error))
    status = 400 if request.method == "POST" else 200
    return render(request, "knowledge/share.html", {"form": form, "kind": kind}, status=status)


@never_cache
@require_POST
def beside(request: HttpRequest, kind: str) -> HttpResponse:
    """While somebody types: what is here already, kinder words, what reads hard. Nothing is kept of it."""
    if kind not in FORMS:
        raise Http404(kind)
    text = request.POST.get("tekst", "")[:MOST_TYPED]
    if not within("deel-intussen", whose=caller(request), most=MOST_ASKED, seconds=3600):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {
        "alike": queries.look_alikes(FORMS[kind].kind, text),
        "hints": queries.hints(text),
        "plainer": queries.plainer(text) if get_language() == "nl" else [],
    }
    return render(request, "knowledge/parts/beside.html", context)


def _take_in(request: HttpRequest, form: ShareForm) -> HttpResponse:
    actor = request.user if isinstance(request.user, User) else None
    link = request.build_absolute_uri(reverse("knowledge:mine-link", args=["TOKEN"]))
    device, data, began = request.META.get("CSRF_COOKIE", ""), form.fields_of_record(), timezone.now()
    number = number_of(device, form.kind, data, form.cleaned_data["form"])
    row, token = actions.contribute(
        actor=actor,
        organisation=_organisation(actor),
        kind=form.kind,
        data=data,
        address=form.address(),
        form=number,
        link=link,
    )
    remember_number(device, form.kind, data, number)
    if row.created_at < began:
        messages.info(request, _("Dit was al binnen. Het staat er één keer; je hoeft niets te doen."))
    remember(request, row)
    request.session[LINK] = link.replace("TOKEN", token)
    return redirect("knowledge:mine", row.pk)


def _organisation(actor: User | None) -> Organisation | None:
    """The organisation that a member writes for: the first in which writing is allowed."""
    return next(iter(writes_for(actor)), None) if actor is not None else None


def _proposal(request: HttpRequest, kind: str) -> dict[str, str]:
    """The words that somebody searched with; or what is known of a member: the wijk of their organisation."""
    if kind == "vraag":
        return {"what": clean_line(request.GET.get("vraag", ""))[:300]}
    actor = request.user if isinstance(request.user, User) else None
    organisation = _organisation(actor)
    names = list(card_of(organisation).areas.values()) if organisation is not None else []
    return {"where": names[0]} if names else {}


def remember(request: HttpRequest, row: KnowledgeRecord) -> None:
    """This browser may open and change this record."""
    mine = [pk for pk in request.session.get(MINE, []) if pk != row.pk]
    request.session[MINE] = [*mine, row.pk][-20:]


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A personal link: what it opens is kept in the session, and the address becomes clean."""
    found = queries.by_token(token)
    if found is None:
        return render(request, "knowledge/unknown_link.html", status=404)
    remember(request, found.record)
    return redirect("knowledge:mine", found.record_id)


def opened_with_link(request: HttpRequest, pk: int) -> KnowledgeRecord:
    """The record, when this browser opened its personal link."""
    if pk not in request.session.get(MINE, []):
        raise Http404("not opened with a link")
    return get_object_or_404(KnowledgeRecord, pk=pk)


@never_cache
@require_safe
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as others will see it, with what is still to come."""
    row = opened_with_link(request, pk)
    waiting = row.revisions.filter(status="wacht").order_by("-number").first()
    text = f"{row.title} {row.summary}"
    alike = [one for one in queries.look_alikes(row.kind, text) if one.pk != row.pk]
    context = {
        "row": row,
        "page": pages.record_page(row),
        "link": request.session.pop(LINK, ""),
        "alike": alike[:2],
        "hints": queries.hints(text),
        "waiting": waiting,
    }
    return render(request, "knowledge/mine.html", context)


@never_cache
@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    row = opened_with_link(request, pk)
    actions.erase_contribution(actor=None, row=row)
    request.session[MINE] = [one for one in request.session.get(MINE, []) if one != pk]
    return render(request, "knowledge/erased.html", {"said": _("Het is weg.")})
