"""Costs and benefits in words: per party first, and what the answer hangs on."""

from __future__ import annotations

from wijkwijzer.effects.benefits.model import Kind, Outcome, PartyOutcome

__all__ = ["KINDS", "balance", "chance_words", "euros", "headline", "turn_words"]

KINDS: dict[Kind, tuple[str, str]] = {
    "cost": ("kosten", "costs"),
    "transfer": ("overdracht", "transfer"),
    "effect": ("effect", "effect"),
    "attribution": ("toerekening", "attribution"),
    "deadweight": ("was er toch gekomen", "would have come anyway"),
    "value": ("waarde", "value"),
}


def euros(value: float, language: str = "nl") -> str:
    """Write an amount with two figures that count.

    Examples
    --------
    >>> euros(312_345.0), euros(-9_374.0), euros(0.0)
    ('€ 310.000', '€ −9.400', '€ 0')
    """
    size = abs(value)
    if 0 < size < 10:
        small = f"{value:.2f}".replace("-", "−")
        return f"€ {small if language.startswith('en') else small.replace('.', ',')}"
    step = 10 ** max(len(str(int(size))) - 2, 0)
    rounded = round(size / step) * step
    text = f"{rounded:,}"
    if not language.startswith("en"):
        text = text.replace(",", ".")
    return f"€ {'−' if value < 0 and rounded else ''}{text}"


def chance_words(party: PartyOutcome, language: str = "nl") -> str:
    """Say how often a party gains.

    Examples
    --------
    >>> chance_words(PartyOutcome("G", True, .11, .002, -190000., -80000., 40000., 3e5, 0.))
    '11 van de 100 keer'
    """
    english = language.startswith("en")
    if not party.known:
        return "cannot be told" if english else "niet te zeggen"
    count = round(100 * party.chance)
    if count <= 1:
        return "hardly ever" if english else "bijna nooit"
    if count >= 99:
        return "nearly always" if english else "bijna altijd"
    return f"{count} in 100 times" if english else f"{count} van de 100 keer"


def balance(party: PartyOutcome, language: str = "nl") -> str:
    """Say between what and what a balance lies in 8 of 10 draws.

    Examples
    --------
    >>> balance(PartyOutcome("G", True, .11, .002, -190000., -80000., 40000., 3e5, 0.))
    '€ 190.000 tekort tot € 40.000 over'
    >>> balance(PartyOutcome("G", True, 0., 0., -1.001, -1., -.999, 1., 0.))
    '€ 1,00 tekort'
    """
    english = language.startswith("en")
    words = ("short", "over", "to") if english else ("tekort", "over", "tot")

    def side(value: float) -> str:
        return f"{euros(abs(value), language)} {words[0] if value < 0 else words[1]}"

    low, high = side(party.low), side(party.high)
    if low == high:
        return low
    if (party.low < 0) == (party.high < 0):
        low = low.rsplit(" ", 1)[0]
    return f"{low} {words[2]} {high}"


def headline(outcome: Outcome, language: str = "nl") -> str:
    """Say what all comes to, and who pays without gaining.

    Examples
    --------
    >>> from wijkwijzer.effects.stamp import Stamp
    >>> payer = PartyOutcome("De gemeente", True, .11, .002, -190000., -80000., 40000., 3e5, 0.)
    >>> total = PartyOutcome("", True, .63, .003, -1e5, 3e4, 2e5, 3e5, 4e5)
    >>> said = headline(Outcome(Stamp("benefits", "1.0"), "x", total, (payer,), (), (), 0.0, ()))
    >>> said.partition(". ")[0]
    'Alles bij elkaar levert het in 63 van de 100 gevallen meer op dan het kost'
    """
    english = language.startswith("en")
    count = round(100 * outcome.total.chance)
    first = (
        f"All together it brings in more than it costs in {count} of 100 cases." if english
        else f"Alles bij elkaar levert het in {count} van de 100 gevallen meer op dan het kost."
    )  # fmt: skip
    if outcome.unknown:
        first += " What has no price is not in it." if english else " Wat geen prijs heeft, staat er niet in."
    payers = [each for each in outcome.parties if each.known and each.pays > 0 and each.chance < 0.25]
    if not payers:
        return first
    payer = max(payers, key=lambda each: each.pays)
    name = payer.party[:1].upper() + payer.party[1:]
    return f"{first} {name} {'pays, and seldom gains.' if english else 'betaalt, en wint zelden.'}"


def turn_words(share: float, language: str = "nl") -> str:
    """Say how much the decision hangs on an input.

    Examples
    --------
    >>> turn_words(.62), turn_words(.003)
    ('het meest', 'niet')
    """
    steps = (
        (0.4, "het meest", "most"),
        (0.15, "veel", "much"),
        (0.05, "iets", "some"),
        (0.01, "weinig", "little"),
    )
    for least, dutch, english in steps:
        if share >= least:
            return english if language.startswith("en") else dutch
    return "not" if language.startswith("en") else "niet"
