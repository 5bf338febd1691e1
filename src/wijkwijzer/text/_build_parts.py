"""Build `data/woorddelen.tsv` and `data/woorden.txt` from OpenTaal's Hunspell dictionary, once per edition.

`python -m wijkwijzer.text._build_parts nl.dic nl.aff src/wijkwijzer/text/data`

OpenTaal's people marked by hand which words may begin, continue or end a compound, and with which linking
sound. We expand those marks to spellings, note the base form of each, and count in how many listed words a
part begins or ends a word (its family size). The base form of a plural is checked with simplemma (MIT).
OpenTaal 2.20.19, revised BSD licence or CC BY 3.0: see REUSE.toml.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

__all__ = ["build", "expand", "main"]

Rule = tuple[str, str, list[str], re.Pattern[str]]
Forms = dict[str, str]

FAMILY = 4  # an unmarked noun counts as a part when it begins or ends at least this many listed words


def build(dic: Path, aff: Path) -> tuple[list[str], list[str]]:
    """Return the lines of both tables.

    The first: spelling, base form, roles (b begin, e end), family size as begin and as end. The second: the
    listed words of four letters and more, which tell a set word from a chance meeting of parts.
    """
    forms, entries = expand(dic, aff)
    never_begin, never_end, short = (
        _hand_list(f"deel_{name}.txt") for name in ("nooit_voor", "nooit_na", "kort")
    )
    begins, ends = _family_sizes(forms, entries, never_begin, never_end)
    lines = []
    for surface in sorted(forms):
        if not (surface.isalpha() and surface.islower()) or len(surface) < 3:
            continue
        allowed = len(surface) > 3 or surface in short
        begin = (
            _begin(surface, forms[surface], entries, begins) if allowed and surface not in never_begin else ""
        )
        end = _end(surface, forms, ends) if allowed and surface not in never_end else ""
        if begin or end:
            roles = "b" * bool(begin) + "e" * bool(end)
            lines.append(f"{surface}\t{begin or surface}\t{roles}\t{begins[surface]}\t{ends[end or surface]}")
    return lines, sorted(word for word in entries if len(word) > 3)


def expand(dic: Path, aff: Path) -> tuple[dict[str, Forms], set[str]]:
    """Read the dictionary: spelling -> {base form: roles}, and the set of plain lower-case entries."""
    rules = _rules(aff)
    forms: dict[str, Forms] = defaultdict(dict)
    entries = set()
    for line in dic.read_text(encoding="utf-8").splitlines()[1:]:
        word, _, marks = line.split("\t")[0].partition("/")
        flags = _flags(marks.split()[0]) if marks.strip() else []
        base = _ij(word)
        if base.isalpha() and base.islower():
            entries.add(base)
        _note(forms, base, base, flags)
        for flag in flags:
            for strip, add, next_flags, condition in rules.get(flag, ()):
                if condition.search(word) and word.endswith(strip):
                    surface = _ij(word[: len(word) - len(strip)] + add)
                    _note(forms, surface, base, next_flags)
                    if (
                        flag[0] in "YZC" or surface == base + "e"
                    ):  # a plural of a noun, an inflected adjective
                        forms[surface][base] += "p"
    return forms, entries


def _rules(aff: Path) -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = defaultdict(list)
    for line in aff.read_text(encoding="utf-8").splitlines():
        field = line.split("#")[0].split()
        if len(field) < 4 or field[0] != "SFX" or (len(field) == 4 and field[3].isdigit()):
            continue
        add, _, flags = field[3].partition("/")
        condition = re.compile((field[4] if len(field) > 4 else ".") + "$")
        rules[field[1]].append(
            ("" if field[2] == "0" else field[2], "" if add == "0" else add, _flags(flags), condition)
        )
    return rules


def _flags(marks: str) -> list[str]:
    return [marks[i : i + 2] for i in range(0, len(marks), 2)]


def _ij(word: str) -> str:
    return word.replace("ĳ", "ij").replace("Ĳ", "IJ")


def _hand_list(name: str) -> set[str]:
    lines = files("wijkwijzer.text").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def _note(forms: dict[str, Forms], surface: str, base: str, flags: list[str]) -> None:
    roles = set(forms[surface].get(base, ""))
    if {"Ca", "Cb", "CA", "CB", "Ce"} & set(flags):
        roles.add("b")
    if "Cc" in flags:
        roles.add("e")
    if "Cx" not in flags:
        roles.add("w")
    if any(flag[0] in "YZ" for flag in flags):  # it has a plural or a diminutive: a noun
        roles.add("n")
    forms[surface][base] = "".join(sorted(roles))


def _has(forms: dict[str, Forms], surface: str, roles: str) -> bool:
    return any(set(roles) & set(found) for found in forms.get(surface, {}).values())


def _begin(surface: str, readings: Forms, entries: set[str], begins: Counter[str]) -> str:
    """The base form of a spelling that may begin a compound: the singular of a plural."""
    enough = begins[surface] >= FAMILY
    bases = [
        base
        for base, roles in readings.items()
        if base in entries and ("b" in roles or (enough and base == surface and set("ne") & set(roles)))
    ]
    if surface.endswith(("jes", "je")):
        bases = [base for base in bases if base == surface]
    plural = [base for base in bases if base != surface and surface.endswith(("en", "ën", "s"))]
    if bases and surface.endswith("en"):
        from simplemma import lemmatize

        lemma = lemmatize(surface, lang="nl")
        if lemma in entries and 2 < len(lemma) < len(surface) and (lemma in readings or not plural):
            return lemma
    return (plural or bases or [""])[0]


def _end(surface: str, forms: dict[str, Forms], ends: Counter[str]) -> str:
    """The dictionary word behind a spelling that may end a compound (its plural too, not its diminutive)."""
    for base, roles in forms[surface].items():
        own = forms.get(base, {}).get(base, "")
        form = base == surface or ("p" in roles and not surface.endswith(("je", "jes")))
        if form and "w" in roles and ("e" in own or ("n" in own and ends[base] >= FAMILY)):
            return base
    return ""


def _family_sizes(
    forms: dict[str, Forms], entries: set[str], never_begin: set[str], never_end: set[str]
) -> tuple[Counter[str], Counter[str]]:
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word in entries:
        for cut in range(3, len(word) - 2):
            first, last = word[:cut], word[cut:]
            if first in never_begin or last in never_end or last not in entries:
                continue
            if _has(forms, first, "bne") and _has(forms, last, "en"):
                begins[first] += 1
                ends[last] += 1
    return begins, ends


def main(argv: list[str]) -> int:
    """Write both tables."""
    dic, aff, folder = map(Path, argv)
    for name, lines in zip(("woorddelen.tsv", "woorden.txt"), build(dic, aff), strict=True):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
