"""The stage of the programme's walk: people at screens of their own, and an installation for them.

A link from a mail is followed as it stands there; time goes by because dates are put further back.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.db.models import F
from playwright.sync_api import Browser, BrowserContext, Page, expect

from second_factor import SECRET, totp_code
from wijkwijzer_web.areas.queries import current
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.core.people.page_rights import renew_rights
from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.programme.models import Meeting, Participation, Programme

__all__ = ["THEMES", "Somebody", "Walk", "days_pass", "mailed"]

PASSWORD = "een lang wachtwoord dat niemand raadt"
THEMES = ("Wie blijft er?", "Geld dat niet ophoudt", "Regels die helpen", "Samen met de corporatie")


class Somebody:
    """A person at a screen of their own: follows links, presses buttons, fills in what is asked."""

    def __init__(self, browser: Browser, site: str, width: int = 1280) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=True, locale="nl-NL"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.site = site

    def go(self, address: str) -> None:
        """Open an address: of the site, or as it stands in a mail."""
        path = re.sub(r"^https?://[^/]+", "", address)
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == 200, address

    def follow(self, name: str | re.Pattern[str]) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def press(self, name: str | re.Pattern[str], within: str = "main") -> None:
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("button", name=name).first.click()

    def open(self, name: str) -> None:
        """Unfold."""
        self.page.locator("summary", has_text=name).first.click()

    def fill(self, **values: str) -> None:
        """Fill in fields by their name."""
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]:visible").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def log_in(self, user: User) -> None:
        self.go("/account/inloggen")
        self.page.get_by_label("E-mail").fill(user.email)
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.press("Inloggen")
        self.page.locator("main input[name=code]").fill(totp_code())
        with self.page.expect_navigation():
            self.page.locator("main button[type=submit]").first.click()


def mailed(to: str, path: str) -> str:
    """The last link of this kind in a mail to somebody."""
    send_waiting()
    for letter in reversed(mail.outbox):
        found = re.search(rf"https?://[^/\s]+(/{path}/\S+)", str(letter.body))
        if letter.to == [to] and found:
            return found[1]
    raise AssertionError(f"no {path} to {to}")


class Walk:
    """The programme with everybody in it."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.organisation = Organisation.objects.create(name="Platform Twaalf", slug="platform-twaalf")
        self.chief = self._member("team@platform.example")
        self.team = self.new()
        self.places = self._one_of_each_city()
        self.cities = list(self.places)
        self.programme = Programme()
        self.writer = self.team  # the wijkmanager, once there is one

    def new(self, width: int = 1280) -> Somebody:
        return Somebody(self.browser, self.site, width)

    def phone(self) -> Somebody:
        return self.new(390)

    def _member(self, email: str, organisation: Organisation | None = None) -> User:
        user, of = User.objects.create_user(email, PASSWORD), organisation or self.organisation
        Membership.objects.create(user=user, organisation=of, role=Role.EDITOR)
        TOTP.activate(user, SECRET)
        renew_rights([user])
        return user

    def manager(self) -> Somebody:
        """The wijkmanager of a city, logged in; the city is an organisation of its own."""
        city = Organisation.objects.create(name="Gemeente van de wijkmanager", slug="gemeente-wijkmanager")
        somebody = self.new()
        somebody.log_in(self._member("wijkmanager@gemeente.example", city))
        return somebody

    def _one_of_each_city(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for place in current().names.at_level("wijk"):
            found.setdefault(place.gemeente_name, place)
        assert len(found) == 12
        return found

    @property
    def work(self) -> str:
        return f"/werkplek/programma/{self.programme.slug}"

    def taking_part(self) -> list[Participation]:
        return list(self.programme.participations.order_by("pk"))

    def meetings(self) -> list[Meeting]:
        return list(self.programme.meetings.order_by("number"))


def days_pass(rows: Any, **days: int) -> None:
    """Time goes by: these dates lie so many days further back."""
    rows.update(**{name: F(name) - datetime.timedelta(days=count) for name, count in days.items()})
