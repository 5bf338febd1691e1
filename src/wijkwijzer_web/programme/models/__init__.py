"""The tables of programmes: who takes part, what was said, analysed, advised, and what came of it."""

from __future__ import annotations

from wijkwijzer_web.programme.models.advice import Advice, AdviceAsk, AdviceStep
from wijkwijzer_web.programme.models.analysis import AnalysisVersion, AreaAnalysis, PeerReview, Reaction
from wijkwijzer_web.programme.models.chain import Effort, Lesson, Opgave, Outcome
from wijkwijzer_web.programme.models.effort import AreaPlan, AreaRole, Evidence, Handover, Unrecorded
from wijkwijzer_web.programme.models.meeting import (
    Amendment,
    Guest,
    Invitation,
    Meeting,
    Part,
    Presentation,
    SignUp,
    Task,
    TaskChoice,
    TaskNews,
)
from wijkwijzer_web.programme.models.people import (
    Connector,
    Exchange,
    InitiativeStep,
    OrganisationForm,
    Refusal,
    Relay,
    Strength,
)
from wijkwijzer_web.programme.models.programme import (
    Participation,
    Programme,
    ProgrammeReport,
    Theme,
    ThemeRating,
)

__all__ = [
    "Advice",
    "AdviceAsk",
    "AdviceStep",
    "Amendment",
    "AnalysisVersion",
    "AreaAnalysis",
    "AreaPlan",
    "AreaRole",
    "Connector",
    "Effort",
    "Evidence",
    "Exchange",
    "Guest",
    "Handover",
    "InitiativeStep",
    "Invitation",
    "Lesson",
    "Meeting",
    "Opgave",
    "OrganisationForm",
    "Outcome",
    "Part",
    "Participation",
    "PeerReview",
    "Presentation",
    "Programme",
    "ProgrammeReport",
    "Reaction",
    "Refusal",
    "Relay",
    "SignUp",
    "Strength",
    "Task",
    "TaskChoice",
    "TaskNews",
    "Theme",
    "ThemeRating",
    "Unrecorded",
]
