"""An analysis as text for a terminal, in plain Dutch."""

from __future__ import annotations

from wijkwijzer.dialogue.analysis import Analysis
from wijkwijzer.dialogue.votes.contrast import LEAST_VOTERS
from wijkwijzer.dialogue.votes.matrix import Id
from wijkwijzer.dialogue.votes.shares import Shares

__all__ = ["analysis_text", "shorten", "texts_of"]

WIDTH = 60
MOST_DIFFERENCES = 5


def analysis_text(result: Analysis) -> str:
    """Write the result as a table: people, groups, common ground, differences and every statement."""
    texts = texts_of(result)
    lines = [*_heading(result), *_groups(result), *_ground(result, texts), *_contrast(result, texts)]
    return "\n".join([*lines, *_statements(result, texts), "", *_footer(result)])


def texts_of(result: Analysis) -> dict[Id, str]:
    """Return the text of each statement; its id where there is no text."""
    texts: dict[Id, str] = {}
    if result.dialogue is not None:
        table = result.dialogue.statements
        texts = dict(zip(table["statement"].to_list(), table["text"].to_list(), strict=True))
    return {
        identifier: texts.get(identifier) or f"stelling {identifier}"
        for identifier in result.votes.statements
    }


def shorten(text: str, width: int = WIDTH) -> str:
    """Fit a text in a cell.

    Examples
    --------
    >>> shorten("Meer groen\\nin de straat", 12)
    'Meer groen …'
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1].rstrip()} …"[:width]


def _heading(result: Analysis) -> list[str]:
    votes = len(result.votes.rows)
    title = result.dialogue.title if result.dialogue is not None else ""
    lines = [title] if title else []
    lines.append(f"{result.votes.n} deelnemers, {result.votes.s} stellingen, {votes} stemmen")
    if not votes:
        lines.append("Nog niemand heeft gestemd.")
    return lines


def _groups(result: Analysis) -> list[str]:
    groups = result.groups
    if not groups.k:
        return ["", "Geen stabiele groepen: de meningen laten zich niet betrouwbaar in groepen verdelen."]
    lines = ["", f"{groups.k} groepen met een eigen mening:"]
    for group, size in enumerate(groups.sizes):
        stability = groups.stability[group]
        note = f", stabiliteit {stability:.2f}" if stability == stability else ", stabiliteit niet getoetst"
        lines.append(f"  groep {group + 1}: {size} mensen{note.replace('.', ',')}")
    between = int(((groups.member < 0) & (groups.nearest >= 0)).sum())
    lines.append(f"  tussen groepen: {between} mensen")
    return lines


def _ground(result: Analysis, texts: dict[Id, str]) -> list[str]:
    ranked = [place for place in result.ground.ranked() if result.ground.geometric[place] >= 0.5][
        :MOST_DIFFERENCES
    ]
    if not ranked:
        return []
    lines = ["", "Wat verbindt:"]
    for place in ranked:
        side = "eens" if result.ground.agrees[place] else "oneens"
        lines.append(f"  {side:<7}{shorten(texts[result.votes.statements[place]])}")
    return lines


def _contrast(result: Analysis, texts: dict[Id, str]) -> list[str]:
    lines: list[str] = []
    for group in range(result.groups.k):
        chosen = [d for d in result.differences if d.group == group][:MOST_DIFFERENCES]
        if chosen:
            lines += ["", f"Wat groep {group + 1} anders vindt (groep, anderen):"]
        for difference in chosen:
            text = shorten(texts[result.votes.statements[difference.statement]])
            lines.append(f"  {_percent(difference.share)} {_percent(difference.rest)}  {text}")
    return lines


def _statements(result: Analysis, texts: dict[Id, str]) -> list[str]:
    names = [f"groep {group + 1}" for group in range(result.groups.k)]
    heading = f"{'eens':>5} {'marge':>11} {'stemmen':>7} " + "".join(f"{name:>8}" for name in names)
    lines = ["", f"{heading}  stelling"]
    share = result.shares.share
    order = sorted(
        range(result.votes.s),
        key=lambda place: (-(share[place] if share[place] == share[place] else -1.0), place),
    )
    for place in order:
        cells = "".join(f"{_cell(shares, place):>8}" for shares in result.group_shares)
        low, high = result.shares.low[place], result.shares.high[place]
        margin = f"{_percent(low)} - {_percent(high)}" if low == low else "-"
        text = shorten(texts[result.votes.statements[place]])
        lines.append(f"{_percent(share[place]):>5} {margin:>11} {result.shares.n[place]:>7} {cells}  {text}")
    return lines


def _cell(shares: Shares, place: int) -> str:
    return _percent(shares.share[place]) if shares.counts[place].sum() >= LEAST_VOTERS else "< 10"


def _percent(value: float) -> str:
    return f"{value:>4.0%}" if value == value else "   -"


def _footer(result: Analysis) -> list[str]:
    hidden = len(result.dialogue.moderated_out) if result.dialogue is not None else 0
    lines = [f"{hidden} stellingen liet een moderator weg."] if hidden else []
    return [
        *lines,
        "'x% eens' gaat over de deelnemers van deze dialoog, als iedereen had geantwoord; de marge dekt",
        "alleen wat niet aan iedereen is getoond. Het zegt niets over wie niet meedeed.",
        f"{result.provenance()['version']}, seed {result.seed}, {result.bootstraps} bootstraps.",
    ]
