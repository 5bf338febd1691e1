"""Build `data/woorddelen.tsv` from OpenTaal's Hunspell dictionary (run once, when a new edition appears).

`python -m wijkwijzer.text._build_parts nl.dic nl.aff src/wijkwijzer/text/data/woorddelen.tsv`

OpenTaal's people marked by hand which words may begin, continue or end a compound, and with which linking
sound. We expand those marks to spellings, note the base form of each, and count in how many listed words a
part begins or ends a word (its family size). OpenTaal 2.20.19, revised BSD licence or CC BY 3.0: see
REUSE.toml.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

__all__ = ["build", "expand", "main"]

Rule = tuple[str, str, list[str], re.Pattern[str]]
Forms = dict[str, str]

# A particle or prefix before a word makes a new word, not a compound: "overlast", "toekomst", "herstel".
PREFIXES = frozenset(
    re.findall(
        r"\w+",
        """aan af al be bij daar door er ge her hier in langs los mee mis na neer niet om on onder ont oer op
        over rond samen tegen te terug toe tussen uit van vast ver voor voort wan waar weg weer zonder mede
        vol voorbij
        binnen boven achter aarts ex anti de het een hem haar die dat ik je en of""",
    )
)
# Endings that only look like words: "belangrijk", "eigendom", "werkloos", "vergadering".
SUFFIXES = frozenset(
    re.findall(
        r"\w+",
        """aar aard achtig baar bare dom er erij heid heden ing ken lijk lijke ling lingen loos loze loosheid
        matig nis rijk rijke ring ringen schap schappen sel st ste te tie vol volle waarts waardig zaam zame
        zaamheid ren
        ten den pen sen men gen len isme ist iteit eren erend eert end ende ne re""",
    )
)

FAMILY = 4  # an unmarked noun counts as a part when it begins or ends at least this many listed words


def build(dic: Path, aff: Path) -> list[str]:
    """Return the lines of the table: spelling, base form, roles (b begin, e end), both family sizes."""
    forms, entries = expand(dic, aff)
    begins, ends = _family_sizes(forms, entries)
    lines = []
    for surface in sorted(forms):
        if not (surface.isalpha() and surface.islower()) or len(surface) < 3:
            continue
        begin = "" if surface in PREFIXES else _begin(surface, forms[surface], entries, begins)
        end = "" if surface in SUFFIXES else _end(surface, forms, ends)
        if begin or end:
            roles = "b" * bool(begin) + "e" * bool(end)
            lines.append(f"{surface}\t{begin or surface}\t{roles}\t{begins[surface]}\t{ends[end or surface]}")
    return lines


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
                    _note(forms, _ij(word[: len(word) - len(strip)] + add), base, next_flags)
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
        if base in entries and ("b" in roles or ("n" in roles and base == surface and enough))
    ]
    if surface.endswith(("jes", "je")):
        bases = [base for base in bases if base == surface]
    plural = [base for base in bases if base != surface and surface.endswith(("en", "ën", "s"))]
    return (plural or bases or [""])[0]


def _end(surface: str, forms: dict[str, Forms], ends: Counter[str]) -> str:
    """The dictionary word behind a spelling that may end a compound (plural and diminutive too)."""
    for base, roles in forms[surface].items():
        own = forms.get(base, {}).get(base, "")
        if "w" in roles and ("e" in own or ("n" in own and ends[base] >= FAMILY)):
            return base
    return ""


def _family_sizes(forms: dict[str, Forms], entries: set[str]) -> tuple[Counter[str], Counter[str]]:
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word in entries:
        for cut in range(3, len(word) - 2):
            first, last = word[:cut], word[cut:]
            if first in PREFIXES or last in SUFFIXES or last not in entries:
                continue
            if _has(forms, first, "bn") and _has(forms, last, "en"):
                begins[first] += 1
                ends[last] += 1
    return begins, ends


def main(argv: list[str]) -> int:
    """Write the table."""
    dic, aff, output = map(Path, argv)
    lines = build(dic, aff)
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{output}: {len(lines)} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
