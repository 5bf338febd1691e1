"""Other words, words taken out, rows that lead somewhere: all by id, whatever the words are."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from report_sample import wijk
from report_sample_dialogue import dialogue

from wijkwijzer import report as r

META = r.Meta(datetime.date(2025, 11, 21))
GONE = "(niet openbaar)"
# One-word answers, a letter, the name of a block, words that every sentence has.
AWKWARD = ["e", "ja", "de", "geld", "Table", "Quote", "bericht:1", "Vertrouwen", " ", "12"]


def document(words: str) -> r.Document:
    """Words of one person in every place where words of people can stand."""
    counts = r.Table(
        f"Stellingen over {words}",
        (r.Column("Nummer"), r.Column("Stelling", quotes=True), r.Column("Eens", "number")),
        (("1", words, "12"), ("2", "Geld maakt de wijk, ja", "e")),
        about=("stelling:1", "stelling:2"),
    )
    rows = r.Rows(
        (
            r.RowHeading(words, about="stelling:1"),
            r.Row("Iedereen", r.Unknown(), "niet te tonen", about="stelling:1"),
            r.RowHeading("Geld maakt de wijk, ja", about="stelling:2"),
        ),
        table=counts,
    )
    quote = r.Quote(words, "geld · bericht 1", ("bericht:1",))
    sentence = r.Sentence(f"Twaalf zijn het eens met “{words}”.", ("stelling:1",), "a", ("stelling:1",))
    item = r.Item(f"Twaalf zijn het eens met “{words}”.", quotes=("stelling:1",))
    blocks = (
        r.Heading("Vertrouwen en geld"),
        r.Sentence("De meeste mensen zeiden ja: Table, Quote, e.", ("bericht:1",), "b"),
        sentence,
        r.BulletList((item, r.Item("Geld is er genoeg, ja."))),
        r.Columns(((quote,), (r.Notice("Geld", (rows,)),))),
        r.Quote("ja", "", ("bericht:2",)),
    )
    return r.Document("Geld, ja of de e", META, blocks)


@pytest.mark.parametrize("words", AWKWARD)
def test_words_go_where_they_are_quoted_and_nowhere_else(words: str) -> None:
    before = document(words)
    after = r.without(before, {"bericht:1", "stelling:1"}, GONE)
    # The same document with these words in place of the others: nothing else is touched.
    expected = document(GONE)
    kinds = [type(block).__name__ for block in r.walk(after)]
    assert kinds.count("Quote") == 1
    assert [type(block).__name__ for block in after.blocks] == [type(b).__name__ for b in before.blocks]
    assert r.to_json(after)["blocks"][0:2] == r.to_json(before)["blocks"][0:2]
    notice = after.blocks[4]
    assert isinstance(notice, r.Columns)
    assert notice.columns[0][0] == r.Paragraph(GONE, ("bericht:1",), small=True)
    (inner,) = notice.columns[1]
    assert isinstance(inner, r.Notice)
    (rows,) = inner.blocks
    (wanted,) = next(b for b in r.walk(expected) if isinstance(b, r.Notice)).blocks
    assert isinstance(rows, r.Rows)
    assert isinstance(wanted, r.Rows)
    assert rows.rows == wanted.rows
    assert rows.table is not None
    assert wanted.table is not None
    assert rows.table.rows == wanted.table.rows
    assert rows.table.caption == f"Stellingen over {words}", "what is no quote stays"
    assert after.blocks[5] == before.blocks[5]
    assert r.from_json(r.to_json(after)) == after


@pytest.mark.parametrize("made", [wijk(), dialogue()], ids=["wijk", "dialogue"])
def test_nothing_gone_changes_nothing(made: r.Document) -> None:
    assert r.without(made, (), GONE) == made
    assert r.without(made, {"bericht:bestaat-niet"}, GONE) == made
    assert r.with_edits(made, {"zin-1": "", "bestaat-niet": "x", "zin_²": "y"}) == made
    assert r.linked(made, {}) == made


def test_ids_are_given_once_and_stay() -> None:
    made = r.identified(dialogue())
    assert r.identified(made) == made
    ids = [one.id for one in r.editable(made)]
    assert len(ids) == len(set(ids)) > 3
    longer = replace(made, blocks=(r.Sentence("Nieuw"), *made.blocks))
    assert [one.id for one in r.editable(r.identified(longer))][1:] == ids


def test_own_words_are_marked_and_keep_what_stood_there() -> None:
    made = document("Samen eten")
    edited = r.with_edits(made, {"a": "Bijna iedereen wil samen eten."})
    texts = [r.plain(b.content) for b in edited.blocks if isinstance(b, r.Sentence | r.Paragraph)]
    assert "Bijna iedereen wil samen eten." in texts
    assert any("redactie" in text and "Twaalf zijn het eens met “Samen eten”." in text for text in texts)
    # The words of a person that the first sentence quoted go from both.
    told = str(r.to_json(r.without(edited, {"stelling:1"}, GONE)))
    assert "met “Samen eten”" not in told


def test_rows_lead_to_what_they_are_about_whatever_their_headings() -> None:
    made = r.linked(document("Samen eten"), {"stelling:1": "/s/1"})
    (rows,) = next(block for block in r.walk(made) if isinstance(block, r.Notice)).blocks
    assert isinstance(rows, r.Rows)
    assert [row.words for row in rows.rows if isinstance(row, r.Row)] == [(r.Link("niet te tonen", "/s/1"),)]
    assert rows.table is not None
    assert rows.table.rows[0][0] == (r.Link("1", "/s/1"),)
    assert rows.table.rows[1][0] == "2"
