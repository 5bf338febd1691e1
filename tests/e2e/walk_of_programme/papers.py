"""What is written in a programme: twelve analyses, two reports, advice, and where every number is from."""

from __future__ import annotations

import datetime
import io
import re
import time
from typing import Any

from django.utils import timezone
from pypdf import PdfReader

from walk_of_programme.stage import THEMES, Somebody, Walk, days_pass, mailed
from wijkwijzer.programme import loose_numbers, numbers_in
from wijkwijzer.report import Document, Table, from_json
from wijkwijzer.report import walk as blocks_of
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.programme.advice.actions import ask_again, give_advice
from wijkwijzer_web.programme.analyses.actions import start_analysis, to_area
from wijkwijzer_web.programme.analyses.queries import body_of
from wijkwijzer_web.programme.cities.queries import address_of
from wijkwijzer_web.programme.models import Advice, AreaAnalysis, Task


def twelve_analyses(walk: Walk) -> None:
    """The wijkmanager drafts one from the figures, in their own words; a number keeps its source."""
    manager, city = walk.manager(), walk.taking_part()[0]
    manager.go(address_of(city))  # as the contact of the city passed it on
    manager.follow("Maak de wijkanalyse")
    manager.press("Maak een concept")
    words = manager.page.locator("textarea[name=text]").first
    proposed = words.input_value()
    words.fill(f"{proposed} Dat zijn er 123.456 meer.")
    manager.press(re.compile("^Bewaar.*alinea 1"))
    manager.reads("Het getal 123456 staat niet in de cijfers onder deze alinea.")
    manager.page.locator("textarea[name=text]").first.fill(f"Zo gaat het: {proposed}")
    manager.press(re.compile("^Bewaar.*alinea 1"))
    manager.fill(question="Hoe staat de wijk ervoor?", kind="een gesprek")
    form = manager.page.locator("#toevoegen + form")
    form.locator("[name=text]").fill("De trap naar de zaal is te steil voor ouderen.")
    form.locator("[name=where]").fill("opbouwwerker, 3 november 2025, mag erin")
    manager.press("Voeg toe")
    manager.reads("De trap naar de zaal is te steil")
    manager.press("Geef aan de wijk (drie weken)")
    since = time.process_time()
    for other in walk.taking_part()[1:]:
        row = start_analysis(
            actor=walk.chief, organisation=walk.organisation, area=other.area, programme=walk.programme
        )
        to_area(actor=walk.chief, analysis=row)
    assert time.process_time() - since <= 10
    assert walk.programme.analyses.count() == 12
    walk.writer = manager


def the_wijk_answers(walk: Walk) -> None:
    """The wijk says "klopt niet" on a phone, gets an answer and a new version; only then it is settled."""
    city, manager = walk.taking_part()[0], walk.writer
    analysis = AreaAnalysis.objects.get(programme=walk.programme, area=city.area)
    wijk = walk.phone()
    wijk.go(f"/programma/{walk.programme.slug}")
    wijk.follow(re.compile(f"Lees de wijkanalyse.*{city.area_name}"))
    wijk.follow(re.compile("^Reageer.*alinea 1$"))
    wijk.page.get_by_label("Jouw reactie op alinea 1").fill("Dit klopt niet: de flat is al leeg.")
    wijk.page.get_by_label("Namens wie?").fill("wijkraad")
    wijk.press("Verstuur")
    own = wijk.page.locator("main a[href*='/mijn-reactie/']").inner_text()
    manager.go(f"/werkplek/analyse/{analysis.pk}")
    manager.press("Toon")
    AreaAnalysis.objects.filter(pk=analysis.pk).update(react_until=timezone.localdate())
    manager.press("Stel vast")
    manager.reads("heeft nog geen antwoord")
    manager.page.locator("[name=verdict]").select_option("verwerkt")
    manager.page.locator("#reacties + ul [name=answer]").fill("De flat staat er nu bij als leeg.")
    manager.press("Antwoord")
    manager.fill(note="De flat is leeg.")
    manager.press("Toon deze versie")
    manager.press("Stel vast")
    manager.reads("vastgesteld")
    wijk.go(own)
    wijk.reads("Dit klopt niet: de flat is al leeg.", "De flat staat er nu bij als leeg.")


