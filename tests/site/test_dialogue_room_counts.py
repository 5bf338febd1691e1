"""The hall and the console count who is there: who erased is neither here nor somebody who spoke."""

from __future__ import annotations

from collections.abc import Callable

import dialogue_people
import pytest
from django.test import Client

from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import Role
from wijkwijzer_web.dialogue.models import Dialogue, Question, Round

pytestmark = pytest.mark.django_db
staff = dialogue_people.staff


def test_who_erased_is_counted_neither_as_here_nor_as_somebody_who_spoke(
    staff: Callable[[Role], Client], dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    Dialogue.objects.update(mode="live")
    Round.objects.create(
        dialogue=dialogue, order=0, kind="vraag", question=Question.objects.order_by("order")[0], minutes=5
    )
    browser = staff(Role.EDITOR)
    place = f"/werkplek/dialogen/{dialogue.slug}"
    browser.post(f"{place}/regie/doe", {"doe": "volgende", "ronde": ""})
    silent, *speakers = [phone() for _ in range(5)]
    for one in (silent, *speakers):
        one.begin()
    for one in speakers:
        one.send(tekst="Samen eten.", gezien="1")
    for one in speakers[:3]:
        dialogue_people.erase(one)
    for page in ("zaal", "regie"):
        seen = browser.get(f"{place}/{page}").content.decode()
        assert "<b>1</b> van 2 " in seen
        assert "<b>1</b> bericht<" in seen
    assert "1 mens begon en zei nog niets." in seen
