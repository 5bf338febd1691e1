"""One invented wijk as a document; with `report_sample_dialogue` every kind of block is in it."""

import datetime

from wijkwijzer import report as r

YEARS = range(2011, 2025)
LEGEND = (
    r.LegendItem("main", "De Spoordijk, met onzekerheid"),
    r.LegendItem("dashed", "Havermeer"),
    r.LegendItem("dotted", "Nederland"),
    r.LegendItem("band", "31 vergelijkbare wijken (8 van de 10)"),
    r.LegendItem("break", "grens van de wijk veranderde (2017)"),
    r.LegendItem("unknown", "cijfers ontbreken"),
)


def _points(start: float, end: float, half: float = 0.0, wobble: float = 0.0) -> tuple[r.Point, ...]:
    span = YEARS[-1] - YEARS[0]
    values = [start + (end - start) * (y - YEARS[0]) / span + wobble * ((y * 7919) % 5 - 2) for y in YEARS]
    return tuple(
        r.Point(y, v, v - half if half else None, v + half if half else None)
        for y, v in zip(YEARS, values, strict=True)
    )


def _band(low: float, high: float) -> tuple[r.Point, ...]:
    return tuple(r.Point(y, None, low, high) for y in YEARS)


def _table(caption: str, points: tuple[r.Point, ...]) -> r.Table:
    columns = (
        r.Column("Jaar"),
        r.Column("Waarde", "number"),
        r.Column("Van", "number"),
        r.Column("Tot", "number"),
    )
    rows = tuple(
        (str(p.year), *(r.number(v, 1) if v is not None else None for v in (p.value, p.low, p.high)))
        for p in points
    )
    return r.Table(caption, columns, rows, folded=True)


def _chart(title: str, note: str, spec: r.TimeChart) -> r.Chart:
    return r.Chart(
        title,
        spec,
        f"{note} Een lijn per jaar met haar onzekerheid.",
        table=_table(title, spec.main),
        note=note,
    )


def charts() -> tuple[r.Chart, ...]:
    known = _points(51, 44, 6, 1.5)
    gap = tuple(r.Point(p.year, None) if 2014 <= p.year <= 2016 else p for p in known)
    late = tuple(r.Point(p.year, None) if p.year > 2022 else p for p in _points(-0.1, -0.07, 0.08, 0.01))
    return (
        _chart(
            "Meer jongeren met een diploma",
            "Jongeren met een startkwalificatie, %. Stijgt.",
            r.TimeChart(
                _points(61, 74, 2.2, 0.6),
                _points(67, 74.5, wobble=0.2),
                _points(71, 77),
                _band(62, 75),
                (2017,),
                number=r.NumberFormat(suffix="%"),
            ),
        ),
        _chart(
            "Minder huishoudens met bijstand",
            "% van de huishoudens. Daalt sinds 2015.",
            r.TimeChart(
                _points(13.6, 10.1, 0.7, 0.1),
                _points(9.2, 7.6),
                _points(6.1, 4.9),
                _band(8, 14),
                (2017,),
                number=r.NumberFormat(suffix="%"),
                domain=(2, 17),
            ),
        ),
        _chart(
            "Woningwaarde stijgt",
            "Gemiddelde WOZ-waarde, euro.",
            r.TimeChart(
                _points(151_000, 248_000, 4_000, 900),
                _points(180_000, 290_000),
                _points(210_000, 340_000),
                number=r.NumberFormat(prefix="€ "),
            ),
        ),
        _chart(
            "Samenhang: geen verandering aan te tonen",
            "Leefbaarometer, Nederland = 0. Om het jaar.",
            r.TimeChart(
                late[1::2], dotted=_points(0, 0), band=_band(-0.17, 0.0), number=r.NumberFormat(decimals=1)
            ),
        ),
        _chart(
            "Overlast: geen trend te geven",
            "Meldingen per 1.000 bewoners. Telling veranderde; 2014–2016 ontbreekt.",
            r.TimeChart(gap, _points(41, 35), _points(34, 27), _band(28, 55), comparable=False),
        ),
        _chart(
            "Inbraken: onbekend",
            "Geen cijfers.",
            r.TimeChart(
                tuple(r.Point(y, None) for y in YEARS),
                dotted=_points(9, 5),
                periods=((2018, 2021, "aanpak"),),
            ),
        ),
    )


