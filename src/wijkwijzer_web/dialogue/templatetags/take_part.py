"""Phrases and bars of the participants' screens."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from wijkwijzer.report import Palette
from wijkwijzer_web.dialogue.languages import Language
from wijkwijzer_web.dialogue.models import Dialogue, Event, Message
from wijkwijzer_web.dialogue.queries.outcome.proof import Checked
from wijkwijzer_web.dialogue.queries.structure import AskedStatement
from wijkwijzer_web.dialogue.take_part.place import Answered, Place

register = template.Library()
AGREE, PASS, DISAGREE = Palette.MAIN, Palette.NEUTRAL, Palette.AGAINST
DONE, NOW, TO_COME = Palette.MAIN, "#f2c462", "#e2dacb"
NARROW = 13  # per cent: below this a label does not fit in its part


def _language(context: Context) -> Language:
    found: Language = context["lang"]
    return found


@register.simple_tag(takes_context=True)
def phrase(context: Context, key: str, **values: Any) -> str:
    """A phrase in the participant's language."""
    return _language(context).say(key, **values)


@register.simple_tag(takes_context=True)
def proof(context: Context, place: Checked) -> str:
    """Where something stood, in the participant's language."""
    return _language(context).say(place.phrase, **place.values)


@register.simple_tag
def steps_bar(number: int, total: int) -> SafeString:
    """The bar above a statement: a part for each step while they fit, else one bar."""
    if not 0 < total <= 24:
        share = 100 * number / total if total else 100
        parts = [(0.0, 100.0, TO_COME), (0.0, share, DONE)]
    else:
        width = 100 / total
        colour = [DONE] * (number - 1) + [NOW] + [TO_COME] * (total - number)
        parts = [(n * width + 0.4, width - 0.8, fill) for n, fill in enumerate(colour)]
    bars = format_html_join(
        "",
        '<rect x="{}%" width="{}%" height="8" rx="4" fill="{}"/>',
        ((f"{x:.2f}", f"{w:.2f}", c) for x, w, c in parts),
    )
    return format_html('<svg class="ww-stap" aria-hidden="true">{}</svg>', bars)


@register.simple_tag(takes_context=True)
def place_bar(context: Context, place: Place) -> SafeString:
    """My place in a bar of a hundred per cent: agree, skipped, disagree, and where I stand."""
    say, shares = _language(context).say, place.shares
    if shares is None:
        return SafeString("")
    drawn, at = [], 0.0
    for share, fill, ink in zip(shares, (AGREE, PASS, DISAGREE), ("#fff", Palette.INK, "#fff"), strict=True):
        drawn.append(
            (
                f"{at:.1f}",
                f"{share:.1f}",
                fill,
                f"{at + share / 2:.1f}",
                ink,
                f"{share}%" if share >= NARROW else "",
            )
        )
        at += share
    mine = {1: 0, 0: 1, -1: 2}[place.mine]
    middle = min(94.0, max(6.0, sum(shares[:mine]) + shares[mine] / 2))
    bars = format_html_join(
        "",
        '<rect x="{}%" width="{}%" y="22" height="28" fill="{}" stroke="#fff" stroke-width="1.5"/>'
        '<text x="{}%" y="41" text-anchor="middle" fill="{}">{}</text>',
        drawn,
    )
    parts = ("eens", "overgeslagen", "oneens")
    spoken = ", ".join(f"{share}% {say(part)}" for share, part in zip(shares, parts, strict=True))
    label = f"{spoken}. {my_choice(context, place)}"
    return format_html(
        '<svg role="img" aria-label="{}">{}'
        '<text x="{}%" y="12" text-anchor="middle" fill="{}">{} ▾</text></svg>',
        label,
        bars,
        f"{middle:.1f}",
        Palette.INK,
        say("jij"),
    )


@register.simple_tag(takes_context=True)
def my_choice(context: Context, place: Place) -> str:
    """My choice in words, beside the share that chose the same."""
    say = _language(context).say
    key = {1: "eens", -1: "oneens", 0: "pas"}[place.mine]
    if place.my_share is None:
        return say("te_weinig", keuze=say("overgeslagen" if key == "pas" else key).lower())
    words = say(f"jij_{key}", deel=f"{place.my_share}%")
    return f"{words}. {say('verdeeld')}" if place.divided else f"{words}."


