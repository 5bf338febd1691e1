"""The table of parts is made of a Hunspell dictionary: a tiny one shows how."""

from __future__ import annotations

from pathlib import Path

from wijkwijzer.text._build_parts import build, expand, main

AFF = """SFX Zb Y 2
SFX Zb 0 en/CaCbCp [^eo] ts:NN2
SFX Zb 0 en- [^eo]
SFX Cd Y 1
SFX Cd 0 s/CaCbCcCp .
SFX Zf Y 1
SFX Zf uur uren/CaCbCp r
"""
DIC = """5
buurt/CaYbZbCbCc
buur/CaCcZf
bewoner/CcCdZa
huis/CaCcZb
overlast/Cc
"""


def dictionary(folder: Path) -> tuple[Path, Path]:
    dic, aff = folder / "nl.dic", folder / "nl.aff"
    dic.write_text(DIC, encoding="utf-8")
    aff.write_text(AFF, encoding="utf-8")
    return dic, aff


def test_marks_become_spellings_with_their_base(tmp_path: Path) -> None:
    forms, entries = expand(*dictionary(tmp_path))
    assert "b" in forms["bewoners"]["bewoner"]
    assert "b" in forms["buren"]["buur"]
    assert entries == {"buurt", "buur", "bewoner", "huis", "overlast"}


def test_the_table_has_roles(tmp_path: Path) -> None:
    lines, listed = build(*dictionary(tmp_path))
    table = {line.split("\t")[0]: line.split("\t") for line in lines}
    assert table["bewoners"][1:3] == ["bewoner", "be"]
    assert table["overlast"][2] == "e"
    assert listed == ["bewoner", "buur", "buurt", "huis", "overlast"]


def test_main_writes_both_files(tmp_path: Path) -> None:
    dic, aff = dictionary(tmp_path)
    assert main([str(dic), str(aff), str(tmp_path)]) == 0
    assert (tmp_path / "woorden.txt").read_text(encoding="utf-8").startswith("bewoner\n")
    assert (tmp_path / "woorddelen.tsv").exists()