def _square(x: float, y: float, size: float = 900.0) -> tuple[tuple[tuple[float, float], ...], ...]:
    ring = ((x, y), (x + size, y), (x + size * 1.1, y + size), (x, y + size * 0.9))
    return (ring,)


def areas(valued: bool) -> tuple[r.MapArea, ...]:
    names = ("Wisselbuurt", "Seinpad en Loodshof", "Perronkwartier", "Spoordijk-Oost", "Rangeerveld")
    levels = (2, 1, 3, 0, None) if valued else (None,) * 5
    return tuple(
        r.MapArea(f"BU{i}", name, (_square(1_000.0 * i, 300.0 * (i % 2)),), level, url=f"/buurten/BU{i}")
        for i, (name, level) in enumerate(zip(names, levels, strict=True))
    )


def _positions() -> r.Rows:
    known = r.Position(r.Interval(11, 20, 33), zone=(25, 75), dashed=38)
    return r.Rows(
        rows=(
            r.RowHeading("Instroom en doorstroom", note="twee cijfers"),
            r.Row("Verhuizingen", known, "onder het midden"),
            r.Row(
                "Nieuwkomers",
                r.Position(r.Interval(58, 70, 80), zone=(25, 75), dashed=61),
                (r.Text("boven het midden", bold=True),),
            ),
            r.Row(
                "Helemaal onderaan",
                r.Position(r.Interval(0, 0, 6), zone=(25, 75)),
                "onder het midden",
                words_note="erg onzeker",
            ),
            r.RowHeading("Beheer (schoon en heel)"),
            r.Row(
                "Zwerfafval", r.Unknown(), (r.Text("onbekend", italic=True),), words_note="geen open cijfers"
            ),
        ),
        axis=r.Axis(((0, "minder gunstig"), (50, "midden"), (100, "gunstiger"))),
        legend=(
            r.LegendItem("position", "De Spoordijk, en waar ze ook kan liggen"),
            r.LegendItem("dashed-tick", "Havermeer"),
            r.LegendItem("zone", "middelste helft van alle wijken"),
            r.LegendItem("unknown", "onbekend"),
        ),
        source="Percentiel met 95%-interval over 3.281 wijken.",
    )


def _head() -> tuple[r.Block, ...]:
    return (
        r.Facts((r.Fact("8.240", "bewoners"), r.Fact("4.010", "huishoudens"), r.Fact("5", "buurten"))),
        r.Sentence(
            "Op De Spoordijk weten buren elkaar te vinden, en steeds meer jongeren halen een diploma.",
            ("cbs",),
        ),
        r.Sentence("Minder huishoudens hebben bijstand dan in 2015, maar meer dan in de rest van Havermeer."),
        r.Sentence("Sinds 2018 verhuizen er ieder jaar meer mensen. Waarom, weten we niet."),
        r.MapFigure(
            "Vijf buurten langs het spoor",
            areas(False),
            "De vijf buurten van De Spoordijk.",
            lines=(((0.0, -200.0), (5_200.0, -300.0)),),
        ),
        r.Columns(
            (
                (
                    r.BulletList(
                        (
                            r.Item(
                                "Er is een plek om elkaar te ontmoeten.", "boven het midden van Nederland"
                            ),
                            r.Item(
                                "74 van de 100 jongeren halen een startkwalificatie.",
                                ("CBS", r.SourceRef("cbs")),
                            ),
                        ),
                        "Krachten",
                        "strong",
                    ),
                ),
                (
                    r.BulletList(
                        (
                            r.Item(
                                "Mensen wonen er korter: 14 van de 100 verhuisden in 2024.",
                                "CBS, tussen 13 en 15",
                            ),
                        ),
                        "Zorgen",
                        "soft",
                    ),
                ),
            )
        ),
        r.Notice(
            "Wat we niet weten",
            (
                r.Paragraph(
                    (
                        "waarom mensen verhuizen, en hoe het op het Rangeerveld gaat. ",
                        r.Link("Lees meer", "#niet-weten"),
                    )
                ),
            ),
        ),
    )


