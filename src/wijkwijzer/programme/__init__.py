"""Programmes of learning together: wijkanalyse, reports 1 and 2, advice, and the terms between them.

Everything here is a pure function of records: the site stores what people write, and asks this package for
drafts, checks, dates and documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.programme.checks import check_advice, check_settling, loose_numbers
    from wijkwijzer.programme.clock import (
        LOOK_BACK_MONTHS,
        REACTION_DAYS,
        SETTLE_DAYS,
        ReviewStep,
        asks_until,
        months_after,
        months_between,
        review_clock,
    )
    from wijkwijzer.programme.document import Reply, analysis_document
    from wijkwijzer.programme.draft import draft_analysis
    from wijkwijzer.programme.numbers import figures_of_number, numbers_in, with_words
    from wijkwijzer.programme.past import PastFile, PastProblem, PastRow, read_past
    from wijkwijzer.programme.records import (
        KINDS,
        QUESTIONS,
        AdviceRecord,
        Analysis,
        FrozenFigure,
        Paragraph,
        StatedTrend,
    )
    from wijkwijzer.programme.reports import (
        ASPECTS,
        AreaChapter,
        ProgrammeInput,
        SettledTask,
        report_one,
        report_two,
    )
    from wijkwijzer.programme.state import state_of_set
    from wijkwijzer.programme.store import analysis_from_json, analysis_to_json
    from wijkwijzer.programme.words import Words

__all__ = [
    "ASPECTS",
    "KINDS",
    "LOOK_BACK_MONTHS",
    "QUESTIONS",
    "REACTION_DAYS",
    "SETTLE_DAYS",
    "AdviceRecord",
    "Analysis",
    "AreaChapter",
    "FrozenFigure",
    "Paragraph",
    "PastFile",
    "PastProblem",
    "PastRow",
    "ProgrammeInput",
    "Reply",
    "ReviewStep",
    "SettledTask",
    "StatedTrend",
    "Words",
    "analysis_document",
    "analysis_from_json",
    "analysis_to_json",
    "asks_until",
    "check_advice",
    "check_settling",
    "draft_analysis",
    "figures_of_number",
    "loose_numbers",
    "months_after",
    "months_between",
    "numbers_in",
    "read_past",
    "report_one",
    "report_two",
    "review_clock",
    "state_of_set",
    "with_words",
]

__getattr__ = lazily(
    __name__,
    {
        "checks": ("check_advice", "check_settling", "loose_numbers"),
        "clock": (
            "LOOK_BACK_MONTHS",
            "REACTION_DAYS",
            "SETTLE_DAYS",
            "ReviewStep",
            "asks_until",
            "months_after",
            "months_between",
            "review_clock",
        ),
        "document": ("Reply", "analysis_document"),
        "draft": ("draft_analysis",),
        "numbers": ("figures_of_number", "numbers_in", "with_words"),
        "past": ("PastFile", "PastProblem", "PastRow", "read_past"),
        "records": (
            "KINDS",
            "QUESTIONS",
            "AdviceRecord",
            "Analysis",
            "FrozenFigure",
            "Paragraph",
            "StatedTrend",
        ),
        "reports": (
            "ASPECTS",
            "AreaChapter",
            "ProgrammeInput",
            "SettledTask",
            "report_one",
            "report_two",
        ),
        "state": ("state_of_set",),
        "store": ("analysis_from_json", "analysis_to_json"),
        "words": ("Words",),
    },
)
