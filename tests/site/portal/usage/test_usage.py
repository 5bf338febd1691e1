"""What is used is counted as a number: no cookie, no address, nothing below ten, and no machines."""

from __future__ import annotations

import csv
import datetime
import html
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.publishing.models import DailyUse
from wijkwijzer_web.publishing.service import flush_use, use_of
from wijkwijzer_web.publishing.usage.actions import forget_use

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def row(put_in: Callable[..., KnowledgeRecord]) -> KnowledgeRecord:
    flush_use()
    DailyUse.objects.all().delete()
    return put_in("interventie", naam="Soep op maandag", soort="praktijk")


def test_readers_are_counted_and_machines_and_staff_are_not(
    row: KnowledgeRecord, log_in: Callable[[User], Client], reviewer: User, organisation: Organisation
) -> None:
    at = row.get_absolute_url()
    visitor = Client(headers={"user-agent": BROWSER})
    for _turn in range(12):
        answer = visitor.get(at)
        assert answer.status_code == 200
        assert set(answer.cookies) <= {"csrftoken"}, "counting sets no cookie of its own"
    visitor.head(at)
    visitor.get(at, headers={"sec-purpose": "prefetch"})
    for machine in ("Googlebot/2.1", "python-requests/2", ""):
        Client(headers={"user-agent": machine}).get(at)
    staff = log_in(reviewer)
    staff.get(at, headers={"user-agent": BROWSER})
    flush_use()
    counted = DailyUse.objects.get()
    assert (counted.subject, counted.read, counted.taken) == (f"stuk:{row.key}", 12, 0)
    assert counted.day == timezone.localdate()
    fields = {field.name for field in DailyUse._meta.get_fields()}
    assert fields == {"id", "day", "subject", "read", "taken"}, "a number a day, and nothing about who"
    page = html.unescape(staff.get(f"/werkplek/organisatie/{organisation.slug}/gebruik").content.decode())
    assert "Soep op maandag" in page
    assert ">12</td>" in page
    file = staff.get(f"/werkplek/organisatie/{organisation.slug}/gebruik.csv").content.decode("utf-8-sig")
    assert [
        (one["titel"], one["gelezen_maand"], one["gedownload_jaar"])
        for one in csv.DictReader(io.StringIO(file))
    ] == [("Soep op maandag", "12", "")]
    assert Client().get(f"/werkplek/organisatie/{organisation.slug}/gebruik").status_code == 302


def test_fewer_than_ten_is_not_told() -> None:
    today = timezone.localdate()
    for subject, numbers in {"a": (4, 5), "b": (4, 6)}.items():
        for back, number in enumerate(numbers):
            DailyUse.objects.create(day=today - datetime.timedelta(days=back), subject=subject, read=number)
    found = use_of(["a", "b", "c"], today - datetime.timedelta(days=7))
    assert (found["a"].read, found["b"].read, "c" in found) == (None, 10, False)


def test_old_days_are_forgotten() -> None:
    today = timezone.localdate()
    for days in (1, 3 * 366 + 1):
        DailyUse.objects.create(day=today - datetime.timedelta(days=days), subject="a", read=1)
    assert forget_use() == {"gebruik per dag": 1}