def report_one(walk: Walk) -> None:
    """The team makes report 1, reads it, takes it along as PDF, and brings it out."""
    team = walk.team
    team.go(walk.work)
    team.page.locator("#intro1").fill("Zo staan de twaalf wijken ervoor.")
    since = time.process_time()  # the site is in this process
    team.press("Maak rapport 1")
    team.reads("Zo staan de twaalf wijken ervoor.", "De trap naar de zaal is te steil")
    pages = _on_paper(team)
    assert time.process_time() - since <= 60
    assert len(pages) >= 30
    text = "".join(page.extract_text() for page in pages)
    assert "Dit klopt niet: de flat is al leeg." in text.replace("\n", " ")
    _bring_out(walk, 1)


def _on_paper(team: Somebody) -> list[Any]:
    link = team.page.get_by_role("link", name="Op papier (pdf)").get_attribute("href")
    paper = PdfReader(io.BytesIO(team.page.request.get(f"{team.site}{link}", timeout=60_000).body()))
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return list(paper.pages)


def _bring_out(walk: Walk, number: int) -> None:
    walk.team.go(walk.work)
    walk.team.press(re.compile("^Breng uit"))
    visitor = walk.new()
    visitor.go(f"/programma/{walk.programme.slug}")
    visitor.follow(re.compile(f"^Rapport {number}"))


def advice(walk: Walk) -> None:
    """One advice is given on the screen; then one for each other theme and each other wijk."""
    team, city = walk.team, walk.taking_part()[0]
    team.go(walk.work)
    team.follow("Nieuw advies")
    team.fill(
        text="Betaal de beheerder van de zaal vijf jaar vooruit.",
        to_kind="gemeente",
        to_name=f"gemeente {city.city}",
        to_email="wethouder@example.org",
        because="Elk jaar opnieuw vragen kost meer dan het loon.",
        theme=THEMES[0],
        where=city.area,
        together="corporatie en gemeente elk de helft",
        money="uit het onderhoud",
        origin_label="bijeenkomst 1",
    )
    team.press("Breng het advies uit")
    team.reads("Betaal de beheerder van de zaal")
    said = [(theme, "") for theme in THEMES[1:]] + [("", row.area) for row in walk.taking_part()[1:]]
    for theme, area in said:
        today = timezone.localdate()
        row = Advice(
            organisation=walk.organisation,
            programme=walk.programme,
            text=f"Begin klein {theme or area}",
            to_kind=Advice.To.HOUSING,
            to_name="Woningcorporatie De Brug",
            theme=theme,
            area=area,
            area_name=area,
            issued_on=today,
            look_back_on=today + datetime.timedelta(days=365),
        )
        give_advice(actor=walk.chief, advice=row)


def report_two(walk: Walk) -> None:
    """Report 2 holds an advice for each theme and each wijk."""
    team = walk.team
    team.go(walk.work)
    team.page.locator("#intro2").fill("Wat wij de steden aanraden.")
    team.press("Maak rapport 2")
    team.reads("Wat wij de steden aanraden.", *THEMES, *[row.area_name for row in walk.taking_part()])
    assert len(_on_paper(team)) >= 3
    _bring_out(walk, 2)


def asked_about(walk: Walk) -> None:
    """Half a year later the addressee is asked; refusing needs a reason, and silence stands in public."""
    days_pass(Advice.objects.filter(programme=walk.programme), issued_on=190)
    ask_again()
    alderman = walk.phone()
    alderman.go(mailed("wethouder@example.org", "advies/antwoord"))
    alderman.page.get_by_label("niet overgenomen").check()
    alderman.press("Verstuur")
    alderman.reads("Schrijf erbij waarom.")
    alderman.fill(because="De raad koos voor een jaar per keer.")
    alderman.press("Verstuur")
    visitor = walk.new()
    visitor.go(f"/adviezen?programma={walk.programme.slug}")
    visitor.reads("De raad koos voor een jaar per keer.", "Geen antwoord sinds 6 maanden")


