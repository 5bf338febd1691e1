"""The rows of an organisation as they leave: numbered from one, pointing to each other by these numbers."""

from __future__ import annotations

import base64
import datetime
import decimal
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError, models
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer_web.core.hooks import Waiting
from wijkwijzer_web.core.leaving.tables import Table, tables
from wijkwijzer_web.core.models import GoneAddress, Organisation, Role, User

__all__ = ["HERE", "Rows", "about", "address_hash", "only_here", "rows_of", "waiting", "what_went"]

Rows = dict[str, list[dict[str, Any]]]
HERE = "@"  # begins a key that leads to a row of the archive: "@programme.Opgave:3"
ORGANISATION = "core.Organisation"
DEEPEST = 12  # parts of an address; ours have fewer


def rows_of(organisation: Organisation) -> Rows:
    """Everything that goes along, by table, each behind those that it points to."""
    found: dict[str, list[models.Model]] = {}
    numbers: dict[str, dict[Any, int]] = {ORGANISATION: {organisation.pk: 1}}
    for name, table in tables().items():
        rows = list(_own(table, organisation).order_by("pk"))
        found[name] = [row for row in rows if _complete(table, row, numbers)]
        numbers[name] = {row.pk: number for number, row in enumerate(found[name], 1)}
    kinds = {table.kind: name for name, table in tables().items() if table.kind}
    return {
        name: [_written(tables()[name], row, numbers, kinds) for row in rows]
        for name, rows in found.items()
        if rows
    }


def about(organisation: Organisation) -> dict[str, Any]:
    """What is said of the organisation itself; of its people only how many have which role."""
    roles = list(organisation.memberships.values_list("role", flat=True))
    return {
        "name": organisation.name,
        "slug": organisation.slug,
        "website": organisation.website,
        "people_by_role": {str(role): roles.count(role) for role in Role if role in roles},
    }


def _own(table: Table, organisation: Organisation) -> models.QuerySet[Any]:
    chosen = {f"{name}__in": values for name, values in table.where.items()}
    every: models.QuerySet[Any] = table.model._default_manager.filter(**{table.goes: organisation}, **chosen)
    return every


def _complete(table: Table, row: models.Model, numbers: Mapping[str, Mapping[Any, int]]) -> bool:
    """Whether all that it cannot do without goes along too."""
    return all(
        key.null or getattr(row, key.attname) in numbers.get(key.related_model._meta.label, {})
        for key in table.keys
    )


def _written(
    table: Table,
    row: models.Model,
    numbers: Mapping[str, Mapping[Any, int]],
    kinds: Mapping[str, str],
) -> dict[str, Any]:
    written: dict[str, Any] = {"nr": numbers[table.name][row.pk]}
    for one in table.fields:
        value = getattr(row, one.attname)
        if isinstance(one, models.ForeignKey):
            value = numbers.get(one.related_model._meta.label, {}).get(value)
        written[one.name] = _plain(value)
    for kind, key in table.refs:
        of, _colon, to = (
            str(written[key]).partition(":") if not kind else (str(written[kind]), "", written[key])
        )
        followed = _followed(of, str(to), numbers, kinds)
        written[key] = followed if kind or not to else f"{of}:{followed}"
    return written


def _followed(kind: str, key: str, numbers: Mapping[str, Mapping[Any, int]], kinds: Mapping[str, str]) -> str:
    """A key as it leaves: the number in the archive when its row goes along, else as it stands."""
    name = kinds.get(kind, "")
    number = numbers.get(name, {}).get(int(key)) if key.isdecimal() else None
    return f"{HERE}{name}:{number}" if number else key


def _plain(value: Any) -> Any:
    """A value as JSON has it; times in UTC, so that two clocks write the same."""
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case uuid.UUID() | decimal.Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case FieldFile():
            return value.name
        case _:
            return value


# ---- removing
def only_here(organisation: Organisation) -> models.QuerySet[User]:
    """The people who work for this organisation and for no other: their accounts close when it goes."""
    elsewhere = User.objects.filter(
        memberships__organisation__in=Organisation.objects.exclude(pk=organisation.pk)
    )
    here = User.objects.filter(memberships__organisation=organisation, is_active=True, is_superuser=False)
    return here.exclude(pk__in=elsewhere.values("pk")).distinct()


def waiting(actor: User) -> list[Waiting]:
    """For who administers the installation: organisations that asked to be removed."""
    asked = Organisation.objects.at_work().exclude(asked_to_go_on=None) if actor.is_superuser else ()
    return [
        Waiting(
            _("%(name)s vraagt om verwijderd te worden") % {"name": one.name},
            reverse("core:removing", args=[one.slug]),
            one.asked_to_go_on,
        )
        for one in asked
    ]


def address_hash(path: str) -> str:
    """What is kept of an address: the same for both languages and for every file below it."""
    return hashlib.sha256(path.strip("/").encode()).hexdigest()


def what_went(path: str) -> Organisation | None:
    """The organisation that stood at this address, or above it, and was removed; None when none did."""
    parts = path.removeprefix("/en/").strip("/").split("/")[:DEEPEST]
    above = [address_hash("/".join(parts[: number + 1])) for number in range(len(parts))]
    try:
        found = GoneAddress.objects.filter(address__in=above).select_related("organisation").first()
    except DatabaseError:  # the page says that it does not know this address; that is still true
        return None
    return found.organisation if found else None
