"""The verslag: every sentence resolves, everything is covered, consent and redaction hold, in every form."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from two_languages import left_in_dutch
from wijkwijzer import words
from wijkwijzer.cli import main
from wijkwijzer.dialogue import verslag as verslag_room
from wijkwijzer.dialogue.groups.find import STABLE_PEOPLE
from wijkwijzer.dialogue.verslag.check import check_verslag, claims, references_json
from wijkwijzer.dialogue.verslag.derived.short import short_verslag
from wijkwijzer.dialogue.verslag.derived.why import why_verslag
from wijkwijzer.dialogue.verslag.document import verslag_document
from wijkwijzer.dialogue.verslag.gather import Verslag, gather
from wijkwijzer.dialogue.verslag.inquiry import read_inquiry
from wijkwijzer.dialogue.verslag.missing import missing_blocks
from wijkwijzer.dialogue.verslag.script import read_script
from wijkwijzer.dialogue.verslag.sentences import Speech
from wijkwijzer.dialogue.verslag.votes import group_blocks
from wijkwijzer.errors import InputError
from wijkwijzer.report import (
    BECAUSE,
    BulletList,
    Heading,
    Notice,
    Paragraph,
    Quote,
    Row,
    Rows,
    Sentence,
    Table,
    Terms,
    plain,
    render,
    to_json,
    walk,
    with_edits,
    without,
)
from wijkwijzer.text.redaction.redact import redact

DAY = datetime.date(2025, 11, 21)
ANSWERS = "wie-vond-wat"
Told = Heading | Sentence
SCRIPT = """
titel = "Wat Lindermeer wil"
doel = "Ideeën ophalen"
[[onderwerpen]]
naam = "Hulp als het even niet gaat"
kop = "Hulp"
inbreng = "een film"
  [[onderwerpen.vragen]]
  vraag = "Waardoor wachten mensen te lang met hulp vragen?"
  soort = "oorzaak"
  kop = "Oorzaken"
  [[onderwerpen.vragen]]
  vraag = "Hoe gaat de samenwerking?"
  soort = "rating"
  [[onderwerpen.vragen]]
  vraag = "Wat eerst?"
  soort = "ranking"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory, development) -> Path:
    """The development set with consent for every second message, votes in two camps, ratings, background."""
    path = tmp_path_factory.mktemp("dialoog")
    messages = [m for question in development.questions for m in question.messages]
    with (path / "messages.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "topic", "question", "kind", "author", "text", "mag_letterlijk", "hidden"])
        for i, m in enumerate(messages):
            row = [
                m.id,
                m.topic,
                m.question,
                m.kind,
                m.author,
                m.text,
                "ja" if i % 2 else "",
                "ja" if i == 3 else "",
            ]
            writer.writerow(row)
    (path / "themes.csv").write_bytes((development.folder / "themes.csv").read_bytes())
    (path / "script.toml").write_text(SCRIPT, encoding="utf-8")
    people = [f"p{i:02d}" for i in range(1, 61)]
    table(
        path / "statements.csv", "id,text", [(s, f"Stelling {s} van mevrouw Jansen-Post") for s in range(12)]
    )
    votes = [(p, s, 1 if s < 3 or (i % 2 == s % 2) else -1) for i, p in enumerate(people) for s in range(12)]
    table(path / "votes.csv", "participant,statement,vote", votes)
    ratings = [(p, "Hoe gaat de samenwerking?", 1 + i % 5) for i, p in enumerate(people)]
    table(path / "ratings.csv", "participant,item,value", ratings)
    ranks = [
        (p, "Wat eerst?", item, 1 + (i + k) % 2) for i, p in enumerate(people) for k, item in enumerate("xy")
    ]
    table(path / "rankings.csv", "participant,question,item,rank", ranks)
    ages = [(p, "Leeftijd", "jonger dan 25" if i < 4 else "25 of ouder") for i, p in enumerate(people)]
    table(path / "background.csv", "participant,question,answer", ages)
    shares = [("Leeftijd", "jonger dan 25", 28), ("Leeftijd", "25 of ouder", 72)]
    table(path / "population.csv", "question,answer,share", shares)
    return path


def table(path: Path, head: str, rows: list[tuple[object, ...]]) -> None:
    lines = [head, *(",".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def verslag(folder) -> Verslag:
    return gather(read_inquiry(folder), bootstraps=20)


@pytest.fixture(scope="module")
def document(verslag):
    return verslag_document(verslag, made_on=DAY)


def test_every_sentence_resolves_and_everything_is_covered(document, verslag):
    check = check_verslag(document, verslag)
    assert check["resolved"] == check["sentences"] > 60
    assert check["questions_covered"] == check["questions"] == 7
    assert check["messages_covered"] == check["messages"] == 413


def test_nothing_hangs_on_a_human_word(verslag, document, monkeypatch):
    """With every word changed the same is said, in the same order, of the same contributions."""

    def shape(part):
        if isinstance(part, dict):
            return {key: shape(value) for key, value in part.items()}
        if isinstance(part, list):
            return [shape(value) for value in part]
        return re.findall(r"\d[\d.,]*\d|\d|\w+:\w+", part) if isinstance(part, str) else part

    plain_words = words.vocabulary
    monkeypatch.setattr(
        words,
        "vocabulary",
        lambda *of: {
            key: re.sub(r"\b([^\W\d_]+)\b(?![^{]*})", r"ζ\1", text) for key, text in plain_words(*of).items()
        },
    )
    changed = verslag_document(verslag, made_on=DAY)
    assert "ζ" in str(changed)
    assert shape(to_json(changed)) == shape(to_json(document))


def test_every_sentence_has_a_rule_and_the_rule_has_its_figures(document, verslag):
    """One click from a sentence: what lies under it, what made it, and what would have changed it."""
    said = [block for block in walk(document) if isinstance(block, Sentence)]
    items = [item for block in walk(document) if isinstance(block, BulletList) for item in block.items]
    assert all(each.rule and each.id for each in said)
    assert sum(bool(item.rule and item.id) for item in items) >= 3
    for language in ("nl", "en"):
        why = why_verslag(verslag_document(verslag, made_on=DAY, language=language), {said[1].id})
        asked = {block.id for block in why.blocks if isinstance(block, Heading) and block.level == 3}
        assert {f"{BECAUSE}{each.id}" for each in said} <= asked
        told = [block.items for block in why.blocks if isinstance(block, Terms)]
        assert all(plain(text).strip() not in {"", "–"} for items in told for _name, text in items)
        assert sum(Speech(language).say("why.rewritten") in plain(rule) for _, (_, rule), _ in told) == 1
    words_of_rows = {
        plain(row.words) for block in walk(document) if isinstance(block, Rows) for row in block.rows
        if isinstance(row, Row)
    }  # fmt: skip
    lead = next(each for each in said if each.rule in {"named_most", "order_unsure"})
    figures = figures_under(why_verslag(document), lead.id)
    assert figures.count(";") <= 2
    assert all(any(words in line for words in words_of_rows) for line in figures.split("; "))


def figures_under(why, identity: str) -> str:
    places = [n for n, block in enumerate(why.blocks) if getattr(block, "id", "") == f"{BECAUSE}{identity}"]
    return plain(why.blocks[places[0] + 1].items[0][1])


def test_the_rules_of_a_verslag_are_those_with_words():
    """Every rule in the code has its words, and no words are left of a rule that is gone."""
    room = Path(verslag_room.__file__).parent
    source = "".join(path.read_text("utf-8") for path in room.glob("*.py"))
    used = set(re.findall(r'rule="(\w+)"', source)) | {"divided_groups", "divided_all"}
    spoken = {key.removeprefix("why.") for key in words.vocabulary("wijkwijzer.dialogue.verslag", "nl")}
    frame = {"title", "says", "figures", "rule", "otherwise", "head", "rewritten", "on_messages"}
    turns = {f"{rule}_turn" for rule in used}
    assert {key for key in spoken if key.endswith("_turn")} == turns
    assert used | frame <= spoken


def test_what_stable_groups_need_is_what_the_method_asks(verslag):
    """The sentence said 80% while the method asks 90."""
    analysis = verslag.analysis
    attempts = tuple(replace(each, stability=0.8999) for each in analysis.groups.attempts)
    groups = replace(analysis.groups, rates=analysis.groups.rates[:0], attempts=attempts)
    none = replace(analysis, groups=groups)
    (notice,) = [block for block in group_blocks(none, verslag.public, Speech()) if isinstance(block, Notice)]
    needed = f"{100 * STABLE_PEOPLE:.0f}%"
    assert f"bleef voor 89% gelijk, en {needed} is nodig" in plain(notice.blocks[0].content)


def test_a_sentence_without_references_would_be_seen(document, verslag):
    damaged = replace(
        document, blocks=(*document.blocks, Sentence("Iedereen is blij."), Sentence("x", refs=("bericht:0",)))
    )
    check = check_verslag(damaged, verslag)
    assert check["sentences"] - check["resolved"] == 2


def test_only_who_agreed_is_quoted_and_without_personal_data(document, verslag):
    quotes = [
        block for block in walk(document) if isinstance(block, Quote) and block.refs[0].startswith("bericht:")
    ]
    assert len(quotes) >= 20
    for quote in quotes:
        message = verslag.messages[quote.refs[0].removeprefix("bericht:")]
        assert message.quotable
    html = render(document, "html").decode("utf-8")
    silent = [m.text for m in verslag.messages.values() if not m.quotable and len(m.text) > 30]
    assert not [text for text in silent if text in html]
    assert "Niet openbaar (" in html
    personal = ["hidde.zandleven@example.org", "06-12345678", "999940612", "Jansen-Post"]
    assert not [text for text in personal if text in html]


def test_the_html_carries_the_ids(document):
    html = render(document, "html").decode("utf-8")
    refs = {ref for group in re.findall(r'data-refs="([^"]+)"', html) for ref in group.split()}
    assert {"bericht:dn001", "stelling:3", "berichten", "stemmen"} <= refs


def test_votes_ratings_and_rankings_are_told(document):
    text = " ".join(claim.text for claim in claims(document))
    assert "deze 3 stellingen denkt een ruime meerderheid hetzelfde" in text
    assert "Er zijn 2 groepen mensen die vaak hetzelfde stemmen" in text
    assert re.search(r"zeggen: (?:slecht of heel slecht|goed of heel goed) \(40%\)", text)
    assert "30 mensen van de 60 zetten “x” bovenaan" in text
    assert re.search(r"jonger dan 25: (?:minder dan )?\d+% van wie meedeed, 28% van de wijk", text)


def test_small_counts_of_who_took_part_stay_hidden(verslag):
    counts = {"jonger dan 25": 6, "25 tot 65": 40, "ouder dan 65": 12}
    shares = {"jonger dan 25": 0.28, "25 tot 65": 0.5, "ouder dan 65": 0.22}
    found = replace(verslag, background={"leeftijd": counts}, population={"leeftijd": shares})
    blocks = missing_blocks(found, Speech())
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[1] for row in table.rows] == ["minder dan 10", "40", "niet te tonen"]
    text = " ".join(plain(block.content) for block in blocks if isinstance(block, Sentence))
    assert "jonger dan 25: minder dan 18% van wie meedeed, 28% van de wijk." in text


def test_the_appendix_withholds_what_is_not_public(document, verslag):
    appendix = references_json(document, verslag)
    shown = {
        ref: value["text"] for ref, value in appendix["references"].items() if ref.startswith("bericht:")
    }
    assert len(shown) == 413
    for ref, text in shown.items():
        assert (text is not None) == verslag.messages[ref.removeprefix("bericht:")].quotable
    assert json.loads(json.dumps(appendix))["check"] == check_verslag(document, verslag)


def test_an_english_verslag_is_english_and_people_are_quoted_as_they_spoke(folder, verslag, document):
    english = verslag_document(verslag, made_on=DAY, language="en")
    theirs = [
        cell
        for file in folder.glob("*.csv")
        for row in csv.reader(file.open(encoding="utf-8"))
        for cell in row
    ]
    theirs += re.findall(r'"([^"]+)"', SCRIPT)
    theirs += [redact(text) for text in theirs] + [f"Stelling {s} van [naam]" for s in range(12)]
    theirs += [text for block in walk(document) if isinstance(block, Quote) for text in (block.text,)]
    theirs += [*verslag.checksums, *verslag.checksums.values()]
    assert left_in_dutch(document, english, theirs, ("WijkWijzer", "SHA")) == []
    assert "Krachten" not in str(english)
    assert {b.text for b in walk(english) if isinstance(b, Quote)} == {
        b.text for b in walk(document) if isinstance(b, Quote)
    }
    assert check_verslag(english, verslag) == check_verslag(document, verslag)
    assert "Dit kwam eruit" in left_in_dutch(document, document, theirs), "a text that was forgotten is seen"


def test_the_command_writes_it_in_english(folder, tmp_path):
    target = tmp_path / "report.html"
    main(
        ["dialogue", "report", str(folder), "--output", str(target), "--bootstraps", "5", "--language", "en"]
    )
    page = target.read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "Report of a dialogue" in page
    assert "How this report was made" in page


def test_the_same_folder_gives_the_same_document(folder, document):
    assert verslag_document(gather(read_inquiry(folder), bootstraps=20), made_on=DAY) == document


@pytest.mark.parametrize(
    ("form", "magic"), [("html", b"<!doctype"), ("pdf", b"%PDF"), ("docx", b"PK"), ("pptx", b"PK")]
)
def test_every_form_is_written_with_its_proof(folder, tmp_path, capsys, form, magic):
    output = tmp_path / f"verslag.{form}"
    assert main(["dialogue", "report", str(folder), "--output", str(output), "--bootstraps", "5"]) == 0
    assert output.read_bytes().startswith(magic)
    check = json.loads((tmp_path / "verslag.json").read_text(encoding="utf-8"))["check"]
    assert check["resolved"] == check["sentences"]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([output.name, "verslag.json"])
    assert "verslag.json" in capsys.readouterr().out


@pytest.mark.data
def test_a_polis_export_gives_a_verslag(shared_data):
    found = gather(read_inquiry(shared_data / "polis" / "scoop-hivemind.taxes"), bootstraps=10)
    document = verslag_document(found, made_on=DAY)
    check = check_verslag(document, found)
    assert check["resolved"] == check["sentences"]
    assert document.title == "Tax HiveMind Window"
    assert "334 mensen stemden over 91 stellingen." in {claim.text for claim in claims(document)}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "messages.csv"),
        ({"messages.csv": "id,text\n1,hallo\n", "script.toml": "titel = 'x"}, "TOML"),
        ({"messages.csv": "id,text\n1,hallo\n", "script.toml": "[[onderwerpen]]\nkop='x'"}, "naam"),
        (
            {"messages.csv": "id,text\n1,hallo\n", "population.csv": "question,answer,share\na,b,veel\n"},
            "getal",
        ),
        ({"votes.csv": "participant,statement\n1,2\n"}, "vote"),
    ],
)
def test_broken_folders_get_one_sentence(tmp_path, files, words):
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_inquiry(tmp_path)


