"""Blocks of the example's dossiers, as Wagtail keeps them."""

from __future__ import annotations

from typing import Any

__all__ = ["block"]


def block(said: dict[str, Any], dialogue: str) -> dict[str, Any]:
    """One block out of the example's file.

    >>> block({"soort": "onbekend", "zin": "Hoe lang het duurt."}, "")
    {'type': 'onbekend', 'value': {'sentence': 'Hoe lang het duurt.'}}
    """
    day = said.get("dag")
    source = {
        "source": said.get("bron", ""),
        "source_date": day.isoformat() if day else None,
        "source_link": "",
    }
    values: dict[str, dict[str, Any]] = {
        "tekst": {"title": said.get("kop", ""), "text": said.get("tekst", ""), **source},
        "getal": {
            "number": said.get("getal"),
            "sentence": said.get("zin"),
            "margin": said.get("marge"),
            **source,
        },
        "stukken": {
            "title": said.get("kop"),
            "question": said.get("vraag", ""),
            "soort": said.get("soorten", []),
            "opgave": said.get("opgaven", []),
            "effect": [],
            "gebied": "",
            "most": said.get("hooguit", 6),
        },
        "cijfers": {
            "title": said.get("kop"),
            "area": said.get("wijk"),
            "indicators": said.get("cijfers", ""),
        },
        "dialoog": {"title": said.get("kop"), "dialogue": dialogue, "most": said.get("hooguit", 4)},
        "checklist": {"checklist": said.get("checklist")},
        "onbekend": {"sentence": said.get("zin")},
    }
    return {"type": said["soort"], "value": values[said["soort"]]}
