"""The value of one BibTeX field: its pieces, its braces and its LaTeX."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

__all__ = ["decode", "join", "split_outside_braces", "verbatim"]

_BARE = re.compile(r"[^\s#{}\",]+")
_SPECIAL = re.compile(r"(\\.)|((?<=[\w.}])~(?=[\w{\\]))|([%&#$])|(~)", re.DOTALL)
_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")


def join(raw: str, macros: Mapping[str, str]) -> tuple[str, int | None]:
    r"""Put the pieces of a value together, and say where it stops being one.

    Parameters
    ----------
    raw
        What stands behind the "=": pieces in braces or quotes, numbers and names, with "#" between them.
    macros
        Value of every ``@string``, by its name in small letters.

    Returns
    -------
    tuple
        The value, and None; or the place behind the last good piece, where a comma or a brace lacks.

    Examples
    --------
    >>> join('wj # { Extra}', {"wj": "Wijkjournaal"})
    ('Wijkjournaal Extra', None)
    >>> join('{Een} year=2019', {})
    ('Een', 5)
    """
    value, at = "", 0
    if not raw.strip():
        return "", None
    while True:
        at += len(raw[at:]) - len(raw[at:].lstrip())
        piece, end = _piece(raw, at, macros)
        if end < 0:
            return value, at
        value, at = value + piece, end
        rest = raw[at:].lstrip()
        if not rest:
            return value, None
        if not rest.startswith("#"):
            return value, at
        at = len(raw) - len(rest) + 1


def _piece(raw: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """The piece that begins here and where it ends; -1 when none does."""
    if raw[at : at + 1] in ("{", '"'):
        end = _closing(raw, at)
        return raw[at + 1 : end], end + 1 if end > 0 else -1
    bare = _BARE.match(raw, at)
    return (macros.get(bare[0].lower(), bare[0]), bare.end()) if bare else ("", -1)


def _closing(raw: str, start: int) -> int:
    quoted, depth, at = raw[start] == '"', 0, start + 1
    while at < len(raw):
        if raw[at] == "\\":
            at += 1
        elif raw[at] == "{":
            depth += 1
        elif raw[at] == '"' and quoted and not depth:
            return at
        elif raw[at] == "}":
            if not depth:
                return -1 if quoted else at
            depth -= 1
        at += 1
    return -1


def split_outside_braces(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split where the separator stands outside all braces.

    Examples
    --------
    >>> split_outside_braces("{Bureau A and B} and Bos, Kim", re.compile(" and "))
    ['{Bureau A and B}', 'Bos, Kim']
    """
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        found = None if depth else separator.match(text, at)
        if found:
            parts.append(text[start:at])
            start = at = found.end()
            continue
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth = max(0, depth + (1 if text[at] == "{" else -1))
        at += 1
    return [*parts, text[start:]]


def verbatim(value: str) -> str:
    r"""An address or a number as it stands; only the escapes that programs add are taken off.

    Examples
    --------
    >>> verbatim(r"https://a.nl/~x/b%20c\_d")
    'https://a.nl/~x/b%20c_d'
    """
    value = re.sub(r"^\\url\s*(?=\{)", "", value.strip())
    value = re.sub(r"\{?\\textasciitilde\s*(?:\{\}|\})?", "~", value)
    value = re.sub(r"\\([%_&#$~{}])", r"\1", value)
    return " ".join(re.sub(r"[{}]", "", value).split())


def decode(value: str) -> str:
    """LaTeX as text; a bare %, &, #, $ or ~ is a sign, as it is for whoever typed it.

    Examples
    --------
    >>> decode("50% van de wijk, R&D")
    '50% van de wijk, R&D'
    """
    hidden = _SPECIAL.sub(_hide, _HREF.sub("", value))
    try:
        text = _decoder()(hidden)
    except Exception:  # the decoder raises a different exception for every mistake; the words are there
        text = re.sub(r"\\([%&#$])", r"\1", hidden).replace(r"\textasciitilde{}", "~")
    return " ".join(re.sub(r"[{}]", "", text).split())


def _hide(found: re.Match[str]) -> str:
    escaped, tie, sign, _ = found.groups()
    if escaped:
        return str(escaped)
    if tie:  # "J.~de Vries": a blank that does not break
        return " "
    return f"\\{sign}" if sign else r"\textasciitilde{}"


@functools.cache
def _decoder() -> Callable[[str], str]:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    context = get_default_latex_context_db()
    macros = [MacroTextSpec("url", simplify_repl="%s"), MacroTextSpec("euro", simplify_repl="€")]
    context.add_context_category("wijkwijzer", prepend=True, macros=macros)
    reader = LatexNodes2Text(latex_context=context, math_mode="verbatim")
    return lambda text: str(reader.latex_to_text(text))
