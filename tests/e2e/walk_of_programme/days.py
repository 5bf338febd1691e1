"""From the first word to what became of a task: cities, themes, four days, and the room."""

from __future__ import annotations

import datetime
import re
import uuid

from django.utils import timezone
from playwright.sync_api import expect

from walk_of_programme.stage import THEMES, Somebody, Walk, days_pass, mailed
from wijkwijzer_web.programme.choosing.actions import choose
from wijkwijzer_web.programme.cities.actions import rate_themes
from wijkwijzer_web.programme.invitations.actions import name_guest
from wijkwijzer_web.programme.meetings.actions import (
    add_presentation,
    ask_news,
    change_state,
    decide_on_task,
    note_task,
    save_meeting,
)
from wijkwijzer_web.programme.models import Meeting, Participation, Presentation, Programme, Task
from wijkwijzer_web.programme.programmes.actions import add_city

SIDES = [key for key, _label in Task.Aspect.choices]
BY_PHONE, BY_SERVICE, CHOOSERS, PRESENTATIONS = 10, 30, 11, (4, 4, 3, 3)


def begin(walk: Walk) -> None:
    """The team starts a programme that says beforehand what it expects."""
    team = walk.team
    team.log_in(walk.chief)
    team.go("/werkplek")
    team.follow("Werkplek programma's")
    team.follow("Begin een programma")
    team.fill(
        name="Nieuwe perspectieven",
        intro="Twaalf steden blazen hun wijkaanpak nieuw leven in.",
        begins_on="2025-09-01",
        series="Andere woorden",
        trend_lines="Minder mensen krijgen bijstand. | bijstand_per_1000 | omlaag",
    )
    team.page.locator("[name=public]").check()
    team.press("Bewaar")
    walk.programme = Programme.objects.get(organisation=walk.organisation)
    team.reads("Er is nog geen stad.")


def twelve_cities(walk: Walk) -> None:
    """A city chooses its own wijk without an account and sees its figures; the team takes it in."""
    city, place = next(iter(walk.places.items()))
    visitor = walk.new()
    visitor.go(f"/programma/{walk.programme.slug}")
    visitor.follow("Doe mee met een wijk")
    visitor.fill(
        city=city,
        where=f"{place.name} {city}",
        risk="Jonge gezinnen trekken weg en de winkels volgen.",
        contact_email="stad0@example.org",
        punt_uitdaging="vertrek",
        punt_bouwperiode="jaren zestig",
        punt_grootte="9.000 mensen",
        punt_ligging="aan de rand",
        punt_samenstelling="veel ouderen",
        punt_eerder="wijkbudget",
    )
    visitor.press("Stel deze wijk voor")
    visitor.reads(place.name, "mensen")
    walk.team.go(walk.work)
    walk.team.reads("Jonge gezinnen trekken weg")
    walk.team.page.locator("main [name=state]").first.select_option("doet-mee")
    walk.team.press(re.compile("^Bewaar"))
    for number, (name, other) in enumerate(list(walk.places.items())[1:], start=1):
        row = Participation(
            programme=walk.programme,
            city=name,
            area=other.key,
            area_name=other.name,
            risk="De laatste winkel sluit.",
            contact_email=f"stad{number}@example.org",
            points={"bouwperiode": f"jaren {10 * (number % 5 + 5)}"},
            state=Participation.State.TAKES_PART,
        )
        add_city(actor=walk.chief, city=row)
    visitor.go(f"/programma/{walk.programme.slug}")
    visitor.reads("Er doen 12 steden mee", "Jonge gezinnen trekken weg")


def themes(walk: Walk) -> None:
    """Themes are rated by the cities with a link of their own, who also say whom they may send."""
    team = walk.team
    for title in (*THEMES, "Een logo voor de wijk"):
        team.go(walk.work)
        team.open("Thema toevoegen")
        team.fill(title=title)
        team.press("Voeg toe")
    team.press("Mail elke stad haar eigen link")
    team.reads("12 steden kregen een mail.")
    first, *others = walk.taking_part()
    phone = walk.phone()
    phone.go(mailed("stad0@example.org", "stad"))
    for theme in THEMES:
        box = phone.page.locator("fieldset", has_text=theme)
        box.get_by_text("heel graag").click()
    phone.press("Bewaar")
    phone.fill(email="deelnemer@example.org", what="wonen, corporatie")
    phone.press("Voeg toe")
    phone.reads("deelnemer@example.org")
    themes = list(walk.programme.themes.all())
    for city in (first, *others):
        for what in ("zorg, gemeente", "bewoner, wijkraad", "geld, fonds"):
            name_guest(city, f"{what[:4]}.{city.pk}@example.org", what)
    for city in others:
        rate_themes(city, {theme: 4 if theme.title in THEMES else 1 for theme in themes})
    team.go(walk.work)
    team.reads("Een logo voor de wijk")


