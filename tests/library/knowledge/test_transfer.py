"""Two areas side by side, and the evidence-gap map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wijkwijzer.areas import (
    AreaProfile,
    AreaRef,
    Facts,
    Figure,
    Identity,
    IndicatorInfo,
    IndicatorView,
    Position,
    ReleaseInfo,
    Series,
    Summary,
    Text,
)
from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.gapmap import gap_map
from wijkwijzer.knowledge.records import EvidenceClaim, Intervention
from wijkwijzer.knowledge.report import gap_table, transfer_table
from wijkwijzer.knowledge.transfer import ASPECTS, read_judgements, transfer

SAY = Text("", "")


def figure(area: AreaRef, key: str, value: float | None, year: int, noise: float | None) -> Figure:
    low, high = (value - noise, value + noise) if value is not None and noise is not None else (None, None)
    status = "missing" if value is None else "known"
    return Figure(key, area, year, value, low, high, status, "cbs", Text(f"{value}%", f"{value}%"))


def view(
    area: AreaRef,
    key: str,
    factor: str,
    value: float | None,
    percentile: float | None = None,
    *,
    year: int = 2022,
    noise: float | None = 0.5,
    leading: bool = True,
) -> IndicatorView:
    info = IndicatorInfo(
        key, Text(key, key), SAY, SAY, "none", factor, "mean", 0, 1.0, None, False, leading, ("cbs",)
    )
    latest = figure(area, key, value, year, noise)
    position = Position(year, percentile, percentile, percentile, 300, None, None, SAY)
    return IndicatorView(
        info, latest, Series("own", (), (), (), (), (), (), (), ()), None, None, None, position
    )


def profile(name: str, *views: tuple[object, ...], **only: object) -> AreaProfile:
    area = AreaRef(f"WK{name}", f"WK{name}", name, "wijk")
    identity = Identity(area.key, area.code, name, "wijk", 2020, None, None, None, area, (), (), None)
    nothing = figure(area, "inwoners", None, 2022, None)
    made = tuple(view(area, *one, **only) for one in views)
    release = ReleaseInfo("r1", "2025-01-01", 2024)
    return AreaProfile(
        identity, Facts(nothing, nothing, 0, 2022), Summary((), (), (), ()), made, (), (), (), release
    )


INTERVENTION = Intervention(
    id="i1",
    name="Huisbezoek",
    kind="archetype",
    outcomes=("samenhang",),
    target_group="ouderen",
    mechanism="Een vast gezicht wekt vertrouwen.",
    core_elements=("vast gezicht",),
    adaptable_elements=("dag",),
)


def judged(source: AreaProfile, target: AreaProfile) -> dict[str, tuple[str, str]]:
    rows = transfer(source, target).rows
    return {row.subject: (row.judgement, row.reason) for row in rows if row.measured}


def test_figures_say_equal_or_unknown_and_never_more() -> None:
    source = profile(
        "000001",
        ("overlap", "veiligheid", 10.0, 20.0),
        ("dichtbij", "veiligheid", 10.0, 20.0),
        ("ver", "veiligheid", 10.0, 20.0),
        ("weg", "veiligheid", 10.0, 20.0),
        ("zonder plek", "veiligheid", 100.0),
    )
    target = profile(
        "000002",
        ("overlap", "veiligheid", 10.4, 60.0),
        ("dichtbij", "veiligheid", 12.0, 29.0),
        ("ver", "veiligheid", 30.0, 80.0),
        ("weg", "veiligheid", None),
        ("zonder plek", "veiligheid", 105.0),
    )
    found = judged(source, target)
    assert {name: judgement for name, (judgement, _) in found.items()} == {
        "overlap": "gelijk",
        "dichtbij": "gelijk",
        "ver": "onbekend",
        "weg": "onbekend",
        "zonder plek": "gelijk",
    }
    assert "verschillen" in found["ver"][1]
    assert "geen cijfer" in found["weg"][1]


def test_old_figures_are_not_compared() -> None:
    source = profile("000001", ("x", "veiligheid", 10.0, 20.0), year=2010)
    target = profile("000002", ("x", "veiligheid", 10.0, 20.0), year=2022)
    assert judged(source, target)["x"][0] == "onbekend"


def test_every_aspect_has_a_row_and_there_is_no_total() -> None:
    found = transfer(profile("000001"), profile("000002"), intervention=INTERVENTION)
    assert {row.aspect for row in found.rows} == set(ASPECTS)
    assert [row.aspect for row in found.rows] == sorted((row.aspect for row in found.rows), key=ASPECTS.index)
    assert all(row.reason for row in found.rows)
    assert not {"score", "total", "totaal"} & set(found.__slots__)
    assert found.chain == "Voor ouderen: Een vast gezicht wekt vertrouwen → vertrouwen en samenhang."


def test_outcomes_bring_their_figures() -> None:
    source = profile("000001", ("steun", "samenhang", 10.0, 20.0), leading=False)
    target = profile("000002", ("steun", "samenhang", 10.0, 20.0), leading=False)
    assert "steun" not in judged(source, target)
    rows = transfer(source, target, intervention=INTERVENTION).rows
    assert "steun" in {row.subject for row in rows}


def test_people_judge(tmp_path: Path) -> None:
    path = tmp_path / "oordelen.csv"
    path.write_text(
        "aspect,oordeel,reden\nDraagvlak,Risico,De vorige keer liep het stuk.\n", encoding="utf-8"
    )
    found = transfer(profile("000001"), profile("000002"), judgements=read_judgements(path))
    (row,) = [row for row in found.rows if row.aspect == "draagvlak"]
    assert (row.judgement, row.reason, row.measured) == ("risico", "De vorige keer liep het stuk.", False)
    table = transfer_table(found)
    assert any(cells[3] == "Risico" for cells in table.rows)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("weer,gelijk,x", "Kies uit: bevolking"),
        ("draagvlak,goed,x", "Kies uit: Gelijk"),
        ("draagvlak,gelijk,", "reden"),
    ],
)
def test_judgements_that_cannot_be_used(tmp_path: Path, row: str, sentence: str) -> None:
    path = tmp_path / "oordelen.csv"
    path.write_text(f"aspect,oordeel,reden\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        read_judgements(path)


def claim(name: str, intervention: str, direction: str, strength: str = "") -> EvidenceClaim:
    return EvidenceClaim(
        id=name,
        intervention=intervention,
        outcome="samenhang",
        direction=direction,
        source="s",
        strength=strength,
    )


def test_the_gap_map_counts_and_shows_gaps() -> None:
    practice = Intervention(id="i2", name="Koffie", kind="praktijk", archetype="i1")
    lonely = replace(practice, id="i3", name="Alleen", archetype="elders")
    claims = [
        claim("c1", "i1", "positief", "zwak"),
        claim("c2", "i2", "geen", "matig"),
        claim("c3", "i3", "negatief"),
        claim("c4", "onbekend", "positief"),
    ]
    found = gap_map([INTERVENTION, practice, lonely], claims)
    assert found.rows == (("i3", "Alleen"), ("i1", "Huisbezoek"))
    cell = found.cells["i1", "samenhang"]
    assert (cell.n, cell.directions, cell.strengths) == (
        2,
        {"positief": 1, "geen": 1},
        {"zwak": 1, "matig": 1},
    )
    assert cell.strongest == "matig"
    assert found.cells["i3", "samenhang"].strongest == "onbekend"
    assert found.unplaced == ("c4",)
    assert len(found.gaps) == 2 * len(found.columns) - 2
    assert gap_map([lonely, practice, INTERVENTION], reversed(claims)) == found
    table = gap_table(found)
    words = [cell for row in table.rows for cell in row]
    assert "1 positief, 1 geen effect (sterkste bewijs: matig)" in words
    assert words.count("niet onderzocht") == len(found.gaps)


def test_an_empty_gap_map() -> None:
    found = gap_map([], [])
    assert (found.rows, dict(found.cells), found.gaps) == ((), {}, ())
    assert gap_table(found).rows == ()
