"""What makes a function an action: one transaction, an audit row inside, and no action inside an action.

An action is a function with the keyword `actor`. It says what it did with `record`; an action that records
nothing is a mistake and is rolled back. A refusal is recorded too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from wijkwijzer_web.core.models import AuditEntry, Organisation, User
from wijkwijzer_web.core.models.audit import Origin, Result

__all__ = ["action", "origin", "record", "record_event"]

P = ParamSpec("P")
R = TypeVar("R")
_notes: ContextVar[list[dict[str, Any]] | None] = ContextVar("notes", default=None)
_origin: ContextVar[Origin] = ContextVar("origin", default=Origin.COMMAND)


@contextmanager
def origin(where: Origin) -> Iterator[None]:
    """Say where the work inside comes from."""
    token = _origin.set(where)
    try:
        yield
    finally:
        _origin.reset(token)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in one transaction with its audit rows."""
    room = function.__module__.removeprefix("wijkwijzer_web.").partition(".")[0]
    name = f"{room}.{function.__name__}"

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _notes.get() is not None:
            raise RuntimeError(f"{name}: actions do not call actions")
        actor = kwargs.get("actor")
        notes: list[dict[str, Any]] = []
        token = _notes.set(notes)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                if not notes:
                    raise RuntimeError(f"{name}: an action records what it did")
                for note in notes:
                    _write(name, actor, **note)
            return result
        except PermissionDenied as error:
            _write(
                name,
                actor,
                subject=_subject(kwargs),
                result=Result.DENIED,
                details={"permission": str(error)},
            )
            raise
        finally:
            _notes.reset(token)

    return run


def record(
    subject: models.Model | None,
    *,
    organisation: Organisation | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Say inside an action which object changed, and how; never put personal data in details."""
    notes = _notes.get()
    if notes is None:
        raise RuntimeError("record belongs inside an action")
    notes.append({"subject": subject, "organisation": organisation, "details": details or {}})


def record_event(
    name: str, actor: object, *, result: Result = Result.DONE, details: dict[str, Any] | None = None
) -> None:
    """Record what is not an action of ours: a login, a refused login."""
    _write(name, actor, result=result, details=details or {})


def _subject(arguments: dict[str, Any]) -> models.Model | None:
    """What a refused action was about: the first object that it was given."""
    others = (value for name, value in arguments.items() if name != "actor")
    return next((value for value in others if isinstance(value, models.Model)), None)


def _label(subject: models.Model | None) -> str:
    """The name of the object; who is about a person says in `audit_label` what may stay."""
    return "" if subject is None else str(getattr(subject, "audit_label", subject))[:200]


def _write(
    name: str,
    actor: object,
    *,
    subject: models.Model | None = None,
    organisation: Organisation | None = None,
    result: Result = Result.DONE,
    details: dict[str, Any] | None = None,
) -> None:
    if organisation is None:
        organisation = (
            subject if isinstance(subject, Organisation) else getattr(subject, "organisation", None)
        )
    AuditEntry.objects.create(
        actor=actor if isinstance(actor, User) and actor.pk else None,
        action=name,
        object_type=subject._meta.label if subject is not None else "",
        object_id=str(subject.pk) if subject is not None and subject.pk is not None else "",
        object_label=_label(subject),
        organisation=organisation if isinstance(organisation, Organisation) and organisation.pk else None,
        result=result,
        origin=_origin.get(),
        details=details or {},
    )
