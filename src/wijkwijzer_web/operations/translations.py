"""The English catalogues: collect the strings of each app, compile them, and check that nothing is missing.

`python -m wijkwijzer_web.operations.translations` renews `<app>/locale/en/LC_MESSAGES/django.{po,mo}`; with
`--check` it changes nothing and fails when a translation is missing or a catalogue is stale. No gettext tools
are needed: Python is read with `ast`, templates with Django's own `templatize`.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polib
from django.conf import settings
from django.utils.translation.template import templatize

__all__ = ["main"]

SITE = Path(__file__).resolve().parents[1]
OWN_DUTCH = SITE / "core" / "people" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
EVERY = SINGULAR | PLURAL | CONTEXT | CONTEXT_PLURAL
PLACEHOLDER = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}")
METADATA = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


class Message(NamedTuple):
    """A string as gettext knows it."""

    context: str | None
    text: str
    plural: str | None


class Problem(Exception):  # noqa: N818 - a list for the reader, not an error of the program
    """What is wrong with the strings or the catalogues."""


def main(arguments: list[str] | None = None) -> int:
    """Renew or check all catalogues; return the exit code."""
    parser = argparse.ArgumentParser(description="Collect, compile and check the English texts.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is missing")
    parser.add_argument("apps", nargs="*", help="only these apps")
    options = parser.parse_args(arguments)
    if not settings.configured:  # templatize looks at one setting, and the apps need not be loaded
        settings.configure()
    wrong: list[str] = []
    for app in sorted(path.parent for path in SITE.glob("*/apps.py")):
        if options.apps and app.name not in options.apps:
            continue
        try:
            found = collect(app)
            wrong += _check(app, found) if options.check else _renew(app, found)
        except Problem as problem:
            wrong.append(str(problem))
    if not options.apps:
        wrong += _own_dutch(check=options.check)
    print("\n".join(wrong))
    return 1 if wrong and options.check else 0


def collect(app: Path) -> dict[Message, list[str]]:
    """All strings of an app, each with the files that use it."""
    found: dict[Message, set[str]] = {}
    for path in sorted(app.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or {"migrations", "locale"} & set(path.parts):
            continue
        source = path.read_text(encoding="utf-8")
        messages = _from_python(source, path) if path.suffix == ".py" else _from_template(source, path)
        for message in messages:
            found.setdefault(message, set()).add(path.relative_to(SITE).as_posix())
    return {message: sorted(found[message]) for message in sorted(found, key=str)}


def _from_python(source: str, path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _from_call(node, path)


def _from_template(source: str, path: Path) -> Iterator[Message]:
    """`templatize` leaves calls between noise: parse each from its name to the first bracket that fits."""
    text = templatize(source, origin=str(path))
    for match in re.finditer(r"\b(?:_|n?p?gettext)\(", text):
        end = match.end()
        while (end := text.find(")", end) + 1) > 0:
            try:
                tree = ast.parse(text[match.start() : end], mode="eval")
            except SyntaxError:
                continue
            assert isinstance(tree.body, ast.Call)
            yield from _from_call(tree.body, path)
            break


def _from_call(node: ast.Call, path: Path) -> Iterator[Message]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name not in EVERY:
        return
    needed = 1 if name in SINGULAR else 3 if name in CONTEXT_PLURAL else 2
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.args[:needed]]
    if not all(isinstance(part, str) for part in parts) or len(parts) < needed:
        if name == "_" and not node.args:
            return
        raise Problem(
            f"{path.relative_to(SITE)}:{node.lineno}: {name} needs plain strings, not computed ones"
        )
    words = [str(part) for part in parts]
    context = words.pop(0) if name in CONTEXT | CONTEXT_PLURAL else None
    yield Message(context, words[0], words[1] if len(words) > 1 else None)


def _catalogue(app: Path) -> Path:
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _read(path: Path) -> dict[Message, Any]:
    if not path.exists():
        return {}
    entries = polib.pofile(str(path), wrapwidth=110)
    return {Message(e.msgctxt, e.msgid, e.msgid_plural or None): e for e in entries if not e.obsolete}


def _build(found: dict[Message, list[str]], known: dict[Message, Any]) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(METADATA)
    for message, files in found.items():
        old = known.get(message)
        entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgid_plural=message.plural or "")
        entry.occurrences = [(file, "") for file in files]
        if message.plural:
            entry.msgstr_plural = dict(old.msgstr_plural) if old else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        catalogue.append(entry)
    return catalogue


def _renew(app: Path, found: dict[Message, list[str]]) -> list[str]:
    """Write both files; tell what still has to be translated."""
    path = _catalogue(app)
    if not found:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = _build(found, _read(path))
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return [f"{app.name}: no English yet for {text!r}" for text in _missing(catalogue)]


def _check(app: Path, found: dict[Message, list[str]]) -> list[str]:
    path = _catalogue(app)
    known = _read(path)
    wrong = [
        f"{app.name}: not in the catalogue: {m.text!r} ({', '.join(found[m])})"
        for m in found
        if m not in known
    ]
    wrong += [f"{app.name}: no longer used: {message.text!r}" for message in known if message not in found]
    catalogue = _build(found, known)
    wrong += [f"{app.name}: no English for {text!r}" for text in _missing(catalogue)]
    wrong += [
        f"{app.name}: placeholders differ in {entry.msgid!r}" for entry in catalogue if not _same_holes(entry)
    ]
    compiled = path.with_suffix(".mo")
    if found and (not compiled.exists() or compiled.read_bytes() != catalogue.to_binary()):
        wrong.append(f"{app.name}: the compiled catalogue is stale; run `make translations`")
    return wrong


def _own_dutch(*, check: bool) -> list[str]:
    """Compile what packages say on our pages in our own words, which are written by hand."""
    catalogue = polib.pofile(str(OWN_DUTCH), wrapwidth=110)
    compiled = OWN_DUTCH.with_suffix(".mo")
    if not check:
        catalogue.save_as_mofile(str(compiled))
    wrong = [f"own Dutch: placeholders differ in {one.msgid!r}" for one in catalogue if not _same_holes(one)]
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        wrong.append("own Dutch: the compiled catalogue is stale; run `make translations`")
    return wrong + [f"own Dutch: no words for {text!r}" for text in _missing(catalogue)]


def _missing(catalogue: polib.POFile) -> list[str]:
    return [entry.msgid for entry in catalogue if not _translations(entry) or not all(_translations(entry))]


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _same_holes(entry: polib.POEntry) -> bool:
    """Whether the translation has the original's placeholders; a plural form may leave out the number."""
    originals = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    for text in _translations(entry):
        holes = set(PLACEHOLDER.findall(text))
        if text and (holes - originals or (not entry.msgid_plural and holes != originals)):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
