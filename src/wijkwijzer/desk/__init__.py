"""The desk: terms on the Dutch clock, counts that give nobody away, and knelpunten for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.desk.counts import (
        UNSORTED,
        Batch,
        Block,
        Heard,
        Part,
        PublicCounts,
        divided,
        renew,
        round_day,
    )
    from wijkwijzer.desk.crawling import Outcome, Version, attack, crawl, plant, running_counts, shown_in_time
    from wijkwijzer.desk.days import (
        bridge_days_known,
        easter,
        feast_days,
        is_working_day,
        next_working_day,
        sources,
    )
    from wijkwijzer.desk.georeport import Refused, Service, ServiceRequest, as_json, as_xml, discovery
    from wijkwijzer.desk.terms import (
        AMSTERDAM,
        MOST_EXTENSIONS,
        Clock,
        Extension,
        add_working_days,
        clock,
        days_late,
        dutch_day,
        moment_due,
        statutory_end,
        working_days_between,
    )
    from wijkwijzer.desk.yearly import CrossTable, cross

_ROOMS = {
    "crawling": ("Outcome", "Version", "attack", "crawl", "plant", "running_counts", "shown_in_time"),
    "counts": (
        "UNSORTED",
        "Batch",
        "Block",
        "Heard",
        "Part",
        "PublicCounts",
        "divided",
        "renew",
        "round_day",
    ),
    "yearly": ("CrossTable", "cross"),
    "days": ("bridge_days_known", "easter", "feast_days", "is_working_day", "next_working_day", "sources"),
    "georeport": ("Refused", "Service", "ServiceRequest", "as_json", "as_xml", "discovery"),
    "terms": (
        *("AMSTERDAM", "MOST_EXTENSIONS", "Clock", "Extension", "add_working_days", "clock", "days_late"),
        *("dutch_day", "moment_due", "statutory_end", "working_days_between"),
    ),
}

__all__ = [
    "AMSTERDAM",
    "MOST_EXTENSIONS",
    "UNSORTED",
    "Batch",
    "Block",
    "Clock",
    "CrossTable",
    "Extension",
    "Heard",
    "Outcome",
    "Part",
    "PublicCounts",
    "Refused",
    "Service",
    "ServiceRequest",
    "Version",
    "add_working_days",
    "as_json",
    "as_xml",
    "attack",
    "bridge_days_known",
    "clock",
    "crawl",
    "cross",
    "days_late",
    "discovery",
    "divided",
    "dutch_day",
    "easter",
    "feast_days",
    "is_working_day",
    "moment_due",
    "next_working_day",
    "plant",
    "renew",
    "round_day",
    "running_counts",
    "shown_in_time",
    "sources",
    "statutory_end",
    "working_days_between",
]

__getattr__ = lazily(__name__, _ROOMS)
