"""Setting up, leading, moderating, paper and the verslag: by those who may, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import AuditEntry, Membership, Organisation, Role, User
from wijkwijzer_web.dialogue.models import (
    Dialogue,
    Event,
    Message,
    Moderation,
    Participant,
    Promise,
    Question,
    Report,
    Round,
    Statement,
)
from wijkwijzer_web.follow.service import send_waiting

pytestmark = pytest.mark.django_db
Staff = Callable[[Role], Client]


@pytest.fixture
def staff(member: Callable[[Role], User], second_factor: Callable[[User], None]) -> Staff:
    """Log in a member of the organisation; each has a browser of their own."""
    from django.test import Client as Browser

    from conftest import PASSWORD
    from second_factor import totp_code

    def run(role: Role) -> Client:
        user = member(role)
        second_factor(user)
        browser = Browser()
        browser.post("/account/inloggen", {"login": user.email, "password": PASSWORD})
        answer = browser.post("/account/tweede-factor/code", {"code": totp_code()})
        assert answer.status_code == 302, answer.content
        return browser

    return run


def test_an_editor_sets_up_a_dialogue_and_opens_it(staff: Staff, organisation: object) -> None:
    browser = staff(Role.EDITOR)
    answer = browser.post(
        "/werkplek/dialogen/nieuw",
        {
            "organisation": organisation.pk,
            "title": "Wat helpt in het Perronkwartier?",
            "intro": "We horen graag wat volgens jou helpt.",
            "mode": "live",
            "readers": "De gebiedsmanager",
            "keep_until": (timezone.localdate() + timezone.timedelta(days=90)).isoformat(),
            "own_statements": "on",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    dialogue = Dialogue.objects.get()
    place = f"/werkplek/dialogen/{dialogue.slug}"
    refused = browser.post(f"{place}/stand", {"stand": "open"}, follow=True)
    assert "Voeg eerst een vraag toe" in refused.content.decode()
    for number, (kind, text) in enumerate([("factor", "Wat hielp echt?"), ("statement", "Eens of oneens?")]):
        data = {"deel": "vraag", "v-topic_title": "Wat werkt", "v-kind": kind, "v-text": text}
        assert browser.post(place, data).status_code == 302, number
    statements = Question.objects.get(kind="statement")
    lines = "\n".join(f"Stelling nummer {n} over de buurt." for n in range(10))
    data = {"deel": "stellingen", "onder": statements.pk, "s-texts": lines}
    assert browser.post(place, data).status_code == 302
    data = {
        "deel": "ronde",
        "r-kind": "vraag",
        "r-question": Question.objects.get(kind="factor").pk,
        "r-minutes": "5",
    }
    assert browser.post(place, data).status_code == 302
    data = {"deel": "achtergrond", "a-text": "Wat is je rol?", "a-options": "Bewoner\nProfessional"}
    assert browser.post(place, data).status_code == 302
    assert browser.post(f"{place}/stand", {"stand": "open"}).status_code == 302
    dialogue.refresh_from_db()
    assert (dialogue.state, statements.statements.count(), dialogue.rounds.count()) == ("open", 10, 1)
    assert AuditEntry.objects.filter(action="dialogue.change_state").exists()
    browser.post(f"{place}/kopie", {"title": "Nog een keer"})
    copy = Dialogue.objects.get(title="Nog een keer")
    assert Statement.objects.filter(question__topic__dialogue=copy).count() == 10
    assert copy.rounds.get().question.topic.dialogue == copy


def test_wrong_input_in_the_set_up_is_explained(staff: Staff, dialogue: Dialogue) -> None:
    browser = staff(Role.EDITOR)
    place = f"/werkplek/dialogen/{dialogue.slug}"
    long = {"deel": "stellingen", "onder": Question.objects.get(kind="statement").pk, "s-texts": "x" * 300}
    answer = browser.post(place, long)
    assert answer.status_code == 400
    assert "Regel 1 is te lang" in answer.content.decode()
    assert browser.post(place, {"deel": "bestaat-niet"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/gegevens",
        "/wachtrij",
        "/regie",
        "/zaal",
        "/invoer",
        "/drukwerk",
        "/themas",
        "/verslag",
        "/beloften",
        "/regie/stroom",
        "/zaal/stroom",
        "/qr.svg",
        "/rijen",
    ],
)
def test_nobody_else_gets_in(client: Client, staff: Staff, dialogue: Dialogue, path: str) -> None:
    place = f"/werkplek/dialogen/{dialogue.slug}{path}"
    assert client.get(place).status_code == 302
    stranger = User.objects.create_user("vreemd@example.org", "x")
    client.force_login(stranger)
    assert client.get(place).status_code == 404
    neighbour = staff(Role.EDITOR)
    other = Organisation.objects.create(name="Gemeente Ernaast", slug="ernaast")
    Membership.objects.update(organisation=other)
    assert neighbour.get(place).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/gegevens",
        "/stand",
        "/kopie",
        "/weg/vraag/1",
        "/wachtrij",
        "/wachtrij/stelling/1",
        "/regie/doe",
        "/themas",
        "/verslag",
        "/beloften",
        "/rijen",
        "/invoer",
    ],
)
def test_an_editor_of_another_organisation_changes_nothing(
    staff: Staff, dialogue: Dialogue, path: str
) -> None:
    neighbour = staff(Role.ADMINISTRATOR)
    Membership.objects.update(organisation=Organisation.objects.create(name="Ernaast", slug="ernaast"))
    before = AuditEntry.objects.count()
    answer = neighbour.post(
        f"/werkplek/dialogen/{dialogue.slug}{path}", {"doe": "nieuw", "stand": "gesloten"}
    )
    assert answer.status_code == 404
    assert AuditEntry.objects.exclude(result="geweigerd").count() == before
    dialogue.refresh_from_db()
    assert dialogue.state == Dialogue.State.OPEN
    assert not Report.objects.exists()


def test_the_queue_shows_hides_with_a_reason_and_edits(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    texts = ["Bel Sanne Oldekamp maar.", "Wethouders zijn dom.", "Een vaste plek helpt."]
    for text in texts:
        one = phone()
        one.begin()
        one.send(tekst=text, gezien="1", letterlijk="1")
    browser = staff(Role.MODERATOR)
    place = f"/werkplek/dialogen/{dialogue.slug}/wachtrij"
    page = browser.get(place).content.decode()
    assert "<mark>Sanne Oldekamp</mark>" in page
    numbers = dict(Message.objects.values_list("text", "number"))
    browser.post(place, {"besluit": "verberg", "bericht": numbers[texts[1]]})
    assert Message.objects.filter(state="wacht").count() == 3, "hiding needs a reason"
    browser.post(place, {"besluit": "verberg", "reden": "belediging", "bericht": numbers[texts[1]]})
    number = numbers[texts[0]]
    browser.post(place, {"besluit": "bewerk", "bericht": number, f"tekst_{number}": "Bel een collega maar."})
    browser.post(place, {"besluit": "toon", "bericht": numbers[texts[2]]})
    states = dict(Message.objects.values_list("text", "state"))
    assert states == {texts[0]: "zichtbaar", texts[1]: "verborgen", texts[2]: "zichtbaar"}
    assert Message.objects.get(number=number).shown_text == "Bel een collega maar."
    log = Client().get(f"/dialoog/{dialogue.slug}/moderatie").content.decode()
    assert "belediging of schelden" in log
    assert texts[1] not in log


def test_a_writer_objects_and_another_moderator_decides(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    one = phone()
    one.begin()
    one.send(tekst="Dit is scherp maar eerlijk.", gezien="1")
    message = Message.objects.get()
    place = f"/werkplek/dialogen/{dialogue.slug}/wachtrij"
    first, second = staff(Role.MODERATOR), staff(Role.ADMINISTRATOR)
    first.post(place, {"besluit": "verberg", "reden": "belediging", "bericht": message.number})
    one.client.post(f"{one.address}/mijn-plek/bezwaar/{message.key}", {"bezwaar": "Ik scheld niemand uit."})
    assert Moderation.objects.get().objected
    assert "Ik scheld niemand uit." in second.get(f"{place}?toon=bezwaar").content.decode()
    first.post(place, {"besluit": "toon", "bericht": message.number})
    message.refresh_from_db()
    assert message.state == "verborgen"
    second.post(place, {"besluit": "toon", "bericht": message.number})
    message.refresh_from_db()
    assert message.state == "zichtbaar"


def test_rounds_go_forward_once_per_click(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    Dialogue.objects.update(mode="live")
    questions = list(Question.objects.order_by("order")[:2])
    for order, question in enumerate(questions):
        Round.objects.create(dialogue=dialogue, order=order, kind="vraag", question=question, minutes=5)
    one = phone()
    one.begin()
    assert "Even wachten" in one.screen()
    browser = staff(Role.EDITOR)
    place = f"/werkplek/dialogen/{dialogue.slug}/regie"
    for _ in range(2):
        browser.post(f"{place}/doe", {"doe": "volgende", "ronde": ""})
    running = Round.objects.get(state="loopt")
    assert running.question == questions[0]
    assert "Wat hielp" in one.screen()
    one.send(tekst="Samen eten.", gezien="1")
    assert "Je antwoord is binnen" in one.screen()
    browser.post(f"{place}/doe", {"doe": "volgende", "ronde": running.pk})
    assert "Stelling" in one.screen()
    assert browser.get(place).status_code == 200
    screen = browser.get(f"/werkplek/dialogen/{dialogue.slug}/zaal").content.decode()
    assert "Eens of oneens?" in screen
    stream = browser.get(f"{place}/stroom")
    first = next(iter(stream.streaming_content)).decode()
    assert first.startswith("data: ")
    stream.close()


def test_paper_counts_and_is_marked(staff: Staff, dialogue: Dialogue) -> None:
    browser = staff(Role.EDITOR)
    place = f"/werkplek/dialogen/{dialogue.slug}/invoer"
    statement = Statement.objects.first()
    browser.post(place, {"herkomst": "tafel", f"stem_{statement.pk}": "eens"})
    assert Participant.objects.get().source == "tafel"
    assert Event.objects.get().value == 1
    good = (
        "formulier;vraag;stelling;antwoord;letterlijk\n1;1;;Een bankje bij de school;ja\n"
        "1;2;3;oneens;\n2;2;3;eens;\n"
    )
    browser.post(place, {"bestand": SimpleUploadedFile("papier.csv", good.encode())})
    assert Participant.objects.filter(source="papier").count() == 2
    bad = good + "3;9;;x;\n3;2;99;eens;\n3;2;1;misschien;\n"
    answer = browser.post(place, {"bestand": SimpleUploadedFile("papier.csv", bad.encode())})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert all(words in page for words in ("Rij 5: Vraag 9", "Rij 6: Stelling 99", "Rij 7: Een stem"))
    latin = browser.post(place, {"bestand": SimpleUploadedFile("p.csv", good.encode() + b"4;1;;caf\xe9;\n")})
    assert "UTF-8" in latin.content.decode()
    assert Participant.objects.count() == 3


def test_a_verslag_is_made_edited_published_and_read(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone], django_capture_on_commit_callbacks: object
) -> None:
    for n in range(12):
        one = phone()
        one.begin()
        one.send(
            tekst=f"Een vaste plek om elkaar te ontmoeten helpt, zei buur {n}.", gezien="1", letterlijk="1"
        )
        one.send(keuze="eens")
    Message.objects.update(state="zichtbaar")
    browser = staff(Role.EDITOR)
    place = f"/werkplek/dialogen/{dialogue.slug}"
    browser.post(f"{place}/verslag", {"doe": "nieuw"})
    report = Report.objects.get()
    assert Client().get(f"/dialoog/{dialogue.slug}/verslag").status_code == 404
    browser.post(
        f"{place}/verslag",
        {"doe": "bewaar", "versie": "1", "zin_0": "Twaalf mensen deden mee aan ons gesprek."},
    )
    browser.post(f"{place}/verslag", {"doe": "publiceer", "versie": "1"})
    page = Client().get(f"/dialoog/{dialogue.slug}/verslag").content.decode()
    assert "Twaalf mensen deden mee aan ons gesprek." in page
    assert report.checksum[:12] in page
    data = Client().get(f"/dialoog/{dialogue.slug}/verslag/1/tellingen.json").json()
    assert data["deelnemers"] == 12
    assert dialogue.title in Client().get("/dialogen/feed").content.decode()
    assert Client().get(f"/dialoog/{dialogue.slug}/uitkomst").status_code == 200


def test_who_follows_hears_it_by_mail(
    staff: Staff, dialogue: Dialogue, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    reader = Client()
    reader.post(f"/dialoog/{dialogue.slug}/volg", {"email": "bewoner@example.org"})
    send_waiting()
    yes = next(word for word in mail.outbox[0].body.split() if word.endswith("/ja"))
    reader.get(yes)
    data = {"text": "Een wijkbudget", "owner": "Wethouder", "due": "2027-07-01", "state": "beloofd"}
    browser = staff(Role.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/werkplek/dialogen/{dialogue.slug}/beloften", data)
    assert len(mail.outbox) == 1, "an address that is not confirmed gets nothing"
    reader.post(yes)
    promise = Promise.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/werkplek/dialogen/{dialogue.slug}/beloften/{promise.pk}", data | {"state": "loopt"})
    assert len(mail.outbox) == 2
    assert "loopt" in mail.outbox[1].body


def test_flagging_a_message_reaches_the_queue(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    one, other = phone(), phone()
    one.begin()
    one.send(tekst="Iets dat niet klopt.", gezien="1", letterlijk="1")
    Message.objects.update(state="zichtbaar")
    number = Message.objects.get().number
    assert other.client.post(f"{one.address}/meld/{number}").status_code == 403
    other.begin()
    for _ in range(2):
        assert other.client.post(f"{one.address}/meld/{number}").status_code == 302
    assert Event.objects.filter(kind="melding", refers_to=number).count() == 1
    page = (
        staff(Role.MODERATOR).get(f"/werkplek/dialogen/{dialogue.slug}/wachtrij?toon=alles").content.decode()
    )
    assert "gemeld door 1 mens" in page


def test_forged_keys_of_another_dialogue_are_not_found(
    staff: Staff, dialogue: Dialogue, organisation: Organisation
) -> None:
    """An editor of both dialogues: what belongs to one cannot be changed through the other."""
    other = Dialogue.objects.create(
        organisation=organisation,
        slug="ander",
        title="Een ander gesprek",
        intro="x",
        readers="x",
        keep_until=dialogue.keep_until,
    )
    topic = other.topics.create(title="Elders")
    question = topic.questions.create(kind="statement", text="Eens?")
    statement = question.statements.create(number=1, text="Van elders")
    promise = other.promises.create(text="Van elders", owner="x", due=dialogue.keep_until)
    browser = staff(Role.ADMINISTRATOR)
    place = f"/werkplek/dialogen/{dialogue.slug}"
    refused = [
        browser.post(f"{place}/weg/vraag/{question.pk}"),
        browser.post(f"{place}/weg/stelling/{statement.pk}"),
        browser.post(f"{place}/wachtrij/stelling/{statement.pk}", {"besluit": "verberg"}),
        browser.post(f"{place}/beloften/{promise.pk}", {"text": "anders"}),
        browser.post(place, {"deel": "stellingen", "onder": question.pk, "s-texts": "Van hier"}),
        browser.post(f"{place}/themas", {"doe": "bewaar", "vraag": question.pk, "label": "x"}),
        browser.post(f"{place}/verslag", {"doe": "publiceer", "versie": "1"}),
        Client().get(f"/dialoog/{dialogue.slug}/uitkomst/stelling/{statement.pk}"),
        Client().get(f"/dialoog/ander/uitkomst/stelling/{statement.pk}"),
    ]
    assert [answer.status_code for answer in refused] == [404] * len(refused)
    statement.refresh_from_db()
    assert (statement.text, statement.state) == ("Van elders", Statement.State.VISIBLE)


def test_a_published_version_cannot_be_put_in_other_words(staff: Staff, dialogue: Dialogue) -> None:
    report = Report.objects.create(
        dialogue=dialogue,
        version=1,
        position=1,
        checksum="x",
        document={"title": "x", "meta": {"made_on": "2025-01-01"}, "blocks": []},
        aggregates={"people": 1},
        published_at=timezone.now(),
    )
    browser = staff(Role.EDITOR)
    data = {"doe": "bewaar", "versie": "1", "zin_0": "Anders dan het was."}
    browser.post(f"/werkplek/dialogen/{dialogue.slug}/verslag", data)
    report.refresh_from_db()
    assert report.edits == {}


def test_the_button_beside_a_message_edits_that_message_alone(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    for text in ("Bel Sanne Oldekamp maar.", "Een vaste plek helpt."):
        one = phone()
        one.begin()
        one.send(tekst=text, gezien="1", letterlijk="1")
    first, second = Message.objects.order_by("number")
    place = f"/werkplek/dialogen/{dialogue.slug}/wachtrij"
    data = {"bericht": second.number, "bewerk": first.number, f"tekst_{first.number}": "Bel een buur maar."}
    staff(Role.MODERATOR).post(place, data)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.shown_text, first.state) == ("Bel een buur maar.", Message.State.VISIBLE)
    assert second.state == Message.State.WAITING
