"""Files of conversations as other programs write them: read right, or refused with the true cause."""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from wijkwijzer.cli import main
from wijkwijzer.dialogue.files import read_dialogue
from wijkwijzer.dialogue.themes.messages import read_messages
from wijkwijzer.dialogue.verslag.document import verslag_document
from wijkwijzer.dialogue.verslag.gather import gather
from wijkwijzer.dialogue.verslag.inquiry import read_inquiry
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.polis import last_votes, read_polis
from wijkwijzer.report import render

Conversation = Callable[..., Path]
COMMENTS = "comment-id,author-id,agrees,disagrees,moderated,comment-body"
PEOPLE = 30


def _vote(person: int, statement: int) -> int:
    return 1 if (person * 7 + statement) % 3 else -1


def _counts(statement: int) -> tuple[int, int]:
    agrees = sum(_vote(person, statement) == 1 for person in range(PEOPLE))
    return agrees, PEOPLE - agrees


@pytest.fixture
def conversation(tmp_path: Path) -> Conversation:
    """Write thirty people's votes on four statements, with what a test wants otherwise."""

    def write(
        before: str = "",
        votes: str = "",
        sign: int = 1,
        decimals: str = "",
        swapped: bool = False,
        people: str | None = None,
    ) -> Path:
        counts = [_counts(n)[::-1] if swapped else _counts(n) for n in range(4)]
        comments = [f"{n},0,{a},{d},1,Stelling {n}" for n, (a, d) in enumerate(counts)]
        (tmp_path / f"{before}comments.csv").write_text("\n".join([COMMENTS, *comments]), "utf-8")
        cast = [f"{n},{p},{sign * _vote(p, n)}{decimals}" for p in range(PEOPLE) for n in range(4)]
        text = "\n".join(["comment-id,voter-id,vote", *cast]) + votes
        (tmp_path / f"{before}votes.csv").write_text(text, "utf-8")
        if people is not None:
            agreed = [sum(_vote(p, n) == 1 for n in range(4)) for p in range(PEOPLE)]
            rows = [f"{p},{p % 2},{a},{4 - a}" for p, a in enumerate(agreed)]
            head = "participant,group-id,n-agree,n-disagree"
            (tmp_path / f"{before}{people}").write_text("\n".join([head, *rows]), "utf-8")
        return tmp_path

    return write


def _agreed(folder: Path) -> int:
    return int((read_dialogue(folder).votes["vote"] == 1).sum())


AGREED = sum(_counts(n)[0] for n in range(4))


@pytest.mark.parametrize("before", ["", "2026-06-19-1201-3phdx-", "gesprek-"])
@pytest.mark.parametrize("people", ["participant-votes.csv", "participants-votes.csv"])
def test_the_names_under_which_polis_gives_them_out(
    conversation: Conversation, before: str, people: str
) -> None:
    found = read_dialogue(conversation(before=before, people=people))
    assert found.votes.height == 4 * PEOPLE
    assert found.published_groups[3] == 1


def test_two_conversations_in_one_folder_are_not_mixed(conversation: Conversation) -> None:
    conversation(before="a-")
    with pytest.raises(InputError, match="meer dan één"):
        read_dialogue(conversation(before="b-"))


@pytest.mark.parametrize(
    ("more", "said"),
    [("\n0,3,", "1 stem zonder waarde"), ("\n9,3,1\n8,4,-1", "2 stemmen op een stelling die niet in")],
)
def test_votes_that_cannot_count_cost_only_themselves(
    conversation: Conversation, capsys: pytest.CaptureFixture[str], more: str, said: str
) -> None:
    folder = conversation(votes=more)
    assert _agreed(folder) == AGREED
    assert main(["dialogue", "analyse", str(folder), "--bootstraps", "0", "--json"]) == 0
    printed = capsys.readouterr()
    assert said in printed.err
    assert f"rij {4 * PEOPLE + 2}" in printed.err
    assert any(said in note for note in json.loads(printed.out)["notes"])


@pytest.mark.parametrize("decimals", [".0", ",00"])
def test_votes_that_a_table_program_gave_decimals(conversation: Conversation, decimals: str) -> None:
    folder = conversation()
    text = (folder / "votes.csv").read_text("utf-8").replace(",", ";")
    heading, *rows = text.splitlines()
    (folder / "votes.csv").write_text("\n".join([heading, *(row + decimals for row in rows)]), "utf-8")
    assert _agreed(folder) == AGREED
    (folder / "votes.csv").write_text("\n".join([heading, *rows, "0;4;0.5"]), "utf-8")
    with pytest.raises(InputError, match=r"0\.5"):
        read_dialogue(folder)


def test_a_turned_sign_is_told(conversation: Conversation) -> None:
    folder = conversation(sign=-1)
    assert _agreed(folder) == AGREED
    assert any("omgedraaid" in str(note) for note in read_dialogue(folder).notes)
    assert read_dialogue(conversation()).notes == ()


def test_counts_that_contradict_each_other_turn_nothing_round(conversation: Conversation) -> None:
    folder = conversation(swapped=True, people="participants-votes.csv")
    with pytest.raises(InputError, match="spreken elkaar tegen"):
        read_dialogue(folder)


