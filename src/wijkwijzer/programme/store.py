"""An analysis as JSON and back, strictly: what does not fit is refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

from wijkwijzer.codec import decode, encode
from wijkwijzer.errors import InputError
from wijkwijzer.programme.records import Analysis

__all__ = ["FORM", "analysis_from_json", "analysis_to_json"]

FORM = 1
"""Of the JSON; an older or newer form is refused."""


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """Return the JSON value of an analysis.

    Examples
    --------
    >>> empty = Analysis("WK1", "De Wijk", "", "abc", "2026-01-01", "nl", (), ())
    >>> analysis_from_json(analysis_to_json(empty)) == empty
    True
    """
    return {"vorm": FORM, **encode(analysis)}


def analysis_from_json(value: str | bytes | dict[str, Any]) -> Analysis:
    """Read back what :func:`analysis_to_json` wrote.

    Raises
    ------
    InputError
        When it is no JSON, no analysis, or one of another form.
    """
    try:
        data = value if isinstance(value, dict) else json.loads(value)
    except ValueError as error:
        raise InputError("Dit is geen wijkanalyse: het bestand is niet te lezen.") from error
    if not isinstance(data, dict) or data.get("vorm") != FORM:
        raise InputError("Dit is geen wijkanalyse van deze versie.")
    try:
        return decode(Analysis, {key: part for key, part in data.items() if key != "vorm"})
    except TypeError as error:
        raise InputError(f"Deze wijkanalyse klopt niet: {error}.") from error
