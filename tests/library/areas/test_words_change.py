"""No behaviour hangs on a human word: with every word changed the same is shown, in the same order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_SHOW = '''
import datetime, itertools, json, re, sys, tomllib
from pathlib import Path

WORD = re.compile(r"(\\{[^}]*\\})|(?<![\\w\\u03b6])([A-Za-z%\\u00c0-\\u017e][^\\s{}.,:;()\\u00a0]*)")


def other(text):
    """Every word gets another first letter; numbers and places to fill in stay."""
    return WORD.sub(lambda m: m[1] or "\\u03b6" + m[2], text)


def all_other(value, key=""):
    if isinstance(value, dict):
        # A table [nl] or [en] holds words only, whatever their keys.
        return {k: all_other(v, key if key in ("nl", "en") else k) for k, v in value.items()}
    if isinstance(value, str) and (key in ("nl", "en") or key.endswith(("_nl", "_en"))):
        return other(value)
    return value


release, changed = Path(sys.argv[1]), sys.argv[2] == "changed"
if changed:
    from wijkwijzer.areas.model import Text

    plain = Text.__init__
    Text.__init__ = lambda self, nl, en: plain(self, other(nl), other(en))
    parse = tomllib.loads
    tomllib.loads = lambda text: all_other(parse(text))

from wijkwijzer.areas import AreaProfile, open_release
from wijkwijzer.areas.document.area import release_document
from wijkwijzer.programme import StatedTrend, analysis_document, analysis_to_json, draft_analysis
from wijkwijzer.report import to_json

trends = (StatedTrend("bijstand", "Minder.", ("bijstand_per_1000",), "down"),)


def bare(value):
    """What is left when words are gone: shape, keys and numbers."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items()}
    if isinstance(value, list):
        return [bare(item) for item in value]
    if isinstance(value, str):
        return re.findall(r"\\d[\\d.,]*\\d|\\d", value)
    return value


opened = open_release(release)
keys = [row["key"] for row in opened.areas().to_dicts() if row["level"] == "wijk"][:6]
keys += [row["key"] for row in opened.areas().to_dicts() if row["level"] == "gemeente"][:1]
for key in keys:
    profile = opened.profile(key)
    said = profile.summary
    order = [
        [(each.key, each.params.get("indicator")) for each in part]
        for part in (said.sentences, said.strengths, said.worries, said.unknown)
    ]
    document = to_json(release_document(opened, key, made_on=datetime.date(2026, 1, 2)))
    print(json.dumps([key, order, bare(json.loads(profile.to_json())), bare(document)], sort_keys=True))
    print("text", json.dumps(said.sentences[0].text.nl))
    if key.startswith("WK"):
        draft = draft_analysis(profile, made_on=datetime.date(2026, 1, 2), trends=trends)
        shapes = bare(analysis_to_json(draft)), bare(to_json(analysis_document(draft)))
        print(json.dumps([key, shapes], sort_keys=True))
        print("text", json.dumps(to_json(analysis_document(draft))["blocks"]))
'''


def _shown(release: Path, how: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run(
        [sys.executable, "-c", _SHOW, str(release), how],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_other_words_show_the_same(example_release_folder: Path) -> None:
    plain, changed = (_shown(example_release_folder, how) for how in ("plain", "changed"))
    assert len(plain) == len(changed) == 26
    for one, two in zip(plain, changed, strict=True):
        if one.startswith("text"):
            assert one != two
            assert "\\u03b6" in two
        else:
            assert json.loads(one) == json.loads(two)