def other_words(walk: Walk) -> None:
    """The team writes a blog in the editor and publishes it at once; it stands with the programme."""
    walk.team.go(walk.work)
    walk.team.follow("Schrijf een stuk")
    written_in_editor(
        walk.team,
        title="Wie begint hier?",
        author="Het team",
        series="Andere woorden",
        lead="Niet wat ontbreekt, maar wie er begint.",
        body="In elke wijk begint iemand.",
    )
    visitor = walk.new()
    visitor.go(f"/programma/{walk.programme.slug}")
    visitor.follow("Wie begint hier?")
    visitor.reads("Niet wat ontbreekt", "In elke wijk begint iemand.")


def written_in_editor(writer: Somebody, *, body: str, pause: int = 0, **fields: str) -> None:
    """Fill in a new article and publish it, at once or after a pause in milliseconds."""
    page = writer.page
    page.locator("[name=sort]").select_option("blog")
    for name, value in fields.items():
        page.locator(f"[name={name}]").click()
        page.keyboard.type(value)
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type(body)
    page.wait_for_timeout(pause)
    page.get_by_role("button", name="Meer acties").click()
    with page.expect_navigation(url="**/cms/pages/*/"):
        page.get_by_role("button", name="Publiceer", exact=True).click()


def every_number_resolves(walk: Walk) -> None:
    """Of each number in both reports the release, indicator, area and year are found, or whose word it is."""
    one, two = (from_json(row.document) for row in walk.programme.reports.order_by("number"))
    together, *_charts, sources = [block for block in blocks_of(one) if isinstance(block, Table)]
    found = {tuple(str(cell) for cell in row[:4]) for row in sources.rows}
    release = areas.release_id()[:8]
    for row in sources.rows:
        name, area, year, text, _interval, source, of = row
        assert all((name, area, year, text, source)), row
        assert of == release
    for cells in together.rows:
        name, first, last = re.fullmatch(r"(.*) \((\d{4})–(\d{4})\)", str(cells[0])).groups()  # type: ignore[union-attr]
        who = ("Deze wijken", "Deze wijken", "Andere wijken", "Andere wijken")
        for area, year, text in zip(who, (first, last, first, last), cells[1:], strict=True):
            assert (name, area, year, text) in found
    known = {number for row in found for cell in row for number in numbers_in(cell)} | _said(walk)
    for analysis in walk.programme.analyses.all():
        body = body_of(analysis)
        assert loose_numbers(body) == []
        for figure in body.figures:
            assert (figure.name, figure.area_name, str(figure.year), figure.text) in found
        for paragraph in body.paragraphs:  # a difference is made of the figures under its paragraph
            known.update(numbers_in(paragraph.original) if paragraph.figures else ())
    assert _numbers_of(one) <= known
    assert _numbers_of(two) <= known


def _said(walk: Walk) -> set[str]:
    """Numbers that are somebody's words, a count of the report itself, a day, or the place of a paragraph."""
    advice = walk.programme.advice.all()
    tasks = Task.objects.filter(meeting__programme=walk.programme)
    words = [text for row in advice for text in (row.text, row.because, row.together, row.money, row.theme)]
    words += [text for row in tasks for text in (row.text, row.who, row.meeting.theme)]
    words += [f"{row.place} {row.place_low} {row.place_high}" for row in tasks if row.place]
    words += [str(row.number) for row in advice] + [row.origin_label for row in advice]
    words += ["opbouwwerker, 3 november 2025", "12 steden", "4 bijeenkomsten", f"{len(advice)} adviezen"]
    days = [row.look_back_on for row in advice] + [timezone.localdate()]
    words += [f"{day.day} {day.year}" for day in days]
    words += [str(tasks.exclude(state=Task.State.LAPSED).count()), "100"]
    words += [areas.release_id()[:8], "95% van de trekkingen"]
    words += [
        str(n) for n in range(1, 1 + max(len(body_of(a).paragraphs) for a in walk.programme.analyses.all()))
    ]
    return {number for text in words for number in numbers_in(text)}


def _numbers_of(document: Document) -> set[str]:
    found: set[str] = set()
    for block in blocks_of(document):
        texts = [getattr(block, name, "") for name in ("text", "content", "title")]
        for item in getattr(block, "items", ()):
            texts += (
                item if isinstance(item, tuple) else [getattr(item, name, "") for name in ("content", "note")]
            )
        found.update(number for text in texts for number in numbers_in(str(text)))
    return found
