"""A version of a document by itself: own words, publishing, taking back, and words that must go."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from wijkwijzer.report import Document, Meta, Paragraph, Quote, Sentence, plain, to_json, walk
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.publishing.editing.queries import foreign_numbers, known_blocks, repeats
from wijkwijzer_web.publishing.models import Publication
from wijkwijzer_web.publishing.service import (
    ChangedError,
    as_it_reads,
    publish,
    put_edits,
    refuse_older,
    retract,
    sentences,
    state_of,
    take_out,
    version_of,
    without_words,
)

pytestmark = pytest.mark.django_db
GONE = "(niet openbaar)"
DOCUMENT = Document(
    "De Kade",
    Meta(datetime.date(2026, 1, 5)),
    (
        Sentence("Twaalf mensen (40%) noemen een plek.", id="a"),
        Quote("Elke dag open", refs=("bericht:7",)),
        Quote("Een bankje", refs=("bericht:8",)),
        Paragraph("Er waren 1.200 reacties in 2,5 week.", id="b"),
        Paragraph("Zonder eigen plek."),
    ),
)
ENGLISH = Document(
    "The Quay",
    Meta(datetime.date(2026, 1, 5)),
    (Sentence("Twelve people name a place.", id="a"), Quote("Open every day", refs=("bericht:7",))),
    language="en",
)


@pytest.fixture
def version(organisation: Organisation) -> Publication:
    return made(organisation)


def made(organisation: Organisation, series: str = "dialoog:1", number: int = 1) -> Publication:
    return Publication.objects.create(
        organisation=organisation,
        series=series,
        version=number,
        checksum="a" * 64,
        document=to_json(DOCUMENT),
        translations={"en": to_json(ENGLISH)},
    )


def words(document: Document) -> list[str]:
    return [plain(block.content) for block in walk(document) if hasattr(block, "content")]


def stored(version: Publication) -> Publication:
    return Publication.objects.get(pk=version.pk)


def test_own_words_stand_where_the_sentence_stood(version: Publication) -> None:
    count = put_edits(version, {"a": "Veel mensen (40%) willen een plek.", "b": "", "zz": "Nergens."})
    assert count == 1
    assert version.edits == stored(version).edits == {"a": "Veel mensen (40%) willen een plek."}
    assert words(as_it_reads(version, (), ""))[0] == "Veel mensen (40%) willen een plek."
    assert [(one.id, own) for one, own in sentences(version)] == [
        ("a", "Veel mensen (40%) willen een plek."),
        ("b", ""),
    ]
    assert put_edits(version, {"b": "Er waren 1200 reacties."}) == 1, "what is not sent along goes"
    assert stored(version).edits == {"b": "Er waren 1200 reacties."}


def test_a_number_that_no_source_has_is_refused_with_the_number(version: Publication) -> None:
    with pytest.raises(ValidationError) as refused:
        put_edits(version, {"a": "Dat zijn 41% en 12 en 41%.", "b": "Wel 1.200."})
    (said,) = refused.value.messages
    assert "41, 12." in said
    assert "“Dat zijn 41% en 12 en 41%.”" in said
    assert stored(version).edits == {}
    known: Mapping[str, list[str]] = {"a": ["12 van 41"], "b": ["99"]}
    assert put_edits(version, {"a": "Dat zijn 41% en 12.", "b": "Bij 99 ging het goed."}, figures=known) == 2
    with pytest.raises(ValidationError):
        put_edits(version, {"a": "Bij 99 ging het goed."}, figures=known)


def test_a_long_sentence_is_told_by_its_beginning(version: Publication) -> None:
    with pytest.raises(ValidationError) as refused:
        put_edits(version, {"a": "7 " + "w" * 100})
    assert "“7 " + "w" * 78 + "”" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("own", "foreign"),
    [
        ("2,5 week en 1200 of 1.200", []),
        ("2.5 week", ["25"]),
        ("Twaalf mensen", []),
        ("3 en 3,5 en 3", ["3", "3.5"]),
    ],
)
def test_numbers_are_read_as_dutch_writes_them(own: str, foreign: list[str]) -> None:
    assert foreign_numbers(DOCUMENT, "b", own) == foreign


def test_a_published_version_does_not_change(version: Publication) -> None:
    assert not version.public
    before = timezone.now()
    assert publish(version)
    assert not publish(version)
    shown = stored(version)
    assert shown.public
    assert before <= shown.published_at <= timezone.now()
    with pytest.raises(ValidationError, match="gepubliceerd"):
        put_edits(version, {"a": "Anders."})
    assert stored(version).edits == {}


def test_what_is_taken_back_says_why_and_only_once(version: Publication) -> None:
    assert not retract(version, "Nog niet openbaar"), "a draft cannot be taken back"
    publish(version)
    assert retract(version, "Fout in de telling." + "x" * 400)
    gone = stored(version)
    assert not gone.public
    assert gone.retracted_at is not None
    assert gone.retracted_why == ("Fout in de telling." + "x" * 400)[:300]
    assert not retract(version, "Nog eens")
    assert stored(version).retracted_why == gone.retracted_why
    assert not publish(version)


def test_a_form_of_before_another_change_is_refused(version: Publication) -> None:
    form = version_of(*state_of(version))
    assert put_edits(version, {"a": "Eerst dit."}, form) == 1
    with pytest.raises(ChangedError, match="Iemand anders"):
        put_edits(version, {"a": "Toch dit."}, form)
    assert stored(version).edits == {"a": "Eerst dit."}
    put_edits(version, {"a": "Een script."})
    withdrawn = stored(version)
    withdrawn.withdrawn = 3
    assert version_of(*state_of(withdrawn)) != version_of(*state_of(stored(version)))


def test_the_fingerprint_is_of_everything_that_is_shown() -> None:
    day = datetime.date(2026, 1, 5)
    assert version_of({"b": 1, "a": "é"}, day) == version_of({"a": "é", "b": 1}, day)
    assert len({version_of(), version_of(""), version_of("", ""), version_of(day), version_of(None)}) == 5
    assert len(version_of("x")) == 16
    refuse_older("", "another")
    refuse_older(version_of(1, 2), 1, 2)
    with pytest.raises(ChangedError):
        refuse_older(version_of(1, 2), 2, 1)


def test_it_reads_in_its_language_without_what_is_gone(version: Publication) -> None:
    put_edits(version, {"a": "Veel mensen willen een plek."})
    dutch = as_it_reads(version, {"bericht:7"}, GONE)
    assert words(dutch)[0] == "Veel mensen willen een plek."
    assert GONE in words(dutch)
    assert "Elke dag open" not in str(dutch)
    assert "Een bankje" in str(dutch)
    english = as_it_reads(version, (), GONE, "en")
    assert english.title == "The Quay"
    assert words(english)[0] == "Veel mensen willen een plek.", "own words stay as they were written"
    assert "Open every day" in str(english)
    assert as_it_reads(version, (), GONE, "ar").title == "De Kade"


def test_words_go_from_every_version_language_and_edit_of_the_series(organisation: Organisation) -> None:
    first, second = made(organisation), made(organisation, number=2)
    other = made(organisation, series="dialoog:11")
    own = {"a": "Iemand zei: elke  DAG open, en dat helpt.", "b": "Er kwamen 1.200 reacties."}
    Publication.objects.update(edits=own)
    take_out("dialoog:1", {"bericht:7"}, ["Elke dag open, en dat helpt", "kort"], GONE)
    for one in (stored(first), stored(second)):
        for document in one.documents:
            assert "Elke dag open" not in str(document)
            assert "Open every day" not in str(document)
            assert GONE in str(document)
        assert "Een bankje" in str(one.document)
        assert one.edits == {"b": "Er kwamen 1.200 reacties."}
        assert len(one.documents) == 2
    assert stored(other).edits == own
    assert stored(other).document == to_json(DOCUMENT)


def test_words_as_long_as_twenty_letters_are_recognised() -> None:
    assert repeats("Zij zei: " + "a" * 20, ["A" * 20])
    assert not repeats("Zij zei: " + "a" * 19, ["A" * 19])
    assert not repeats("a" * 20, ["b" * 20, "c" * 25])
    assert not repeats("a" * 20, [])


def test_a_document_that_cannot_be_read_any_more_is_emptied(version: Publication) -> None:
    version.document = {"title": "Oud", "raar": True}
    version.save()
    assert known_blocks(version) == set()
    emptied = without_words(version.document, {"bericht:7"}, GONE)
    version.document = emptied
    read = as_it_reads(version, (), GONE)
    assert read.title == "Oud"
    assert read.meta.made_on == timezone.localdate()
    assert "Niet te lezen" in str(emptied)
    assert put_edits(made(version.organisation, number=9), {"a": "Mag."}) == 1
    assert without_words({}, (), GONE)["title"] == ""
