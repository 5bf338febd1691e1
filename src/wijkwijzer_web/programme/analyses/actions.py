"""Writing wijkanalyses: draft from figures, edit in blocks, hand to the wijk, answer, settle."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer.programme import (
    REACTION_DAYS,
    Analysis,
    Paragraph,
    StatedTrend,
    analysis_to_json,
    check_settling,
    draft_analysis,
    with_words,
)
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.analyses.queries import body_of, reaction_refs, replies_of
from wijkwijzer_web.programme.models import (
    AnalysisVersion,
    AreaAnalysis,
    PeerReview,
    Programme,
    ProgrammeReport,
    Reaction,
)
from wijkwijzer_web.publishing.service import without_words

__all__ = [
    "Outdated",
    "TooMany",
    "add_paragraph",
    "answer_reaction",
    "draft_row",
    "edit_paragraph",
    "erase_reaction",
    "erase_reaction_again",
    "hide_reaction_again",
    "hide_reactions",
    "new_version",
    "react",
    "remove_paragraph",
    "save_about",
    "save_review",
    "settle",
    "show_reaction",
    "start_analysis",
    "to_area",
]

MOST_REACTIONS = 1_000
# The kinds in the list of erasures.
ERASURE, HIDDEN = "wijkreactie", "wijkreactie-verborgen"


class Outdated(Exception):  # noqa: N818 - what the second editor meets
    """Somebody else changed it in between; nothing was kept."""


class TooMany(Exception):  # noqa: N818 - what the visitor meets
    """There are more reactions than people can read; nothing was kept."""


@action
def start_analysis(
    *, actor: User, organisation: Organisation, area: str, programme: Programme | None = None
) -> AreaAnalysis:
    """Draft the analysis of an area from the figures that are on show now; they are frozen in it."""
    require(actor, Permission.WRITE, organisation)
    if programme is not None:
        require(actor, Permission.WRITE, programme.organisation)
    row = draft_row(organisation, area, programme)
    record(row)
    return row


def draft_row(organisation: Organisation, area: str, programme: Programme | None) -> AreaAnalysis:
    """Keep a new draft; for actions that asked whether it may."""
    profile = areas.profile_of(area)
    if profile is None:
        raise ValidationError(_("Er zijn geen cijfers van deze wijk. Kies een wijk die in de cijfers staat."))
    today = timezone.localdate()
    trends = [_trend(each) for each in (programme.trends if programme else [])]
    body = draft_analysis(profile, made_on=today, trends=trends)
    return AreaAnalysis.objects.create(
        organisation=organisation,
        programme=programme,
        area=body.area,
        area_name=body.area_name,
        title=_("%(name)s in %(year)s") % {"name": body.area_name, "year": today.year},
        body=analysis_to_json(body),
        release=body.release,
        made_on=today,
    )


def _trend(said: dict[str, object]) -> StatedTrend:
    indicators = said["indicators"]
    assert isinstance(indicators, list)
    return StatedTrend(
        str(said["key"]),
        str(said["text"]),
        tuple(map(str, indicators)),
        "up" if said["direction"] == "up" else "down",
    )


def _locked(row: AreaAnalysis, edition: int | None = None) -> AreaAnalysis:
    """The row as it is now, locked; refused when the form is of an older edition."""
    found = AreaAnalysis.objects.select_for_update().get(pk=row.pk)
    if edition is not None and found.edition != edition:
        raise Outdated
    if found.state in (AreaAnalysis.State.SETTLED, AreaAnalysis.State.REPLACED):
        raise ValidationError(_("Deze analyse ligt vast. Maak een nieuwe als er iets anders is."))
    return found


def _keep(row: AreaAnalysis, body: Analysis, **details: object) -> AreaAnalysis:
    row.body, row.edition = analysis_to_json(body), row.edition + 1
    row.save()
    record(row, details={"edition": row.edition, **details})
    return row


@action
def edit_paragraph(
    *, actor: User, analysis: AreaAnalysis, edition: int, key: str, text: str, where: str = ""
) -> AreaAnalysis:
    """Put a paragraph in other words; a number keeps its source."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = _locked(analysis, edition)
    return _keep(row, _worded(body_of(row), key, text, where), paragraph=key)


def _worded(body: Analysis, key: str, text: str, where: str) -> Analysis:
    try:
        return with_words(body, key, text, where)
    except InputError as error:
        raise ValidationError(error.sentence) from error


