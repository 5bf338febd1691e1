"""Load what needs figures: the twelve analyses, what was said about one, and the two reports."""

from __future__ import annotations

import uuid
from importlib.util import find_spec

from django.utils import timezone

from wijkwijzer.example.programme import example_programme
from wijkwijzer.programme import StatedTrend, analysis_to_json, draft_analysis
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.example.rows import NAMED, day_from_now
from wijkwijzer_web.programme.models import (
    Advice,
    AnalysisVersion,
    AreaAnalysis,
    Opgave,
    Participation,
    Presentation,
    Programme,
    Reaction,
    Task,
)

__all__ = ["load_example_analyses"]


@action
def load_example_analyses(*, actor: User | None, organisation: Organisation) -> int:
    """Write the analyses of the twelve wijken and the two reports; return how many, 0 without figures."""
    record(organisation, details={"example": True})
    programme = Programme.objects.filter(slug=example_programme()["slug"]).first()
    if programme is None or programme.analyses.exists() or areas.release_id() == "":
        return 0
    _name_areas()
    made = [row for city in programme.participations.all() if (row := _analysis(programme, city))]
    if made:
        _react(made[0])
        _reports(programme)
    return len(made)


def _reports(programme: Programme) -> None:
    """Report 1 as it came out and report 2 as a draft; nothing when the folder of reports was taken away."""
    if find_spec("wijkwijzer_web.programme.reports") is None:
        return
    from wijkwijzer_web.programme.reports.actions import store_report

    report = store_report(programme, 1, "Zo staan de wijken ervoor na een jaar samen leren.")
    report.published_on = timezone.localdate()
    report.save(update_fields=["published_on"])
    store_report(programme, 2, "")


def _name_areas() -> None:
    """Give every row of the example the name of its area, now that it is known."""
    for model in (Participation, Presentation, Advice, Opgave, *NAMED):
        for row in model.objects.exclude(area=""):
            found = areas.place(row.area)
            if found is not None and row.area_name != found.name:
                row.area_name = found.name
                row.save(update_fields=["area_name"])
    for task in Task.objects.exclude(area=""):
        found = areas.place(task.area)
        if found is not None:
            task.area_name = found.name
            task.save(update_fields=["area_name"])


def _analysis(programme: Programme, city: Participation) -> AreaAnalysis | None:
    profile = areas.profile_of(city.area)
    if profile is None:
        return None
    made_on = day_from_now(-20)
    trends = [
        StatedTrend(t["key"], t["text"], tuple(t["indicators"]), t["direction"]) for t in programme.trends
    ]
    body = draft_analysis(profile, made_on=made_on, trends=trends)
    row = AreaAnalysis.objects.create(
        organisation=programme.organisation,
        programme=programme,
        area=city.area,
        area_name=city.area_name,
        title=f"{body.area_name} in {made_on.year}",
        lead=city.risk,
        state=AreaAnalysis.State.WITH_AREA,
        body=analysis_to_json(body),
        release=body.release,
        made_on=made_on,
        react_until=day_from_now(9),
        is_example=True,
    )
    AnalysisVersion.objects.create(analysis=row, number=1, made_on=made_on, body=row.body)
    return row


def _react(row: AreaAnalysis) -> None:
    """What the wijk said: one answered, one waiting, one withdrawn."""
    said = [
        (
            "a2",
            "De cijfers kloppen. De reden staat er niet bij: kamers worden per half jaar verhuurd.",
            "bewonersraad",
        ),
        ("a1", "Nee.", ""),
        ("a3", "", ""),
    ]
    for place, (paragraph, text, who) in enumerate(said):
        answered = place == 0
        Reaction.objects.create(
            analysis=row,
            paragraph=paragraph,
            text=text,
            on_behalf=who,
            on=day_from_now(-12),
            state=Reaction.State.SHOWN if text else Reaction.State.ERASED,
            verdict=Reaction.Verdict.PARTLY if answered else "",
            answer="Het staat nu bij wat we niet weten. Wie verhuurt, is niet onderzocht."
            if answered
            else "",
            answered_on=day_from_now(-5) if answered else None,
            version=1 if answered else None,
            request=uuid.uuid4(),
            fingerprint=token_fingerprint(new_token()),
        )
