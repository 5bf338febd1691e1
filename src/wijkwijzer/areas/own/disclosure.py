"""Which own figures everyone may see: small counts, and what would tell them, are withheld.

An own figure is a count, or a share of people that counts them just as well. A count under ten, a share of
fewer than ten people, and what the organisation keeps to itself or leaves out are secret. Figures are then
shown only as far as no secret follows from them, together with the figures of the release under the same name
(`wijkwijzer.disclosure.suppress_sums`). Sums run over buurten, wijken, gemeenten, the country and own areas.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.model import Text
from wijkwijzer.areas.own.figures import CheckedFigures
from wijkwijzer.areas.own.structure import Division, Structure
from wijkwijzer.disclosure import PRIMARY, PUBLISHED, SMALLEST, suppress_sums

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["BESIDE", "TOO_SMALL", "WITHHELD_REASONS", "amounts", "protect", "withheld_sentences"]

TOO_SMALL, BESIDE = "small", "beside"
"""Why a figure is withheld: it counts under ten people, or it would tell one that is withheld."""
WITHHELD_REASONS = {
    TOO_SMALL: Text("te klein om te tonen", "too small to show"),
    BESIDE: Text(
        "niet getoond, want een klein aantal ernaast volgt er anders uit",
        "not shown, because a small number beside it would follow from it",
    ),
}
IntArray = NDArray[np.int64]
Cell = tuple[int, ...]
"""The smallest areas that a figure runs over."""
_WITHHELD = {"row": pl.UInt32, "why": pl.String}


def protect(checked: CheckedFigures, release: Release) -> CheckedFigures:
    """Say of every figure whether everyone may see it.

    Parameters
    ----------
    checked : what `wijkwijzer.areas.own.figures.check_figures` found.
    release : what the figures are laid over.

    Returns
    -------
    CheckedFigures
        With ``withheld``: row and why (``TOO_SMALL`` or ``BESIDE``) of each figure that only the organisation
        itself may see. Figures that it keeps to itself anyway are not among them.
    """
    structure = Structure(release)
    parts = [pl.DataFrame(schema=_WITHHELD)]
    groups = amounts(checked, release).drop_nulls("year").group_by("indicator", "year", maintain_order=True)
    for (name, when), part in groups:
        indicator, year = str(name), int(str(when))
        parts.append(_withheld(part, structure.at(year), _given(release, indicator, year)))
    return replace(checked, withheld=pl.concat(parts).sort("row"))


def withheld_sentences(checked: CheckedFigures) -> list[str]:
    """Return a line in Dutch for each figure that is withheld, by row of the file."""
    if checked.withheld is None:
        return []
    columns = ["row", "code", "year", "indicator", "why"]
    rows = checked.withheld.join(checked.figures, on="row").sort("row").select(columns)
    return [
        f"rij {row}: {code}, {year}, {indicator}: {WITHHELD_REASONS[why].nl}"
        for row, code, year, indicator, why in rows.iter_rows()
    ]


def amounts(checked: CheckedFigures, release: Release) -> pl.DataFrame:
    """Add to own figures what they count (``amount``, null for a mean) and whether those are ``few`` people.

    Without `soort` a figure with a denominator is a share, one of whole numbers a count, and any other a
    mean. A share without denominator is taken of the residents, because everyone can look those up.
    """
    table = release.table.filter(pl.col("valid_to").is_null()).select("code", "residents").unique("code")
    figures = checked.figures.join(table, on="code", how="left")
    extra = {"amount": pl.Float64, "few": pl.Boolean, "additive": pl.Boolean}
    parts = [
        figures.clear().with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in extra.items())
    ]
    for (name,), part in figures.group_by("indicator", maintain_order=True):
        kind = checked.kinds.get(str(name)) or _guess(str(name), part)
        values = part["value"].drop_nulls()
        per = 1000.0 if (values.max() or 0) > 100 else 100.0  # type: ignore[operator]
        size = pl.coalesce("n", "residents") if kind == "aandeel" else pl.col("n")
        amount = {"aantal": pl.col("value"), "aandeel": pl.col("value") * size / per}.get(kind, pl.lit(None))
        rest = size - amount if kind == "aandeel" else pl.lit(None)
        few = (size < SMALLEST) | ((amount > 0) & (amount < SMALLEST)) | ((rest > 0) & (rest < SMALLEST))
        additive = pl.lit(kind == "aantal") | size.is_not_null()
        parts.append(
            part.with_columns(amount=amount.cast(pl.Float64), few=few.fill_null(False), additive=additive)
        )
    return pl.concat(parts)


def _guess(name: str, part: pl.DataFrame) -> str:
    known = {entry.key: entry.combine for entry in catalogue()}
    if name in known:
        return {"count": "aantal", "rate": "aandeel"}.get(known[name], "gemiddelde")
    if part["n"].null_count() < part.height:
        return "aandeel"
    whole = (part["value"].drop_nulls() % 1 == 0).all() and (part["value"].drop_nulls() >= 0).all()
    return "aantal" if whole else "gemiddelde"


def _given(release: Release, indicator: str, year: int) -> list[str]:
    """Return the codes of the areas of which the release itself shows the figure under this name."""
    if indicator not in {entry.key for entry in catalogue()}:
        return []
    shown = release.figures(indicator, year=year).filter(pl.col("status") == "known")
    return shown["code"].to_list()


def _withheld(part: pl.DataFrame, division: Division, given: list[str]) -> pl.DataFrame:
    """Return row and why of the figures of one indicator and year that may not be shown."""
    areas, codes = division.parts, part["code"].to_list()
    open_to_all = (part["public"] & part["value"].is_not_null()).fill_null(False).to_numpy()
    few = part["few"].to_numpy()
    if not part["additive"].any():
        return _rows(part["row"], few & open_to_all, np.full(len(codes), PRIMARY))
    count = part["amount"].fill_null(np.nan).to_numpy().copy()
    # A mean counts nobody, but with its denominator it adds up like a count.
    count[np.isnan(count) & open_to_all] = SMALLEST
    count[~open_to_all | (few & ((count <= 0) | (count >= SMALLEST)))] = np.nan
    cells = [areas.get(code, (-1 - place,)) for place, code in enumerate(codes)]
    cells += _left_out(codes, cells, division)
    count = np.append(count, np.full(len(cells) - len(codes), np.nan))
    secret = {
        cell for cell, number in zip(cells, count, strict=True) if np.isnan(number) or 0 < number < SMALLEST
    }
    # What the release shows of the very same area is rounded; it does not make the exact count public.
    others = [areas[code] for code in given if code in areas and areas[code] not in secret]
    status = np.zeros(len(cells), dtype=np.int8)
    for own, beside in _components(cells, others):
        if len(own) == 1 and not beside:
            status[own] = PRIMARY if cells[own[0]] in secret else PUBLISHED
            continue
        table = _table([cells[place] for place in own], [others[place] for place in beside])
        found = suppress_sums(count[own], table[: len(own)], given=table[len(own) :])
        status[own] = found.status
    return _rows(part["row"], (status[: len(codes)] > 0) & open_to_all, status[: len(codes)])


def _rows(row: pl.Series, gone: NDArray[np.bool_], status: NDArray[np.int8] | IntArray) -> pl.DataFrame:
    why = [TOO_SMALL if status[place] == PRIMARY else BESIDE for place in np.flatnonzero(gone)]
    return pl.DataFrame({"row": row.filter(pl.Series(gone)), "why": why}, schema=_WITHHELD)


def _left_out(codes: list[str], cells: list[Cell], division: Division) -> list[Cell]:
    """Return buurten, and wijken without any buurt, that the file says nothing of: they are secret too."""
    named, there = set(codes), set(cells)
    touched = {atom for cell in cells for atom in cell}
    buurten = {cell[0] for code, cell in zip(codes, cells, strict=True) if code[:2] == "BU"}
    result = []
    for code in sorted({code for atom in touched for code in division.holders.get(atom, ())} - named):
        cell = division.parts[code]
        if cell not in there and (len(cell) == 1 or not buurten & set(cell)):
            result.append(cell)
            there.add(cell)
    return result


def _components(cells: list[Cell], others: list[Cell]) -> list[tuple[list[int], list[int]]]:
    """Split cells into groups that share no buurt; what is public already goes where it touches."""
    from scipy.sparse.csgraph import connected_components  # some MB that a page never needs

    table = _table(cells, [])
    _, label = connected_components(table @ table.T, directed=False)
    of_atom = {atom: int(label[place]) for place, cell in enumerate(cells) for atom in cell}
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for place, own in enumerate(label.tolist()):
        groups.setdefault(own, ([], []))[0].append(place)
    for place, cell in enumerate(others):
        touched = {of_atom[atom] for atom in cell if atom in of_atom}
        # A sum with buurten of other groups in it tells nothing of this one alone.
        if len(touched) == 1:
            groups[touched.pop()][1].append(place)
    return list(groups.values())


def _table(cells: list[Cell], others: list[Cell]) -> csr_matrix:
    every = [*cells, *others]
    atoms = {atom: place for place, atom in enumerate(dict.fromkeys(atom for cell in every for atom in cell))}
    row = [place for place, cell in enumerate(every) for _ in cell]
    column = [atoms[atom] for cell in every for atom in cell]
    return csr_matrix((np.ones(len(row)), (row, column)), shape=(len(every), len(atoms)))
