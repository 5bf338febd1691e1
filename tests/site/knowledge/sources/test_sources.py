"""Collections of others come in as drafts by the clock; whatever they answer, nothing goes away by itself."""

from __future__ import annotations

import datetime
import html
from collections.abc import Callable
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from fixtures_replay import Elsewhere
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.knowledge.intake.actions import judge_drafts
from wijkwijzer_web.knowledge.models import Arrival, KnowledgeRecord, Revision, Source, State
from wijkwijzer_web.knowledge.records.actions import withdraw
from wijkwijzer_web.knowledge.review import queries
from wijkwijzer_web.knowledge.review.actions import edit
from wijkwijzer_web.knowledge.sources.actions import catch_up, start_reading

pytestmark = pytest.mark.django_db
START = "/oai?verb=ListRecords&metadataPrefix=oai_dc"


def _record(name: str, title: str, more: str = "") -> str:
    return (
        f"<record><header><identifier>oai:b:{name}</identifier><datestamp>2026-05-01</datestamp></header><metadata>"
        '<dc xmlns="http://purl.org/dc/elements/1.1/">'
        f"<title>{title}</title><date>2020</date>{more}</dc></metadata></record>"
    )


def _gone(name: str) -> str:
    return f'<record><header status="deleted"><identifier>oai:b:{name}</identifier></header></record>'


def _answer(*records: str, token: str = "", day: str = "2026-05-02") -> str:
    more = f"<resumptionToken>{token}</resumptionToken>" if token else ""
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>{day}T10:00:00Z</responseDate><ListRecords>{''.join(records)}{more}</ListRecords></OAI-PMH>"
    )


def _next(token: str) -> str:
    return f"/oai?verb=ListRecords&resumptionToken={quote(token, safe='')}"


@pytest.fixture
def source(organisation: Organisation, elsewhere: Elsewhere) -> Source:
    return Source.objects.create(
        organisation=organisation,
        name="Bibliotheek",
        address=f"{elsewhere.address}/oai",
        licence="CC BY 4.0",
        made_at=timezone.now(),
    )


def _read(source: Source) -> Source:
    """Read it now, in an hour of its own."""
    source.trouble = ""
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=source.arrival_set.count() + 1)):
        try:
            start_reading(source)
        except Exception as error:
            raise AssertionError(error) from error
    source.refresh_from_db()
    return source


def _titles() -> set[str]:
    return set(KnowledgeRecord.objects.values_list("title", flat=True))


def test_all_pages_come_in_as_drafts_and_next_time_only_what_is_new(
    source: Source, elsewhere: Elsewhere
) -> None:
    elsewhere.put(START, _answer(_record("1", "Een"), _record("2", "Twee"), token="a b/+"))
    elsewhere.put(_next("a b/+"), _answer(_record("3", "Drie"), _gone("9")))
    _read(source)
    assert _titles() == {"Een", "Twee", "Drie"}
    assert {row.state for row in KnowledgeRecord.objects.all()} == {State.DRAFT}
    assert not KnowledgeRecord.objects.filter(public=True).exists()
    assert KnowledgeRecord.objects.get(title="Een").data["licentie"] == "CC BY 4.0"
    assert (source.since, source.trouble) == ("2026-05-02", "")
    assert source.read_at is not None
    elsewhere.put(
        f"{START}&from=2026-05-02",
        _answer(_record("3", "Drie, verbeterd"), _record("4", "Vier"), day="2026-05-09"),
    )
    source.refresh_from_db()
    _read(source)
    assert _titles() == {"Een", "Twee", "Drie, verbeterd", "Vier"}, (
        "a draft that nobody touched follows its source"
    )
    assert source.since == "2026-05-09"


