"""Where a dialogue stands: each step of setting it up and of what follows, with how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db.models import Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.dialogue.models import Dialogue, Message, Participant, Promise, Question, Statement, Theme
from wijkwijzer_web.dialogue.preparing.queries.translations import progress
from wijkwijzer_web.dialogue.queries.outcome.population import area_names

__all__ = ["Step", "setup_steps"]

State = Literal["klaar", "nodig", "later", "mag"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name and page, what is there now, and its state.

    "klaar" is done, "nodig" asks for something now, "mag" may be left, "later" comes by itself.
    """

    title: str
    url: str
    said: str
    state: State


def setup_steps(dialogue: Dialogue, *, moderates: bool) -> list[Step]:
    """All steps in the order in which they come; the queue only for who may read it."""
    found = [*_before(dialogue), *_paper(dialogue)]
    if moderates:
        found.append(_queue(dialogue))
    return [*found, *_after(dialogue)]


def _to(name: str, dialogue: Dialogue, *more: str) -> str:
    return reverse(f"dialogue:{name}", args=[dialogue.slug, *more])


def _before(dialogue: Dialogue) -> Iterator[Step]:
    names = area_names(dialogue.areas)
    said = _("over %(names)s") % {"names": ", ".join(names)} if names else _("nog geen wijk of buurt gekozen")
    yield Step(_("Gegevens"), _to("edit", dialogue), said, "klaar" if names else "mag")
    questions = Question.objects.filter(topic__dialogue=dialogue)
    asked = questions.count()
    statements = Statement.objects.filter(question__in=questions, state=Statement.State.VISIBLE).count()
    empty = questions.filter(kind=Question.Kind.STATEMENT, statements=None).count()
    said = ngettext("%(n)s vraag", "%(n)s vragen", asked) % {"n": asked}
    if statements:
        said += ", " + ngettext("%(n)s stelling", "%(n)s stellingen", statements) % {"n": statements}
    if empty:
        said += ", " + ngettext(
            "maar bij %(n)s vraag staan nog geen stellingen",
            "maar bij %(n)s vragen staan nog geen stellingen",
            empty,
        ) % {"n": empty}
    ready: State = "klaar" if asked and not empty else "nodig"
    yield Step(_("Vragen"), "#vraag", said if asked else _("nog geen vraag"), ready)
    about = dialogue.background_questions.count()
    said = ngettext("%(n)s vraag", "%(n)s vragen", about) % {"n": about} if about else _("niets gevraagd")
    yield Step(_("Over de deelnemers"), "#achtergrond", said, "klaar" if about else "mag")
    if dialogue.mode == Dialogue.Mode.LIVE:
        yield _script(dialogue)
    for one in progress(dialogue):
        values = {"n": one.done, "m": one.total}
        said = _("%(n)s van %(m)s teksten") if one.lacking else _("alle %(m)s teksten zijn er")
        title = _("Vertaling: %(language)s") % {"language": one.language.name}
        url = _to("translation", dialogue, one.language.code)
        yield Step(title, url, said % values, "nodig" if one.lacking else "klaar")


def _script(dialogue: Dialogue) -> Step:
    rounds = dialogue.rounds.count()
    minutes = dialogue.rounds.aggregate(all=Sum("minutes"))["all"] or 0
    said = ngettext("%(n)s ronde", "%(n)s rondes", rounds) % {"n": rounds}
    said += ", " + ngettext("samen %(n)s minuut", "samen %(n)s minuten", minutes) % {"n": minutes}
    if not rounds:
        return Step(_("Script"), "#ronde", _("nog geen ronde"), "nodig")
    return Step(_("Script"), "#ronde", said, "klaar")


def _paper(dialogue: Dialogue) -> Iterator[Step]:
    yield Step(_("Drukwerk"), _to("print-pack", dialogue), _("poster, formulier en notitiebladen"), "mag")
    yield Step(_("QR-code"), _to("qr", dialogue), _("voor in een brief"), "mag")
    people = Participant.objects.filter(dialogue=dialogue, erased=False)
    if dialogue.state != Dialogue.State.DRAFT:
        began = people.filter(source=Participant.Source.ONLINE).count()
        said = ngettext("%(n)s mens begon", "%(n)s mensen begonnen", began) % {"n": began}
        yield Step(_("Bekijk als deelnemer"), _to("welcome", dialogue), said, "mag")
    entered = people.exclude(source=Participant.Source.ONLINE).count()
    said = ngettext("%(n)s formulier ingevoerd", "%(n)s formulieren ingevoerd", entered) % {"n": entered}
    yield Step(_("Papier en tafels invoeren"), _to("paper", dialogue), said, "mag")


def _queue(dialogue: Dialogue) -> Step:
    waiting = Message.objects.filter(dialogue=dialogue, state=Message.State.WAITING).count()
    waiting += Statement.objects.filter(
        question__topic__dialogue=dialogue, state=Statement.State.WAITING
    ).count()
    said = ngettext("%(n)s bericht wacht", "%(n)s berichten wachten", waiting) % {"n": waiting}
    state: State = "nodig" if waiting else "klaar"
    return Step(_("Wachtrij"), _to("queue", dialogue), said if waiting else _("niets te doen"), state)


def _after(dialogue: Dialogue) -> Iterator[Step]:
    closed = dialogue.state == Dialogue.State.CLOSED
    if dialogue.state != Dialogue.State.DRAFT:
        yield Step(_("Uitkomst"), _to("results", dialogue), _("openbaar, vanaf tien mensen"), "mag")
    themes = Theme.objects.filter(question__topic__dialogue=dialogue)
    seen = themes.filter(state=Theme.State.CONFIRMED).count()
    values = {"n": themes.count(), "m": seen}
    said = _("%(n)s thema’s, %(m)s bevestigd") % values if values["n"] else _("nog geen thema’s")
    unseen: State = "nodig" if closed and seen < values["n"] else "later"
    yield Step(_("Thema’s"), _to("themes", dialogue), said, "klaar" if values["n"] == seen > 0 else unseen)
    yield _report(dialogue, closed=closed)
    promises = Promise.objects.filter(dialogue=dialogue)
    values = {"n": promises.filter(state=Promise.State.DONE).count(), "m": promises.count()}
    said = _("%(n)s van %(m)s gedaan") % values if values["m"] else _("nog niets beloofd")
    kept: State = "klaar" if values["m"] and values["n"] == values["m"] else "later"
    yield Step(_("Beloften"), _to("promises", dialogue), said, kept)
    yield Step(_("Rijen downloaden"), _to("rows", dialogue), _("voor onderzoek, met een reden"), "mag")


def _report(dialogue: Dialogue, *, closed: bool) -> Step:
    versions = dialogue.reports.order_by("-version")
    newest, public = versions.first(), versions.filter(published_at__isnull=False, retracted_at=None).first()
    if public is not None and public.published_at is not None:
        values = {"version": public.version, "day": date_format(public.published_at, "j F Y")}
        said, state = _("versie %(version)s staat op de site sinds %(day)s") % values, "klaar"
        if newest is not None and newest.version > public.version:
            said += "; " + _("versie %(version)s is een concept") % {"version": newest.version}
    elif newest is not None:
        said, state = _("versie %(version)s is een concept") % {"version": newest.version}, "nodig"
    else:
        said, state = _("nog niet gemaakt"), "nodig" if closed else "later"
    return Step(_("Verslag maken"), _to("report-edit", dialogue), said, state)  # type: ignore[arg-type]
