"""Addresses in Dutch text: a street with a house number, with what follows it (addition, postcode, town)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wijkwijzer.text.redaction.first_names import first_names

__all__ = ["STREET_ENDINGS", "find_addresses"]

STREET_ENDINGS = (
    "straat|straatje|str\\.|laan|laantje|weg|wegje|plein|pleintje|hof|hofje|dijk|kade|gracht|singel|pad|paadje|steeg|"
    "dreef|plantsoen|park|ring|markt|wal|baan|berg|veld|kamp|horst|donk|akker|erf|gaarde|burg|flat|hoek|haven|"
    "boulevard|allee|promenade|oord|poort|weide|tuin|burcht|rade|warande|meent|stede|zijde|wei|brink|sluis|brug|"
    "toren|hout|bos|heide|duin|oever|eiland|werf|zoom|land|wijk|vaart|wetering|loop|stein|stee|perk|es|zicht|garde|"
    "kwartier|boog|bocht|terras|kamer|borg|rak|rede|dam|passage|vliet|beek|meer|gaard|hagen|linde|els|boom|vest|eind"
)
# With a small letter only endings that hardly end another word, and none of the words under _NO_STREET.
_SURE_ENDINGS = (
    "straat|straatje|laan|plein|weg|gracht|singel|kade|dreef|steeg|dijk|plantsoen|hof|pad|boulevard"
)
_NO_STREET = re.compile(
    r"(?:(?:snel|rijks|auto|water|spoor|toegangs|uit|onder|half|om|terug|heen|zij|ont|doorgaande)weg|"
    r"(?:fiets|voet|wandel|zebra|ruiter|achter|trap)pad|(?:school|speel|parkeer)plein|zijstraat|"
    r"(?:gerechts|kinder)hof|"
    r"(?:race|bus|tram|start|spoor|renn?|ijs)baan|(?:speel|voetbal|trap|sport|gras)veld|(?:avond|"
    r"week|rommel|arbeids|woning)markt|"
    r"(?:Neder|Hol|Duits|Enge|platte)land|(?:Amster|Rotter|Schie|Zaan|Volen)dam|\b(?:volks)?tuin|lijn)$"
    r"|^(?:weg|straat|plein|hof|pad|laan|dijk|kade|markt|park|land|brug|boom|berg|veld|bos|haven|"
    r"toren|flat|ring|baan|"
    r"wijk|hoek|poort|tuin|eiland|kamer|passage|terras|meer|beek|gracht|singel|linde|es|vest|eind|"
    r"loop|zicht|dam)$",
    re.I,
)
_NUMBER = r"(?:(?:nummer|huisnummer|nr\.?|no\.?)\s?)?(?!(?:19|20)\d\d\b)\d{1,5}(?!\d)"
_ADDITION = (
    r"(?:\s?[-/]?\s?(?:[A-Za-z](?![\w'’/.])|[0-9]?hs\b|bis\b|huis\b|rood\b|zwart\b|I{1,3}V?\b|IV\b|"
    r"V\b|\d{1,2}\s?hoog\b|"
    r"[1-9]e\setage\b)|[-/]\d{1,4}\b)?"
)
_RANGE = rf"(?:\s?(?:t/m|tot en met|tot|en|-|–)\s?\d{{1,5}}{_ADDITION}(?=\W|$))?"
_FLAT = r"(?:,?\s(?:nr\.?|nummer|app(?:artement)?\.?|kamer|unit|etage)\s?\d{1,4}[A-Za-z]?\b)?"
_POSTCODE = r"[1-9]\d{3}\s?(?!S[ADS]\b)[A-Z]{2}\b"
_TOWN = (
    r"(?:'s-|'t\s)?[A-ZÀ-Ž][\w'’-]+(?:\s(?:aan\s(?:den?|het)|op|bij|den|de|het|en|over|van)?\s?"
    r"[A-ZÀ-Ž][\w'’-]+){0,2}"
)
_REST = rf"(?:,?\s*(?:in\s|te\s)?{_POSTCODE}(?:,?\s+{_TOWN})?)?"
_NOT_AFTER = (
    r"(?!\s*(?:%|procent|euro|eur\b|km|kilometer|meter|m2|cm|mm|uur|u\b|jaar|jaren|maanden?|weken|"
    r"week|dagen|dag|"
    r"minuten|min\b|keer|x\b|graden|mensen|personen|bewoners|huizen|woningen|auto|fietsen|kinderen|"
    r"bomen|stuks|"
    r"boetes?|meldingen|nieuwe|oude|vd\b|per\b)|[.,]\d|:\d)"
)
_SMALL = (
    r"(?:van|de|der|den|het|'t|ter|ten|op|aan|in|te|'s|Van|De|Der|Den|Het|Ter|Ten|Op|Aan|In|Sint|St\.|Dr\.|Mr\.|"
    r"Prof\.|Ds\.|Ir\.|Burg\.)"
)
_CAPITAL = r"(?:[A-ZÀ-Ž][\w'’.-]*|\d{1,2}e|[IVX]+e?)"
_NAMED = re.compile(
    rf"(?<![\w-])(?P<last>[A-ZÀ-Ž][\w'’-]*(?:{STREET_ENDINGS}))"
    rf"\s{_NUMBER}{_NOT_AFTER}{_ADDITION}{_RANGE}{_FLAT}{_REST}"
)
# What may stand before the last word of a street name ("Oude Prins Bernhardstraat", "Eerste Jan van
# Galenstraat").
_BEFORE = re.compile(
    r"(?:[IVX]+e|\d{1,2}e|Eerste|Tweede|Derde|Vierde|Oude|Oud|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|"
    r"Lage|Noorder|Noord|"
    r"Zuider|Zuid|Ooster|Oost|Wester|West|Verlengde|Binnen|Buiten|Boven|Beneden|Prins|Prinses|Koning|"
    r"Koningin|Graaf|"
    r"Burgemeester|Burg\.|Dokter|Dr\.|Professor|Prof\.|Pastoor|Dominee|Ds\.|Meester|Mr\.|Generaal|"
    r"Admiraal|Kapitein|"
    r"Minister|President|Wethouder|Kardinaal|Bisschop|Sint|St\.|Jonkheer|Jhr\.|Ir\.|Kolonel|"
    r"Luitenant|Hertog|Graaf|Van|Ter|Ten|"
    r"[A-Z]\.|Vincent|Mgr\.|Pater|Zuster|Frederik|Juliana)$"
)
_WORD_BEFORE = re.compile(r"([^\s,;:!?()]+)\s$")
_PARTICLE = re.compile(r"(?:van|de|der|den|het|'t|ter|ten|te|'s)$")
_SPLIT = re.compile(  # "Lange Voorhout 3", "Kleine Houtweg 4", "Laan van Meerdervoort 12", "Plein 1944 8"
    rf"(?<![\w-])(?:(?:Laan|Plein|Hof|Kade|Weg|Straat|Dijk|Gracht|Singel)\s(?:(?:van|de|der|den|het|"
    rf"'t|ter)\s){{0,2}}"
    rf"[A-ZÀ-Ž][\w'’-]+|(?:Lange|Korte|Oude|Nieuwe|Grote|Kleine|Hoge|Lage|Nieuwe)\s[A-ZÀ-Ž][\w'’-]+)"
    rf"\s{_NUMBER}{_NOT_AFTER}{_ADDITION}{_RANGE}{_FLAT}{_REST}"
)
_LOWER = re.compile(
    rf"(?<![\w-])(?P<last>[a-zà-ž][\w'’-]*?(?:{_SURE_ENDINGS}))\s{_NUMBER}{_NOT_AFTER}{_ADDITION}{_RANGE}{_FLAT}{_REST}"
)
_LIVES = re.compile(
    r"\b(?:woon|woont|wonen|wonend|woonde|woonachtig|gevestigd|adres(?:\sis)?)(?:\s(?:ik|wij|we|hij|"
    r"zij|ze|zelf|al|nu))?"
    rf":?,?\s(?:(?:op|aan|in|te)\s)?(?P<address>(?:(?:de|het|De|Het|'t|Op|Aan|"
    rf"In)\s){{0,2}}[A-ZÀ-Ž][\w'’-]+(?:\s[A-ZÀ-Ž][\w'’-]+)?"
    rf"\s{_NUMBER}{_NOT_AFTER}{_ADDITION}{_RANGE}{_FLAT}{_REST})"
)
_REVERSED = re.compile(
    rf"\b(?:huisnummer|nummer|nr\.?)\s\d{{1,5}}{_ADDITION}\s(?:in|van|op|aan)\s(?:de\s|het\s)?"
    rf"(?:{_CAPITAL}\s|{_SMALL}\s){{0,3}}?[A-ZÀ-Ž][\w'’-]*(?:{_SURE_ENDINGS})\b"
)
_CODE = re.compile(
    rf"(?<![\w-]){_POSTCODE}(?:,?\s(?:huis)?(?:nummer|nr\.?)?\s?\d{{1,5}}{_ADDITION}{_NOT_AFTER})?(?:,?\s{_TOWN})?"
)
_LOWER_CODE = re.compile(r"(?<![\w-])[1-9]\d{3}(?!s[ads]\b)[a-z]{2}(?:\s?\d{1,5})?\b")


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Spans of addresses, from left to right within each pattern; later spans may overlap earlier ones.

    Examples
    --------
    >>> text = "Kom langs op Vlasstraat 31 t/m 45, niet in de Willem Tellstraat of op de snelweg 130."
    >>> [text[start:end] for start, end in find_addresses(text)]
    ['Vlasstraat 31 t/m 45']
    """
    found: list[tuple[int, int]] = []
    for pattern in (_REVERSED, _LIVES, _NAMED, _SPLIT, _LOWER, _CODE, _LOWER_CODE):
        for match in pattern.finditer(text):
            start, end = match.span("address" if pattern is _LIVES else 0)
            if match.re.groupindex.get("last") and _NO_STREET.search(match["last"]):
                continue
            if pattern is _NAMED:
                start = _street_start(text, start)
            if pattern in (_CODE, _LOWER_CODE) and _is_year(text, start):
                continue
            if all(end <= s or start >= e for s, e in found):
                found.append((start, end))
    yield from found


def _street_start(text: str, start: int) -> int:
    """Walk back over the words that belong to the street name; particles only between two such words."""
    at = start
    for _ in range(5):
        match = _WORD_BEFORE.search(text, 0, at)
        if match is None:
            break
        word = match[1]
        if _BEFORE.match(word) or (word[0].isupper() and word.lower() in first_names()):
            start = at = match.start()
        elif _PARTICLE.match(word):
            at = match.start()
        else:
            break
    return start


def _is_year(text: str, start: int) -> bool:
    """A year with two capitals after it ("in 2030 EN 2031") is no postcode."""
    before = text[max(0, start - 12) : start].lower()
    return bool(re.match(r"(?:19|20)\d\d\s", text[start : start + 5])) and bool(
        re.search(r"(?:\bin|\bsinds|\btot|\bvanaf|\bjaar|\bvan|\ben)\s$", before)
    )
