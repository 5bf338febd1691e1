"""What takes seconds to fill is filled once for the tests of a module; each of them rolls back to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker

from wijkwijzer_web.core.models import Organisation

__all__ = ["filled"]


@contextmanager
def filled(blocker: DjangoDbBlocker, fill: Callable[[Organisation], object]) -> Iterator[None]:
    """Fill the organisation of the tests in a transaction around theirs; not where tests commit."""
    block = transaction.atomic()
    block._from_testcase = True  # as Django's TestCase does: what is durable may begin inside
    with blocker.unblock():
        block.__enter__()
    try:
        with blocker.unblock():
            fill(Organisation.objects.create(name="Gemeente Tolbeke", slug="tolbeke"))
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            block.__exit__(None, None, None)
