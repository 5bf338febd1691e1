"""One search for everything: knelpunten, rules, opgaven, advice, meetings, dialogues and verslagen."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.models import Bottleneck, Decision
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.models import Dialogue, Report
from wijkwijzer_web.programme.models import Advice, Meeting, Opgave
from wijkwijzer_web.programme.service import load_example_programme

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def _asked(title: str) -> str:
    """The longer words of a title, as somebody would type them."""
    return " ".join(word.strip(".,?:;“”").lower() for word in title.split() if len(word) > 3)[:150]


def _finds(title: str, url: str) -> bool:
    page = Client().get("/zoeken", {"q": _asked(title)}).content.decode()
    return f'href="{url}"' in page


def test_the_desk_is_found_and_only_what_is_public(organisation: Organisation) -> None:
    load_example_desks(actor=None, organisation=organisation)
    shown = Bottleneck.objects.filter(published_on__isnull=False, private_until=None)
    assert shown.count() > 3
    for row in shown:
        assert _finds(row.sentence, row.get_absolute_url()), row.sentence
    decision = Decision.objects.filter(bottleneck__in=shown).first()
    assert decision is not None
    hits = rooms.found(_asked(decision.title), "nl", None)  # type: ignore[arg-type]
    assert ("Regel veranderd", decision.title) in {(hit.kind, hit.title) for hit in hits}
    row = shown[0]
    row.private_until = timezone.localdate() + datetime.timedelta(days=20)
    row.save()
    assert not _finds(row.sentence, row.get_absolute_url())


def test_programmes_are_found_by_their_words_in_any_form(organisation: Organisation) -> None:
    load_example_programme(actor=None, organisation=organisation)
    for row in (Opgave.objects.first(), Advice.objects.first(), Meeting.objects.exclude(theme="").first()):
        assert row is not None
        title = row.theme if isinstance(row, Meeting) else str(row)
        assert _finds(title, row.get_absolute_url()), title
    meeting = Meeting.objects.first()
    assert meeting is not None
    Meeting.objects.update(state=Meeting.State.CANCELLED)
    assert not _finds(meeting.theme, meeting.get_absolute_url())
    assert not rooms.found("de het een", "nl", None)  # type: ignore[arg-type]


def test_a_verslag_is_found_and_a_retracted_one_is_not(dialogue: Dialogue) -> None:
    dialogue.title = "Nachtvlinders onder de lantaarn"
    dialogue.save()
    url = f"/dialogen/{dialogue.slug}/verslag"
    assert not _finds(dialogue.title, url)
    report = Report.objects.create(
        dialogue=dialogue, version=1, document={}, published_at=timezone.now(), position=0, aggregates={}
    )
    from django.urls import reverse

    url = reverse("dialogue:report", args=[dialogue.slug])
    assert _finds(dialogue.title, url)
    report.retracted_at = timezone.now()
    report.save()
    assert not _finds(dialogue.title, url)


def test_of_each_kind_three_are_open_and_the_rest_one_press_away(
    organisation: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {"Tip": 5, "Aanpak": 3}
    hits = [
        rooms.Found(kind, f"{kind} {number}", f"/{kind}/{number}", "", 1.0, "")
        for kind, many in kinds.items()
        for number in range(1, many + 1)
    ]
    monkeypatch.setattr(rooms, "found", lambda *_asked: hits)
    page = client.get("/zoeken", {"q": "bankje"}).content.decode()
    opened, folded = page.split('<details class="ww-tabel">')  # once: the other kind has three
    assert [number for number in range(1, 6) if f'/Tip/{number}"' in opened] == [1, 2, 3]
    assert [number for number in range(1, 6) if f'/Tip/{number}"' in folded.split("</details>")[0]] == [4, 5]
    assert "Nog 2 van deze soort" in folded
    assert 'href="#soort-2"' in page
    assert 'id="soort-2"' in page
