"""One invented dialogue as a document."""

import datetime

from wijkwijzer import report as r


def dialogue() -> r.Document:
    """The report of an invented dialogue."""
    return r.Document(
        title="Wat werkt in de wijk, volgens wie er woont en werkt",
        subtitle="Verslag van een dialoog",
        tag="Versie 2, vastgesteld 4 november 2025",
        meta=r.Meta(datetime.date(2025, 11, 4), organisation="Provincie Lindemark"),
        blocks=(
            r.Facts((r.Fact("155", "deelnemers"), r.Fact("2.831", "berichten")), "figures"),
            r.Sentence(
                "Elke zin in dit verslag verwijst naar de berichten en stemmen waar hij op steunt.",
                ("m1", "m2"),
            ),
            r.Heading("Wat maakt een project tot een succes?"),
            r.Sentence(
                "Kennis van de buurt en bewoners aan het roer worden het vaakst genoemd.", ("m1", "v12")
            ),
            r.Rows(
                (
                    r.Row(
                        (r.Link("Kennis van de buurt", "#"),),
                        r.ShareBar(r.Interval(33, 41, 49), 60),
                        (r.Text("41%", bold=True), " ± 8"),
                        note="plaats 1 of 2",
                        words_note="61 mensen",
                        refs=("m1",),
                    ),
                    r.Row(
                        "Bewoners ondersteunen",
                        r.ShareBar(r.Interval(12, 17, 24), 60),
                        (r.Text("17%", bold=True), " ± 6"),
                        note="plaats 3 tot 5",
                    ),
                ),
                legend=(
                    r.LegendItem("sure", "zeker"),
                    r.LegendItem("unsure", "onzeker (95%)"),
                    r.LegendItem("tick", "beste schatting"),
                ),
            ),
            r.Columns(
                (
                    (
                        r.Quote(
                            "Wij wisten al drie jaar waar het lek zat. Niemand vroeg het.",
                            "Bewoner · bericht 1.204",
                            ("m1204",),
                        ),
                    ),
                    (r.Quote("De gemeente moet niet trekken maar meelopen.", "Gebiedsmanager"),),
                )
            ),
            r.Heading("Stellingen"),
            r.Rows(
                (
                    r.RowHeading("De gemeente moet de leiding houden.", "tegengesteld"),
                    r.Row(
                        "Iedereen",
                        r.Diverging(r.Interval(39, 44, 49), r.Interval(38, 43, 48)),
                        "43% oneens · 44% eens",
                    ),
                    r.Row(
                        "groep A",
                        r.Diverging(r.Interval(15, 21, 27), r.Interval(62, 68, 74)),
                        "68% oneens · 21% eens",
                    ),
                    r.Row(
                        "Hoe ging het?",
                        r.Distribution(
                            (
                                r.Part(9, "against", "9%"),
                                r.Part(24, "against-light", "24%"),
                                r.Part(43, "neutral", "43%"),
                                r.Part(20, "second", "20%"),
                                r.Part(4, "main"),
                            )
                        ),
                        "151 mensen",
                    ),
                ),
            ),
            r.Heading("Groepen"),
            r.Notice(
                "Geen stabiele groepen",
                (r.Paragraph("We zochten naar groepen die steeds terugkomen. Die zijn er niet."),),
                "empty",
            ),
            r.Heading("Wat is ermee gedaan?", 3),
            r.BulletList(
                (r.Item("Stop met losse potjes", "29% ± 7"), r.Item("Werk samen over domeinen heen")),
                ordered=True,
            ),
            r.PageBreak(),
            r.Paragraph("Beta posterior, gecorrigeerd.", small=True),
        ),
    )
