"""What is never an input: characteristics that the law protects, and figures that are modelled from them.

Refusing the column is not enough: SES-WOA fills in education with origin, and the small-area health figures
(SMAP) and the residents' dimension of Leefbaarometer 2.0 use origin. They say what the column would have
said. Source: General Equal Treatment Act (Awgb) art. 1; GDPR art. 9; documentation of the named figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from wijkwijzer.errors import InputError

__all__ = ["refuse", "why_refused"]

_PROTECTED = (
    (r"herkomst|afkomst|migratie|allocht|autocht|westers|nationalit|etnisch|etnic|ethnic|geboorteland"
     r"|buitenland(s|er)|huidskleur|\bras(sen)?\b|\brace\b|nieuwe nederlander|tweede generatie"
     r"|marokk|turk|surinam|antill|syri|eritre|somali|afghaan|afghan|\bpoolse?\b|\bpolen\b|oekra|roemeen"
     r"|bulgaar|\borigin\b|migrant", "herkomst"),
    (r"geloof|godsdienst|religi|levensovertuig|kerkelijk|kerkgang|kerkbezoek|moslim|islam|church",
     "godsdienst"),
    (r"geaardheid|seksue|orientation|homo_|lhbt", "seksuele gerichtheid"),
    (r"\bman(nen)?\b|vrouw|geslacht|gender|\bsekse", "geslacht"),
    (r"diagnos|gezondheid|handicap|beperking|eenzaam|ggd|depress|medic|wlz|wmo|jeugdzorg|jeugdhulp"
     r"|ziekte|zvw_kosten|zorgkosten|health|disab", "gezondheid"),
    (r"politiek|stemgedrag|political", "politieke overtuiging"),
    (r"asielzoek|statushouder|vluchteling|refugee|asylum", "verblijfsstatus"),
    (r"burgerlijke staat|gehuwd|\bongeh\b|verweduw|verwed\b|\bgesch\b|marital"
     r"|\bgescheiden (mensen|inwoners|personen)", "burgerlijke staat"),
    (r"detentie|verdachte|dader|strafblad", "strafrechtelijke gegevens"),
)  # fmt: skip
_NAMES = {reason for _, reason in _PROTECTED}
_MODELLED = (
    (r"\brivm|_rivm|\bsmap", "dit is geschat uit kenmerken van bewoners, ook herkomst"),
    (r"ses[-_ ]?woa", "SES-WOA schat opleiding met herkomst bij"),
    (r"lbm2_bewoners|leefbaarometer.?2.*bewoners|^bewoners$", "deze score telt herkomst van bewoners mee"),
)
_AIMS = {"gezondheid", "geslacht", "strafrechtelijke gegevens", "verblijfsstatus", "burgerlijke staat"}


def _plain(name: str) -> str:
    """The name as it reads: no accents, no wide letters, nothing that cannot be seen."""
    marks = unicodedata.normalize("NFKD", name)
    return "".join(c for c in marks if unicodedata.category(c) not in ("Mn", "Cf")).strip().lower()


def why_refused(name: str) -> str | None:
    """Say why a figure may not be an input, or None when it may.

    Examples
    --------
    >>> why_refused("p_niet_westers")
    'herkomst'
    >>> why_refused("ses_woa")
    'SES-WOA schat opleiding met herkomst bij'
    >>> why_refused("lbm2_veiligheid") is None
    True
    """
    low = _plain(name)
    for pattern, reason in _MODELLED:
        if re.search(pattern, low):
            return reason
    words = re.sub(r"[_\-\s]+", " ", low)
    for pattern, reason in _PROTECTED:
        if re.search(pattern, low) or re.search(pattern, words):
            return reason
    return None


def refuse(names: Iterable[str], *, file: object = None, criteria: bool = False) -> None:
    """Refuse inputs that may not count.

    `criteria`: names are what people want to weigh, not figures: "gezondheid" and "veiligheid voor vrouwen"
    are aims that anyone may have; origin, religion, orientation and politics of residents are not.

    Raises
    ------
    InputError
        With the name of the figure and the reason.

    Examples
    --------
    >>> refuse(["woz_x1000", "herkomst_buiten_europa"])
    Traceback (most recent call last):
        ...
    wijkwijzer.errors.InputError: 'herkomst_buiten_europa' mag niet meetellen: herkomst is nooit invoer \
voor een signaal of effect.
    """
    for name in names:
        reason = why_refused(name)
        if reason is None or (criteria and reason in _AIMS):
            continue
        if reason not in _NAMES:
            raise InputError(f"{name!r} mag niet meetellen: {reason}.", file=file)
        raise InputError(
            f"{name!r} mag niet meetellen: {reason} is nooit invoer voor een signaal of effect.",
            file=file,
        )