def test_another_extension_or_folder_is_refused_before_anything_is_computed(folder, tmp_path, capsys):
    assert main(["dialogue", "report", str(folder), "--output", str(tmp_path / "verslag.odt")]) == 2
    assert main(["dialogue", "report", str(folder), "--output", str(tmp_path / "weg" / "verslag.pdf")]) == 2
    assert main(["dialogue", "report", str(tmp_path / "weg"), "--output", str(tmp_path / "verslag.pdf")]) == 2
    assert capsys.readouterr().err.count("\n") == 3
    assert list(tmp_path.iterdir()) == []


def test_messages_alone_give_a_verslag(tmp_path):
    (tmp_path / "messages.csv").write_text("id,text\n1,Meer groen\n2,Meer bomen\n", encoding="utf-8")
    found = gather(read_inquiry(tmp_path))
    check = check_verslag(verslag_document(found, made_on=DAY), found)
    assert check["resolved"] == check["sentences"]
    assert check["messages_covered"] == 2


def test_a_script_may_be_english(tmp_path):
    file = tmp_path / "script.toml"
    file.write_text(
        "title='A'\n[[topics]]\nname='T'\n[[topics.questions]]\nquestion='Q'\nkind='advice'\n",
        encoding="utf-8",
    )
    script = read_script(file)
    assert (script.title, script.topics[0].name, script.topics[0].questions[0].kind) == ("A", "T", "advice")


