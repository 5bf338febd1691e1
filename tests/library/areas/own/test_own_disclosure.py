"""Own figures that everyone may see tell no small count: not beside one another, not beside the release."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_matrix

from wijkwijzer.areas import Release, open_release
from wijkwijzer.areas.build.extend import extend_release
from wijkwijzer.areas.own.areas import own_areas_from_rows
from wijkwijzer.areas.own.disclosure import BESIDE, TOO_SMALL, protect
from wijkwijzer.areas.own.figures import CheckedFigures, check_figures
from wijkwijzer.areas.own.overlay import Overlay, open_overlay, write_overlay
from wijkwijzer.disclosure import recoverable

HEAD = "code;jaar;indicator;waarde;noemer;bron;licentie;openbaar"


def _check(release: Release, folder: Path, rows: list[str], head: str = HEAD) -> CheckedFigures:
    path = folder / "eigen.csv"
    path.write_text("\n".join([head, *rows]) + "\n")
    checked = check_figures(path, release.validity())
    assert checked.problems == ()
    return protect(checked, release)


def _row(
    code: str, value: object, n: object = "", year: int = 2024, name: str = "geheim", public: str = "ja"
) -> str:
    return f"{code};{year};{name};{value};{n};Telling;CC0-1.0;{public}"


@pytest.fixture(scope="module")
def release(example_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The example with overlapping own areas of buurten, and of wijken."""
    rng = np.random.default_rng(3)
    now = example_release.areas().filter(pl.col("valid_to").is_null() & (pl.col("gemeente_key") == "GM9903"))
    rows = []
    for level in ("buurt", "wijk"):
        codes = now.filter(pl.col("level") == level)["key"].to_list()
        for number in range(8):
            chosen = rng.choice(codes, size=min(6, len(codes)), replace=False)
            rows += [(f"{level[0]}{number}", f"Gebied {number}", str(code)) for code in chosen]
    folder = tmp_path_factory.mktemp("eigen") / "uit"
    extend_release(example_release.folder, own_areas_from_rows(rows, 2024), folder)
    return open_release(folder)


def _atoms(release: Release) -> dict[str, list[str]]:
    """The buurten of every area, as anybody can read them from the codes and the list of own areas."""
    now = release.areas().filter(pl.col("valid_to").is_null())
    buurten = now.filter(pl.col("level") == "buurt")["code"].to_list()
    made = {code: [code] for code in buurten}
    for code, level in now.select("code", "level").iter_rows():
        if level == "wijk":
            made[code] = [b for b in buurten if b[2:8] == code[2:]] or [code]
        elif level == "gemeente":
            made[code] = [b for b in buurten if b[2:6] == code[2:]]
    groups = pl.read_parquet(release.folder / "groups.parquet")
    codes = release.table["code"]
    for parent, parts in groups.group_by("parent").agg("area").iter_rows():
        made[codes[parent]] = sorted({atom for part in parts for atom in made[codes[part]]})
    return made


@pytest.mark.parametrize("share", [False, True])
def test_no_small_count_follows_from_what_everyone_sees(
    release: Release, tmp_path: Path, share: bool
) -> None:
    rng = np.random.default_rng(11)
    made = _atoms(release)
    buurten = sorted(code for code in made if code.startswith("BU9903"))
    areas = [code for code in made if code.startswith(("BU9903", "WK9903", "GM9903", "GB9903"))]
    rows, truth = [], {}
    for year in (2022, 2023, 2024):
        count = dict(zip(buurten, rng.poisson(rng.gamma(1.2, 40, len(buurten))).tolist(), strict=True))
        for code in areas:
            total = sum(count.get(atom, 0) for atom in made[code])
            truth[code, year] = total
            size = 400 * len(made[code])
            rows.append(_row(code, 100 * total / size, size, year) if share else _row(code, total, "", year))
    checked = _check(release, tmp_path, rows)
    write_overlay(checked, "Gemeente", tmp_path / "over")
    seen = open_overlay(tmp_path / "over").public_figures
    assert seen.height == len(rows)
    small = {key for key, total in truth.items() if 0 < total < 10}
    assert len(small) > 20
    place = {atom: number for number, atom in enumerate(buurten)}
    shown_large = 0
    for year in (2022, 2023, 2024):
        own = seen.filter(pl.col("year") == year)
        table = csr_matrix(
            np.array([[atom in made[code] for atom in place] for code in own["code"]], dtype=float)
        )
        published = own["value"].is_not_null().to_numpy()
        hidden = [number for number, code in enumerate(own["code"]) if (code, year) in small]
        assert hidden
        assert recoverable(table, published, hidden) == []
        naive = np.array([(code, year) not in small for code in own["code"]])
        assert recoverable(table, naive, hidden)
        shown_large += int(published.sum())
        assert own.filter(pl.col("value").is_null())["n"].null_count() == (~published).sum()
    assert shown_large >= 0.8 * (len(truth) - len(small))


