"""The first morning of somebody who read nothing: a login, and from there only what the screen offers.

At the end a colleague got a wijk page, a desk is open with a poster, a practice and a failure are in the
catalogue, and people are invited to a day. The walker clicks what stands on the page and goes to no address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from second_factor import totp_code
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.desk.models import Desk
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.programme.models import Meeting

pytestmark = pytest.mark.e2e
PASSWORD = "een lang wachtwoord dat niemand raadt"
OF_A_KIND = 3
Faults = Callable[[Page], list[str]]


@pytest.fixture
def newcomer(site: str, page: Page, faults: Faults) -> Iterator[Newcomer]:
    """Somebody with a login, on the front page, of the only organisation that is at work here."""
    page.set_default_timeout(60_000)  # the first page of the first test warms the server up
    others = list(Organisation.objects.filter(active=True).values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=others).update(active=False)
    organisation = Organisation.objects.create(name="Gemeente Zilverdam", slug="zilverdam")
    chief = User.objects.create_user("anna@zilverdam.nl", PASSWORD)
    Membership.objects.create(user=chief, organisation=organisation, role=Role.ADMINISTRATOR)
    page.goto(site, timeout=120_000)
    yield Newcomer(page, organisation, chief, faults)
    Organisation.objects.filter(pk__in=others).update(active=True)


class Newcomer:
    """What somebody does who reads the screen: follow a link, press a button, fill in a field."""

    def __init__(self, page: Page, organisation: Organisation, user: User, faults: Faults) -> None:
        self.page, self.organisation, self.user, self._faults = page, organisation, user, faults

    def follow(self, name: str | re.Pattern[str]) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)

    def next_step(self, heading: str) -> None:
        """On to the step that the start list offers, which is the one we expect; axe finds nothing on it."""
        if not self.page.url.endswith("/werkplek"):
            self.follow("Werkplek")
        self.follow("Ga verder")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.look()

    def look(self) -> None:
        """Nothing wrong for axe, and on a phone nothing scrolls sideways."""
        assert self._faults(self.page) == [], self.page.url
        self.page.set_viewport_size({"width": 390, "height": 900})
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 390, self.page.url
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def addresses(self, *beginnings: str) -> set[str]:
        """Where the main part of the page leads to, without what is a file."""
        links = self.page.get_by_role("main").get_by_role("link").all()
        found = {str(link.get_attribute("href")).partition("#")[0] for link in links}
        return {one for one in found if one.startswith(beginnings) and "." not in one}

    def log_in(self) -> None:
        self.follow("Inloggen")
        self.fill("E-mail", self.user.email)
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.press("Inloggen")
        secret = self.page.locator("main code").inner_text()
        self.page.locator("main input[name=code]").fill(totp_code(secret))
        self.press("Zet aan")
        self.follow(re.compile("naar mijn werkplek"))


def test_one_morning_without_help(newcomer: Newcomer) -> None:
    walker = newcomer
    walker.log_in()
    _organise(walker)
    _mail_a_page(walker)
    _open_a_desk(walker)
    _share(walker)
    _invite(walker)
    walker.follow("Werkplek")
    expect(walker.page.get_by_role("main")).to_contain_text("7 van 8")
    _look_around(walker)


def _organise(walker: Newcomer) -> None:
    """The card as it stands, who answers for privacy, and a second person."""
    walker.next_step("Kaart van je organisatie")
    walker.fill("Telefoon", "0200 555 010")
    walker.press("Bewaar")
    walker.next_step("Privacy")
    walker.fill("Wie gaat er over privacy?", "functionaris gegevensbescherming, fg@zilverdam.nl")
    walker.press("Wij lazen dit door")
    walker.next_step("Mensen van Gemeente Zilverdam")
    walker.fill("E-mail", "bram@zilverdam.nl")
    walker.press("Voeg toe")
    assert mail.outbox[-1].to == ["bram@zilverdam.nl"]


def _mail_a_page(walker: Newcomer) -> None:
    """(a) A wijk page that they dare to mail to a colleague, who reads it without an account."""
    walker.next_step("Lees een wijkpagina na")
    walker.fill("Naar wie?", "collega@zilverdam.nl")
    walker.press("Verstuur")
    sent = mail.outbox[-1]
    assert sent.to == ["collega@zilverdam.nl"]
    assert sent.from_email.startswith("Gemeente Zilverdam <")
    found = re.search(r"(/wijk/\S+)", sent.body)
    assert found is not None
    colleague = walker.page.context.browser.new_context()  # type: ignore[union-attr]
    read = colleague.new_page().goto(walker.page.url.partition("/werkplek")[0] + found[1])
    assert read is not None
    assert read.status == 200
    colleague.close()


def _open_a_desk(walker: Newcomer) -> None:
    """(b) An open desk with a poster for the wall."""
    walker.next_step("Loket opzetten")
    walker.press("Bewaar")
    for name in ("anna@zilverdam.nl", "bram@zilverdam.nl", "Ik las de tekst", "Zet het loket meteen open"):
        walker.page.get_by_label(name).check()
    walker.press("Bewaar")
    expect(walker.page.get_by_role("main")).to_contain_text("Het loket is open.")
    address = walker.page.get_by_role("link", name="Poster").get_attribute("href")
    poster = walker.page.request.get(walker.page.url.partition("/werkplek")[0] + str(address))
    assert poster.body().startswith(b"%PDF")
    assert Desk.objects.get(organisation=walker.organisation).opened


def _share(walker: Newcomer) -> None:
    """(c) A practice and a failure of their own, in the catalogue for everybody."""
    walker.next_step("Wat doen jullie")
    walker.fill("Wat doen jullie?", "Elke maandag koken vijf buren soep in de hal van de flat.")
    walker.press("Zet het erop")
    walker.next_step("Wat lukte niet?")
    walker.fill(
        "Wat gebeurde er?", "We hingen een scherm met cijfers op in de bibliotheek. Niemand keek ernaar."
    )
    walker.press("Zet het erop")
    for _piece in range(2):
        walker.follow("Werkplek")
        walker.follow(re.compile("op een blik"))
        walker.follow(re.compile("soep in de hal|scherm met cijfers"))
        walker.press("Zet het erop")
    own = KnowledgeRecord.objects.filter(organisation=walker.organisation, public=True)
    assert {one.kind for one in own} == {"interventie", "mislukking"}


def _invite(walker: Newcomer) -> None:
    """(d) A day in the agenda, for which people were invited."""
    walker.next_step("Bijeenkomst")
    walker.fill("Thema", "Wat hoorden we in de wijk?")
    walker.press("Bewaar")
    walker.look()
    walker.follow("Nodig mensen uit")
    walker.fill("E-mailadressen, een per regel", "buur@example.org")
    walker.press("Nodig uit")
    assert Meeting.objects.get(organisation=walker.organisation).state == Meeting.State.INVITED


def _look_around(walker: Newcomer) -> None:
    """Whatever else the work desk leads to, and what that leads to within the organisation, is whole."""
    own = f"/werkplek/organisatie/{walker.organisation.slug}/"
    start = walker.page.url.partition("/werkplek")[0]
    to_see = walker.addresses("/werkplek", "/organisaties", "/account")
    seen: set[str] = set()
    while to_see:
        address = to_see.pop()
        if _like(address, own, seen) >= OF_A_KIND:
            continue
        seen.add(address)
        walker.page.goto(start + address)
        walker.look()
        to_see |= walker.addresses(own) - seen
    assert len(seen) >= 25, sorted(seen)


def _like(address: str, own: str, seen: set[str]) -> int:
    """How many like it were seen: mails have one frame, papers one template."""
    kind = address.rpartition("/")[0] + "/"
    return 0 if kind == own or not kind.startswith(own) else sum(one.startswith(kind) for one in seen)
