"""What the routes about dialogues send, in Dutch and camelCase."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field

from wijkwijzer_web.api.schemas import Dutch

__all__ = [
    "DialogueCard",
    "DialoguePage",
    "DialogueQuestion",
    "DialogueResults",
    "MessagePage",
    "MessageQuestion",
    "OneDialogue",
    "OneReport",
    "PromiseCard",
    "ReportPage",
    "ReportQuestion",
]

State = Literal["open", "gesloten"]


class Paged(Dutch):
    """Which page of a list."""

    pagina: int = Field(1, ge=1, le=100_000, description="De hoeveelste pagina.")
    pagina_grootte: int = Field(50, ge=1, le=200, description="Hoeveel op een pagina.")


class DialogueQuestion(Paged):
    """Which dialogues."""

    stand: State | None = Field(None, description="Alleen dialogen die open of gesloten zijn.")


class ReportQuestion(Paged):
    """Which page of the published reports."""


class MessageQuestion(Paged):
    """Which messages."""

    vraag: int | None = Field(None, ge=1, le=2**31 - 1, description="Alleen antwoorden op deze vraag.")
    thema: int | None = Field(None, ge=1, le=2**31 - 1, description="Alleen berichten bij dit thema.")


class DialogueCard(Dutch):
    """A dialogue in a list."""

    sleutel: str
    titel: str
    organisatie: str
    stand: State
    begin_datum: date | None
    eind_datum: date | None
    pagina: str = Field(description="Adres van de pagina voor mensen.")


class DialoguePage(Dutch):
    """One page of dialogues, newest first; the Link header has the next and the previous page."""

    totaal: int
    pagina: int
    pagina_grootte: int
    dialogen: list[DialogueCard]


class StatementText(Dutch):
    """A statement that everyone may read."""

    sleutel: int
    nummer: int
    tekst: str


class AskedQuestion(Dutch):
    """One question of a dialogue."""

    sleutel: int
    onderwerp: str
    soort: str
    vraag: str
    keuzes: list[str]
    stellingen: list[StatementText]


class AboutYou(Dutch):
    """An optional question about the participant."""

    vraag: str
    antwoorden: list[str]


class OneDialogue(DialogueCard):
    """A dialogue: what is asked, who reads it, and how long it is kept."""

    inleiding: str
    vorm: Literal["live", "weken"]
    talen: list[str]
    gebieden: list[str] = Field(description="Codes van wijken en buurten.")
    wie_leest_mee: str
    wie_leest_niet_mee: str
    bewaard_tot_datum: date
    vragen: list[AskedQuestion]
    over_deelnemers: list[AboutYou]


class Votes(Dutch):
    """How many chose what; leeg is: minder dan tien mensen, of af te leiden uit andere cijfers."""

    eens: int | None
    pas: int | None
    oneens: int | None


class Share(Dutch):
    """A share (0 to 1) with its 95% interval, which covers only who did not see everything."""

    aandeel: float
    laag: float
    hoog: float


class GroupVotes(Dutch):
    """Votes of one opinion group."""

    antwoord: str = Field(description="De letter van de groep.")
    mensen: int
    gestemd: int | None
    stemmen: Votes


class AnswerVotes(GroupVotes):
    """Votes of those who gave one answer to a question about themselves."""

    vraag: str


class StatementVotes(StatementText):
    """One statement with its votes."""

    stemmen: Votes
    niet_gestemd: int | None
    eens: Share | None
    oneens: Share | None
    groepen: list[GroupVotes]
    per_antwoord: list[AnswerVotes]


class ThemeCard(Dutch):
    """A theme with the share of the people who answered that named it."""

    thema: str
    naam: str
    plaats: int
    mensen: int
    berichten: int
    aandeel: Share


class ThemedQuestion(Dutch):
    """An open question with its themes, most named first."""

    onderwerp: str
    vraag: str
    mensen: int
    berichten: int
    voorlopig: bool = Field(description="Nog geen vijftig willekeurige berichten zijn nagekeken.")
    themas: list[ThemeCard] = Field(description="Leeg als minder dan tien mensen antwoordden.")


class DialogueResults(Dutch):
    """The newest result as counts; no row is a person, and it says nothing about who did not take part."""

    stand: Literal["voorlopig", "vastgesteld", "nog niet gemaakt"]
    gemaakt_op: datetime | None
    deelnemers: int
    herkomst: dict[str, int] = Field(description="Hoeveel mensen online, op papier of aan tafel meededen.")
    groepen: list[int] = Field(description="Mensen per groep; leeg is: geen stabiele groepen.")
    stellingen: list[StatementVotes]
    vragen: list[ThemedQuestion]


class MessageCard(Dutch):
    """A message whose writer said: mag letterlijk. It never says who wrote it."""

    nummer: int
    vraag: int
    stelling: int | None
    thema: int | None
    taal: str
    tekst: str


class MessagePage(Dutch):
    """One page of messages; those that may only be summarised are counted, not shown."""

    totaal: int
    niet_openbaar: int
    pagina: int
    pagina_grootte: int
    berichten: list[MessageCard]


class ReportFile(Dutch):
    """A form in which a report can be had."""

    vorm: Literal["html", "pdf", "docx", "pptx", "json"]
    adres: str
    methode: Literal["GET", "POST"] = Field(description="Een bestand wordt op verzoek gemaakt (POST).")


class OneReport(Dutch):
    """A published version; its counts do not change any more."""

    dialoog: str
    titel: str
    organisatie: str
    versie: int
    gepubliceerd_op: datetime
    deelnemers: int
    ingetrokken: int = Field(description="Bijdragen die later zijn ingetrokken.")
    controlegetal: str
    bestanden: list[ReportFile]


class ReportPage(Dutch):
    """One page of published reports, newest first; the same as the Atom feed at `feed`."""

    totaal: int
    pagina: int
    pagina_grootte: int
    feed: str
    verslagen: list[OneReport]


class PromiseCard(Dutch):
    """What was promised, by whom, by when, and how it stands."""

    thema: str | None
    belofte: str
    door: str
    voor_datum: date
    stand: str
    uitleg: str
    bijgewerkt_op: datetime
