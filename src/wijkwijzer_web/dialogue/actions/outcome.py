"""Themes that people confirm, and promises that are kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.clean import check_version
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.models import (
    Dialogue,
    Message,
    Promise,
    Question,
    Theme,
    ThemeOfMessage,
)
from wijkwijzer_web.follow import service as following

__all__ = ["check_messages", "merge_themes", "save_promise", "save_theme"]


@action
def save_theme(
    *,
    actor: User,
    dialogue: Dialogue,
    question: Question,
    theme: Theme | None,
    values: Mapping[str, Any],
    version: str = "",
) -> Theme:
    """Add a theme, or name one: a person who does so confirms it."""
    require(actor, Permission.WRITE, dialogue.organisation)
    if theme is None:
        theme = Theme(question=question, key=_free_key(question, values["label"]))
    else:
        theme = Theme.objects.select_for_update().get(pk=theme.pk)
        fields = {"label": _("Naam"), "description": _("Uitleg"), "seed_words": _("Woorden")}
        now = {label: getattr(theme, name) for name, label in fields.items()}
        mine = {label: values[name] for name, label in fields.items()}
        check_version(version, now, mine, name="versie")
    theme.label, theme.description = values["label"], values["description"]
    theme.seed_words, theme.state = list(values["seed_words"]), Theme.State.CONFIRMED
    theme.save()
    record(dialogue, details={"theme": theme.key})
    return theme


@action
def merge_themes(*, actor: User, dialogue: Dialogue, keep: Theme, drop: Theme) -> None:
    """Put two themes of one question together under the name of the first."""
    require(actor, Permission.WRITE, dialogue.organisation)
    if keep.question_id != drop.question_id or keep.pk == drop.pk:
        raise ValidationError(_("Kies twee verschillende thema's bij dezelfde vraag."))
    ThemeOfMessage.objects.filter(theme=drop).update(theme=keep)
    Promise.objects.filter(theme=drop).update(theme=keep)
    keep.seed_words = list(dict.fromkeys([*keep.seed_words, drop.label, *drop.seed_words]))
    keep.state = Theme.State.CONFIRMED
    keep.save()
    record(dialogue, details={"kept": keep.key, "dropped": drop.key})
    drop.delete()


@action
def check_messages(*, actor: User, dialogue: Dialogue, decisions: Mapping[int, int | None]) -> int:
    """Say of messages (by number) which theme they belong to, None for none of them; return how many."""
    require(actor, Permission.WRITE, dialogue.organisation)
    themes = {t.pk: t for t in Theme.objects.filter(question__topic__dialogue=dialogue)}
    messages = (
        Message.objects.select_for_update()
        .filter(dialogue=dialogue, number__in=list(decisions))
        .exclude(state=Message.State.ERASED)
        .order_by("pk")
    )
    count = 0
    for message in messages:
        chosen = decisions[message.number]
        theme = themes.get(chosen) if chosen else None
        if chosen and (theme is None or theme.question_id != message.question_id):
            raise ValidationError(_("Dit thema hoort niet bij deze vraag."))
        ThemeOfMessage.objects.update_or_create(
            message=message,
            defaults={"theme": theme, "probability": 1.0, "checked": True, "check_first": None},
        )
        count += 1
    record(dialogue, details={"checked": count})
    return count


@action
def save_promise(*, actor: User, promise: Promise, address: str) -> Promise:
    """Write down or change a promise; whoever asked hears it by mail."""
    require(actor, Permission.WRITE, promise.dialogue.organisation)
    promise.save()
    record(promise.dialogue, details={"promise": promise.pk, "state": promise.state})
    _tell_followers(promise, address)
    return promise


def _tell_followers(promise: Promise, address: str) -> None:
    values = {
        "title": promise.dialogue.title,
        "text": promise.text,
        "owner": promise.owner,
        "due": written_day(promise.due),
        "state": promise.get_state_display(),
        "link": address,
    }
    following.tell(promise.topic, "dialoog-nieuws", promise.dialogue.organisation, values)


def _free_key(question: Question, label: str) -> str:
    base = slugify(label)[:50] or "thema"
    key, number = base, 2
    while question.themes.filter(key=key).exists():
        key, number = f"{base}-{number}", number + 1
    return key
