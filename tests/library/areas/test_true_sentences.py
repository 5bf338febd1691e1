"""Every sentence of every wijk of the example is read beside its numbers, and lies are caught."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas.compare.breaks import break_table
from wijkwijzer.areas.document.area import area_document
from wijkwijzer.areas.document.check import check_page
from wijkwijzer.areas.model import AreaProfile, PolicyPeriod, Statement, Text
from wijkwijzer.areas.release import Release, open_release
from wijkwijzer.cli import main

TODAY = datetime.date(2026, 11, 29)
DE_SPOORDIJK = "WK990311"


def test_every_sentence_of_every_wijk_is_true(example_release: Release) -> None:
    wijken = example_release.areas().filter((pl.col("level") == "wijk") & pl.col("valid_to").is_null())
    assert wijken.height == 143
    read = verdicts = 0
    for key in wijken["key"]:
        profile = example_release.profile(key)
        assert check_page(profile, area_document(profile, made_on=TODAY)) == (), key
        said = profile.summary
        _no_worry_by_floor(profile)
        verdicts += len(said.strengths) + len(said.worries)
        read += len(said.sentences) + len(said.strengths) + len(said.worries) + len(said.unknown)
    assert read > 143 * 8
    assert verdicts > 143 * 3, "silence passes no bar"


def _no_worry_by_floor(profile: AreaProfile) -> None:
    """Formerly 56 of 143 wijken worried of low income that fell less; 55 of them had less of it."""
    for worry in profile.summary.worries:
        if worry.key == "trend" and worry.params["indicator"] == "p_hh_laag_ink":
            view = profile.indicator("p_hh_laag_ink")
            assert view.country is not None
            beside = dict(zip(view.country.years, view.country.value, strict=True))
            assert (view.latest.value or 0) > (beside[view.latest.year or 0] or 0), profile.identity.name


def _other(profile: AreaProfile, **parts: object) -> AreaProfile:
    return replace(profile, summary=replace(profile.summary, **parts))  # type: ignore[arg-type]


def _worded(statement: Statement, old: str, new: str) -> Statement:
    assert old in statement.text.nl
    return replace(statement, text=Text(statement.text.nl.replace(old, new), statement.text.en))


def _no_year(profile: AreaProfile) -> AreaProfile:
    said = profile.summary.sentences
    told = next(each for each in said if each.key == "indicator")
    return _other(profile, sentences=(_worded(told, f" ({told.params['year']})", ""),))


def _another_number(profile: AreaProfile) -> AreaProfile:
    told = next(each for each in profile.summary.sentences if each.params.get("indicator") == "p_koop")
    return _other(profile, sentences=(_worded(told, "18 van de 100", "81 van de 100"),))


def _worry_of_a_strength(profile: AreaProfile) -> AreaProfile:
    return _other(profile, strengths=profile.summary.worries, worries=())


def _hardly_any(profile: AreaProfile) -> AreaProfile:
    """Of a figure that is not nothing."""
    told = next(each for each in profile.summary.sentences if each.params.get("indicator") == "p_koop")
    year = told.figures[0].year
    return _other(profile, sentences=(replace(told, text=Text(f"Koopwoningen: bijna geen ({year}).", "")),))


def _more_people_came(profile: AreaProfile) -> AreaProfile:
    told = next(each for each in profile.summary.sentences if each.key.startswith("residents_"))
    text = Text("Van 2015 tot 2024 kwamen er 7.777 inwoners bij.", "")
    return _other(profile, sentences=(replace(told, key="residents_grew", text=text),))


def _directed(profile: AreaProfile, text: str) -> AreaProfile:
    factors = tuple(replace(each, direction=Text(text, "")) for each in profile.factors)
    return replace(profile, factors=factors)


def _direction_turned(profile: AreaProfile) -> AreaProfile:
    view = profile.indicator("p_koop")
    first, last = view.own.value[0] or 0, view.own.value[-1] or 0
    way = "lager" if last > first else "hoger"
    return _directed(profile, f"{way} dan in {view.own.years[0]}, {way} dan in 1801")


def _chance_told_as_more(profile: AreaProfile) -> AreaProfile:
    unsure = tuple(
        replace(view, trend=view.trend and replace(view.trend, significant=False))
        for view in profile.indicators
    )
    text = "niet zeker anders dan in 2015, wel gestegen vergeleken met Lindemark"
    return _directed(replace(profile, indicators=unsure), text)


def _no_open_figures(profile: AreaProfile) -> AreaProfile:
    why = Text("Deze site leest hierover nog geen open cijfers.", "")
    text = Text("Hoe het staat met wonen", "")
    return _other(profile, unknown=(Statement("factor_unknown", {"factor": "voorraad"}, text, note=why),))


def _few_people(profile: AreaProfile) -> AreaProfile:
    why = Text("Hier wonen weinig mensen; dan laat een bron vaak cijfers weg.", "")
    text = Text("Cijfers die de bron hier niet geeft: 3", "")
    return _other(profile, unknown=(Statement("gaps", {"n": 3}, text, note=why),))


def _plan_of_others(profile: AreaProfile) -> AreaProfile:
    return replace(profile, periods=(PolicyPeriod("WK990205", "Plan", 2019, None, "raad"),))


def _source_of_others(profile: AreaProfile) -> AreaProfile:
    return replace(profile, sources=(replace(profile.sources[0], key="bbga"),))


@pytest.mark.parametrize(
    ("lie", "kind"),
    [
        (_no_year, "year"),
        (_another_number, "number"),
        (_hardly_any, "number"),
        (_more_people_came, "number"),
        (_direction_turned, "number"),
        (_chance_told_as_more, "verdict"),
        (_worry_of_a_strength, "verdict"),
        (_no_open_figures, "reason"),
        (_few_people, "reason"),
        (_plan_of_others, "policy"),
        (_source_of_others, "source"),
    ],
)
def test_a_lie_is_caught(
    example_release: Release, lie: Callable[[AreaProfile], AreaProfile], kind: str
) -> None:
    profile = example_release.profile(DE_SPOORDIJK)
    document = area_document(profile, made_on=TODAY)
    assert kind in {fault.kind for fault in check_page(lie(profile), document)}


def test_a_caption_against_its_chart_is_caught(example_release: Release) -> None:
    profile = example_release.profile(DE_SPOORDIJK)
    turned = tuple(
        replace(
            view,
            own=replace(view.own, value=view.own.value[::-1]),
            base=view.base and replace(view.base, value=view.base.value[::-1]),
        )
        for view in profile.indicators
    )
    document = area_document(replace(profile, indicators=turned), made_on=TODAY)
    said = area_document(profile, made_on=TODAY)
    charts = next(block for block in document.blocks if type(block).__name__ == "Charts")
    captions = next(block for block in said.blocks if type(block).__name__ == "Charts")
    mixed = replace(
        charts,
        charts=tuple(
            replace(old, title=new.title, note=new.note)
            for old, new in zip(charts.charts, captions.charts, strict=True)
        ),
    )
    blocks = tuple(mixed if block is charts else block for block in document.blocks)
    faults = check_page(profile, replace(document, blocks=blocks))
    assert "caption" in {fault.kind for fault in faults}


def test_a_figure_that_collapses_everywhere_is_a_break(example_release: Release) -> None:
    number = example_release.number("p_koop")
    panel = pl.DataFrame(
        {
            "level": ["wijk"] * 120,
            "area": [area for area in range(30) for _ in range(4)],
            "year": [2019, 2020, 2021, 2022] * 30,
            "value": [part * (area + 1) / 5 for area in range(30) for part in (3.2, 2.4, 1.6, 0.2)],
            "status": [0] * 120,
        }
    )
    assert break_table(panel, number).select("year").to_series().to_list() == [2022]
    fewer = panel.filter((pl.col("area") < 19) | (pl.col("year") < 2022))
    assert break_table(fewer, number).is_empty(), "from a few areas nothing can be told"


def test_what_fell_away_everywhere_is_never_sure(
    example_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "uitgave"
    shutil.copytree(example_release.folder, folder)
    fallen = pl.read_parquet(folder / "breaks.parquet").schema
    row = [(example_release.number("p_koop"), 2024, 0.2)]
    pl.DataFrame(row, schema=fallen, orient="row").write_parquet(folder / "breaks.parquet")
    assert main(["areas", "show", DE_SPOORDIJK, "--release", str(example_release.folder)]) == 0
    assert "koopwoningen (2024)" in capsys.readouterr().out
    assert main(["areas", "show", DE_SPOORDIJK, "--release", str(folder)]) == 0
    assert "koopwoningen" not in capsys.readouterr().out
    profile = open_release(folder).profile(DE_SPOORDIJK)
    factor = next(each for each in profile.factors if each.key == "voorraad")
    assert "p_koop" not in factor.leading
    titles = [c.title for b in area_document(profile, made_on=TODAY).blocks for c in getattr(b, "charts", ())]
    assert titles
    assert not any(title.startswith("Koopwoningen") for title in titles)


def test_the_check_command_reads_a_release(
    example_release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["areas", "check", "--release", str(example_release.folder), "--level", "gemeente"]) == 0
    assert "0 zinnen of bijschriften kloppen niet" in capsys.readouterr().out