def test_the_short_form_keeps_every_conclusion_and_says_what_it_leaves_out(document, verslag):
    short = short_verslag(document)
    for language, whole in (("nl", document), ("en", verslag_document(verslag, made_on=DAY, language="en"))):
        few = short_verslag(whole)
        assert pages(few) <= pages(whole) / 2, language
        sections = [each.id for each in whole.blocks if isinstance(each, Heading) and each.level == 2]
        start = next(place for place, each in enumerate(whole.blocks) if getattr(each, "id", "") == ANSWERS)
        after = sections[sections.index(ANSWERS) + 1]
        end = next(place for place, each in enumerate(whole.blocks) if getattr(each, "id", "") == after)
        kept = [each for each in (*whole.blocks[:start], *whole.blocks[end:]) if isinstance(each, Told)]
        assert [each for each in few.blocks if isinstance(each, Told)] == kept
    left = {kind: count(document, kind) - count(short, kind) for kind in (Quote, Table)}
    told = next(plain(block.content) for block in short.blocks if "korte vorm" in plain_of(block))
    assert f"{left[Quote]} citaten" in told
    assert f"{left[Table]} tabellen" in told
    check = check_verslag(short, verslag)
    assert check["resolved"] == check["sentences"]
    assert not [block for block in walk(short) if isinstance(block, Rows) and len(block.rows) > 12]


