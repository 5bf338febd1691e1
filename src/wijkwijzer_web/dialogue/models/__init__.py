"""The tables of a dialogue: what is set up, the log of what people did, and what comes of it."""

from wijkwijzer_web.dialogue.models.log import (
    BackgroundAnswer,
    Counter,
    Event,
    Message,
    Participant,
    drawn_number,
    this_minute,
)
from wijkwijzer_web.dialogue.models.outcome import (
    Findings,
    Moderation,
    Promise,
    Report,
    Theme,
    ThemeOfMessage,
    topic_of,
)
from wijkwijzer_web.dialogue.models.setup import (
    BackgroundQuestion,
    Dialogue,
    Question,
    Round,
    Statement,
    Topic,
)

__all__ = [
    "BackgroundAnswer",
    "BackgroundQuestion",
    "Counter",
    "Dialogue",
    "Event",
    "Findings",
    "Message",
    "Moderation",
    "Participant",
    "Promise",
    "Question",
    "Report",
    "Round",
    "Statement",
    "Theme",
    "ThemeOfMessage",
    "Topic",
    "drawn_number",
    "this_minute",
    "topic_of",
]
