"""Rules no linter knows: words we avoid, machine paths, addresses of registries, sizes of files, folders."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = {
    ".py",
    ".html",
    ".md",
    ".ts",
    ".css",
    ".toml",
    ".json",
    ".po",
    ".txt",
    ".yml",
    ".yaml",
    ".svg",
    ".csv",
}
RULES = {
    "a word our own texts avoid": (
        re.compile(r"(kwetsbare|achterstands|probleem)[- ]?(wijk|buurt)", re.I),
        {".html", ".py", ".po", ".md"},
    ),
    "a machine path": (re.compile(r"(?<![\w.$/-])/(work|farm|root|opt)/[a-z.]"), TEXT),
    "the address of a registry": (re.compile(r"registry\.npmjs|pypi\.org/simple|files\.pythonhosted"), TEXT),
}
EXEMPT = {"tests/check_house_rules.py"}
LONGEST, FULLEST = 400, 15


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    names = listed.stdout.split("\n")
    wrong = _full(names)
    for name in names:
        path = ROOT / name
        if name in EXEMPT or path.suffix not in TEXT or not path.is_file():
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        for reason, (pattern, suffixes) in RULES.items():
            if path.suffix in suffixes:
                wrong += [f"{name}:{n}: {reason}" for n, line in enumerate(lines, 1) if pattern.search(line)]
        if path.suffix == ".py" and "migrations" not in path.parts and len(lines) > LONGEST + 50:
            wrong.append(f"{name}: {len(lines)} lines; usually that is two things (rule 4 of the house)")
    print("\n".join(wrong))
    return 1 if wrong else 0


def _full(names: list[str]) -> list[str]:
    """Folders of the source with more modules than one can look over."""
    modules = [ROOT / name for name in names if name.startswith("src/") and name.endswith(".py")]
    held = Counter(path.parent for path in modules if path.is_file() and "migrations" not in path.parts)
    return [f"{folder.relative_to(ROOT)}: {n} modules" for folder, n in held.items() if n > FULLEST]


if __name__ == "__main__":
    sys.exit(main())
