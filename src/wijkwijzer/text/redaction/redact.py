"""Find personal data in Dutch text and take it out: e-mail, phone, BSN, IBAN, address, name.

Numbers are recognised by their own check: a BSN passes the eleven test, an IBAN modulo 97 with the length
of its country, a phone number the Dutch numbering plan. What looks like one and is not (an order number, a
service number, a street without a house number) stays. Rules, not a model: every hit can be explained, and
nothing leaves the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from wijkwijzer.text.redaction.dates import one_hyphen, without_dates

__all__ = ["KINDS", "PersonalData", "find_personal_data", "is_bsn", "is_iban", "redact"]

Kind = Literal["email", "iban", "bsn", "phone", "address", "name"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_PLACEHOLDER = {
    "email": "[e-mail]",
    "iban": "[rekeningnummer]",
    "bsn": "[bsn]",
    "phone": "[telefoon]",
    "address": "[adres]",
    "name": "[naam]",
}


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One find: what kind, where (character offsets), and the text itself."""

    kind: Kind
    start: int
    end: int
    text: str


def find_personal_data(text: str) -> list[PersonalData]:
    """List the personal data in a text, in reading order, without overlap.

    Parameters
    ----------
    text
        Any text, a message of some sentences as a rule.

    Returns
    -------
    list of PersonalData
        Where two kinds claim the same place, the one with the stronger check wins.

    Examples
    --------
    >>> [(find.kind, find.text) for find in find_personal_data("Bel Sanne Oldekamp: 06-12345678.")]
    [('name', 'Sanne Oldekamp'), ('phone', '06-12345678')]
    >>> find_personal_data("Meldnummer 20260114-338 in de Dirk Hartogstraat, sinds jan.")
    []
    """
    from wijkwijzer.text.redaction.addresses import find_addresses
    from wijkwijzer.text.redaction.names import find_names

    taken: list[PersonalData] = list(_emails(text))
    hyphens = one_hyphen(text)
    taken.extend(_free(_ibans(text, hyphens), taken))
    numbers = without_dates(hyphens)
    taken.extend(_free(_bsns(text, numbers), taken))
    taken.extend(_free(_phones(text, numbers), taken))
    taken.extend(_free((_find("address", text, *span) for span in find_addresses(text)), taken))
    taken.extend(_free((_find("name", text, *span) for span in find_names(text)), taken))
    return sorted(taken, key=lambda find: find.start)