def four_meetings(walk: Walk) -> None:
    """One day is planned on the screen with all its parts; the others by the service."""
    team = walk.team
    team.follow(re.compile("Plan hierover een bijeenkomst"))
    chosen = team.page.locator("[name=theme]").input_value()
    assert chosen in THEMES
    today = timezone.localdate()
    team.fill(
        aim="Hoe houden we wie hier iets kan?",
        day=today.isoformat(),
        begins="09:30",
        ends="15:00",
        place="Het Dok",
        host_name="De Spoordijk",
    )
    team.press("Bewaar")
    for kind, title in (
        ("aftrap", "Aftrap door een deskundige van buiten"),
        ("presentatie", "Vier wijken laten zien wat ze doen"),
        ("bezoek", "Langs de werkplaats en de flat"),
        ("werkvorm", ""),
    ):
        team.open("Onderdeel toevoegen")
        team.fill(kind=kind, title=title)
        if kind == "werkvorm":
            team.page.locator("[name=workform]").select_option(index=1)
        team.press("Voeg toe")
    assert walk.meetings()[0].parts.count() == 4
    for number, theme in enumerate((each for each in THEMES if each != chosen), start=1):
        row = Meeting(
            programme=walk.programme,
            organisation=walk.organisation,
            theme=theme,
            day=today + datetime.timedelta(days=number),
            begins=datetime.time(9, 30),
            ends=datetime.time(15),
            place="Het Dok",
        )
        save_meeting(actor=walk.chief, meeting=row)
    _presentations(walk)


def _presentations(walk: Walk) -> None:
    """The first presenter answers the eight questions by link, on a phone."""
    team, city = walk.team, walk.taking_part()[0]
    team.follow("Presentatie toevoegen")
    team.fill(where=city.area, what="De werkplaats onder de flat", email="presentator@example.org")
    team.press("Bewaar")
    team.press(re.compile("Mail de acht vragen nu"))
    presenter = walk.phone()
    presenter.go(mailed("presentator@example.org", "presentatie"))
    questions = [key for key, _label in Presentation.QUESTIONS]
    presenter.fill(**{f"vraag_{key}": f"Zo zit het met {key}." for key in questions})
    presenter.press("Bewaar")
    cities = walk.taking_part()
    for meeting, count in zip(walk.meetings(), PRESENTATIONS, strict=True):
        for city in cities[meeting.presentations.count() : count]:
            row = Presentation(area=city.area, area_name=city.area_name, what="Wat we doen", answers={})
            add_presentation(actor=walk.chief, meeting=meeting, presentation=row)
    assert Presentation.objects.filter(meeting__programme=walk.programme).count() == sum(PRESENTATIONS)


def invite(walk: Walk) -> None:
    """Two of every city are asked; a participant says yes with the link, without an account."""
    team = walk.team
    team.go(f"/werkplek/bijeenkomst/{walk.meetings()[0].uid}")
    team.follow("Nodig mensen uit")
    team.press("Verstuur deze ronde")
    team.reads("24 mensen")
    participant = walk.phone()
    participant.go(mailed("deelnemer@example.org", "uitnodiging"))
    participant.press("Ja, ik kom")
    participant.reads("Je zei: ik kom.")


def in_the_room(walk: Walk) -> None:
    """Forty tasks are typed on a phone in the room, 120 come by the service; the room chooses."""
    team, phone = walk.team, walk.phone()
    meetings = walk.meetings()
    team.go(f"/werkplek/bijeenkomst/{meetings[0].uid}")
    team.press("Bezig")
    for meeting in meetings[1:]:
        change_state(actor=walk.chief, meeting=meeting, state=Meeting.State.RUNNING)
    team.follow("Zaalscherm")
    letters = team.page.locator(".ww-zaal__qr b").inner_text()
    assert letters == meetings[0].code
    for meeting in meetings:
        phone.go("/zaal")
        phone.fill(code=meeting.code.lower())
        phone.press("Ga verder")
        _write(phone, meeting)
        _more_tasks(walk, meeting)
    team.go(f"/werkplek/bijeenkomst/{meetings[0].uid}/zaalscherm")
    team.reads(f"{BY_PHONE + BY_SERVICE} taken op de lijst")
    _choose(walk, phone)
    everything = Task.objects.filter(meeting__programme=walk.programme)
    assert everything.count() == 4 * (BY_PHONE + BY_SERVICE) == 160


def _write(phone: Somebody, meeting: Meeting) -> None:
    words, send = phone.page.locator("#t"), phone.page.get_by_role("button", name="Zet op de lijst")
    for number in range(BY_PHONE):
        words.fill(f"Regel een vast loket voor {meeting.theme.lower()}, stap {number}.")
        phone.page.locator(f"input[name=kant][value={SIDES[number % 4]}]").press("Space")
        if number == 0:
            phone.page.locator("input[name=wijk]").nth(1).press("Space")
        send.press("Enter")
        expect(words).to_have_value("")
    expect(phone.page.locator("[data-lijst] li")).to_have_count(BY_PHONE)


