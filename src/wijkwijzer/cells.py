"""Cells of a spreadsheet: what a person wrote never runs as a formula, and reads back as it was."""

from __future__ import annotations

import re

__all__ = ["bare", "harmless"]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?[\d.,]+%?")


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; a number stays a number.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-3,5%"), harmless("'=x"), harmless("- een streepje")
    ("'=1+1", '-3,5%', "''=x", "'- een streepje")
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def bare(cell: str) -> str:
    """Take away what `harmless` put there.

    Examples
    --------
    >>> [bare(harmless(cell)) for cell in ("=1+1", "-3", "'=x", "'s avonds")]
    ['=1+1', '-3', "'=x", "'s avonds"]
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
