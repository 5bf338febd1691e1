"""Programmes of learning together: wijkanalyse, reports 1 and 2, advice, and the terms between them.

Everything here is a pure function of records: the site stores what people write, and asks this package for
drafts, checks, dates and documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.programme.chain import reached, roots, told
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
    from wijkwijzer.programme.continuity import Share, continuity_sentence
    from wijkwijzer.programme.lasting import (
        Carousel,
        LongEffort,
        Piece,
        Post,
        Run,
        Strip,
        long_effort,
        month_of,
        strip,
    )
    from wijkwijzer.programme.papers.checks import check_advice, check_settling, loose_numbers
    from wijkwijzer.programme.papers.document import Reply, analysis_document
    from wijkwijzer.programme.papers.draft import draft_analysis
    from wijkwijzer.programme.papers.numbers import figures_of_number, numbers_in, with_words
    from wijkwijzer.programme.papers.reports import (
        ASPECTS,
        AreaChapter,
        ProgrammeInput,
        SettledTask,
        report_one,
        report_two,
    )
    from wijkwijzer.programme.papers.workforms import WorkForm, ready_workforms, workform_document
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
    from wijkwijzer.programme.rounds import MOST_SEATS, Answered, Candidate, next_round
    from wijkwijzer.programme.state import state_of_set
    from wijkwijzer.programme.store import analysis_from_json, analysis_to_json
    from wijkwijzer.programme.together import Interplay, Work, interplay, is_state, parties_in
    from wijkwijzer.programme.words import Words

__all__ = [
    "ASPECTS",
    "KINDS",
    "LOOK_BACK_MONTHS",
    "MOST_SEATS",
    "QUESTIONS",
    "REACTION_DAYS",
    "SETTLE_DAYS",
    "AdviceRecord",
    "Analysis",
    "Answered",
    "AreaChapter",
    "Candidate",
    "Carousel",
    "FrozenFigure",
    "Interplay",
    "LongEffort",
    "Paragraph",
    "PastFile",
    "PastProblem",
    "PastRow",
    "Piece",
    "Post",
    "ProgrammeInput",
    "Reply",
    "ReviewStep",
    "Run",
    "SettledTask",
    "Share",
    "StatedTrend",
    "Strip",
    "Words",
    "Work",
    "WorkForm",
    "analysis_document",
    "analysis_from_json",
    "analysis_to_json",
    "asks_until",
    "check_advice",
    "check_settling",
    "continuity_sentence",
    "draft_analysis",
    "figures_of_number",
    "interplay",
    "is_state",
    "long_effort",
    "loose_numbers",
    "month_of",
    "months_after",
    "months_between",
    "next_round",
    "numbers_in",
    "parties_in",
    "reached",
    "read_past",
    "ready_workforms",
    "report_one",
    "report_two",
    "review_clock",
    "roots",
    "state_of_set",
    "strip",
    "told",
    "with_words",
    "workform_document",
]

__getattr__ = lazily(
    __name__,
    {
        "chain": ("reached", "roots", "told"),
        "papers.checks": ("check_advice", "check_settling", "loose_numbers"),
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
        "continuity": ("Share", "continuity_sentence"),
        "papers.document": ("Reply", "analysis_document"),
        "papers.draft": ("draft_analysis",),
        "lasting": (
            *("Carousel", "LongEffort", "Piece", "Post", "Run", "Strip", "long_effort", "month_of", "strip"),
        ),
        "papers.numbers": ("figures_of_number", "numbers_in", "with_words"),
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
        "papers.reports": (
            "ASPECTS",
            "AreaChapter",
            "ProgrammeInput",
            "SettledTask",
            "report_one",
            "report_two",
        ),
        "rounds": ("MOST_SEATS", "Answered", "Candidate", "next_round"),
        "state": ("state_of_set",),
        "store": ("analysis_from_json", "analysis_to_json"),
        "together": ("Interplay", "Work", "interplay", "is_state", "parties_in"),
        "words": ("Words",),
        "papers.workforms": ("WorkForm", "ready_workforms", "workform_document"),
    },
)
