"""How each kind of thing is taken away, as people do it, and how one sees that it is (still) gone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from fixtures_desk import Teller
from fixtures_dialogue import Phone
from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.desk.answering import actions as answering
from wijkwijzer_web.desk.bottlenecks import actions as bottlenecks
from wijkwijzer_web.desk.models import Bottleneck, Contact, Desk, Signal, Words
from wijkwijzer_web.desk.models import Follower as DeskFollower
from wijkwijzer_web.desk.upkeep.actions import expire_desks
from wijkwijzer_web.dialogue.actions.moderate import decide, decide_statement
from wijkwijzer_web.dialogue.models import Dialogue, Message, Moderation, Participant, Statement, topic_of
from wijkwijzer_web.dialogue.take_part.own_data import erase
from wijkwijzer_web.follow.service import Follower, confirm, follow, later, send_waiting, unfollow
from wijkwijzer_web.knowledge.models import Contributor, KnowledgeRecord, Passed, State
from wijkwijzer_web.knowledge.models import Reaction as Remark
from wijkwijzer_web.knowledge.objections import actions as objections
from wijkwijzer_web.knowledge.questions.actions import erase_answer, judge_answer
from wijkwijzer_web.knowledge.reactions.actions import judge_reaction
from wijkwijzer_web.knowledge.reactions.actions import react as remark
from wijkwijzer_web.knowledge.review.actions import decline
from wijkwijzer_web.programme.analyses.actions import react, show_reaction, start_analysis
from wijkwijzer_web.programme.asked_offered import actions as exchange
from wijkwijzer_web.programme.invitations import actions as invitations
from wijkwijzer_web.programme.models import (
    AreaAnalysis,
    AreaRole,
    Connector,
    Exchange,
    Guest,
    Invitation,
    Meeting,
    Programme,
    ProgrammeReport,
    Reaction,
    SignUp,
    Strength,
)
from wijkwijzer_web.programme.people import actions as connectors
from wijkwijzer_web.programme.reports.actions import make_report
from wijkwijzer_web.programme.roles import actions as roles
from wijkwijzer_web.programme.strengths import actions as strengths

__all__ = [
    "Scene",
    "desk_scenes",
    "dialogue_scenes",
    "knowledge_scenes",
    "people_scenes",
    "programme_scenes",
    "question_scenes",
    "wijk_scenes",
]

WORDS = "Fatima op nummer zes deed het hek altijd open."
WIJK = {"area": "WK100101", "area_name": "De Spoordijk"}


@dataclass
class Scene:
    """How something of a kind is taken away, and whether it is (still) gone."""

    take: Callable[[], object]
    gone: Callable[[], bool]


def dialogue_scenes(dialogue: Dialogue, phone: Callable[[], Phone], moderator: User) -> dict[str, Scene]:
    texts = ("Ik woon boven de bakker en hoor alles.", "Deze zin moet verborgen worden, echt waar.")
    people = [phone(), phone()]
    for person, text in zip(people, texts, strict=True):
        person.begin()
        person.send(person.screen(), tekst=text, gezien="1")
    Message.objects.update(state=Message.State.VISIBLE)
    mine, hidden = (Message.objects.get(text=text) for text in texts)
    statement = Statement.objects.filter(question__topic__dialogue=dialogue).latest("pk")
    Follower.objects.all().delete()
    early = follow(topic_of(dialogue.pk), "volger@example.org", "")
    assert early

    def stop() -> None:  # asks again (a new link) and confirms that, then stops by it
        token = follow(topic_of(dialogue.pk), "volger@example.org", "")
        assert token
        confirm(token)
        unfollow(token)

    def hide() -> None:
        decide(
            actor=moderator,
            dialogue=dialogue,
            numbers=[hidden.number],
            decision=Moderation.Decision.HIDE,
            reason="naam",
        )

    def shown(model: type[Message] | type[Statement], pk: object) -> bool:
        return bool(model.objects.filter(pk=pk, state="zichtbaar").exists())  # type: ignore[misc]

    return {
        "deelnemer": Scene(
            lambda: erase(Participant.objects.get(key=mine.participant_key)),
            lambda: not Message.objects.filter(text=texts[0]).exists(),
        ),
        "bericht-verborgen": Scene(hide, lambda: not shown(Message, hidden.pk)),
        "stelling-verborgen": Scene(
            lambda: decide_statement(actor=moderator, dialogue=dialogue, statement=statement, show=False),
            lambda: not shown(Statement, statement.pk),
        ),
        "volger": Scene(stop, lambda: not Follower.objects.exists()),
        "mail": _mail_scene(),
    }


def _mail_scene() -> Scene:
    """One mail waits when the backup is made, another is written after it; both went once."""

    def write(key: str) -> None:
        link = {"link": "https://wijkwijzer.example/x"}
        later(key, letter="loket-wacht", to="luister@example.org", values=link, soon=False)

    def went() -> bool:
        """Whether nothing goes (again) when all that wants to be written is written."""
        with transaction.atomic():
            write("waited:luister@example.org")
            write("after:luister@example.org")
            nothing = send_waiting()["sent"] == 0
            transaction.set_rollback(True)
        return nothing

    write("waited:luister@example.org")

    def send() -> None:
        write("after:luister@example.org")
        send_waiting()

    return Scene(send, went)


def desk_scenes(teller: Teller, desk: Desk, listeners: list[User]) -> dict[str, Scene]:
    teller.tell(WORDS, contact="ik@example.org")
    other = Teller(desk).tell("Een ander verhaal.", contact="jij@example.org")
    row = Bottleneck.objects.create(
        organisation=desk.organisation,
        sentence="De huismeester mag geen lamp vervangen",
        owner="Dijkwonen, beheer",
        owner_mail="beheer@example.org",
        asked_on=timezone.localdate(),
        answer_due=timezone.localdate() + timedelta(days=30),
    )
    bottlenecks.follow(row, "v@example.org")

    answering.answer(actor=listeners[0], signal=other, text="Klaar.", seen=10**9, closing="opgelost")

    def expire() -> None:
        past = timezone.localdate() - timedelta(days=40)
        Signal.objects.filter(pk=other.pk).update(closed_on=past)
        expire_desks(actor=None)

    def stop() -> None:
        token = new_token()  # the link of their newest mail
        DeskFollower.objects.update(token_hash=token_fingerprint(token), confirmed=True)
        bottlenecks.unfollow(token)

    return {
        "melder": Scene(
            lambda: teller.client.post("/mijn-signaal/wis"),
            lambda: not Words.objects.filter(text=WORDS).exists(),
        ),
        "melder-contact": Scene(expire, lambda: not Contact.objects.filter(signal=other).exists()),
        "knelpuntvolger": Scene(stop, lambda: not DeskFollower.objects.exists()),
    }


def _left(writer: Client, kind: str = "praktijk", **more: str) -> KnowledgeRecord:
    sent = {"what": WORDS, "where": "De Spoordijk", "form": str(uuid.uuid4()), **more}
    answer = writer.post(f"/deel/{kind}", sent)
    return KnowledgeRecord.objects.get(pk=answer["Location"].rpartition("/")[2])


def knowledge_scenes(editor: User, organisation: Organisation) -> dict[str, Scene]:
    writer = Client()
    gone, public, about = (_left(writer) for _ in range(3))
    asked = _left(writer, contact="soep@example.org")
    for row in (public, about):
        KnowledgeRecord.objects.filter(pk=row.pk).update(
            public=True, state=State.NEW, published_at=timezone.now()
        )
    public.refresh_from_db()
    said = remark(
        actor=None,
        kind="stuk",
        key=about.key,
        sort="klopt-niet",
        text="Dit noemt een naam.",
        form=uuid.uuid4(),
    )
    judge_reaction(actor=editor, reaction=said, organisation=organisation, shown=True)
    objection = objections.object_to(
        area="WK100101", about="kop", text="Wij heten hier anders.", code="", form=uuid.uuid4()
    )
    objections.answer(
        actor=editor, reaction=objection, organisation=organisation, shown=True, verdict="", text=""
    )
    return {
        "klopt-dit": Scene(
            lambda: objections.erase(Remark.objects.get(pk=objection.pk)),
            lambda: not Remark.objects.filter(pk=objection.pk).exclude(text="").exists(),
        ),
        "stuk-kennis": Scene(
            lambda: writer.post(f"/deel/mijn/{gone.pk}/weg"),
            lambda: not KnowledgeRecord.objects.filter(pk=gone.pk).exists(),
        ),
        "inzender": Scene(
            lambda: writer.post(f"/deel/mijn/{asked.pk}/vragen", {"keuze": "stop"}),
            lambda: not Contributor.objects.exclude(address="").exists(),
        ),
        "stuk-weggelaten": Scene(
            lambda: decline(
                actor=editor, organisation=organisation, row=public, reason="Er staat een naam in."
            ),
            lambda: Client().get(public.get_absolute_url()).content.decode().count(WORDS) == 0,
        ),
        "stukreactie-verborgen": Scene(
            lambda: judge_reaction(actor=editor, reaction=said, organisation=organisation, shown=False),
            lambda: Remark.objects.get(pk=said.pk).state != Remark.State.SHOWN,
        ),
    }


def question_scenes(editor: User, organisation: Organisation) -> dict[str, Scene]:
    question = _left(Client(), "vraag", what="Wie heeft een sleutel van de hal?")
    KnowledgeRecord.objects.filter(pk=question.pk).update(public=True, published_at=timezone.now())
    mine, hidden = (
        Passed.objects.create(record=question, sent_on=timezone.localdate(), text=text, state="wacht")
        for text in (WORDS, "De buurman Karel heeft er een.")
    )
    for each in (mine, hidden):
        judge_answer(actor=editor, organisation=organisation, passed=each, shown=True)

    def reads(text: str) -> bool:
        return text in str(KnowledgeRecord.objects.get(pk=question.pk).data)

    return {
        "vraag-antwoord": Scene(
            lambda: erase_answer(actor=None, passed=Passed.objects.get(pk=mine.pk)),
            lambda: not reads(WORDS) and not Passed.objects.filter(text=WORDS).exists(),
        ),
        "vraag-antwoord-verborgen": Scene(
            lambda: judge_answer(actor=editor, organisation=organisation, passed=hidden, shown=False),
            lambda: not reads("Karel"),
        ),
    }


def programme_scenes(programme: Programme, meeting: Meeting, editor: User) -> dict[str, Scene]:
    city = programme.participations.first()
    assert city is not None
    analysis = start_analysis(
        actor=editor, organisation=programme.organisation, area=city.area, programme=programme
    )
    AreaAnalysis.objects.filter(pk=analysis.pk).update(state=AreaAnalysis.State.WITH_AREA)
    analysis.refresh_from_db()
    mine, token = react(analysis, uuid.uuid4(), "a1", WORDS, "Fatima")
    hidden, _token = react(analysis, uuid.uuid4(), "a1", "De buurman Karel drinkt.", "")
    for each in (mine, hidden):
        show_reaction(actor=editor, reaction=each, shown=True)
    report = make_report(actor=editor, programme=programme, number=1, intro="")
    ProgrammeReport.objects.filter(pk=report.pk).update(published_on=timezone.localdate())
    Meeting.objects.filter(pk=meeting.pk).update(
        open_to_all=True, day=timezone.localdate() + timedelta(days=9)
    )
    page = f"/programma/{programme.slug}/rapport/1"

    def sign_up() -> str:
        Client().post(
            f"/bijeenkomst/{meeting.uid}/aanmelden", {"email": "kom@example.org", "city": "Tolbeke"}
        )
        send_waiting()
        found = re.search(r"/b/[\w:-]+", str(mail.outbox[-1].body))
        assert found
        return found[0]

    sign_up()
    guest = invitations.name_guest(city, "gast@example.org", "zorg")
    Invitation.objects.create(meeting=meeting, guest=guest, email=guest.email)

    def read(text: str) -> bool:
        pages = (page, f"{page}/versie/1/bestand/html", analysis.get_absolute_url())
        everywhere = [Client().get(at, follow=True).content.decode() for at in pages]
        assert all("Samen verder" in each for each in everywhere[:2])
        return any(text in each for each in everywhere)

    assert read("Fatima")
    assert read("Karel")
    return {
        "wijkreactie": Scene(
            lambda: Client().post(f"/mijn-reactie/{token}"),
            lambda: (
                not read("Fatima")
                and not Reaction.objects.filter(text__contains="Fatima").exists()
                and "Fatima" not in str(ProgrammeReport.objects.values_list("document", flat=True)[0])
            ),
        ),
        "wijkreactie-verborgen": Scene(
            lambda: show_reaction(actor=editor, reaction=hidden, shown=False, because="Een naam."),
            lambda: not read("Karel"),
        ),
        "aanmelding": Scene(
            lambda: Client().post(f"{sign_up()}/afmelden"), lambda: not SignUp.objects.exists()
        ),
        "genodigde": Scene(
            lambda: invitations.drop_guest(city.guests.get()),
            lambda: not Guest.objects.exists() and not Invitation.objects.exists(),
        ),
    }


def _shown(row: Strength | Exchange) -> bool:
    return type(row).objects.filter(pk=row.pk, state="staat").exists()


def wijk_scenes(editor: User, organisation: Organisation) -> dict[str, Scene]:
    today = timezone.localdate()
    role = AreaRole.objects.create(
        organisation=organisation,
        **WIJK,
        kind=AreaRole.Kind.FIXED,
        title="Wijkconciërge",
        holder="Dijkwonen",
        begins_on=today,
        name="Fatima",
        name_until=today + timedelta(days=300),
    )
    kept = {**WIJK, "on": today, "state": "staat"}
    lines = [
        Strength.objects.create(**kept, kind="groep", text=text, fingerprint=bytes([n]), request=uuid.uuid4())
        for n, text in enumerate(("De soepgroep", "Karel, nummer zes"))
    ]
    return {
        "rol-naam": Scene(
            lambda: roles.withdraw_name(actor=editor, role=role),
            lambda: not AreaRole.objects.exclude(name="").exists(),
        ),
        "kracht": Scene(lambda: strengths.erase(lines[0]), lambda: not _shown(lines[0])),
        "kracht-verborgen": Scene(
            lambda: strengths.judge_strength(
                actor=editor, organisation=organisation, strength=lines[1], shown=False, because="Een naam."
            ),
            lambda: not _shown(lines[1]),
        ),
    }


def people_scenes(editor: User, organisation: Organisation) -> dict[str, Scene]:
    today = timezone.localdate()
    kept = {**WIJK, "on": today, "state": "staat"}
    offers = [
        Exchange.objects.create(
            **kept,
            kind="gevraagd",
            what=what,
            months=3,
            email="e@example.org",
            until=today + timedelta(days=60),
            request=uuid.uuid4(),
        )
        for what in ("Een kok", "Iets wat hier niet hoort")
    ]
    people = [
        Connector.objects.create(
            **WIJK, email=f"{n}@example.org", knows="soep", origin=Connector.Origin.DID, proposed_on=today
        )
        for n in range(2)
    ]

    def here(row: Connector | Exchange) -> bool:
        return type(row).objects.filter(pk=row.pk).exists()

    return {
        "gevraagd-aangeboden": Scene(lambda: exchange.take_down(offers[0]), lambda: not here(offers[0])),
        "gevraagd-aangeboden-verborgen": Scene(
            lambda: exchange.hide_exchange(actor=editor, organisation=organisation, row=offers[1]),
            lambda: not _shown(offers[1]),
        ),
        "schakelaar": Scene(lambda: connectors.withdraw(people[0]), lambda: not here(people[0])),
        "schakelaar-nooit": Scene(lambda: connectors.refuse(people[1]), lambda: not here(people[1])),
    }
