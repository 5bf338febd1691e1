"""What the shell of every page needs: the menu and the footer from what is installed, icons, the wordmark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.addresses import address
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.roles import Permission, allowed, held
from wijkwijzer_web.core.rooms import Link

register = template.Library()


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One link of the menu or the footer; `current` is the value of aria-current."""

    url: str
    label: str
    current: Literal["", "page", "true"] = ""


def _links(name: str) -> list[Link]:
    return [link for room in rooms.rooms() for link in getattr(room, name)]


@dataclass(frozen=True, slots=True)
class FooterColumn:
    """Links of the footer under one title."""

    title: str
    items: tuple[MenuItem, ...]


def _items(context: Context, links: list[Link]) -> tuple[MenuItem, ...]:
    request = context.get("request")
    here = getattr(request, "path", "")
    spaces = request.resolver_match.namespaces if request and request.resolver_match else []
    placed = [(link, url) for link in links if (url := _reached(link)) is not None]
    shining = set()
    for room in spaces:
        own = [url for link, url in placed if link.url_name.partition(":")[0] == room]
        # Of two links of one room the one whose pages these are shines, else the first.
        if own:
            shining.add(next((url for url in own if here.startswith(url)), own[0]))
    return tuple(
        MenuItem(url, str(link.label), "page" if url == here else "true" if url in shining else "")
        for link, url in placed
    )


def _reached(link: Link) -> str | None:
    try:
        return address(link.url_name)
    except NoReverseMatch:  # an app may be installed without its pages
        return None


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> tuple[MenuItem, ...]:
    """The main menu: `navigation` of every installed app, so that a room that is not there has no link."""
    return _items(context, rooms.links("navigation"))


@register.simple_tag(takes_context=True)
def workplaces(context: Context) -> tuple[MenuItem, ...]:
    """Where this person works: `workplace` of every installed app, as far as they may come there."""
    user = getattr(context.get("request"), "user", None)
    may = held(user) if user is not None else frozenset()
    found = [link for link in rooms.links("workplace") if not link.needs or link.needs in may]
    return _items(context, sorted(found, key=lambda link: link.url_name.startswith(("core:", "wagtail"))))


@register.simple_tag(takes_context=True)
def helps(context: Context) -> list[Link]:
    """Where the guide answers the question of this page, for who logged in."""
    request = context.get("request")
    match, user = getattr(request, "resolver_match", None), getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return []
    return rooms.helps(match.view_name)


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str, organisation: Organisation) -> bool:
    """Whether the reader has this permission in this organisation."""
    user = getattr(context.get("request"), "user", None)
    return user is not None and allowed(user, Permission(permission), organisation)


@register.simple_tag(takes_context=True)
def footer_columns(context: Context) -> tuple[FooterColumn, ...]:
    """What there is to find (the menu first), what came of it, how to check it, and about us."""
    titles = {
        _("Vinden"): ("navigation", "footer_find"),
        _("Wat ervan kwam"): ("footer_became",),
        _("Nakijken"): ("footer_check",),
        _("Over ons"): ("footer_about",),
    }
    columns = [
        FooterColumn(title, _items(context, [link for name in names for link in rooms.links(name)]))
        for title, names in titles.items()
    ]
    return tuple(column for column in columns if column.items)


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The same page in the other language; `url` is empty where there is none."""

    url: str
    code: str
    name: str


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> OtherLanguage:
    """The language that this page is not in, by its own name."""
    code = next(code for code, _name in settings.LANGUAGES if code != get_language())
    request = context.get("request")
    here = request.get_full_path() if request else ""
    there = translate_url(here, code) if here else ""
    return OtherLanguage(
        "" if there == here else there, code, get_language_info(code)["name_local"].capitalize()
    )


@register.simple_tag
def notices() -> list[str]:
    """What an installed room says above every page (`notice` of its app); none while the database is away."""
    return rooms.notices()


@register.simple_tag
def search_address() -> str:
    """Where the glass leads to; empty when there is no search."""
    try:
        return address("portal:search")
    except NoReverseMatch:
        return ""


@register.simple_tag
def site_name() -> str:
    """The name of this installation."""
    return str(settings.SITE_NAME)


@register.simple_tag
def wordmark() -> SafeString:
    """The name as wordmark: our own name in two tones, any other name as it is."""
    if settings.SITE_NAME == "WijkWijzer":
        return mark_safe("<b>Wijk<span>Wijzer</span></b>")
    return format_html("<b>{}</b>", settings.SITE_NAME)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite in shell/defs.html; it never carries meaning alone."""
    return format_html(
        '<svg class="ww-icon" aria-hidden="true" viewBox="0 0 24 24"><use href="#i-{}"/></svg>', name
    )


@register.inclusion_tag("shell/kruimel.html")
def breadcrumb(*pairs: Any) -> dict[str, Any]:
    """The path to this page: name, address, name, address …, and last the name of the page itself."""
    names, addresses = pairs[::2], [*pairs[1::2], ""]
    return {"kruimel": list(zip(names, addresses, strict=False))}
