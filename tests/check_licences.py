"""Fail when a dependency that we ship comes under GPL or AGPL only (LGPL libraries may be linked)."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Offered under several licences, of which we take the free-est; read on the day of adding.
CHOICE = {"pyphen": "MPL-1.1 or LGPL-2.1", "text-unidecode": "Artistic-1.0"}


def names() -> list[str]:
    text = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([a-z0-9_.-]+)==", text, re.MULTILINE)))


def is_copyleft(name: str) -> bool:
    try:
        meta = distribution(name).metadata
    except ModuleNotFoundError:  # pinned for another platform
        return False
    stated = " ".join(
        [meta.get("License-Expression") or "", (meta.get("License") or "")[:200]]
        + [c for c in meta.get_all("Classifier") or [] if c.startswith("License")]
    )
    stated = re.sub(r"L-?GPL|Lesser General Public|LGPL[\w.+-]*", "", stated)
    return bool(re.search(r"\bA?GPL|General Public License", stated))


def main() -> int:
    wrong = [name for name in names() if name not in CHOICE and is_copyleft(name)]
    for name in wrong:
        print(f"{name}: GPL or AGPL; no dependency of this project")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
