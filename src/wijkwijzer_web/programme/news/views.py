"""Feeds of the agenda and of a programme."""

from __future__ import annotations

import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer_web.core.shell.feeds import PlainAtom
from wijkwijzer_web.programme.models import Programme
from wijkwijzer_web.programme.news import queries
from wijkwijzer_web.programme.news.queries import News
from wijkwijzer_web.programme.programmes.queries import programme_seen

__all__ = ["AgendaFeed", "ProgrammeFeed"]


class _NewsFeed(Feed[News, Programme | None]):
    """What every feed of news says of an item."""

    feed_type = PlainAtom

    def item_title(self, item: News) -> str:
        """What it is."""
        return item.title

    def item_description(self, item: News) -> str:
        """What it says."""
        return item.text

    def item_link(self, item: News) -> str:
        """Its page."""
        return item.url

    def item_updateddate(self, item: News) -> datetime.datetime:
        """When it changed."""
        return item.at


class AgendaFeed(_NewsFeed):
    """Meetings that everyone may know of, as they change."""

    def title(self) -> str:
        """The name of the feed."""
        return _("Agenda")

    def link(self) -> str:
        """Where the agenda is."""
        return reverse("programme:agenda")

    def items(self) -> list[News]:
        """The latest fifty."""
        return queries.of_agenda()


class ProgrammeFeed(_NewsFeed):
    """Meetings, analyses, reports and advice of one programme."""

    def get_object(self, request: HttpRequest, slug: str) -> Programme:
        """The programme, when this reader may see it."""
        return programme_seen(request.user, slug)

    def title(self, obj: Programme) -> str:
        """Its name."""
        return obj.name

    def link(self, obj: Programme) -> str:
        """Its page."""
        return obj.get_absolute_url()

    def items(self, obj: Programme) -> list[News]:
        """The latest fifty."""
        return queries.of_programme(obj)
