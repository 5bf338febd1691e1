"""A file of own areas: what it would make or change, before anything changes."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from wijkwijzer.areas import OwnAreas, own_areas_from_rows, read_own_areas
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas.models import OwnArea
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.files import uploads as upload
from wijkwijzer_web.core.models import Organisation

__all__ = ["LARGEST", "PlannedArea", "as_text", "from_text", "planned", "read"]

LARGEST = 1024 * 1024
MOST_AREAS = 500
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """One area of the file: the area that it changes (None makes a new one), and what comes and goes."""

    name: str
    members: tuple[Place, ...]
    changes: OwnArea | None
    comes: tuple[str, ...]
    goes: tuple[str, ...]

    @property
    def residents(self) -> float | None:
        """How many people live there, when that is known of every part."""
        numbers = [place.residents for place in self.members]
        known = [number for number in numbers if number is not None]
        return sum(known) if len(known) == len(numbers) else None


def read(file: UploadedFile[Any], base_year: int) -> OwnAreas:
    """Read a file that somebody sent; nothing of it stays on disk."""
    kind = upload.kind_of(file)
    if (file.size or 0) > LARGEST:
        raise upload.UploadError(_("Dit bestand is groter dan 1 MB."))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"gebieden.{kind}"
        upload.store(file, path)
        upload.look_inside(path, kind)
        return read_own_areas(path, base_year)


def as_text(own: OwnAreas) -> str:
    """The rows as text, to go along in the form of the preview."""
    target = io.StringIO()
    names = dict(zip(own.areas["code"], own.areas["name"], strict=True))
    rows = ((code, names[code], member) for code, member in own.members.select("code", "member").iter_rows())
    csv.writer(target).writerows(rows)
    return target.getvalue()


def from_text(text: str, base_year: int) -> OwnAreas:
    """What `as_text` wrote, checked again: a form can be changed on its way."""
    rows = [tuple(row) for row in csv.reader(io.StringIO(text[:LARGEST])) if row]
    if any(len(row) != 3 for row in rows):
        raise InputError(_("Dit voorbeeld is beschadigd. Stuur het bestand opnieuw."))
    return own_areas_from_rows([(code[6:], name, member) for code, name, member in rows], base_year)


def planned(own: OwnAreas, shown: Current, organisation: Organisation) -> list[PlannedArea]:
    """What the file would do in this organisation.

    Raises
    ------
    InputError
        For a member that does not exist, a code of another organisation, or too many areas.
    """
    if own.areas.height > MOST_AREAS:
        raise InputError(_("Dit zijn meer dan %(n)s gebieden.") % {"n": MOST_AREAS}, column="gebied")
    for name in own.areas["name"]:
        _check_name(name)
    members: dict[str, list[Place]] = defaultdict(list)
    for code, member, row in own.members.select("code", "member", "row").iter_rows():
        place = shown.names.by_key.get(member)
        if place is None or place.valid_to is not None:
            sentence = _("Code %(code)s bestaat niet in %(year)s.") % {"code": member, "year": own.base_year}
            raise InputError(sentence, row=row, column="lid")
        members[code].append(place)
    known = {area.code: area for area in OwnArea.objects.filter(code__in=[c.upper() for c in members])}
    result = []
    for code, name in own.areas.select("code", "name").iter_rows():
        area = known.get(code.upper())
        if area is not None and area.organisation_id != organisation.pk:
            raise InputError(
                _("Code %(code)s is van een andere organisatie.") % {"code": code}, column="gebied"
            )
        new, old = {place.key for place in members[code]}, set(area.members if area else ())
        result.append(
            PlannedArea(name, tuple(members[code]), area, tuple(sorted(new - old)), tuple(sorted(old - new)))
        )
    changed = [each.changes.pk for each in result if each.changes is not None]
    if len(changed) != len(set(changed)):
        raise InputError(_("Eén gebied staat er twee keer in, met andere hoofdletters."), column="gebied")
    return result


def _check_name(name: str) -> None:
    if len(name) > LONGEST_NAME or not name.isprintable():
        sentence = _("Een naam heeft hooguit %(n)s letters, op één regel.") % {"n": LONGEST_NAME}
        raise InputError(sentence, column="naam")