def test_the_short_form_has_what_an_editor_wrote_and_not_what_was_withdrawn(document):
    lead = next(
        block
        for before, block in zip(document.blocks, document.blocks[1:], strict=False)
        if isinstance(before, Heading) and isinstance(block, Sentence)
    )
    quote = next(block for block in short_verslag(document).blocks if isinstance(block, Quote))
    changed = without(with_edits(document, {lead.id: "Buren zeggen veel."}), quote.refs, "(niet openbaar)")
    short = short_verslag(changed)
    texts = [plain_of(block) for block in short.blocks]
    place = texts.index("Buren zeggen veel.")
    assert "Eerst stond er" in texts[place + 1]
    assert plain(lead.content) in texts[place + 1]
    assert quote.text not in texts


def test_pdf_is_short_and_html_is_long_unless_asked(folder, tmp_path, capsys):
    for name, form, short in (
        ("a.pdf", (), True),
        ("b.html", (), False),
        ("c.html", ("--form", "short"), True),
    ):
        file = tmp_path / name
        assert (
            main(["dialogue", "report", str(folder), "--output", str(file), "--bootstraps", "5", *form]) == 0
        )
        sentences = json.loads(file.with_suffix(".json").read_text())["sentences"]
        assert any("korte vorm" in each["text"] for each in sentences) == short, name
    capsys.readouterr()


def pages(document) -> int:
    return len(PdfReader(io.BytesIO(render(document, "pdf"))).pages)


def count(document, kind) -> int:
    """Blocks of a kind in the text itself; tables that stand beside a picture are not counted."""
    return sum(isinstance(block, kind) for block in document.blocks)


def plain_of(block) -> str:
    return plain(block.content) if isinstance(block, Sentence | Paragraph) else getattr(block, "text", "")
