"""What the shell of every page needs: the menu and the footer from what is installed, icons, the wordmark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.rooms import Link

register = template.Library()


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One link of the menu or the footer; `current` is the value of aria-current."""

    url: str
    label: str
    current: Literal["", "page", "true"] = ""


@dataclass(frozen=True, slots=True)
class FooterColumn:
    """Links of the footer under one title."""

    title: str
    items: tuple[MenuItem, ...]


def _items(context: Context, links: list[Link]) -> tuple[MenuItem, ...]:
    request = context.get("request")
    here = getattr(request, "path", "")
    spaces = request.resolver_match.namespaces if request and request.resolver_match else []
    items = []
    for link in links:
        try:
            url = reverse(link.url_name)
        except NoReverseMatch:  # an app may be installed without its pages
            continue
        inside = link.url_name.partition(":")[0] in spaces
        items.append(MenuItem(url, str(link.label), "page" if url == here else "true" if inside else ""))
    return tuple(items)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> tuple[MenuItem, ...]:
    """The main menu: `navigation` of every installed app, so that a room that is not there has no link."""
    return _items(context, [link for room in rooms.rooms() for link in room.navigation])


@register.simple_tag(takes_context=True)
def workplaces(context: Context) -> tuple[MenuItem, ...]:
    """Where staff work: `workplace` of every installed app."""
    return _items(context, [link for room in rooms.rooms() for link in room.workplace])


@register.simple_tag(takes_context=True)
def footer_columns(context: Context) -> tuple[FooterColumn, ...]:
    """Three columns: find (the menu), check (`footer_check`) and about us (`footer_about`)."""
    find: list[Link] = []
    check: list[Link] = []
    about: list[Link] = []
    for room in rooms.rooms():
        find += room.navigation
        check += room.footer_check
        about += room.footer_about
    titles = {_("Vinden"): find, _("Nakijken"): check, _("Over ons"): about}
    columns = [FooterColumn(title, _items(context, links)) for title, links in titles.items()]
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
        return reverse("portal:search")
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
