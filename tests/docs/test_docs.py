"""The docs and the product say the same: links lead somewhere, verbs and checks are documented."""

from __future__ import annotations

import argparse
import importlib
import re
from pathlib import Path

import pytest

from wijkwijzer import __version__
from wijkwijzer.cli import DOMAINS, MODULES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ALL_TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_verb_of_the_command_line_is_documented(domain: str) -> None:
    verbs = argparse.ArgumentParser().add_subparsers()
    importlib.import_module(MODULES[domain]).register(verbs)
    assert verbs.choices
    for verb in verbs.choices:
        assert f"wijkwijzer {domain} {verb}" in ALL_TEXT, f"no page shows `wijkwijzer {domain} {verb}`"


def test_every_target_of_make_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    for target in phony.group(1).split():
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE), target


def test_publiccode_names_the_version_that_is_shipped() -> None:
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    assert f'softwareVersion: "{__version__}"' in text
    short = re.findall(r"shortDescription: (.+)", text)
    assert len(short) == 2
    assert all(len(line) <= 150 for line in short)


def _look_there() -> list[tuple[str, str]]:
    """Each question of "Where do I look when" with a path that its answer names, braces and blanks opened."""
    page = (ROOT / "docs" / "en" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", page.partition("## Where do I look when")[2], re.MULTILINE)
    found = []
    for question, answer in rows:
        for path in re.findall(r"`(\w[^`\s]*/[^`\s]*|core(?:\.\w+)+)`", answer):
            opened = re.sub(r"<\w+>", "*", path)
            start, brace, rest = opened.partition("{")
            parts = rest.partition("}")[0].split(",") if brace else [""]
            found += [(question, f"{start}{part}{rest.partition('}')[2]}") for part in parts]
    return found


def test_where_to_look_leads_somewhere_for_every_question() -> None:
    roots = [ROOT, ROOT / "src", ROOT / "src" / "wijkwijzer", ROOT / "src" / "wijkwijzer_web"]
    asked = _look_there()
    assert len({question for question, _path in asked}) > 20
    for question, path in asked:
        file = path if "/" in path else path.replace(".", "/") + "*"
        assert any(list(root.glob(file)) for root in roots), f"{question}: {path}"
