"""A writer comes back, an organisation replies, the night forgets, and a backup brings nothing back."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.core.models import Role, User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.knowledge.models import (
    Contributor,
    EmptySearch,
    KnowledgeRecord,
    Reaction,
    Revision,
    State,
)

pytestmark = pytest.mark.twice

SOUP = "Elke maandag koken twee bewoners soep in de hal. Wie wil, eet mee."


def _left(client: Client, kind: str = "praktijk", **data: str) -> KnowledgeRecord:
    sent = {"what": SOUP, "where": "De Spoordijk", "form": str(uuid.uuid4()), **data}
    answer = client.post(f"/deel/{kind}", sent)
    assert answer.status_code == 302, answer.content.decode()
    return KnowledgeRecord.objects.get(pk=answer["Location"].rpartition("/")[2])


def _form(client: Client, row: KnowledgeRecord) -> dict[str, str]:
    """What a browser would send back of the form as it is filled in."""
    answer = client.get(f"/deel/mijn/{row.pk}/wijzig")
    assert answer.status_code == 200
    version = re.search(r'name="version" value="(\w+)"', answer.content.decode())
    assert version is not None
    form = answer.context["form"]
    return {"version": version[1]} | {name: str(form[name].value() or "") for name in form.fields}


def _approved(client: Client, log_in: Callable[[User], Client], reviewer: User, row: KnowledgeRecord) -> None:
    log_in(reviewer)
    client.post(f"/werkplek/kennis/{row.pk}/besluit", {"keuze": "zet-erop"})
    row.refresh_from_db()
    assert row.public


def test_a_change_waits_for_an_editor_who_sees_what_changes(
    client: Client, log_in: Callable[[User], Client], reviewer: User
) -> None:
    visitor = Client()
    row = _left(visitor)
    _approved(client, log_in, reviewer, row)
    row.data["opgaven"] = ["wonen"]
    row.save()
    sent = _form(visitor, row) | {"noticed": "Er komen nu twintig mensen."}
    assert sent["what"] == SOUP
    assert visitor.post(f"/deel/mijn/{row.pk}/wijzig", sent).status_code == 302
    assert visitor.post(f"/deel/mijn/{row.pk}/wijzig", sent).status_code == 302
    assert row.revisions.filter(status=Revision.Status.WAITING).count() == 1
    assert "twintig mensen" not in Client().get(row.get_absolute_url()).content.decode()
    assert "twintig mensen" in client.get(f"/werkplek/kennis/{row.pk}").content.decode()
    change = row.revisions.get(status=Revision.Status.WAITING)
    client.post(f"/werkplek/kennis/versie/{change.pk}", {"keuze": "overnemen"})
    assert "twintig mensen" in Client().get(row.get_absolute_url()).content.decode()
    row.refresh_from_db()
    assert row.data["opgaven"] == ["wonen"]
    assert Client().get(f"/deel/mijn/{row.pk}/wijzig").status_code == 404


def test_an_older_form_gets_409_and_shows_both(client: Client, db: None) -> None:
    row = _left(client)
    older = _form(client, row)
    newer = _form(client, row) | {"noticed": "Het is druk."}
    assert client.post(f"/deel/mijn/{row.pk}/wijzig", newer).status_code == 302
    row.refresh_from_db()
    assert "Het is druk." in row.summary  # nobody saw it yet: it changed at once
    answer = client.post(f"/deel/mijn/{row.pk}/wijzig", older | {"noticed": "Het is stil."})
    assert answer.status_code == 409
    assert "Het is druk." in answer.content.decode()
    assert "Het is stil." in answer.content.decode()
    row.refresh_from_db()
    assert "Het is druk." in row.summary


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("mislukking", {"what": SOUP, "who": "anoniem", "assumption": "Iedereen houdt van soep."}, "lesson"),
        ("aanname", {"what": "Wie niet komt heeft geen interesse.", "holder": "instantie"}, "remedy"),
        ("publicatie", {"what": "Lange adem", "link": "10.1234/abc", "authors": "Jansen, J."}, "about"),
        ("initiatief", {"what": "Soep in de hal", "people": "buurthuis, kerk"}, "about"),
    ],
)
def test_every_form_comes_back_as_it_was(
    client: Client, db: None, kind: str, data: dict[str, str], field: str
) -> None:
    row = _left(client, kind, **data)
    before = dict(row.data)
    assert client.post(f"/deel/mijn/{row.pk}/wijzig", _form(client, row)).status_code == 302
    row.refresh_from_db()
    assert row.data == before
    sent = _form(client, row) | {field: "Dit komt erbij."}
    assert client.post(f"/deel/mijn/{row.pk}/wijzig", sent).status_code == 302
    row.refresh_from_db()
    assert "Dit komt erbij." in row.data.values()
    assert {name: row.data[name] for name in before} == before


def test_what_was_erased_stays_erased_after_a_restore(client: Client, db: None) -> None:
    gone, asked = _left(client, contact="soep@example.org"), _left(client, contact="soep@example.org")
    assert client.post(f"/deel/mijn/{asked.pk}/vragen", {"keuze": "stop"}).status_code == 302
    assert client.post(f"/deel/mijn/{gone.pk}/weg").status_code == 200
    assert not KnowledgeRecord.objects.filter(pk=gone.pk).exists()
    gone.save(force_insert=True)  # a backup is put back
    Contributor.objects.create(
        record=gone, token_hash=b"x", address="soep@example.org", made_at=gone.created_at
    )
    Contributor.objects.filter(record=asked).update(address="soep@example.org", may_be_asked=True)
    assert erasures.erase_again().done == 2
    assert not KnowledgeRecord.objects.filter(pk=gone.pk).exists()
    kept = Contributor.objects.get()
    assert (kept.record_id, kept.address, kept.may_be_asked) == (asked.pk, "", False)
    assert erasures.erase_again().done == 0


def _tables_with(word: str) -> list[str]:
    """Every column of the database in which a word stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                at = f'"{table}" WHERE LOWER(CAST("{column.name}" AS TEXT)) LIKE %s'
                cursor.execute(f"SELECT COUNT(*) FROM {at}", [f"%{word}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column.name}")
    return found


def test_no_word_of_what_was_taken_back_is_left_in_any_table_and_the_old_link_says_so(
    client: Client, log_in: Callable[[User], Client], reviewer: User
) -> None:
    """The address of a page is made of its first words: those go too."""
    visitor = Client()
    row = _left(visitor, what="Zwartkopzaagvis heet onze club. Wie wil, eet mee.", contact="z@example.org")
    _approved(client, log_in, reviewer, row)
    old = row.get_absolute_url()
    assert "zwartkopzaagvis" in old
    assert {"knowledge_knowledgerecord.slug", "knowledge_knowledgerecord.data"} <= set(
        _tables_with("zwartkopzaagvis")
    )
    assert visitor.post(f"/deel/mijn/{row.pk}/weg").status_code == 200
    assert _tables_with("zwartkopzaagvis") == []
    row.refresh_from_db()
    for address in (old, row.get_absolute_url()):
        assert Client().get(address).status_code == 410
    assert Client().get(f"{old}-x").status_code == 404
    erasures.erase_again()
    row.refresh_from_db()
    assert Client().get(old).status_code == 410, "done again it comes to the same"


def test_the_night_forgets_addresses_relays_drafts_and_questions(client: Client, db: None) -> None:
    now = timezone.now()
    old, older, other = (
        _left(client, contact=to) for to in ("a@example.org", "A@example.org", "b@example.org")
    )
    Contributor.objects.filter(record=older).update(made_at=now - timedelta(days=900))
    Contributor.objects.filter(record=other).update(made_at=now - timedelta(days=900))
    Contributor.objects.filter(record=old).update(
        made_at=now - timedelta(days=700), asked_until=timezone.localdate() - timedelta(days=1)
    )
    for days in (30, 500):
        Revision.objects.create(
            record=old, number=days, data=old.data, made_at=now - timedelta(days=days), status="afgewezen"
        )
        EmptySearch.objects.create(
            month=timezone.localdate() - timedelta(days=days), question=f"vraag {days}"
        )
    call_command("retention")
    found = dict(Contributor.objects.values_list("record_id", "address"))
    assert found == {old.pk: "a@example.org", older.pk: "A@example.org", other.pk: ""}
    assert not Contributor.objects.get(record=old).may_be_asked
    assert Contributor.objects.get(record=older).may_be_asked
    assert list(old.revisions.values_list("number", flat=True)) == [1, 30]
    assert [row.question for row in EmptySearch.objects.all()] == ["vraag 30"]
    client.post(f"/deel/mijn/{old.pk}/vragen", {"keuze": "ja"})
    assert Contributor.objects.get(record=old).may_be_asked


def test_dates_to_look_again_move_records_and_editing_moves_them_back(
    client: Client,
    log_in: Callable[[User], Client],
    reviewer: User,
    put_in: Callable[..., KnowledgeRecord],
) -> None:
    today = timezone.localdate()
    rows = [put_in("publicatie", titel=f"Stuk nummer {n}") for n in range(3)]
    for row, days in zip(rows, (-1, 0, 400), strict=True):
        KnowledgeRecord.objects.filter(pk=row.pk).update(review_on=today - timedelta(days=days))
    call_command("retention")
    states = dict(KnowledgeRecord.objects.values_list("pk", "state"))
    assert [states[row.pk] for row in rows] == [State.REVIEWED, State.DUE, State.OUTDATED]
    assert "Te herzien" in client.get(rows[1].get_absolute_url()).content.decode()
    log_in(reviewer)
    client.post(f"/werkplek/kennis/{rows[1].pk}/velden", {"titel": "Stuk nummer 1, herzien"})
    call_command("retention")
    rows[1].refresh_from_db()
    assert (rows[1].state, rows[1].review_on) == (State.REVIEWED, today + timedelta(days=730))


def test_an_organisation_replies_beside_the_record(
    client: Client,
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
    put_in: Callable[..., KnowledgeRecord],
) -> None:
    row = put_in("publicatie", titel="Lange adem")
    address = f"/reactie/stuk/{row.key}/antwoord"
    assert Client().get(address).status_code == 302
    log_in(member(Role.VISITOR))
    assert client.get(address).status_code == 403
    client.cookies.clear()
    log_in(User.objects.get(email__startswith=Role.EDITOR))
    form = client.get(address).context["form"]
    organisation = form.fields["organisation"].queryset.get()
    sent = {"organisation": organisation.pk, "sort": "bewoners", "text": "", "form": str(uuid.uuid4())}
    assert client.post(address, sent).status_code == 400
    for _again in range(2):
        assert client.post(address, sent | {"text": "Wij zien het anders."}).status_code == 302
    assert Reaction.objects.count() == 1
    page = Client().get(row.get_absolute_url()).content.decode()
    assert "Wij zien het anders." in page
    assert f"bewoners, opgeschreven door {organisation.name}" in page
    assert client.get("/reactie/stuk/bestaat-niet/antwoord").status_code == 404


def test_the_search_finds_public_dialogues_and_no_words_of_people(client: Client, dialogue: Dialogue) -> None:
    page = client.get("/zoeken?q=aanpak lukt").content.decode()
    assert dialogue.get_absolute_url() in page
    assert dialogue.get_absolute_url() not in client.get("/zoeken?q=elkaar leren kennen").content.decode()
    Dialogue.objects.update(state=Dialogue.State.DRAFT)
    assert dialogue.get_absolute_url() not in client.get("/zoeken?q=aanpak lukt").content.decode()
