"""The assessment against the Standard for Public Code: totals are rows, and what it points to is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "standard-for-public-code.md"
ROW = re.compile(r"^\| (?!requirement|---)([^|]+) \| (\w*) \| ?([^|]*) ?\|$", re.MULTILINE)


def test_every_requirement_has_an_answer_and_every_yes_a_place_that_exists() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert len(rows) == sum(line.startswith("| ") for line in text.splitlines()) - len(
        re.findall("^## ", text, re.M)
    )
    found = Counter(answer for _name, answer, _where in rows)
    assert set(found) == {"yes", "partly", "no"}
    told = re.search(r"(\d+) of (\d+) yes, (\d+) partly, (\d+) no", text)
    assert told
    assert [int(one) for one in told.groups()] == [found["yes"], len(rows), found["partly"], found["no"]]
    assert len(re.findall("^## ", text, re.MULTILINE)) == 16
    for name, answer, where in rows:
        places = re.findall(r"\]\(([^)#\s]+)\)", where)
        assert answer != "yes" or places or where.strip() in ("git",), name
        for place in places:
            assert (PAGE.parent / place).exists(), f"{name}: {place}"
        assert answer != "partly" or where.strip(), name


def test_the_readme_leads_to_it() -> None:
    readme = (PAGE.parents[1] / "README.md").read_text(encoding="utf-8")
    assert "docs/standard-for-public-code.md" in readme
