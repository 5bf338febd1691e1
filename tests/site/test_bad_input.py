"""One character breaks nothing: control characters, digits that are none, addresses that nobody types."""

from __future__ import annotations

import re
import struct
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override

from wijkwijzer_web.core import clean
from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.core.trail.logs import JSONFormatter
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.follow.models import Outgoing

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
LOOKALIKES = ["²", "٣", "１", "-1", "1e3", "0x1", "9" * 30, "", " ", "\u0661\u0662"]


def forms_of_the_site() -> list[type[forms.BaseForm]]:
    get_resolver().url_patterns  # noqa: B018 - loads every view
    found: list[type[forms.BaseForm]] = []
    waiting = list(forms.BaseForm.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("wijkwijzer_web.") and kind.__module__ != clean.__name__:
            found.append(kind)
    return found


def test_every_form_of_the_site_cleans_what_comes_in() -> None:
    found = forms_of_the_site()
    assert len(found) > 10
    assert [kind for kind in found if not issubclass(kind, clean.Form | clean.ModelForm)] == []


def test_every_text_field_loses_control_characters_and_every_number_refuses_lookalikes() -> None:
    bad = "".join(map(chr, [*range(32), *range(0x7F, 0xA0), 0xFFFE, 0x202E, 0x2066]))

    class Sample(clean.Form):
        text = forms.CharField(widget=forms.Textarea)
        number = forms.IntegerField(required=False)
        share = forms.FloatField(required=False)

    sample = Sample({"text": f"kop{bad}staart", "number": "7", "share": "0.5"})
    assert sample.is_valid(), sample.errors
    said = sample.cleaned_data["text"]
    assert said.startswith("kop")
    assert said.endswith("staart")
    assert not clean.has_controls(said)
    for typed in ("²", "٣", "１"):
        assert not Sample({"text": "x", "number": typed}).is_valid(), typed
        assert not Sample({"text": "x", "share": typed}).is_valid(), typed


def test_a_title_with_a_vertical_tab_breaks_no_feed(
    client: Client, log_in: Callable[[User], Client], member: Callable[[Role], User], dialogue: Dialogue
) -> None:
    editor = log_in(member(Role.EDITOR))
    organisation = Organisation.objects.get(slug="tolbeke")
    Dialogue.objects.update(organisation=organisation)
    page = editor.get(f"/werkplek/dialogen/{dialogue.slug}/gegevens")
    form = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    form |= {"title": "Groen\x0bin de wijk", "intro": "Een\x00 zin\x1f.", "organisation": organisation.pk}
    form["keep_until"] = str(dialogue.keep_until)
    form = {name: value for name, value in form.items() if name not in {"opens_at", "closes_at", "languages"}}
    answer = editor.post(f"/werkplek/dialogen/{dialogue.slug}/gegevens", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert not clean.has_controls(Dialogue.objects.get().title)
    for address in ("/dialogen/feed", "/en/dialogen/feed"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("typed", LOOKALIKES)
def test_every_address_with_a_number_takes_any_number(
    dialogue: Dialogue, log_in: Callable[[User], Client], administrator: User, typed: str
) -> None:
    client = log_in(administrator)
    client.raise_request_exception = False
    slug = dialogue.slug
    for address, parameters in (
        (f"/dialoog/{slug}/hints", {"vraag": typed, "tekst": "iets"}),
        (f"/werkplek/dialogen/{slug}/wachtrij", {"vraag": typed}),
        ("/werkplek/cijfers", {"bladzijde": typed}),
        (f"/dialoog/{slug}/doe-mee", {"vraag": typed, "stap": typed}),
    ):
        for status in (
            client.get(address, parameters).status_code,
            client.post(address, parameters | {"ronde": typed, "nummer": typed}).status_code,
        ):
            assert status < 500, (address, typed)
    assert client.post(f"/werkplek/dialogen/{slug}/regie/doe", {"ronde": typed}).status_code < 500
    assert client.post(f"/werkplek/dialogen/{slug}/invoer", {"vraag": typed}).status_code < 500


def test_no_number_in_any_address_is_too_large_or_of_other_digits(
    dialogue: Dialogue, log_in: Callable[[User], Client], administrator: User
) -> None:
    """Every address of ours in which a number stands, of the list of addresses itself."""
    client = log_in(administrator)
    client.raise_request_exception = False
    found = dict(_numbered(get_resolver().url_patterns))
    assert len(found) > 50
    for route, kinds in found.items():
        for slug in (dialogue.slug, "tolbeke"):
            for number in ("9" * 30, "²"):
                address = "/" + _filled(route, kinds, number, slug)
                for answer in (client.get(address), client.post(address)):
                    assert answer.status_code in {400, 403, 404, 405}, (address, answer.status_code)


def _filled(route: str, kinds: dict[str, str], number: str, slug: str) -> str:
    typed = {"IntConverter": number, "UUIDConverter": str(uuid.UUID(int=0)), "SlugConverter": slug}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda one: typed.get(kinds[one[1]], "wijk"), route)


def _numbered(patterns: Iterable[Any], before: str = "", said: dict[str, str] | None = None) -> Iterator[Any]:
    for one in patterns:
        route = before + str(one.pattern)
        kinds = {name: type(kind).__name__ for name, kind in one.pattern.converters.items()} | (said or {})
        if route.startswith(("cms/", "beheer/")):
            continue  # Wagtail's and Django's own
        if hasattr(one, "url_patterns"):
            yield from _numbered(one.url_patterns, route, kinds)
        elif "IntConverter" in kinds.values():
            yield route, kinds


@pytest.mark.parametrize("mark", ["%00", "%0B", "%1F", "%7F"])
def test_no_address_takes_a_control_character(client: Client, mark: str) -> None:
    client.raise_request_exception = False
    for address in ("/api/v1/dialogen/", "/wijk/", "/dialoog/", "/media/images/"):
        assert client.get(f"{address}{mark}").status_code in {400, 404}, address
    for address in ("/?uitgave=", "/zoeken?q=", "/cijfers?x=", "/en/zoeken?q="):
        answer = client.get(f"{address}a{mark}b")
        assert answer.status_code == 400, address
        assert "<h1" in answer.content.decode()
    assert client.get("/zoeken?q=een%0Atwee%09drie").status_code == 200, "a line end may be pasted"


def test_an_address_without_end_is_not_found(client: Client) -> None:
    client.raise_request_exception = False
    for address in ("/media/images/" + "a" * 6000, "/wijk/" + "a" * 6000, "/api/v1/" + "a/" * 3000):
        assert client.get(address).status_code == 404
    assert client.get("/zoeken?q=" + "a" * 9000).status_code == 400


def bomb(width: int, height: int) -> bytes:
    """A small file that says to be an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width // 8 + 1) * min(height, 2000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_an_image_bomb_gets_a_sentence(log_in: Callable[[User], Client], administrator: User) -> None:
    client = log_in(administrator)
    client.raise_request_exception = False
    file = SimpleUploadedFile("groot.png", bomb(30_000, 30_000), "image/png")
    answer = client.post("/cms/images/add/", {"title": "groot", "file": file, "collection": 1})
    assert answer.status_code in {200, 400, 413}
    assert "<h1" in answer.content.decode()


def test_no_word_of_an_exception_reaches_the_log() -> None:
    import logging
    import sys

    try:
        raise ValueError("Jan Jansen, 06-12345678")
    except ValueError as error:
        record = logging.LogRecord("django", logging.ERROR, "", 0, str(error), (), sys.exc_info())
    line = JSONFormatter().format(record)
    assert "Jansen" not in line
    assert f'"{__file__}' not in line, "no machine path"


def test_a_stranger_cannot_have_us_mail_an_address_again_and_again(dialogue: Dialogue) -> None:
    address = f"/dialoog/{dialogue.slug}/volg"
    for number in range(25):
        guest = Client(REMOTE_ADDR=f"198.51.100.{number}")
        assert guest.post(address, {"email": "iemand@example.org"}).status_code == 200
    before = Outgoing.objects.count()
    assert 0 < before <= 3
    for number in range(60):
        Client(REMOTE_ADDR="198.51.100.99").post(address, {"email": f"{number}@a.nl"})
    assert 0 < Outgoing.objects.count() - before <= 40  # a full room behind one address can, a flood can not


def test_wrong_codes_count_in_a_cookie_too_and_lock_out_nobody_else(dialogue: Dialogue) -> None:
    wrong = "aardbei adelaar agenda anker apel zwembad"
    stranger, other = Client(REMOTE_ADDR="198.51.100.1"), Client(REMOTE_ADDR="198.51.100.2")
    address = f"/dialoog/{dialogue.slug}/code"
    answers = [stranger.post(address, {"code": wrong}).status_code for _ in range(62)]
    assert answers == [403] * 60 + [429] * 2
    assert other.post(address, {"code": wrong}).status_code == 403
    guesser = Client(REMOTE_ADDR="198.51.100.3")
    statuses = []
    for _ in range(62):
        guesser.cookies[f"deelname-{dialogue.pk}"] = f"code:{wrong.replace(' ', '-')}.gedeeld"
        statuses.append(guesser.get(f"/dialoog/{dialogue.slug}/mijn-plek").status_code)
    assert statuses[-1] == 429


def test_an_editor_names_no_moderators_and_learns_of_no_accounts(
    dialogue: Dialogue, log_in: Callable[[User], Client], member: Callable[[Role], User]
) -> None:
    organisation = Organisation.objects.get(slug="tolbeke")
    Dialogue.objects.update(organisation=organisation)
    User.objects.create_user("elders@example.org")
    me = member(Role.EDITOR)
    editor = log_in(me)
    address = f"/werkplek/dialogen/{dialogue.slug}"
    form = editor.get(f"{address}/gegevens").context["form"].initial
    form = {name: value for name, value in form.items() if value and name not in {"opens_at", "closes_at"}}
    form |= {"organisation": organisation.pk, "keep_until": str(dialogue.keep_until)}
    answer = editor.post(f"{address}/gegevens", form | {"moderator_addresses": me.email})
    assert answer.status_code == 403
    assert editor.get(f"{address}/wachtrij").status_code == 403
    said = set()
    for who in ("elders@example.org", "bestaat-niet@example.org"):
        answer = editor.post(f"{address}/gegevens", form | {"moderator_addresses": who})
        assert answer.status_code == 400
        said.add(str(answer.context["form"].errors).replace(who, "X"))
    assert len(said) == 1, "the same answer for an account elsewhere and for none"


def test_a_draft_of_others_is_not_there(
    dialogue: Dialogue, log_in: Callable[[User], Client], member: Callable[[Role], User]
) -> None:
    outsider = log_in(member(Role.ADMINISTRATOR))
    elsewhere = Organisation.objects.create(name="Elders", slug="elders")
    Dialogue.objects.update(organisation=elsewhere)
    for part in ("", "/gegevens", "/wachtrij", "/regie", "/rijen", "/verslag"):
        there = outsider.get(f"/werkplek/dialogen/{dialogue.slug}{part}").status_code
        gone = outsider.get(f"/werkplek/dialogen/is-er-niet{part}").status_code
        assert (there, gone) == (404, 404), part


def test_the_privacy_page_is_true(client: Client, settings: object) -> None:
    with override("nl"):
        page = client.get("/privacy").content.decode()
    for said in (
        "Een cookie onthoudt je plek",
        "90 dagen",
        "30 dagen",
        "Wie alleen leest, krijgt geen cookies",
    ):
        assert said in page, said
    for address in ("/", "/zoeken?q=spoor", "/dialogen", "/privacy", "/methoden", "/over/"):
        fresh = Client()
        fresh.get(address, follow=True)
        assert dict(fresh.cookies) == {}, address