@pytest.mark.parametrize(
    "broken",
    [
        "<html>Onderhoud</html>",
        "",
        _answer(_record("2", "Twee"))[:-20],
        _answer().replace("<ListRecords></ListRecords>", '<error code="badResumptionToken">x</error>'),
        _answer(_record("2", "Twee"), token="t"),  # the same token for ever
    ],
)
def test_a_broken_answer_takes_nothing_away_and_is_told(
    source: Source, elsewhere: Elsewhere, broken: str
) -> None:
    elsewhere.put(START, _answer(_record("1", "Een"), token="t"))
    elsewhere.put(_next("t"), broken)
    _read(source)
    assert "Een" in _titles()
    assert source.trouble
    assert (source.since, source.read_at) == ("", None), "the next time begins where this one began"


def test_what_was_taken_back_there_is_marked_here_and_stays(
    source: Source,
    elsewhere: Elsewhere,
    reviewer: User,
    organisation: Organisation,
    log_in: Callable[[User], Client],
) -> None:
    elsewhere.put(START, _answer(_record("1", "Een"), _record("2", "Twee")))
    _read(source)
    row = KnowledgeRecord.objects.get(title="Een")
    judge_drafts(actor=reviewer, organisation=organisation, rows=[row], shown=True)
    elsewhere.put(f"{START}&from=2026-05-02", _answer(_gone("1"), _gone("2"), _gone("7")))
    _read(source)
    row.refresh_from_db()
    assert row.public
    assert KnowledgeRecord.objects.filter(title="Twee").exists()
    assert {one.record.title for one in queries.gone(organisation) if one.record} == {"Een", "Twee"}
    editor = log_in(reviewer)
    page = html.unescape(editor.get("/werkplek/kennis").content.decode())
    assert "Bij de bron ingetrokken" in page
    withdraw(actor=reviewer, row=row, reason="Bij de bron ingetrokken.")
    assert {one.record.title for one in queries.gone(organisation) if one.record} == {"Twee"}


