"""The card of an organisation: asked once, within contrast, its own name everywhere."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from wijkwijzer_web.core.card.pages import contrast, least_contrast, shades
from wijkwijzer_web.core.mailing.actions import send
from wijkwijzer_web.core.models import AuditEntry, Card, Organisation, Role, User

pytestmark = pytest.mark.django_db
AT = "/werkplek/organisatie/tolbeke/kaart"
FILLED = {
    "name": "Gemeente Tolbeke",
    "email": "wijken@tolbeke.example.org",
    "phone": "0200 555 010",
    "hours": "maandag tot en met donderdag",
    "privacy_contact": "functionaris, fg@tolbeke.example.org",
    "working_days": ["0", "1", "2", "3"],
    "closed_days": "28 december 2026\n2026-12-29",
    "areas": "",
}


@pytest.fixture
def keeper(log_in: Callable[[User], Client], member: Callable[[Role], User]) -> Client:
    """An administrator of the organisation at work."""
    return log_in(member(Role.ADMINISTRATOR))


def _picture(kind: str = "PNG", size: tuple[int, int] = (900, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0f5566").save(out, kind)
    return out.getvalue()


def test_what_is_known_is_filled_in_and_one_field_is_needed(keeper: Client) -> None:
    form = keeper.get(AT).context["form"]
    needed = [name for name, field in form.fields.items() if field.required and not form[name].initial]
    assert needed == []
    assert form["email"].initial == "beheerder@example.org"
    assert form["hours"].initial.startswith("maandag")


def test_the_card_is_kept_and_stands_on_every_page(keeper: Client, organisation: Organisation) -> None:
    assert keeper.post(AT, FILLED).status_code == 302
    card = Card.objects.get(organisation=organisation)
    assert card.closed_days == ["2026-12-28", "2026-12-29"]
    assert card.weekdays == [0, 1, 2, 3]
    assert card.started_on is not None
    page = Client().get("/privacy").content.decode()
    assert "Gemeente Tolbeke" in page
    assert "mailto:wijken@tolbeke.example.org" in page
    (row,) = AuditEntry.objects.filter(action="core.save_card")
    assert "fg@tolbeke" not in str(row.details)


def test_with_two_organisations_a_page_carries_the_name_of_neither(
    keeper: Client, organisation: Organisation
) -> None:
    keeper.post(AT, FILLED)
    Organisation.objects.create(name="Gemeente Anders", slug="anders")
    page = Client().get("/toegankelijkheid").content.decode()
    assert "Gemeente Tolbeke" not in page
    assert "wijken@tolbeke.example.org" not in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("colour", "#ffd866", "te licht om te lezen: het contrast is 1,"),
        ("colour", "rood", "zes tekens"),
        ("tooi", "tolbeke", "geen TOOI-code"),
        ("closed_days", "31-02-2026", "Dit is geen datum: 31-02-2026"),
        ("areas", "Nergenshuizen", "Deze wijk kennen we niet: Nergenshuizen"),
        ("email", "geen adres", "e-mailadres"),
        ("working_days", [], "verplicht"),
        ("name", "Gemeente Anders", "heet al zo"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    keeper: Client, field: str, value: object, said: str
) -> None:
    Organisation.objects.create(name="Gemeente Anders", slug="anders", active=False)
    answer = keeper.post(AT, FILLED | {field: value})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Card.objects.exists()


def test_a_colour_within_contrast_is_on_the_pages(keeper: Client) -> None:
    keeper.post(AT, FILLED | {"colour": "#7A1F5C"})
    page = Client().get("/privacy").content.decode()
    assert 'href="/huisstijl.css?7a1f5c"' in page
    sheet = Client().get("/huisstijl.css")
    assert "--ww-singel-500:#7a1f5c;" in sheet.content.decode()
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "--ww-wijk:#0f5566" in sheet.content.decode(), "charts keep their colour"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ffffff", "#777777") < 4.5
    assert least_contrast("#0f5566") > 4.5
    assert least_contrast("#767676") < 4.5, "on white it would do, on our paper it does not"
    assert list(shades("#0f5566")) == ["50", "100", "200", "300", "400", "500", "600", "700"]


def test_a_logo_is_drawn_anew_and_shown(keeper: Client, settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    jpeg = _picture("JPEG")
    answer = keeper.post(AT, FILLED | {"logo": SimpleUploadedFile("ons.jpg", jpeg)})
    assert answer.status_code == 302
    picture = Organisation.objects.get(slug="tolbeke").logo
    with picture.file.open() as kept:
        assert kept.read(8) == b"\x89PNG\r\n\x1a\n"
    page = Client().get("/privacy").content.decode()
    assert 'alt="Gemeente Tolbeke"' in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("logo.png", b""),
        ("logo.png", _picture()[:60]),
        ("logo.gif", b"GIF89a"),
    ],
)
def test_what_is_no_picture_is_refused(keeper: Client, name: str, content: bytes) -> None:
    answer = keeper.post(AT, FILLED | {"logo": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert not Card.objects.exists()
    assert Organisation.objects.get(slug="tolbeke").logo is None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.LISTENER, Role.VISITOR])
def test_only_who_administers_changes_the_card(
    log_in: Callable[[User], Client], member: Callable[[Role], User], role: Role
) -> None:
    client = log_in(member(role))
    assert client.get(AT).status_code == 404
    assert client.post(AT, FILLED).status_code == 404


def test_the_text_of_the_card_stands_on_the_front_page_as_text(keeper: Client) -> None:
    told = "Welkom bij ons.\r\n\r\n<script>alert(1)</script><a href='javascript:1'>klik</a>"
    assert keeper.post(AT, FILLED | {"home_text": told}).status_code == 302
    page = Client().get("/").content.decode()
    assert "<p>Welkom bij ons.</p>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "href='javascript" not in page


def test_a_picture_that_unpacks_to_very_much_is_refused(keeper: Client) -> None:
    out = io.BytesIO()
    Image.new("1", (5_000, 5_000)).save(out, "PNG")
    assert len(out.getvalue()) < 50_000
    answer = keeper.post(AT, FILLED | {"logo": SimpleUploadedFile("logo.png", out.getvalue())})
    assert answer.status_code == 400
    assert "20 miljoen beeldpunten" in answer.content.decode()
    assert Organisation.objects.get(slug="tolbeke").logo is None


def test_a_name_or_first_sentence_makes_no_header_of_a_mail(
    keeper: Client, organisation: Organisation
) -> None:
    name = "Gemeente\r\nBcc: a@example.org"
    assert keeper.post(AT, FILLED | {"name": name}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "Gemeente Bcc: a@example.org"
    Card.objects.update(intros={"wijkpagina": "Dag\r\nBcc: b@example.org"})
    area = "De Spoordijk\nBcc: d@example.org"
    sent = {"who": "Anna\r\nBcc: c@example.org", "area": area, "note": "", "link": "/x"}
    assert send("wijkpagina", "collega@example.org", organisation, sent)
    (message,) = mail.outbox
    assert message.recipients() == ["collega@example.org"]
    assert message.message()["Bcc"] is None
    assert "\n" not in message.subject
