"""Every mail of the site stands in one register, and each says who sends it, when they are there, and who
answers for privacy.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from wijkwijzer_web.core.mailing.actions import send
from wijkwijzer_web.core.mailing.queries import letter, letters, preview
from wijkwijzer_web.core.models import Card, Organisation, User
from wijkwijzer_web.desk.mailing.queries import name_of
from wijkwijzer_web.follow.service import later, send_waiting

pytestmark = pytest.mark.django_db
SITE = Path(__file__).parents[4] / "src" / "wijkwijzer_web"
KEYS = [one.key for one in letters()]


@pytest.fixture
def card(organisation: Organisation) -> Card:
    """A card with all that a mail carries."""
    return Card.objects.create(
        organisation=organisation,
        email="wijken@example.org",
        reply_to="antwoord@example.org",
        hours="elke werkdag van 9.00 tot 17.00 uur",
        privacy_contact="fg@example.org",
    )


def _calls(names: set[str]) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(SITE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if isinstance(node, ast.Call) and name in names:
                yield path, node


def test_no_mail_goes_out_beside_the_one_way() -> None:
    allowed = {"core/mailing/actions.py", "core/shell/mail.py"}
    found = {
        str(path.relative_to(SITE))
        for path in SITE.rglob("*.py")
        if re.search(r"django\.core\.mail|smtplib\.SMTP\b", path.read_text(encoding="utf-8"))
    }
    assert found <= allowed | {"settings.py"}


AT_ONCE = {
    "core/mailing/account.py",  # who asks for a password hears at once when no mail can go
    "core/mailing/actions.py",
    "follow/outbox/actions.py",
    "portal/mails/views.py",  # a trial of the mail server, to whoever asks
}


def test_every_mail_waits_in_the_box_until_the_server_takes_it() -> None:
    found = set()
    for path in SITE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            whole = isinstance(node, ast.ImportFrom) and f"{node.module}." + ".".join(
                one.name for one in node.names
            )
            if whole and re.search(r"core\.mailing(\.actions)?\.(.*\.)?(actions|send|deliver)\b", whole):
                found.add(str(path.relative_to(SITE)))
    assert found | {"core/mailing/actions.py"} == AT_ONCE


def test_no_line_end_in_what_is_filled_in_makes_a_header(card: Card) -> None:
    """Whatever people typed that a mail carries: one address, and the headers that every mail has."""
    for end in ("\r\n", "\n", "\r", "\x0b", "\u2028"):
        bad = f"Hallo{end}Bcc: ander@example.org{end}{end}x"
        Organisation.objects.filter(pk=card.organisation_id).update(name=bad[:100])
        card.organisation.refresh_from_db()
        for key in KEYS:
            values = dict.fromkeys(letter(key).example, bad)
            assert later(
                f"{end}{key}", letter=key, to="a@example.org", values=values, organisation=card.organisation
            )
    while send_waiting()["sent"]:
        pass
    assert len(mail.outbox) == 5 * len(KEYS)
    for one in mail.outbox:
        made = one.message()
        assert one.recipients() == ["a@example.org"]
        assert "Bcc" not in made
        assert len(made.get_all("Subject")) == len(made.get_all("From")) == 1


def test_every_mail_that_is_sent_stands_in_the_register() -> None:
    seen = set()
    by_name = {"send", "tell", "_tell", "waits", "written", "letter", "later", "tell_writer"}
    for path, call in _calls(by_name | {"_ask", "tell_change"}):
        named = [word.value for word in call.keywords if word.arg == "letter"]
        for argument in (*call.args, *named):
            texts = [node.value for node in ast.walk(argument) if isinstance(node, ast.Constant)]
            seen |= {
                str(text) for text in texts if {str(text), name_of(str(text)), f"kennis-{text}"} & set(KEYS)
            }
        assert path.is_file()
    sent = {key for key in KEYS if key in seen or re.sub("^(loket|kennis)-", "", key) in seen}
    by_table = {"welkom", "wachtwoord", "geen-account"}  # by the name that allauth gives them
    by_table |= {"kennis-vraag-binnen", "kennis-vraag-nagekeken"}  # by the kind of what somebody left
    late = {"loket-wacht", "loket-morgen", "loket-vervanger", "loket-eigenaar"}
    assert set(KEYS) - sent <= by_table | late | {"proef"}, "a mail that nobody sends"
    assert len(KEYS) == len(set(KEYS)) == 53


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_mail_says_who_sends_it(card: Card, key: str, language: str) -> None:
    made = preview(key, card.organisation, language)
    assert "%(" not in made.subject + made.body
    lines = made.body.rstrip("\n").splitlines()
    signed = lines[lines.index("-- ") + 1 :]
    assert signed[0] == "Gemeente Tolbeke"
    assert any("elke werkdag van 9.00" in line for line in signed)
    assert signed[-1].endswith("fg@example.org")
    with translation.override(language):
        assert letter(key).when
    if language == "en":
        assert made.subject != preview(key, card.organisation, "nl").subject or key in SAME_IN_BOTH


SAME_IN_BOTH: set[str] = set()


def test_an_own_first_sentence_stands_above_the_text(card: Card) -> None:
    card.intros = {"loket-wacht": "Collega's, let op.", "loket-antwoord": "Dit mag hier niet."}
    card.save()
    assert preview("loket-wacht", card.organisation, "nl").body.startswith("Collega's, let op.\n\n")
    assert "Dit mag hier niet." not in preview("loket-antwoord", card.organisation, "nl").body


def test_nobody_in_the_example_gets_mail(card: Card) -> None:
    assert send("loket-wacht", "eigenaar@lindemark.example", card.organisation, {"link": "/x"})
    assert mail.outbox == []


def test_a_mail_server_that_is_away_is_no_error(card: Card, settings: object, caplog: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    assert not send("loket-wacht", "iemand@example.org", card.organisation, {"link": "/x"})
    assert "iemand@example.org" not in caplog.text  # type: ignore[attr-defined]


def test_two_organisations_each_send_under_their_own_name(card: Card) -> None:
    other = Organisation.objects.create(name='Gemeente "Anders", dienst Wonen', slug="anders")
    send("loket-wacht", "a@example.org", card.organisation, {"link": "/x"})
    send("loket-wacht", "b@example.org", other, {"link": "/x"})
    first, second = mail.outbox
    assert first.from_email.startswith("Gemeente Tolbeke <")
    assert first.reply_to == ["antwoord@example.org"]
    assert "Anders" in second.from_email
    assert "Tolbeke" not in second.from_email + second.body
    assert second.reply_to == []


def test_who_is_new_gets_a_welcome_and_who_forgot_gets_a_password(card: Card, client: Client) -> None:
    user = User.objects.create_user("oud@example.org", "een lang wachtwoord dat niemand raadt")
    client.post("/account/wachtwoord/vergeten", {"email": "oud@example.org"})
    assert mail.outbox[0].subject == "Je kunt meedoen op WijkWijzer"
    User.objects.filter(pk=user.pk).update(last_login="2026-01-01T00:00:00Z")
    client.post("/account/wachtwoord/vergeten", {"email": "oud@example.org"})
    client.post("/account/wachtwoord/vergeten", {"email": "niemand@example.org"})
    assert [one.subject for one in mail.outbox[1:]] == [
        "Een nieuw wachtwoord voor WijkWijzer",
        "Geen account op WijkWijzer",
    ]
    assert "/account/wachtwoord/nieuw/" in mail.outbox[1].body
