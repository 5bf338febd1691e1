"""The example of programmes: loads once, its analyses follow the figures, and it holds what is awkward."""

from __future__ import annotations

import pytest
from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.models import Advice, AreaAnalysis, Meeting, Opgave, Programme, Reaction, Task
from wijkwijzer_web.programme.service import load_example_analyses, load_example_programme

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def test_the_example_is_loaded_once_and_every_page_of_it_opens(
    organisation: Organisation, shown: Current
) -> None:
    for _again in range(2):
        load_example_programme(actor=None, organisation=organisation)
    made = load_example_analyses(actor=None, organisation=organisation)
    assert made == AreaAnalysis.objects.count() == 12
    assert load_example_analyses(actor=None, organisation=organisation) == 0
    programme = Programme.objects.get()
    assert programme.participations.count() == 12
    assert set(Advice.objects.values_list("state", flat=True)) == {
        state for state in Advice.State.values if state != Advice.State.BUSY
    }
    assert Task.objects.filter(text="Nee.").exists()  # a one-word answer
    assert Reaction.objects.filter(state=Reaction.State.ERASED, text="").exists()
    client = Client()
    rows = [
        *Meeting.objects.all(),
        *Advice.objects.all(),
        *Opgave.objects.all(),
        *AreaAnalysis.objects.all()[:2],
    ]
    for row in rows:
        assert client.get(row.get_absolute_url()).status_code == 200, row
    page = client.get("/programma/samen-verder/rapport/1").content.decode()
    assert "De Spoordijk" in page
    assert client.get("/programma/samen-verder/rapport/2").status_code == 404  # still a draft
