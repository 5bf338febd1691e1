"""What goes over the line, in Dutch and camelCase."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

__all__ = [
    "Area", "AreaPage", "AreaQuestion", "Dutch", "Figures", "FiguresQuestion", "IndicatorCard", "Interval",
    "Point", "Release", "Series", "Source", "Summary",
]  # fmt: skip

Level = Literal["land", "gemeente", "wijk", "buurt", "gebied"]
State = Literal["bekend", "onderdrukt", "ontbreekt", "nog niet gepubliceerd", "niet openbaar"]


class Dutch(Schema):
    """Names of fields are camelCase on the line."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class AreaQuestion(Dutch):
    """Which areas."""

    niveau: Level | None = Field(None, description="Alleen gebieden van dit niveau.")
    gemeente: str | None = Field(None, description="Alleen gebieden in de gemeente met deze sleutel.")
    wijk: str | None = Field(None, description="Alleen buurten in de wijk met deze sleutel.")
    naam: str | None = Field(
        None, max_length=100, description="Alleen gebieden met deze woorden in hun naam."
    )
    ook_vervallen: bool = Field(False, description="Ook gebieden die niet meer bestaan.")
    pagina: int = Field(1, ge=1, le=100_000, description="De hoeveelste pagina.")
    pagina_grootte: int = Field(50, ge=1, le=200, description="Hoeveel gebieden op een pagina.")


class FiguresQuestion(Dutch):
    """Which figures of an area."""

    indicator: str | None = Field(None, max_length=80, description="Alleen het cijfer met deze sleutel.")
    grenzen: Literal["eigen", "basis"] = Field(
        "eigen", description="Zoals toen gepubliceerd (eigen), of in de grenzen van het basisjaar (basis)."
    )


class Area(Dutch):
    """A gemeente, wijk, buurt or gebied; the code alone is no identity, because codes are used again."""

    sleutel: str
    code: str
    naam: str
    niveau: Level
    geldig_vanaf: int
    geldig_tot: int | None
    gemeente: str | None = Field(description="Sleutel van de gemeente.")
    wijk: str | None = Field(description="Sleutel van de wijk.")
    inwoners: int | None


class AreaPage(Dutch):
    """One page of areas; the Link header has the next and the previous page."""

    uitgave: str
    totaal: int
    pagina: int
    pagina_grootte: int
    gebieden: list[Area]


class Interval(Dutch):
    """The 95% meetonzekerheid."""

    laag: float
    hoog: float


class Point(Dutch):
    """One year of a series. What is not known has no value, and a state that says why."""

    jaar: int
    waarde: float | None
    interval: Interval | None
    stand: State
    bron: str | None


class Series(Dutch):
    """One indicator of an area through the years; no line crosses a break."""

    indicator: str
    punten: list[Point]
    breuk_grenzen: list[int] = Field(description="Jaren waarin de grenzen veranderden.")
    breuk_definitie: list[int] = Field(description="Jaren waarin het tellen veranderde.")


class Figures(Dutch):
    """The figures of one area."""

    uitgave: str
    gebied: str
    grenzen: Literal["eigen", "basis"]
    reeksen: list[Series]


class Summary(Dutch):
    """The sentences above the page of an area."""

    uitgave: str
    gebied: str
    zinnen: list[str]
    krachten: list[str]
    zorgen: list[str]
    onbekend: list[str]


class IndicatorCard(Dutch):
    """What a figure means."""

    sleutel: str
    naam: str
    definitie: str
    eenheid: str
    richting: Literal["hoger is gunstiger", "lager is gunstiger", "geen"]
    factor: str
    optellen: str = Field(description="Hoe je het cijfer van twee gebieden samenneemt.")
    decimalen: int
    uit_model: bool
    bronnen: list[str]


class Source(Dutch):
    """Where figures come from, and what you may do with them."""

    sleutel: str
    naam: str
    uitgever: str
    licentie: str
    verspreiden: bool = Field(description="Of de cijfers verder verspreid mogen worden.")
    versie: str
    jaren: list[int]
    adres: str


class Release(Dutch):
    """The figures that are on show now."""

    sleutel: str = Field(description="Volgt uit de inhoud: andere cijfers, andere sleutel.")
    gemaakt_datum: date
    basisjaar: int
    vervangt: str | None
    reden: str | None