@action
def add_paragraph(*, actor: User, analysis: AreaAnalysis, edition: int, paragraph: Paragraph) -> AreaAnalysis:
    """Add what people said, what was seen or read, or what runs here; it says who, when or where."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = _locked(analysis, edition)
    body = body_of(row)
    key = body.new_id()
    fresh = replace(paragraph, id=key, original=paragraph.text)
    body = _worded(body.with_paragraph(fresh), key, paragraph.text, paragraph.where)
    return _keep(row, body, paragraph=key)


@action
def remove_paragraph(*, actor: User, analysis: AreaAnalysis, edition: int, key: str) -> AreaAnalysis:
    """Take a paragraph out; one on which the wijk reacted stays, or its reaction would float."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = _locked(analysis, edition)
    if row.reactions.filter(paragraph=key).exclude(state=Reaction.State.HIDDEN).exists():
        raise ValidationError(_("De wijk reageerde op deze alinea. Verander de woorden, haal haar niet weg."))
    return _keep(row, body_of(row).without(key), removed=key)


@action
def save_about(*, actor: User, analysis: AreaAnalysis, edition: int, title: str, lead: str) -> AreaAnalysis:
    """Change the title and the sentence under it."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = _locked(analysis, edition)
    row.title, row.lead = title, lead
    return _keep(row, body_of(row))


@action
def to_area(*, actor: User, analysis: AreaAnalysis) -> AreaAnalysis:
    """Hand the analysis to the wijk: it is public, and people have three weeks to react."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = _locked(analysis)
    if row.state != AreaAnalysis.State.DRAFT:
        raise ValidationError(_("Deze analyse is al bij de wijk."))
    today = timezone.localdate()
    row.state = AreaAnalysis.State.WITH_AREA
    row.react_until = today + datetime.timedelta(days=REACTION_DAYS)
    row.save()
    AnalysisVersion.objects.create(analysis=row, number=row.version, made_on=today, body=row.body)
    record(row, details={"state": row.state})
    return row


