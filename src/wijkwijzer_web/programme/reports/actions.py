"""Making and publishing reports 1 and 2; a published version never changes."""

from __future__ import annotations

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer.programme import report_one, report_two
from wijkwijzer.report import to_json
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import Programme, ProgrammeReport
from wijkwijzer_web.programme.reports.queries import material

__all__ = ["make_report", "publish_report", "store_report"]


@action
def make_report(*, actor: User, programme: Programme, number: int, intro: str) -> ProgrammeReport:
    """Put a report together from what is recorded now; a draft of the same report is made anew."""
    require(actor, Permission.WRITE, programme.organisation)
    Programme.objects.select_for_update().get(pk=programme.pk)
    try:
        draft = store_report(programme, number, intro)
    except InputError as error:
        raise ValidationError(error.sentence) from error
    record(programme, details={"report": number, "version": draft.version})
    return draft


def store_report(programme: Programme, number: int, intro: str) -> ProgrammeReport:
    """Assemble a report and keep it as the draft of that number."""
    write = report_one if number == 1 else report_two
    document = to_json(write(material(programme, intro)))
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    draft = programme.reports.filter(number=number, published_on=None).first()
    if draft is None:
        last = programme.reports.filter(number=number).aggregate(last=Max("version"))["last"] or 0
        draft = ProgrammeReport(programme=programme, number=number, version=last + 1)
    draft.intro, draft.document = intro, document
    draft.checksum = hashlib.sha256(text.encode()).hexdigest()
    draft.save()
    return draft


@action
def publish_report(*, actor: User, report: ProgrammeReport) -> None:
    """Publish a draft; from then on it stays as it is."""
    require(actor, Permission.WRITE, report.programme.organisation)
    row = ProgrammeReport.objects.select_for_update().get(pk=report.pk)
    if row.published_on is not None:
        raise ValidationError(_("Dit rapport is al uitgebracht."))
    row.published_on = timezone.localdate()
    row.save(update_fields=["published_on"])
    record(report.programme, details={"report": row.number, "published": row.version})
