"""The tables of programmes: who takes part, what was said, analysed, advised, and what came of it."""

from __future__ import annotations

from wijkwijzer_web.programme.models.advice import Advice, AdviceAsk, AdviceStep
from wijkwijzer_web.programme.models.analysis import AnalysisVersion, AreaAnalysis, PeerReview, Reaction
from wijkwijzer_web.programme.models.chain import Effort, Lesson, Opgave, Outcome
from wijkwijzer_web.programme.models.meeting import (
    Amendment,
    Meeting,
    Part,
    Presentation,
    SignUp,
    Task,
    TaskNews,
)
from wijkwijzer_web.programme.models.programme import Participation, Programme, ProgrammeReport

__all__ = [
    "Advice",
    "AdviceAsk",
    "AdviceStep",
    "Amendment",
    "AnalysisVersion",
    "AreaAnalysis",
    "Effort",
    "Lesson",
    "Meeting",
    "Opgave",
    "Outcome",
    "Part",
    "Participation",
    "PeerReview",
    "Presentation",
    "Programme",
    "ProgrammeReport",
    "Reaction",
    "SignUp",
    "Task",
    "TaskNews",
]