def wijk() -> r.Document:
    """The report of an invented wijk."""
    statuses = r.Table(
        "Factoren",
        (r.Column("Factor"), r.Column("Richting"), r.Column("Wat we zien"), r.Column("Zekerheid en bron")),
        (
            ("Krachten", "neemt toe", "Drie bewonersgroepen", "matig · opgave bewoners"),
            ("Beheer (schoon en heel)", None, "Geen open cijfers.", "geen bron"),
        ),
    )
    return r.Document(
        title="De Spoordijk",
        subtitle="Wijk in Havermeer",
        meta=r.Meta(
            datetime.date(2025, 11, 21), release="2025.2", until="2024", organisation="Gemeente Havermeer"
        ),
        blocks=(
            *_head(),
            r.Heading("Ontwikkeling"),
            r.Sentence("Meer diploma’s en minder bijstand, maar ook meer verhuizingen."),
            r.Charts(
                charts(),
                LEGEND,
                source=(
                    "Bron: CBS Kerncijfers. ",
                    r.Link("Hoe we dit berekenen", "https://example.org/methode"),
                ),
            ),
            r.Heading("Positie"),
            r.Sentence("Elk cijfer apart vergeleken met alle wijken in Nederland. We tellen ze niet op."),
            _positions(),
            r.Heading("Verschillen binnen de wijk"),
            r.Sentence("In Spoordijk-Oost hebben minder huishoudens bijstand dan in de Wisselbuurt."),
            r.Rows(
                (
                    r.Row(
                        "Wisselbuurt",
                        r.Position(r.Interval(9.8, 11.6, 13.4), 0, 18, dotted=4.9),
                        (r.Text("12%", bold=True),),
                        words_note="10 tot 13",
                    ),
                    r.Row(
                        "Rangeerveld",
                        r.Unknown(),
                        (r.Text("onbekend", italic=True),),
                        words_note="te weinig huishoudens",
                    ),
                ),
                caption="Huishoudens met bijstand, 2024. Stippellijn: Nederland (4,9%).",
                axis=r.Axis(((0, "0%"), (27.8, "5%"), (55.6, "10%"), (83.3, "15%")), below=True),
            ),
            r.MapFigure(
                "Op de kaart",
                areas(True),
                "Huishoudens met bijstand per buurt; Rangeerveld onbekend.",
                classes=tuple(
                    r.MapClass(c) for c in ("minder dan 8%", "8 tot 10%", "10 tot 12%", "12% of meer")
                ),
                note="Dezelfde cijfers. Licht is weinig, donker is veel, gestreept is onbekend.",
                source="Bron: CBS 2024.",
            ),
            r.Heading("Factoren"),
            r.Sentence("Wat speelt er, welke kant gaat het op, en hoe weten we dat?"),
            statuses,
            r.Heading("Signalen"),
            r.Chart(
                "Van 10 wijken die zich zo ontwikkelden, daalden er 3 in de drie jaar daarna.",
                r.Chances(2, 3, 4, "waarschijnlijk 2 tot 4"),
                "Tien huisjes, drie gevuld: van 10 wijken daalden er 3, waarschijnlijk tussen 2 en 4.",
                note="Over alle wijken in Nederland is dat 1 van de 10.",
            ),
            r.Heading("Aanpakken"),
            r.Rows(
                (
                    r.Row(
                        "Portiekaanpak",
                        r.Timeline(
                            (
                                r.Span(2009, 2013, "second"),
                                r.Span(2013, 2017, "gap", "4 jaar geen"),
                                r.Span(2017, 2025, "effort"),
                                r.Span(2025, 2028, "unsure"),
                            ),
                            2008,
                            2028.5,
                            2025.9,
                            (2012, 2016, 2020, 2024),
                        ),
                        "Niet gemeten",
                        note="corporatie Dijkwonen",
                    ),
                ),
                axis=r.Axis(((0, "2008"), (39, "2016"), (78, "2024"), (97.6, "2028"))),
            ),
            r.Heading("Wat we niet weten", id="niet-weten"),
            r.Notice(
                "Onbekend",
                (
                    r.Terms(
                        (
                            (
                                "Waarom er meer verhuizingen zijn",
                                "De cijfers tellen hoeveel mensen gaan, niet waarom.",
                            ),
                        )
                    ),
                ),
            ),
            r.Sources(
                (
                    r.Source(
                        "cbs",
                        (
                            "CBS, Kerncijfers wijken en buurten 2011–2024. ",
                            r.Link("cbs.nl", "https://www.cbs.nl"),
                        ),
                    ),
                )
            ),
        ),
    )
