"""What Django and allauth say on our pages is in our own Dutch, and a first administrator finds a way on."""

from __future__ import annotations

from collections.abc import Callable

import polib
import pytest
from django.test import Client
from django.utils.translation import gettext, ngettext

from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.operations.translations import OWN_DUTCH

pytestmark = pytest.mark.django_db


@pytest.fixture
def installer() -> User:
    """Who set the site up, and works for no organisation."""
    return User.objects.create_superuser("beheer@example.org", "een lang wachtwoord dat niemand raadt")


def test_words_of_packages_are_ours_and_say_je() -> None:
    for one in polib.pofile(str(OWN_DUTCH)):
        if one.msgid_plural:
            assert ngettext(one.msgid, one.msgid_plural, 2) == one.msgstr_plural[1]
        else:
            assert gettext(one.msgid) == one.msgstr


def test_the_page_for_a_new_password_says_je(
    log_in: Callable[[User], Client], member: Callable[[Role], User]
) -> None:
    page = log_in(member(Role.EDITOR)).get("/account/wachtwoord").content.decode()
    assert "minstens 12 tekens" in page
    assert "Uw " not in page
    assert " uw " not in page


def test_who_installed_the_site_begins_an_organisation_from_the_work_desk(
    log_in: Callable[[User], Client], installer: User, mailoutbox: list[object]
) -> None:
    client = log_in(installer)
    Organisation.objects.all().delete()
    assert 'href="/organisaties/nieuw"' in client.get("/werkplek").content.decode()
    client.post("/organisaties/nieuw", {"name": "Gemeente Brugstede", "email": "beheer@example.org"})
    page = client.get("/werkplek").content.decode()
    assert "Gemeente Brugstede" in page
    assert "Om te beginnen" in page
    assert not mailoutbox


def test_an_organisation_for_somebody_else_sends_the_mail_and_takes_no_name_twice(
    log_in: Callable[[User], Client], installer: User, mailoutbox: list[object]
) -> None:
    client = log_in(installer)
    said = {"name": "Nieuw", "email": "kees@example.org"}
    assert client.post("/organisaties/nieuw", said).status_code == 302
    made = Organisation.objects.get(name="Nieuw")
    assert made.slug != "nieuw", "its own pages stay to be reached"
    assert made.memberships.get().role == Role.ADMINISTRATOR
    assert len(mailoutbox) == 1
    again = client.post("/organisaties/nieuw", said | {"name": "nieuw"})
    assert again.status_code == 400
    assert "Er is al een organisatie" in again.content.decode()


def test_who_administers_one_organisation_begins_no_other(
    log_in: Callable[[User], Client], member: Callable[[Role], User]
) -> None:
    client = log_in(member(Role.ADMINISTRATOR))
    assert client.get("/organisaties/nieuw").status_code == 403
    assert "/organisaties/nieuw" not in client.get("/werkplek").content.decode()
