"""Whoever decides on words that changed meanwhile gets both texts, and nothing was decided."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from django.test import Client

from wijkwijzer_web.core.models import User
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Revision, State

SOUP = "Elke maandag koken twee bewoners soep in de hal. Wie wil, eet mee."


def _left(visitor: Client) -> KnowledgeRecord:
    sent = {"what": SOUP, "where": "De Spoordijk", "form": str(uuid.uuid4())}
    answer = visitor.post("/deel/praktijk", sent)
    return KnowledgeRecord.objects.get(pk=answer["Location"].rpartition("/")[2])


def _write(visitor: Client, row: KnowledgeRecord, words: str) -> None:
    page = visitor.get(f"/deel/mijn/{row.pk}/wijzig")
    form = page.context["form"]
    sent = {name: str(form[name].value() or "") for name in form.fields}
    assert visitor.post(f"/deel/mijn/{row.pk}/wijzig", sent | {"noticed": words}).status_code == 302


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(version|gelezen)" value="(\w+)"', page))


def test_an_editor_who_approves_older_words_gets_both(
    log_in: Callable[[User], Client], reviewer: User
) -> None:
    visitor = Client()
    row = _left(visitor)
    editor = log_in(reviewer)
    read = _hidden(editor.get(f"/werkplek/kennis/{row.pk}").content.decode())
    assert set(read) == {"version", "gelezen"}
    _write(visitor, row, "Er komen nu twintig mensen.")
    address = f"/werkplek/kennis/{row.pk}/besluit"
    answer = editor.post(address, {"keuze": "zet-erop", **read})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Wat jij las" in page
    change = next(one for one in answer.context["meanwhile"])
    assert "twintig mensen" not in " ".join(change.now)
    assert "twintig mensen" in " ".join(change.then)
    row.refresh_from_db()
    assert (row.state, row.public) == (State.NEW, False)
    assert editor.post(address, {"keuze": "zet-erop", **_hidden(page)}).status_code == 302
    row.refresh_from_db()
    assert row.public
    assert "twintig mensen" in row.summary


def test_a_change_that_was_replaced_is_not_taken_over(
    log_in: Callable[[User], Client], reviewer: User
) -> None:
    visitor = Client()
    row = _left(visitor)
    editor = log_in(reviewer)
    editor.post(f"/werkplek/kennis/{row.pk}/besluit", {"keuze": "zet-erop"})
    _write(visitor, row, "Er komen nu twintig mensen.")
    first = row.revisions.get(status=Revision.Status.WAITING)
    _write(visitor, row, "Er komt bijna niemand meer.")
    answer = editor.post(f"/werkplek/kennis/versie/{first.pk}", {"keuze": "overnemen"})
    assert answer.status_code == 409
    assert "twintig mensen" in answer.content.decode()
    assert "bijna niemand" in answer.content.decode()
    row.refresh_from_db()
    assert "twintig" not in row.summary
    second = row.revisions.get(status=Revision.Status.WAITING)
    for _twice in range(2):
        again = editor.post(f"/werkplek/kennis/versie/{second.pk}", {"keuze": "overnemen"})
        assert again.status_code == 302
    row.refresh_from_db()
    assert "bijna niemand" in row.summary