@pytest.mark.parametrize("heading", ["is-meta", "is_meta"])
def test_statements_about_the_voter_make_no_groups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], heading: str
) -> None:
    """Two statements about oneself part eighty people in two; on the six opinions all think alike."""
    rows = [f"{n},{str(n < 3).lower()},Stelling {n}" for n in range(9)]
    text = "\n".join([f"comment-id,{heading},comment-body", *rows])
    (tmp_path / "comments.csv").write_text(text, "utf-8")
    cast = []
    for person in range(80):
        about = [1 if person % 2 else -1] * 3
        said = [-1 if (person * 5 + n) % 11 == 0 else 1 for n in range(6)]
        cast += [f"{n},{person},{vote}" for n, vote in enumerate([*about, *said])]
    votes = tmp_path / "votes.csv"
    votes.write_text("\n".join(["comment-id,voter-id,vote", *cast]), "utf-8")

    def groups(*more: str) -> list[object]:
        assert main(["dialogue", "analyse", str(tmp_path), "--json", *more]) == 0
        found = json.loads(capsys.readouterr().out)
        shares = {one["id"]: one["share"] for one in found["statements"]}
        assert shares[0] == 0.5, "the share of everyone is there"
        return list(found["groups"])

    assert groups("--bootstraps", "5") == []
    assert main(["dialogue", "export", str(tmp_path), "--output", str(tmp_path / "uit")]) == 0
    assert "is-meta" in (tmp_path / "uit" / "comments.csv").read_text("utf-8")
    capsys.readouterr()
    plain = (tmp_path / "comments.csv").read_text("utf-8").replace("true", "false")
    (tmp_path / "comments.csv").write_text(plain, "utf-8")
    assert len(groups("--bootstraps", "5")) == 2, "as opinions they do make groups"


TABLE = (
    'id{0}vraag{0}tekst\n1{0}"Wat, of wie, mist u; en waarom?"{0}Meer bomen\n'
    '2{0}x{0}"Veilig; op straat, ja"\n'
)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize(
    "above",
    [
        "",
        "\n\n",
        "sep={0}\n",
        "Berichten, alles, van, de wijk\n\n",
        '"sep={0}"\n',
        "Titel{0}{0}\nmaart, 2026\n",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_headings_are_found_wherever_they_stand(
    tmp_path: Path, sign: str, above: str, ending: str
) -> None:
    file = tmp_path / "berichten.csv"
    text = (above + TABLE).format(sign).replace("\n", ending)
    file.write_bytes(text.encode())
    found = read_messages(file)
    assert [(one.id, one.question, one.text) for one in found] == [
        ("1", "Wat, of wie, mist u; en waarom?", "Meer bomen"),
        ("2", "x", "Veilig; op straat, ja"),
    ]


def test_a_heading_with_commas_does_not_decide_the_separator(tmp_path: Path) -> None:
    file = tmp_path / "berichten.csv"
    file.write_text('"id";"tekst";"gelezen, door wie, wanneer, en waarom, en"\n1;Meer bomen;ja\n', "utf-8")
    assert [one.text for one in read_messages(file)] == ["Meer bomen"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Titel\n\nid,tekst\n1,Groen\n2,Blauw,rood\n", 5),
        ('id,tekst\n1,Groen\n2,"Blauw" en\n', 3),
        ('id,tekst\n1,"Groen\n2,Blauw\n', 2),
        ('id,tekst\r1,"Groen" x\r2,Blauw\r', 2),
        ("sep=,\nid,tekst\n1,Groen\n1,Blauw\n", 3),
    ],
)
def test_what_is_wrong_is_told_with_the_row_that_a_spreadsheet_shows(
    tmp_path: Path, text: str, row: int
) -> None:
    file = tmp_path / "berichten.csv"
    file.write_bytes(text.encode())
    with pytest.raises(InputError) as told:
        read_messages(file)
    assert told.value.row == row, str(told.value)


def test_seconds_beside_milliseconds_are_told_and_the_later_vote_counts(tmp_path: Path) -> None:
    comments = "timestamp,comment-id,author-id,moderated,comment-body\n1700000000000,0,0,1,Meer bankjes\n"
    (tmp_path / "comments.csv").write_text(comments)
    votes = "1700000001000,0,0,1\n1700000005,0,0,-1\n1700000002000,0,1,1\n"
    votes = f"timestamp,comment-id,voter-id,vote\n{votes}"
    (tmp_path / "votes.csv").write_text(votes)
    found = read_polis(tmp_path)
    (note,) = found.notes
    assert "votes.csv: in 1 rij staat de tijd in seconden" in str(note)
    assert "rij 3" in str(note)
    assert found.votes["time"].to_list() == [1700000001000, 1700000005000, 1700000002000]
    last = {row["participant"]: row["vote"] for row in last_votes(found.votes).to_dicts()}
    assert last == {0: -1, 1: 1}, "who changed their mind keeps the later vote"
    (tmp_path / "votes.csv").write_text(votes.replace("000,0,", ",0,"))
    assert read_polis(tmp_path).notes == (), "one unit in a file needs no word"


def test_what_the_reader_noticed_stands_in_the_verslag_too(tmp_path: Path) -> None:
    rows = [f"{n},{n % 3},1" for n in range(12)]
    comments = "comment-id,author-id,moderated,comment-body\n" + "".join(
        f"{n},{n},1,Stelling nummer {n} over de wijk\n" for n in range(3)
    )
    (tmp_path / "comments.csv").write_text(comments)
    head = "voter-id,comment-id,vote\n"
    (tmp_path / "votes.csv").write_text(head + "\n".join([*rows, "3,9,1"]) + "\n")
    inquiry = read_inquiry(tmp_path)
    assert inquiry.dialogue is not None
    (note,) = inquiry.dialogue.notes
    assert "op een stelling die niet in comments.csv staat" in str(note)
    assert "on a statement that is not in comments.csv" in note.said("en")
    for language in ("nl", "en"):
        made = verslag_document(gather(inquiry), made_on=datetime.date(2026, 1, 5), language=language)
        assert html.escape(note.said(language)) in render(made, "html").decode(), language