def redact(text: str) -> str:
    """Replace personal data by what it was.

    Examples
    --------
    >>> redact("Mail naar p.jansen@example.org of kom langs: Kadeplein 4B, 8399 ZZ Lindermeer.")
    'Mail naar [e-mail] of kom langs: [adres].'
    """
    pieces, at = [], 0
    for find in find_personal_data(text):
        pieces += [text[at : find.start], _PLACEHOLDER[find.kind]]
        at = find.end
    return "".join([*pieces, text[at:]])


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven test of the burgerservicenummer.

    The weights are 9 to 2 and -1 (Besluit burgerservicenummer, article 5).

    Examples
    --------
    >>> is_bsn("999940612"), is_bsn("304455120")
    (True, False)
    """
    if len(digits) != 9 or not digits.isdigit() or not int(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def is_iban(characters: str) -> bool:
    """Whether letters and digits form an IBAN: length of its country and modulo 97 (ISO 13616).

    Examples
    --------
    >>> is_iban("NL93ABNA0568268827"), is_iban("NL00BANK0123456789")
    (True, False)
    """
    code = characters.upper()
    if len(code) != _IBAN_LENGTHS.get(code[:2], -1) or not code.isalnum() or not code.isascii():
        return False
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1


# ---- kinds with a check of their own
_IBAN_TABLE = (
    "NL18 BE16 DE22 FR27 GB22 ES24 IT27 PL28 LU20 AT20 IE22 PT25 DK18 SE24 NO15 FI18 CZ24 HU28 RO24 BG22 "
    "HR21 LT20 LV21 EE20 SK24 SI19 GR27 CY28 MT31 CH21 TR26 MA28 UA29"
)
_IBAN_LENGTHS = {listed[:2]: int(listed[2:]) for listed in _IBAN_TABLE.split()}
# A find may only begin where a word begins: without that, a long word costs the square of its length.
_EMAIL = re.compile(r"(?<![\w.%+'’-])[\w.%+'’-]{0,63}\w@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}\b")
_AT = (
    r"\s*(?:\(\s*(?:at|@|apenstaart(?:je)?)\s*\)|\[\s*(?:at|@)\s*\]|\{\s*at\s*\}|"
    r"\s(?:at|apenstaart(?:je)?|@)\s)\s*"
)
_DOT = r"\s*(?:\.|\(\s*(?:dot|punt)\s*\)|\[\s*(?:dot|punt)\s*\]|\s(?:dot|punt)\s)\s*"
_TOP = r"(?:nl|com|org|net|be|eu|info|de|uk|io|me|online|frl|amsterdam|example|tr|pl|fr)"
_HIDDEN_EMAIL = re.compile(
    rf"(?<![\w.+-])(?:[\w.+-]{{1,63}}\spunt\s)?[\w.+-]{{0,63}}\w{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}?"
    rf"{_DOT}{_TOP}\b",
    re.I,
)
_PUBLIC_MAILBOX = re.compile(
    r"(info|contact|gemeente|klantenservice|klantcontact|servicepunt|noreply|no-reply|post|postbus|"
    r"balie|receptie|"
    r"secretariaat|redactie|helpdesk|support|service|webmaster|postmaster|abuse|privacy|fg|pers|communicatie|"
    r"administratie|meldpunt|melding(?:en)?|wijkteam|griffie|raadsgriffie|bewonersavond|participatie|"
    r"inspraak|"
    r"verhuur|reparatie|klacht(?:en)?|loket|woo|welkom|vragen|aanmelden|inschrijven|vrijwilligers)$",
    re.I,
)
_SEPARATOR = r"[\s.\-–]?"
_NINE = re.compile(rf"(?<![\w,/-])(?<!\d[. –])\d(?:{_SEPARATOR}\d){{8}}(?![\w/]|[.,–-]\d| \d)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .–-]?\d{2}(?:[ .–-]{0,2}[A-Za-z0-9]){11,30}")
_GAP = r"[\s./\-–()]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w.,/-])(?:(?:\+|00)\s?31{_GAP}(?:\(0\){_GAP}|0{_GAP})?[1-9](?:{_GAP}\d){{8}}"
    rf"|\(?0{_GAP}[1-9]\)?(?:{_GAP}\d){{8}}"
    r"|(?:\+|00)(?!31)[1-9]\d{0,2}(?:[\s./\-–()]{0,3}\d){7,11})(?![\w/]|[-–]\d)"
)
_OTHER_NUMBER = re.compile(
    r"(?:order|bestel|bestelling|zaak|factuur|polis|dossier|klant|kenmerk|melding|meldings?|aangifte|"
    r"serie|ticket|"
    r"referentie|contract|huurders?|lidmaatschap|lid|abonnements?|incident|bon|artikel|product|kvk|btw|rsin|"
    r"volg|registratie|aanvraag|relatie|barcode|tracking|pakket|ref)[-\s.]*(?:nummer|nr|code|id)?\.?\s*"
    r"(?:is|:|=|#)?\s*$",
    re.I,
)
_DIGITS = re.compile(r"\D")


def _find(kind: Kind, text: str, start: int, end: int) -> PersonalData:
    return PersonalData(kind, start, end, text[start:end])


def _free(finds: Iterable[PersonalData], taken: list[PersonalData]) -> list[PersonalData]:
    return [f for f in finds if all(f.end <= t.start or f.start >= t.end for t in taken)]


def _emails(text: str) -> Iterator[PersonalData]:
    for pattern in (_EMAIL, _HIDDEN_EMAIL):
        for match in pattern.finditer(text):
            mailbox = re.split(r"[@\s(\[{]", match[0], maxsplit=1)[0]
            if not _PUBLIC_MAILBOX.match(mailbox):
                yield _find("email", text, *match.span())


def _ibans(text: str, hyphens: str) -> Iterator[PersonalData]:
    for match in _IBAN.finditer(hyphens):
        length = _IBAN_LENGTHS.get(match[0][:2].upper())
        if length is None:
            continue
        seen = 0
        for place, character in enumerate(match[0]):
            seen += character.isalnum()
            if seen == length:
                candidate = match[0][: place + 1]
                after = text[match.start() + place + 1 : match.start() + place + 2]
                if is_iban(re.sub(r"[^A-Za-z0-9]", "", candidate)) and not after.isalnum():
                    yield _find("iban", text, match.start(), match.start() + place + 1)
                break


def _bsns(text: str, numbers: str) -> Iterator[PersonalData]:
    for match in _NINE.finditer(numbers):
        digits = _DIGITS.sub("", match[0])
        if is_bsn(digits) and not _OTHER_NUMBER.search(text[max(0, match.start() - 30) : match.start()]):
            yield _find("bsn", text, *match.span())


def _phones(text: str, numbers: str) -> Iterator[PersonalData]:
    for match in _PHONE.finditer(numbers):
        digits = _DIGITS.sub("", match[0])
        service = digits.startswith(("0800", "0900", "0906", "0909", "088", "3188", "003188", "0031800"))
        if service or _OTHER_NUMBER.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        start, end = match.span()
        if match[0].startswith("(") and ")" not in match[0]:
            start += 1
        yield _find("phone", text, start, end)