def test_what_is_left_out_or_kept_is_secret_too(release: Release, tmp_path: Path) -> None:
    made = _atoms(release)
    wijk = next(code for code in sorted(made) if code.startswith("WK9903") and len(made[code]) >= 4)
    buurten = made[wijk]
    for secret in ([], [_row(buurten[0], 500, public="nee")], [_row(buurten[0], ".")]):
        rows = [
            _row(wijk, 1000),
            *(_row(code, 120 + place) for place, code in enumerate(buurten[1:])),
            *secret,
        ]
        checked = _check(release, tmp_path, rows)
        assert checked.withheld is not None
        assert checked.withheld["why"].to_list() == [BESIDE]


def test_the_release_counts_as_known(release: Release, tmp_path: Path) -> None:
    """The total of a wijk stands in the release, so that all buurten but one would tell that one."""
    made = _atoms(release)
    wijk = next(code for code in sorted(made) if code.startswith("WK9903") and len(made[code]) >= 3)
    assert release.profile(wijk).indicator("huishoudens").latest.value
    rows = [_row(code, 150, name="eigen") for code in made[wijk][1:]] + [_row(made[wijk][0], 6, name="eigen")]
    alone = _check(release, tmp_path, rows)
    assert alone.withheld is not None
    assert alone.withheld["why"].to_list() == [TOO_SMALL]
    rows = [row.replace("eigen", "huishoudens") for row in rows]
    beside = _check(release, tmp_path, rows)
    assert beside.withheld is not None
    assert sorted(beside.withheld["why"].to_list()) in ([BESIDE, TOO_SMALL], [TOO_SMALL])


def test_shares_of_few_people_and_what_a_figure_is(release: Release, tmp_path: Path) -> None:
    made = _atoms(release)
    codes = sorted(code for code in made if code.startswith("WK9903"))[:6]
    head = HEAD + ";soort"

    def why(value: object, n: object, kind: str) -> list[str]:
        checked = _check(release, tmp_path, [_row(codes[0], value, n) + f";{kind}"], head)
        assert checked.withheld is not None
        return checked.withheld["why"].to_list()

    assert why("2,5", 200, "aandeel") == [TOO_SMALL]
    assert why("97,5", 200, "aandeel") == [TOO_SMALL]
    assert why("0", 200, "aandeel") == why("50", 200, "aandeel") == []
    assert why("6,8", 60, "gemiddelde") == []
    assert why("6,8", 8, "gemiddelde") == [TOO_SMALL]
    assert why(7, "", "gemiddelde") == []
    assert why(7, "", "") == why(7, "", "aantal") == [TOO_SMALL]
    residents = release.profile(codes[0]).facts.residents.value
    assert residents is not None
    assert why(f"{500 / residents:.3f}".replace(".", ","), "", "aandeel") == [TOO_SMALL]
    path = tmp_path / "fout.csv"
    path.write_text(
        f"{head}\n{_row(codes[0], 7)};veel\n{_row(codes[1], 7)};aantal\n{_row(codes[2], 7)};aandeel\n"
    )
    problems = check_figures(path, release.validity()).problems
    assert [(problem.row, problem.column) for problem in problems] == [(2, "soort"), (4, "soort")]


def test_a_withheld_figure_keeps_its_place_and_the_organisation_sees_it(
    release: Release, tmp_path: Path
) -> None:
    made = _atoms(release)
    wijk = next(code for code in sorted(made) if code.startswith("WK9903") and len(made[code]) >= 3)
    rows = [_row(code, 4 if place == 0 else 60) for place, code in enumerate(made[wijk])]
    checked = _check(release, tmp_path, [*rows, _row(wijk, 60 * (len(rows) - 1) + 4), _row("GM9903", 5000)])
    write_overlay(checked, "Gemeente", tmp_path / "over")
    overlay = open_overlay(tmp_path / "over")
    buurt = release.profile(made[wijk][0])
    public = overlay.lay_over(buurt, release=release).indicators[-1]
    assert (public.own.value, public.own.status, public.own.n) == ((None,), ("suppressed",), (None,))
    assert overlay.lay_over(buurt, public_only=False, release=release).indicators[-1].own.value == (4.0,)
    whole = overlay.lay_over(release.profile(wijk), release=release).indicators[-1]
    assert whole.differences is not None
    assert sum(dot.status == "suppressed" for dot in whole.differences.dots) >= 2
    assert whole.gemeente is not None
    assert whole.gemeente.value == (5000.0,)
    assert whole.position.percentile is None
    assert "minder dan 31" in whole.position.text.nl


def test_own_figures_have_a_position_among_enough_areas(release: Release, tmp_path: Path) -> None:
    areas = release.areas().filter(pl.col("valid_to").is_null() & (pl.col("level") == "wijk"))
    large = areas.filter(pl.col("residents") >= 200)["code"].to_list()
    rows = [_row(code, f"{5 + place / 100:.2f}".replace(".", ",")) for place, code in enumerate(large)]
    write_overlay(_check(release, tmp_path, rows), "Gemeente", tmp_path / "over")
    overlay: Overlay = open_overlay(tmp_path / "over")
    found = [
        overlay.lay_over(release.profile(code), release=release).indicators[-1].position for code in large
    ]
    assert found[0].percentile == 0
    assert found[-1].percentile == 100
    assert found[0].n == len(large) - 1
    assert overlay.lay_over(release.profile(large[0])).indicators[-1].position.percentile is None