@register.simple_tag(takes_context=True)
def words_of(context: Context, asked: AskedStatement) -> str:
    """A statement in the participant's language."""
    return asked.in_language(_language(context).code)


@register.simple_tag(takes_context=True)
def vote_word(context: Context, value: int) -> str:
    """A vote as a word."""
    return _language(context).say({1: "eens", -1: "oneens", 0: "overgeslagen"}[value])


@register.simple_tag(takes_context=True)
def answer_word(context: Context, one: Answered) -> str:
    """What somebody answered, in words; empty for a message, whose words stand beside it."""
    say = _language(context).say
    if one.kind == Event.Kind.VOTE and one.value is not None:
        return vote_word(context, one.value)
    if one.kind == Event.Kind.RATING:
        return say(f"oordeel_{one.value}")
    if one.kind == Event.Kind.RANKING:
        return "; ".join(f"{place}. {option}" for place, option in enumerate(one.ranking, start=1))
    said = {
        Event.Kind.SKIPPED: "overgeslagen",
        Event.Kind.STATEMENT: "deed_stelling",
        Event.Kind.ENDORSED: "deed_bijval",
        Event.Kind.REPORT: "deed_melding",
    }
    key = said.get(Event.Kind(one.kind))
    return say(key) if key else ""


@register.simple_tag(takes_context=True)
def translated(context: Context, dialogue: Dialogue, part: str) -> str:
    """The title, the intro or who reads along, in the participant's language."""
    return dialogue.said_in(part, _language(context).code)


@register.simple_tag(takes_context=True)
def own_word(context: Context, dialogue: Dialogue, text: str) -> str:
    """A choice or a question about the person in the participant's language, else as it was written."""
    return dialogue.word_in(text, _language(context).code)


@register.simple_tag(takes_context=True)
def day(context: Context, day: date) -> str:
    """A day in full; in other languages than Dutch and English as numbers, which everyone can read."""
    code = _language(context).code
    if code not in {"nl", "en"}:
        return day.isoformat()
    with override(code):
        return date_format(day, "j F Y")


@register.simple_tag(takes_context=True)
def what_became(context: Context, message: Message) -> str:
    """What happened to what somebody wrote."""
    say, theme = _language(context).say, getattr(message, "theme", None)
    if message.state == Message.State.HIDDEN:
        decision = message.decisions.first()
        return say("bericht_verborgen", reden=decision.get_reason_display().lower() if decision else "–")
    words = [
        say(
            "bericht_wacht"
            if message.state == Message.State.WAITING
            else "bericht_zichtbaar"
            if message.quotable
            else "bericht_samengevat"
        )
    ]
    if theme is not None and theme.theme is not None:
        words.append(say("bij_thema", thema=theme.theme.label))
        words += [
            say("beloofd", belofte=p.text, stand=p.get_state_display()) for p in theme.theme.promises.all()
        ]
    return " ".join(words)


@register.simple_tag
def round_bar(gone: float) -> SafeString:
    """How much of the round is over; the words beside it say the same."""
    return format_html(
        '<svg class="ww-stap ww-mt" aria-hidden="true"><rect width="100%" height="8" rx="4" fill="{}"/>'
        '<rect width="{}%" height="8" rx="4" fill="{}"/></svg>',
        TO_COME,
        f"{gone:.0f}",
        DONE,
    )


@register.simple_tag
def theme_bar(share: float, confirmed: bool) -> SafeString:
    """The bar of a theme; lighter while nobody confirmed it. The number stands beside it."""
    return format_html(
        '<svg class="ww-strip" aria-hidden="true">'
        '<rect x="0" y="6" width="{}%" height="16" rx="2" fill="{}"/></svg>',
        f"{share:.1f}",
        DONE if confirmed else Palette.SECOND,
    )


@register.simple_tag
def turnout_bar(share: float) -> SafeString:
    """The bar of a theme on the dark screen."""
    return format_html(
        '<svg aria-hidden="true"><rect width="100%" height="100%" rx="4" fill="#0a4251"/>'
        '<rect width="{}%" height="100%" rx="4" fill="#8dbcc4"/></svg>',
        f"{share:.1f}",
    )
