"""The room chooses which tasks matter most: one device one choice, and only the order stays."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.programme.choosing.queries import ballot
from wijkwijzer_web.programme.models import Meeting, Task, TaskChoice
from wijkwijzer_web.programme.reports.queries import material

pytestmark = pytest.mark.django_db
TEXTS = ("Loon voor twee jaar.", "De huurdersraad vragen.", "Eén aanspreekpunt.", "Kookplek toestaan.")


@pytest.fixture
def tasks(meeting: Meeting) -> list[Task]:
    """Four tasks, one on each side."""
    sides = [key for key, _label in Task.Aspect.choices]
    now = timezone.now()
    return [
        Task.objects.create(meeting=meeting, text=text, aspect=side, request=uuid.uuid4(), noted_at=now)
        for text, side in zip(TEXTS, sides, strict=True)
    ]


@pytest.fixture
def choosing(staff: Client, meeting: Meeting, tasks: list[Task]) -> Client:
    """The team opened the choosing."""
    staff.post(f"/werkplek/bijeenkomst/{meeting.uid}/kiezen", {"stap": "open"})
    return staff


def _choose(client: Client, *places: Task, key: str = "") -> int:
    data = {f"taak_{task.pk}": str(n) for n, task in enumerate(places, 1)}
    return client.post("/zaal/ABCD/kies", data | {"aanvraag": key or str(uuid.uuid4())}).status_code


def _count(staff: Client, meeting: Meeting) -> Meeting:
    staff.post(f"/werkplek/bijeenkomst/{meeting.uid}/kiezen", {"stap": "tel"})
    meeting.refresh_from_db()
    return meeting


def test_the_room_is_counted_and_only_the_order_stays(
    choosing: Client, meeting: Meeting, tasks: list[Task]
) -> None:
    first, second, third, last = tasks
    for _n in range(9):
        assert _choose(Client(), first, second) == 200
    for _n in range(3):
        assert _choose(Client(), second, first, third) == 200
    _count(choosing, meeting)
    assert (meeting.choosers, meeting.choosing) == (12, False)
    assert not TaskChoice.objects.exists()
    for task in tasks:
        task.refresh_from_db()
    assert [task.place for task in tasks] == [1, 2, 3, None]
    assert (first.place_low, last.on_ballot) == (1, True)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.DISCUSSED)
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert "12 mensen in de zaal" in page
    assert "1 taak koos niemand" in page
    assert page.index("Loon voor twee jaar") < page.index("De huurdersraad vragen")


def test_a_room_that_does_not_agree_says_so(choosing: Client, meeting: Meeting, tasks: list[Task]) -> None:
    first, second, *_rest = tasks
    for n in range(12):
        _choose(Client(), *((first, second) if n % 2 else (second, first)))
    _count(choosing, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.DISCUSSED)
    assert "2 taken kunnen bovenaan staan" in Client().get(meeting.get_absolute_url()).content.decode()


def test_under_ten_people_no_order_is_shown(choosing: Client, meeting: Meeting, tasks: list[Task]) -> None:
    for _n in range(9):
        _choose(Client(), tasks[0])
    _count(choosing, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SETTLED)
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert "Onder de tien tonen we geen volgorde" in page
    assert "bovenaan" not in page
    assert all(task.place is None for task in material(meeting.programme, "").tasks)  # type: ignore[arg-type]


def test_one_device_is_one_choice_whatever_it_sends_again(
    choosing: Client, meeting: Meeting, tasks: list[Task]
) -> None:
    phone, key = Client(), str(uuid.uuid4())
    _choose(phone, tasks[0], key=key)
    _choose(phone, tasks[1], tasks[0])  # later, with a new form: the cookie knows the device
    _choose(Client(), tasks[1], tasks[0], key=key)  # the same form again, without the cookie
    assert list(TaskChoice.objects.order_by("rank").values_list("task", "rank")) == [
        (tasks[1].pk, 1),
        (tasks[0].pk, 2),
    ]


def test_reading_sets_no_cookie(choosing: Client, meeting: Meeting) -> None:
    assert "ww-zaal" not in Client().get("/zaal/ABCD/kies").cookies


def test_wrong_choices_keep_nothing(choosing: Client, meeting: Meeting, tasks: list[Task]) -> None:
    key, one, two = str(uuid.uuid4()), f"taak_{tasks[0].pk}", f"taak_{tasks[1].pk}"
    wrong = [
        {},
        {one: "1", two: "1"},
        {one: "2"},
        {one: "1", two: "3"},
        {one: "٣"},
        {one: "x" * 100_000},
        {one: "1\x00"},
        {"taak_999999": "1"},
    ]
    for data in wrong:
        answer = Client().post("/zaal/ABCD/kies", {"aanvraag": key, **data})
        assert answer.status_code == (200 if data == {one: "1\x00"} else 400), data
    assert Client().post("/zaal/ABCD/kies", {one: "1", "aanvraag": "geen"}).status_code == 400
    assert TaskChoice.objects.count() == 1  # a control character is no letter, so that one is right


def test_what_comes_after_the_opening_is_not_on_the_ballot_and_not_lost(
    choosing: Client, meeting: Meeting, tasks: list[Task]
) -> None:
    data = {"tekst": "Nog een.", "kant": "geld", "aanvraag": str(uuid.uuid4())}
    assert Client().post("/zaal/ABCD", data).status_code == 302
    assert meeting.tasks.count() == 5
    assert len(ballot(meeting)) == 4


def test_each_device_reads_the_tasks_in_an_order_of_its_own(
    choosing: Client, meeting: Meeting, tasks: list[Task]
) -> None:
    orders = {tuple(task.pk for task in ballot(meeting, str(uuid.uuid4()))) for _n in range(40)}
    assert len(orders) > 5


def test_nobody_chooses_before_or_after(staff: Client, meeting: Meeting, tasks: list[Task]) -> None:
    assert _choose(Client(), tasks[0]) == 404
    staff.post(f"/werkplek/bijeenkomst/{meeting.uid}/kiezen", {"stap": "open"})
    refused = staff.post(f"/werkplek/bijeenkomst/{meeting.uid}/stand", {"stand": "besproken"}, follow=True)
    assert "Sluit eerst het kiezen" in refused.content.decode()
    _count(staff, meeting)
    assert _choose(Client(), tasks[0]) == 404
    assert not TaskChoice.objects.exists()


def test_no_choosing_without_two_tasks_or_by_others(client: Client, staff: Client, meeting: Meeting) -> None:
    address = f"/werkplek/bijeenkomst/{meeting.uid}/kiezen"
    staff.post(address, {"stap": "open"})
    meeting.refresh_from_db()
    assert not meeting.choosing
    assert staff.post(address, {"stap": "taart"}).status_code == 404
    assert Client().post(address, {"stap": "open"}).status_code == 302  # to the login