def test_an_empty_answer_takes_nothing_away(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.put(START, _answer(_record("1", "Een")))
    _read(source)
    elsewhere.put(
        f"{START}&from=2026-05-02",
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-06-01T00:00:00Z</responseDate>'
        '<error code="noRecordsMatch"/></OAI-PMH>',
    )
    _read(source)
    assert (_titles(), source.trouble, source.since) == ({"Een"}, "", "2026-06-01")
    assert not Arrival.objects.filter(gone_at__isnull=False).exists()


def test_what_an_editor_changed_or_left_out_is_not_overwritten_and_does_not_come_again(
    source: Source, elsewhere: Elsewhere, reviewer: User, organisation: Organisation
) -> None:
    elsewhere.put(START, _answer(*(_record(str(n), f"Stuk {n}") for n in range(4))))
    _read(source)
    rows = {row.title: row for row in KnowledgeRecord.objects.all()}
    judge_drafts(actor=reviewer, organisation=organisation, rows=[rows["Stuk 0"]], shown=False)
    edit(actor=reviewer, organisation=organisation, row=rows["Stuk 1"], data={"titel": "Van ons"})
    judge_drafts(actor=reviewer, organisation=organisation, rows=[rows["Stuk 2"]], shown=True)
    elsewhere.put(f"{START}&from=2026-05-02", _answer(*(_record(str(n), f"Nieuw {n}") for n in range(4))))
    _read(source)
    assert _titles() == {"Van ons", "Stuk 2", "Nieuw 3"}
    proposed = Revision.objects.get(record=rows["Stuk 2"], status=Revision.Status.WAITING)
    assert proposed.data["titel"] == "Nieuw 2"
    _read(source)
    assert Revision.objects.count() == 2, "the same words once more are no change"


def test_what_is_here_already_is_not_taken_twice(
    source: Source, elsewhere: Elsewhere, put_in: Callable[..., KnowledgeRecord]
) -> None:
    put_in("publicatie", titel="Ander woord", doi="10.5555/x")
    elsewhere.put(START, _answer(_record("1", "Een", "<identifier>https://doi.org/10.5555/X</identifier>")))
    _read(source)
    assert _titles() == {"Ander woord"}
    assert Arrival.objects.get().record is None


def test_a_feed_comes_in_and_what_falls_off_its_end_stays(source: Source, elsewhere: Elsewhere) -> None:
    Source.objects.update(kind=Source.Kind.FEED, address=f"{elsewhere.address}/feed")
    source.refresh_from_db()
    item = "<item><title>{}</title><guid>{}</guid><link>https://a.nl/{}</link></item>"
    rss = '<rss version="2.0"><channel><title>x</title>{}</channel></rss>'
    elsewhere.put("/feed", rss.format(item.format("Een", 1, 1) + item.format("Twee", 2, 2)))
    elsewhere.put("/feed", rss.format(item.format("Drie", 3, 3)))
    elsewhere.put("/feed", rss.format(item.format("Vier", 4, 4))[:-9])
    _read(source)
    _read(source)
    assert (_titles(), source.trouble) == ({"Een", "Twee", "Drie"}, "")
    _read(source)
    assert _titles() == {"Een", "Twee", "Drie"}
    assert "afgebroken" in source.trouble
    assert not Arrival.objects.filter(gone_at__isnull=False).exists()


def test_a_source_that_asks_for_patience_gets_it(
    source: Source, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    monkeypatch.setattr("time.sleep", waited.append)
    elsewhere.put(START, "", status=503, Retry_After="7")
    elsewhere.put(START, _answer(_record("1", "Een")))
    _read(source)
    assert (waited, _titles()) == ([7], {"Een"})


def test_the_clock_reads_what_is_due(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.put(START, _answer(_record("1", "Een")))
    elsewhere.put(f"{START}&from=2026-05-02", _answer(_record("2", "Twee")))
    now = datetime.datetime(2026, 5, 2, 3, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False):
        catch_up()
        catch_up()
        assert len(elsewhere.asked) == 1
    with time_machine.travel(now + datetime.timedelta(days=6), tick=False):
        catch_up()
        assert len(elsewhere.asked) == 1, "once a week"
    with time_machine.travel(now + datetime.timedelta(days=7, hours=1), tick=False):
        catch_up()
    assert len(elsewhere.asked) == 2
    assert _titles() == {"Een", "Twee"}


def test_an_editor_registers_a_source_outside(
    log_in: Callable[[User], Client], reviewer: User, elsewhere: Elsewhere
) -> None:
    editor = log_in(reviewer)
    at = "/werkplek/kennis/bronnen/nieuw"
    data = {"name": "Bieb", "kind": "oai", "part": "", "licence": "CC0", "every": "dag", "active": "on"}
    for wrong in (
        "http://10.0.0.1/oai",
        "http://localhost:1/",
        "ftp://a.nl",
        "https://a.nl/oai?verb=Identify",
    ):
        answer = editor.post(at, {**data, "address": wrong})
        if wrong.startswith("http://localhost"):  # a name is judged when it is asked
            assert answer.status_code == 302
            continue
        assert answer.status_code == 400, wrong
        assert "Bieb" in answer.content.decode()
    source = Source.objects.get()
    answer = editor.post(f"/werkplek/kennis/bronnen/{source.pk}/lees")
    assert answer.status_code == 302
    source.refresh_from_db()
    assert "eigen netwerk" in source.trouble
    page = html.unescape(editor.get("/werkplek/kennis/bronnen").content.decode())
    assert "Er is niets weggehaald." in page
    form = editor.get(f"/werkplek/kennis/bronnen/{source.pk}").context["form"]
    version = form["versie"].value()
    changed = {**data, "address": f"{elsewhere.address}/oai"}
    assert (
        editor.post(f"/werkplek/kennis/bronnen/{source.pk}", {**changed, "versie": version}).status_code
        == 302
    )
    assert (
        editor.post(
            f"/werkplek/kennis/bronnen/{source.pk}", {**changed, "versie": version, "name": "B"}
        ).status_code
        == 409
    )