@action
def new_version(*, actor: User, analysis: AreaAnalysis, note: str) -> AreaAnalysis:
    """Show the words as they are now as the next version; the earlier one stays readable."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = _locked(analysis)
    if row.state != AreaAnalysis.State.WITH_AREA:
        raise ValidationError(_("Deze analyse is nog een concept. Geef haar eerst aan de wijk."))
    row.version += 1
    row.save()
    AnalysisVersion.objects.create(
        analysis=row, number=row.version, made_on=timezone.localdate(), body=row.body, note=note
    )
    record(row, details={"version": row.version})
    return row


@action
def settle(*, actor: User, analysis: AreaAnalysis) -> AreaAnalysis:
    """Settle an analysis: the three weeks are over, and every reaction was read and answered."""
    require(actor, Permission.WRITE, analysis.organisation)
    row = _locked(analysis)
    today = timezone.localdate()
    if row.state != AreaAnalysis.State.WITH_AREA or row.react_until is None:
        raise ValidationError(_("Deze analyse is nog een concept. Geef haar eerst aan de wijk."))
    if today < row.react_until:
        raise ValidationError(_("De wijk kan nog reageren tot en met %s.") % written_day(row.react_until))
    if row.reactions.filter(state=Reaction.State.WAITING).exists():
        raise ValidationError(_("Er is een reactie die nog niemand las."))
    try:
        check_settling(body_of(row), replies_of(row))
    except InputError as error:
        raise ValidationError(error.sentence) from error
    # Only of its own organisation: another's is not ours to replace.
    earlier = AreaAnalysis.objects.filter(
        area=row.area, organisation=row.organisation, state=AreaAnalysis.State.SETTLED
    )
    earlier.exclude(pk=row.pk).update(state=AreaAnalysis.State.REPLACED)
    row.state, row.settled_on = AreaAnalysis.State.SETTLED, today
    row.save()
    record(row, details={"state": row.state})
    return row


# ---- what the wijk says
def react(
    analysis: AreaAnalysis, request: uuid.UUID, paragraph: str, text: str, on_behalf: str
) -> tuple[Reaction, str]:
    """Keep a reaction; return it with the token of its link (empty when it was sent before)."""
    known = analysis.reactions.filter(request=request).first()
    if known is not None:
        return known, ""
    if analysis.reactions.count() >= MOST_REACTIONS:
        raise TooMany
    token = new_token()
    row = Reaction(
        analysis=analysis,
        paragraph=paragraph,
        text=text,
        on_behalf=on_behalf,
        on=timezone.localdate(),
        request=request,
        fingerprint=token_fingerprint(token),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the same form, twice at once
        return analysis.reactions.get(request=request), ""
    return row, token


def erase_reaction(row: Reaction) -> None:
    """Empty the words of a reaction and the link to it, also in reports; the row and our answer stay."""
    erasures.note(ERASURE, str(row.key))
    _erase(str(row.key))


def erase_reaction_again(key: str) -> bool:
    """After a restore: erase a reaction whose writer erased it since the backup."""
    return _erase(key)


def hide_reaction_again(key: str) -> bool:
    """After a restore: what was hidden since the backup waits for a look again, and nobody reads it."""
    found = Reaction.objects.filter(key=key, state=Reaction.State.SHOWN)
    return bool(found.update(state=Reaction.State.WAITING))


@transaction.atomic
def _erase(key: str) -> bool:
    row = Reaction.objects.select_for_update(of=("self",)).select_related("analysis").filter(key=key).first()
    if row is None or row.state == Reaction.State.ERASED:
        return False
    row.text, row.on_behalf, row.state, row.fingerprint = "", "", Reaction.State.ERASED, b""
    row.save(update_fields=["text", "on_behalf", "state", "fingerprint"])
    # A report holds the words as they were on the day it was made, in every version.
    reports = ProgrammeReport.objects.select_for_update().filter(programme=row.analysis.programme_id)
    for report in reports.order_by("pk"):
        changed = without_words(report.document, reaction_refs([key]), _("(ingetrokken)"))
        if changed != report.document:
            ProgrammeReport.objects.filter(pk=report.pk).update(document=changed)
    return True


def _reaction(row: Reaction) -> Reaction:
    found = Reaction.objects.select_for_update().select_related("analysis__organisation").get(pk=row.pk)
    if found.state == Reaction.State.ERASED:
        raise ValidationError(_("De schrijver wiste deze reactie."))
    return found


@action
def show_reaction(*, actor: User, reaction: Reaction, shown: bool, because: str = "") -> None:
    """Show a reaction, or hide it for a reason that its writer can read."""
    require(actor, Permission.WRITE, reaction.analysis.organisation)
    row = _reaction(reaction)
    if not shown and not because:
        raise ValidationError(_("Schrijf erbij waarom je deze reactie verbergt."))
    row.state = Reaction.State.SHOWN if shown else Reaction.State.HIDDEN
    row.hidden_because = "" if shown else because
    if not shown:
        erasures.note(HIDDEN, str(row.key))
    row.save(update_fields=["state", "hidden_because"])
    record(row.analysis, details={"reaction": row.pk, "state": row.state})


@action
def hide_reactions(*, actor: User, analysis: AreaAnalysis, keys: Collection[int], because: str) -> int:
    """Hide what nobody looked at yet, many at once, for one reason; return how many."""
    require(actor, Permission.WRITE, analysis.organisation)
    if not because:
        raise ValidationError(_("Schrijf erbij waarom je deze reacties verbergt."))
    rows = analysis.reactions.select_for_update().filter(pk__in=keys, state=Reaction.State.WAITING)
    found = list(rows)
    for row in found:
        erasures.note(HIDDEN, str(row.key))
    hidden = {"state": Reaction.State.HIDDEN, "hidden_because": because}
    analysis.reactions.filter(pk__in=[row.pk for row in found]).update(**hidden)
    record(analysis, details={"hidden": len(found)})
    return len(found)


@action
def answer_reaction(*, actor: User, reaction: Reaction, verdict: str, answer: str) -> None:
    """Say what was done with a reaction; it says in which version."""
    require(actor, Permission.WRITE, reaction.analysis.organisation)
    row = _reaction(reaction)
    row.verdict, row.answer = verdict, answer
    row.answered_on, row.version = timezone.localdate(), row.analysis.version
    row.full_clean(exclude=["text", "fingerprint"])
    row.save(update_fields=["verdict", "answer", "answered_on", "version"])
    record(row.analysis, details={"reaction": row.pk, "verdict": verdict})


@action
def save_review(*, actor: User, review: PeerReview) -> PeerReview:
    """Keep what is written in a collegiale toets, with the day on which each part came."""
    require(actor, Permission.WRITE, review.analysis.organisation)
    today = timezone.localdate()
    for part in ("report", "plan", "progress"):
        if getattr(review, part) and getattr(review, f"{part}_on") is None:
            setattr(review, f"{part}_on", today)
    review.full_clean()
    review.save()
    record(review.analysis, details={"review": review.pk})
    return review
