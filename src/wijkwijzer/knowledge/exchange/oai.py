"""OAI-PMH 2.0: reading what a harvester asks, and writing what it gets. Where the records come from is
another's work.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from wijkwijzer.knowledge.exchange.dublincore import plain

__all__ = [
    "PREFIX",
    "Entry",
    "OaiError",
    "Question",
    "Token",
    "answer",
    "errors",
    "formats",
    "identify",
    "read_question",
    "records",
    "sets",
    "stamp",
]

PREFIX = "oai_dc"
_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
# Per verb: what must be there, what may be there, and whether a token may stand alone instead.
_VERBS: dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]] = {
    "Identify": ((), (), False),
    "ListMetadataFormats": ((), ("identifier",), False),
    "ListSets": ((), (), True),
    "GetRecord": (("identifier", "metadataPrefix"), (), False),
    "ListIdentifiers": (("metadataPrefix",), ("from", "until", "set"), True),
    "ListRecords": (("metadataPrefix",), ("from", "until", "set"), True),
}
# How the schema of the protocol writes these; a value of another form could not stand in the answer either.
_NAME = r"[A-Za-z0-9\-_.!~*'()]+"
_WRITTEN = {
    "metadataPrefix": re.compile(_NAME),
    "set": re.compile(rf"{_NAME}(:{_NAME})*"),
    "identifier": re.compile(r"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+"),
}
_DAY, _SECOND = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class OaiError(Exception):
    """What the protocol calls an error: a code of it and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Question:
    """A request that keeps to the rules; `since` and `until` are whole seconds and both count."""

    verb: str
    arguments: Mapping[str, str]
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None

    def get(self, name: str) -> str:
        """An argument, empty when it is not there."""
        return self.arguments.get(name, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in a list; a deleted one has a header only."""

    identifier: str
    datestamp: datetime.datetime
    set_name: str
    deleted: bool = False
    elements: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """Where the next page begins; without text this was the last."""

    text: str
    cursor: int
    expires: datetime.datetime | None = None


def stamp(moment: datetime.datetime) -> str:
    """A moment in the granularity of the protocol: whole seconds, UTC.

    Examples
    --------
    >>> stamp(datetime.datetime(2026, 3, 1, 12, 0, 5, 999999, datetime.UTC))
    '2026-03-01T12:00:05Z'
    """
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_question(arguments: Mapping[str, Sequence[str]]) -> Question:
    """Check what was asked against the rules of the protocol.

    Parameters
    ----------
    arguments
        Per argument all its values, as they came.

    Raises
    ------
    OaiError
        `badVerb` or `badArgument`; the first mistake.

    Examples
    --------
    >>> read_question({"verb": ["GetRecord"], "identifier": ["x"]})
    Traceback (most recent call last):
    wijkwijzer.knowledge.exchange.oai.OaiError: GetRecord needs the argument metadataPrefix.
    """
    verbs = arguments.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in _VERBS:
        raise OaiError("badVerb", f"Give one verb of: {', '.join(_VERBS)}.")
    verb = verbs[0]
    needed, allowed, resumes = _VERBS[verb]
    given = {name: values for name, values in arguments.items() if name != "verb"}
    for name, values in given.items():
        if len(values) != 1:
            raise OaiError("badArgument", f"The argument {plain(name)[:40]} is given more than once.")
    single = {name: values[0] for name, values in given.items()}
    if resumes and "resumptionToken" in single:
        if len(single) > 1:
            raise OaiError("badArgument", "A resumptionToken stands alone, beside the verb.")
        return Question(verb, single)
    for name in single:
        if name not in (*needed, *allowed):
            raise OaiError("badArgument", f"{verb} does not know the argument {plain(name)[:40]!r}.")
    for name in needed:
        if not single.get(name):
            raise OaiError("badArgument", f"{verb} needs the argument {name}.")
    for name, form in _WRITTEN.items():
        if name in single and not form.fullmatch(single[name]):
            raise OaiError("badArgument", f"The argument {name} is not written as the protocol asks.")
    since, until = _range(single)
    return Question(verb, single, since, until)


def _range(given: Mapping[str, str]) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    texts = [given[name] for name in ("from", "until") if name in given]
    if len({len(text) for text in texts}) > 1:
        raise OaiError("badArgument", "from and until differ in granularity.")
    since = _moment(given["from"], last=False) if "from" in given else None
    until = _moment(given["until"], last=True) if "until" in given else None
    if since and until and since > until:
        raise OaiError("badArgument", "from is later than until.")
    return since, until


def _moment(text: str, *, last: bool) -> datetime.datetime:
    """A day or a second; a day as `until` counts to its last second."""
    if not text.isascii() or not (_DAY.fullmatch(text) or _SECOND.fullmatch(text)):
        raise OaiError("badArgument", "Write dates as 2026-03-01 or 2026-03-01T12:00:00Z.")
    try:
        moment = datetime.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=datetime.UTC)
    except ValueError:
        raise OaiError("badArgument", "That date does not exist.") from None
    return moment.replace(hour=23, minute=59, second=59) if last and "T" not in text else moment


def answer(base: str, now: datetime.datetime, question: Question | None, body: str) -> str:
    """The whole document: what was asked, when it was answered, and the answer."""
    asked = {"verb": question.verb, **question.arguments} if question else {}
    attributes = "".join(f" {name}={quoteattr(plain(value))}" for name, value in asked.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/'
        ' http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">\n'
        f"<responseDate>{stamp(now)}</responseDate>\n"
        f"<request{attributes}>{escape(base)}</request>\n{body}\n</OAI-PMH>\n"
    )


def errors(*found: OaiError) -> str:
    """What went wrong."""
    return "".join(f'<error code="{one.code}">{escape(plain(one))}</error>' for one in found)


def identify(
    name: str, base: str, mail: str, earliest: datetime.datetime, *, host: str = "", example: str = ""
) -> str:
    """Who answers here; deletions are kept for ever, and dates are whole seconds.

    Parameters
    ----------
    name, base, mail
        Of the repository.
    earliest
        No record is older.
    host
        What stands in identifiers; only a full domain name may be announced by the scheme.
    example
        An identifier of here.
    """
    scheme = ""
    if "." in host:
        scheme = (
            '<description><oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier"'
            ' xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai-identifier'
            ' http://www.openarchives.org/OAI/2.0/oai-identifier.xsd">'
            f"<scheme>oai</scheme><repositoryIdentifier>{escape(host)}</repositoryIdentifier>"
            f"<delimiter>:</delimiter><sampleIdentifier>{escape(example)}</sampleIdentifier>"
            "</oai-identifier></description>"
        )
    return (
        f"<Identify><repositoryName>{escape(plain(name))}</repositoryName><baseURL>{escape(base)}</baseURL>"
        f"<protocolVersion>2.0</protocolVersion><adminEmail>{escape(mail)}</adminEmail>"
        f"<earliestDatestamp>{stamp(earliest)}</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
        f"<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>{scheme}</Identify>"
    )


def formats() -> str:
    """The one form there is: Dublin Core."""
    return (
        f"<ListMetadataFormats><metadataFormat><metadataPrefix>{PREFIX}</metadataPrefix>"
        f"<schema>{_SCHEMA}</schema><metadataNamespace>{_NAMESPACE}</metadataNamespace>"
        "</metadataFormat></ListMetadataFormats>"
    )


def sets(names: Mapping[str, str]) -> str:
    """The sets: key and label."""
    rows = (
        f"<set><setSpec>{escape(key)}</setSpec><setName>{escape(plain(label))}</setName></set>"
        for key, label in names.items()
    )
    return f"<ListSets>{''.join(rows)}</ListSets>"


def records(verb: str, entries: Iterable[Entry], token: Token | None = None) -> str:
    """The entries of a page, as headers or whole, and the way to the next page.

    Examples
    --------
    >>> when = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    >>> records("ListIdentifiers", [Entry("oai:w.nl:p1", when, "tip", deleted=True)])
    '<ListIdentifiers><header status="deleted"><identifier>oai:w.nl:p1</identifier><datestamp>2026-03-01T00:00:00Z</datestamp><setSpec>tip</setSpec></header></ListIdentifiers>'
    """  # noqa: E501 - one line of XML
    made = [_header(one) if verb == "ListIdentifiers" else _record(one) for one in entries]
    return f"<{verb}>{''.join(made)}{_token(token) if token else ''}</{verb}>"


def _header(one: Entry) -> str:
    status = ' status="deleted"' if one.deleted else ""
    return (
        f"<header{status}><identifier>{escape(one.identifier)}</identifier>"
        f"<datestamp>{stamp(one.datestamp)}</datestamp><setSpec>{escape(one.set_name)}</setSpec></header>"
    )


def _record(one: Entry) -> str:
    if one.deleted:
        return f"<record>{_header(one)}</record>"
    elements = "".join(f"<dc:{name}>{escape(plain(text))}</dc:{name}>" for name, text in one.elements)
    return (
        f'<record>{_header(one)}<metadata><oai_dc:dc xmlns:oai_dc="{_NAMESPACE}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xsi:schemaLocation="{_NAMESPACE} {_SCHEMA}">{elements}</oai_dc:dc></metadata></record>'
    )


def _token(token: Token) -> str:
    expires = f' expirationDate="{stamp(token.expires)}"' if token.expires and token.text else ""
    return f'<resumptionToken cursor="{token.cursor}"{expires}>{escape(token.text)}</resumptionToken>'
