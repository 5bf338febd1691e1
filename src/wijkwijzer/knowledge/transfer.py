"""Would it work here? A source and a target area side by side, row by row, without a total score.

Figures can say that two areas resemble each other, or that a figure lacks; they cannot say whether a
difference matters. So a row that is filled from figures is "gelijk" or "onbekend"; "anders, maar ok" and
"risico" are judgements that people give, with their reason (after Schloemer and Schröder-Bäck 2018, PIET-T;
and RE-AIM, Glasgow, Vogt and Boles 1999, for what to follow afterwards).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wijkwijzer.areas import AreaProfile, Figure, IndicatorView
from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records import VOCABULARIES, Intervention
from wijkwijzer.knowledge.search.files import read_table

__all__ = [
    "ASPECTS",
    "REACH",
    "Judgement",
    "Transfer",
    "TransferRow",
    "area_rows",
    "read_judgements",
    "transfer",
]

ASPECTS = (
    "bevolking",
    "noodzaak en beleving",
    "fysieke en sociale setting",
    "bestaand aanbod",
    "organisatie en mandaat",
    "draagvlak",
    "middelen",
    "wat is kern",
    "wat pas je aan",
)
REACH = ("bereik", "effect", "adoptie", "uitvoering", "behoud")
_ASPECT_OF_FACTOR = {
    "context": "bevolking",
    "instroom": "bevolking",
    "bestaanszekerheid": "noodzaak en beleving",
    "werk-onderwijs": "noodzaak en beleving",
    "gezondheid-zorg": "noodzaak en beleving",
    "veiligheid": "noodzaak en beleving",
    "samenhang": "noodzaak en beleving",
    "voorraad": "fysieke en sociale setting",
    "beheer": "fysieke en sociale setting",
    "voorzieningen": "fysieke en sociale setting",
    "investeringen": "bestaand aanbod",
}
# Of the context only what says who lives there and how close together.
_CONTEXT = frozenset({"p_00_14", "p_15_24", "p_65_oo", "p_eenpers_hh", "p_hh_met_kind", "stedelijkheid"})
_NEAR_POINTS, _NEAR_SHARE, _FAR_YEARS = 10.0, 0.1, 5


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One thing about both areas.

    Attributes
    ----------
    aspect
        One of `ASPECTS`.
    subject
        What is compared: the name of an indicator, or the aspect itself.
    source, target
        What is known of each area, in words.
    judgement
        A key of the vocabulary "overdraagbaarheid": gelijk, anders, risico or onbekend.
    reason
        Why, in one Dutch sentence.
    measured
        True when it was filled from figures, False when a person wrote it.
    """

    aspect: str
    subject: str
    source: str
    target: str
    judgement: str
    reason: str
    measured: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says about one aspect, with the reason."""

    aspect: str
    judgement: str
    reason: str
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """An intervention, from one area to another.

    Attributes
    ----------
    rows
        In the order of `ASPECTS`; every aspect has at least one row.
    core, adaptable
        What must stay, and what may change.
    chain
        Context, mechanism and outcome in one line.
    release
        The release that the figures are from.
    afterwards
        What to follow once it runs (RE-AIM).
    """

    intervention: str
    source_area: str
    target_area: str
    rows: tuple[TransferRow, ...]
    core: tuple[str, ...]
    adaptable: tuple[str, ...]
    chain: str
    release: str
    afterwards: tuple[str, ...] = REACH


def transfer(
    source: AreaProfile,
    target: AreaProfile,
    *,
    intervention: Intervention | None = None,
    judgements: Iterable[Judgement] = (),
) -> Transfer:
    """Put two areas side by side.

    Parameters
    ----------
    source, target
        Where it worked, and where one wants it.
    intervention
        What is transferred; its outcomes decide which figures are shown beside the leading ones.
    judgements
        What people say about the aspects.

    Returns
    -------
    Transfer
        Rows from figures and from people; an aspect without either is "onbekend".
    """
    outcomes = intervention.outcomes if intervention else ()
    rows = list(area_rows(source, target, outcomes))
    rows += [
        TransferRow(one.aspect, one.aspect, one.source, one.target, one.judgement, one.reason, False)
        for one in judgements
    ]
    if intervention is not None:
        rows += _elements(intervention, {row.aspect for row in rows})
    there = {row.aspect for row in rows}
    rows += [
        TransferRow(aspect, aspect, "", "", "onbekend", "Hier is nog niets over ingevuld.", False)
        for aspect in ASPECTS
        if aspect not in there
    ]
    return Transfer(
        intervention.name if intervention else "",
        f"{source.identity.name} ({source.identity.code})",
        f"{target.identity.name} ({target.identity.code})",
        tuple(sorted(rows, key=lambda row: ASPECTS.index(row.aspect))),
        intervention.core_elements if intervention else (),
        intervention.adaptable_elements if intervention else (),
        _chain(intervention) if intervention else "",
        target.release.id,
    )


def area_rows(
    source: AreaProfile, target: AreaProfile, outcomes: Sequence[str] = ()
) -> Iterator[TransferRow]:
    """Rows from the figures of two areas: leading indicators, and all of the factors that are aimed at."""
    ours = {view.info.key: view for view in target.indicators}
    for view in source.indicators:
        aspect = _ASPECT_OF_FACTOR.get(view.info.factor)
        wanted = view.info.leading or view.info.factor in outcomes or view.info.key in _CONTEXT
        if aspect is None or not wanted:
            continue
        other = ours.get(view.info.key)
        judgement, reason = _compare(view, other)
        there = _words(other.latest) if other else "geen cijfer"
        yield TransferRow(aspect, view.info.name.nl, _words(view.latest), there, judgement, reason, True)


def _words(figure: Figure) -> str:
    if figure.value is None:
        return "geen cijfer"
    return f"{figure.text.nl} ({figure.year})" if figure.year else figure.text.nl


def _compare(view: IndicatorView, other: IndicatorView | None) -> tuple[str, str]:
    if other is None or view.latest.value is None or other.latest.value is None:
        return "onbekend", "Van een van de twee is er geen cijfer."
    if abs((view.latest.year or 0) - (other.latest.year or 0)) > _FAR_YEARS:
        return "onbekend", "De cijfers liggen meer dan vijf jaar uit elkaar."
    one, two = view.position.percentile, other.position.percentile
    if _overlap(view.latest, other.latest):
        return "gelijk", "Het verschil valt binnen de onzekerheid van de cijfers."
    if one is not None and two is not None:
        if abs(one - two) <= _NEAR_POINTS:
            return "gelijk", "Beide gebieden staan op bijna dezelfde plek tussen alle gebieden in Nederland."
        return "onbekend", "De gebieden verschillen hierin. Of dat uitmaakt, weet wie de aanpak kent."
    if abs(view.latest.value - other.latest.value) <= _NEAR_SHARE * abs(view.latest.value):
        return "gelijk", "De cijfers schelen minder dan een tiende."
    return "onbekend", "De gebieden verschillen hierin. Of dat uitmaakt, weet wie de aanpak kent."


def _overlap(one: Figure, two: Figure) -> bool:
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return False
    return one.low <= two.high and two.low <= one.high


def _elements(intervention: Intervention, judged: set[str]) -> Iterator[TransferRow]:
    for aspect, elements, reason in (
        (
            "wat is kern",
            intervention.core_elements,
            "Dit maakt dat het werkt. Spreek af hoe het hier blijft.",
        ),
        ("wat pas je aan", intervention.adaptable_elements, "Dit mag anders. Kies wat hier past."),
    ):
        if elements and aspect not in judged:
            yield TransferRow(aspect, aspect, "; ".join(elements), "", "onbekend", reason, False)


def _chain(intervention: Intervention) -> str:
    """Context, mechanism and outcome in one line (Pawson and Tilley 1997)."""
    labels = VOCABULARIES["effect"].labels
    outcomes = ", ".join(labels[key].lower() for key in intervention.outcomes)
    group = intervention.target_group or "de mensen om wie het gaat"
    mechanism = intervention.mechanism.rstrip(".") or "onbekend mechanisme"
    return f"Voor {group}: {mechanism} → {outcomes or 'effect niet benoemd'}."


def read_judgements(path: Path | str) -> list[Judgement]:
    """Read judgements: columns aspect, oordeel and reden, perhaps bron and doel.

    Raises
    ------
    InputError
        An aspect or judgement is unknown, or a reason is missing.
    """
    vocabulary = VOCABULARIES["overdraagbaarheid"]
    found = []
    for number, row in read_table(path, ("aspect", "oordeel", "reden")):
        aspect, judgement = row["aspect"].strip().lower(), vocabulary.find(row["oordeel"])
        if aspect not in ASPECTS:
            raise InputError(f"Kies uit: {', '.join(ASPECTS)}.", file=path, row=number, column="aspect")
        if judgement is None:
            labels = ", ".join(vocabulary.labels.values())
            raise InputError(f"Kies uit: {labels}.", file=path, row=number, column="oordeel")
        if not row["reden"].strip():
            raise InputError("Een oordeel heeft een reden nodig.", file=path, row=number, column="reden")
        found.append(
            Judgement(aspect, judgement, row["reden"].strip(), row.get("bron", ""), row.get("doel", ""))
        )
    return found
