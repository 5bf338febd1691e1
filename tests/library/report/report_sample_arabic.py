"""Documents in Arabic: a verslag, a ballot and a card, from right to left."""

import datetime

from wijkwijzer import report as r

# Numbers read from left to right inside words that read from right to left.
NUMBERS = "أجاب 1.250 شخصًا (41%) من 2015 إلى 2024، أي 12–15 في كل مجموعة و€ 250 لكل بيت."
META = r.Meta(datetime.date(2025, 11, 21))


def verslag() -> r.Document:
    """A verslag with a chart, rows, quotes, a table and sources."""
    points = tuple(
        r.Point(year, 40.0 + year % 7, 38.0 + year % 7, 42.0 + year % 7) for year in range(2015, 2025)
    )
    chart = r.Chart("عدد الشباب", r.TimeChart(points, end_label="اليوم"), "خط", note="بالمئة من السكان")
    row = r.Row("معرفة الحي", r.ShareBar(r.Interval(33, 41, 49), 60), "٤١ من المئة", note="المرتبة الأولى")
    table = r.Table("العبارات", (r.Column("العبارة"), r.Column("أوافق", "number")), (("الحديقة آمنة", "12"),))
    return r.Document(
        "ما الذي ينجح في الحي؟",
        META,
        (
            r.Sentence("يعرف الجيران بعضهم بعضًا.", ("bron",)),
            r.BulletList((r.Item("يلتقي الناس في الحديقة", "مرة في الأسبوع"),), "نقاط القوة", "strong"),
            r.Heading("الآراء"),
            r.Charts((chart,), (r.LegendItem("main", "الحي"),)),
            r.Rows((r.RowHeading("كل المشاركين"), row)),
            r.Quote("نريد ملعبًا للأطفال، وأيضًا Wi-Fi في 2026.", "ساكنة"),
            table,
            r.Notice("ما لا نعرفه", (r.Paragraph("من لم يشارك."),)),
            r.Paragraph(NUMBERS),
            r.Heading("المصادر"),
            r.Sources((r.Source("bron", "إحصاءات هولندا"),)),
        ),
        spoken="ar",
    )


def ballot() -> r.Document:
    """A form to fill in by hand."""
    heads = tuple(map(r.Column, ("رقم", "العبارة", "أوافق", "لا أوافق", "لا أعرف")))
    rows = tuple((str(n), "الحديقة مكان آمن للأطفال", "☐", "☐", "☐") for n in range(1, 31))
    return r.Document(
        "استمارة الحي",
        META,
        (
            r.Sentence("رقم الاستمارة: ____"),
            r.Choices(("سيئ جدًا", "جيد"), "كيف الحي؟"),
            r.Table("", heads, rows, large=True),
            r.WritingLines(6, "مساحة للكتابة"),
        ),
        layout="sheet",
        spoken="ar",
    )


def card() -> r.Document:
    """A code of six words to take home."""
    blocks = (r.Sentence("رمزك"), r.BulletList(tuple(map(r.Item, ("fiets", "molen", "kade"))), ordered=True))
    return r.Document("بطاقتك", META, blocks, layout="card", spoken="ar")
