"""Every feed is valid Atom, keeps its ids under every name it is asked by, and holds no markup of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import feedparser
import pytest
from django.conf import LazySettings
from django.contrib.syndication.views import Feed
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from lxml import etree

from wijkwijzer_web.core.shell.feeds import PlainAtom

ATOM = "{http://www.w3.org/2005/Atom}"


def _feeds(patterns: list[Any]) -> Iterator[Feed[Any, Any]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _feeds(one.url_patterns)
        elif isinstance(one, URLPattern) and isinstance(one.callback, Feed):
            yield one.callback


def test_every_feed_is_written_this_way() -> None:
    found = {type(one).__name__: one.feed_type for one in _feeds(get_resolver().url_patterns)}
    assert {"ReportFeed", "StepFeed", "AgendaFeed", "ProgrammeFeed"} <= set(found)
    assert {name for name, kind in found.items() if not issubclass(kind, PlainAtom)} == set()


def test_text_of_people_is_text_and_an_id_is_of_the_site(settings: LazySettings) -> None:
    settings.SITE_URL = "https://wijk.example.org"
    made = PlainAtom(title="Kennis & wijk\x0b", link="http://elders:8000/kennis", description="")
    made.add_item(
        title="A <b>vet</b>\x00",
        link="http://elders:8000/tip/a",
        description="<script>1</script> & 3 < 5",
        pubdate=timezone.now(),
        updateddate=timezone.now(),
    )
    made.add_item(title="B", link="http://elders:8000/tip/b", description="", unique_id="tag:x,2026:b")
    text = made.writeString("utf-8")
    root = etree.fromstring(text.encode())
    assert root.findtext(f"{ATOM}author/{ATOM}name") == settings.SITE_NAME
    assert root.findtext(f"{ATOM}id") == "https://wijk.example.org/kennis"
    first, second = root.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == "https://wijk.example.org/tip/a"
    assert second.findtext(f"{ATOM}id") == "tag:x,2026:b"
    summary = first.find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("text", "<script>1</script> & 3 < 5")
    assert second.find(f"{ATOM}summary") is None
    read = feedparser.parse(text)
    assert read.bozo == 0
    assert read.feed.author == settings.SITE_NAME


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/dialogen/feed", "/agenda.atom", "/kennis/feed"])
def test_an_empty_feed_is_valid_too_and_has_one_id_for_every_name(
    client: Client, settings: LazySettings, address: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    answers = [client.get(address, headers={"host": host}).content for host in ("a.nl", "b.nl")]
    read = [feedparser.parse(answer) for answer in answers]
    assert [one.bozo for one in read] == [0, 0]
    assert read[0].feed.id == read[1].feed.id
    assert read[0].feed.id.startswith(settings.SITE_URL)
    assert read[0].feed.author