def _more_tasks(walk: Walk, meeting: Meeting) -> None:
    cities = walk.taking_part()
    for number in range(BY_SERVICE):
        city = cities[number % 12]
        values = {
            "text": f"Vraag wie {number + 2} sleutels van de zaal heeft.",
            "aspect": SIDES[number % 4],
            "area": city.area,
            "area_name": city.area_name,
            "table": number % 4 + 1,
        }
        note_task(meeting, uuid.uuid4(), values)


def _choose(walk: Walk, phone: Somebody) -> None:
    """The room says what matters most: one on a phone, eleven by the service."""
    meeting, team = walk.meetings()[0], walk.team
    team.go(f"/werkplek/bijeenkomst/{meeting.uid}")
    team.press("Laat de zaal kiezen wat het meest telt")
    phone.go(f"/zaal/{meeting.code}")
    phone.follow(re.compile("De zaal kiest nu"))
    tasks = list(meeting.tasks.order_by("pk")[:3])
    for place, task in enumerate(tasks, start=1):
        phone.page.locator(f"[name=taak_{task.pk}]").select_option(str(place))
    phone.press("Dit is mijn keuze")
    for number in range(CHOOSERS):
        choose(meeting, uuid.uuid4(), tasks if number % 3 else tasks[::-1])
    team.press("Sluit het kiezen en tel")
    team.reads(f"{CHOOSERS + 1} mensen kozen.")


def does_it_hold(walk: Walk) -> None:
    """Who was there says what is not right; the team answers, and settles after fourteen days."""
    team, meeting = walk.team, walk.meetings()[0]
    team.press("Besproken")
    participant = walk.phone()
    participant.go(mailed("deelnemer@example.org", "b"))
    participant.open("Dit klopt niet")
    participant.page.locator("textarea[name=text]:visible").fill("Het loket was een proef van een jaar.")
    participant.press("Verstuur")
    participant.reads("Het team antwoordt")
    team.go(f"/werkplek/bijeenkomst/{meeting.uid}")
    answer = team.page.locator("#opmerkingen + ul form")
    answer.locator("[name=answer]").fill("Klopt, zo staat het er nu.")
    team.press(re.compile("^Bewaar"), within="#opmerkingen + ul")
    first, second = meeting.tasks.order_by("pk")[:2]
    _decide(team, first, "bevestigd", who="gemeente")
    _decide(team, second, "vervalt", because="Dit loopt al.")
    for one in walk.meetings():
        _the_others(walk, one)
    team.press("Vastgesteld")
    team.reads("Wie er was, kijkt mee tot en met")  # not before two weeks are over
    days_pass(Meeting.objects.filter(programme=walk.programme), amend_until=14)
    team.press("Vastgesteld")
    for one in walk.meetings()[1:]:
        change_state(actor=walk.chief, meeting=one, state=Meeting.State.SETTLED)
    visitor = walk.new()
    visitor.go(meeting.get_absolute_url())
    visitor.reads("Vastgesteld", first.text, "12 mensen in de zaal", "Dit loopt al.")


def _decide(team: Somebody, task: Task, state: str, **more: str) -> None:
    row = team.page.locator(f"#taak-{task.pk}")
    row.locator("[name=state]").select_option(state)
    for name, text in more.items():
        row.locator(f"[name={name}]").fill(text)
    team.press(re.compile("^Bewaar"), within=f"#taak-{task.pk}")


def _the_others(walk: Walk, meeting: Meeting) -> None:
    """What was not decided on the screen is confirmed, and the later days end too."""
    for task in meeting.tasks.filter(state=Task.State.NOTED):
        decide_on_task(actor=walk.chief, task=task, values={"state": Task.State.CONFIRMED})
    if meeting.state == Meeting.State.RUNNING:
        change_state(actor=walk.chief, meeting=meeting, state=Meeting.State.DISCUSSED)


def what_became_of_it(walk: Walk) -> None:
    """Three months later whoever was there is asked, and says it on a phone."""
    meeting = walk.meetings()[0]
    days_pass(Meeting.objects.filter(pk=meeting.pk), day=93, settled_on=78)
    ask_news()
    participant = walk.phone()
    participant.go(mailed("deelnemer@example.org", "b"))
    participant.open("Wat werd het?")
    participant.page.locator("[name=text]:visible").fill("Het loket is er, twee middagen.")
    participant.press("Bewaar")
    participant.go(meeting.get_absolute_url())
    participant.reads("Het loket is er, twee middagen.")
