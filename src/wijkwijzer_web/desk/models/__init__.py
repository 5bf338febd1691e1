"""The tables of the desk."""

from wijkwijzer_web.desk.models.bottlenecks import (
    CAUSES,
    DOMAINS,
    Bottleneck,
    Decision,
    Follower,
    Longer,
    OwnerLink,
    Step,
)
from wijkwijzer_web.desk.models.desks import Desk, Listener
from wijkwijzer_web.desk.models.published import CrossTables, Published
from wijkwijzer_web.desk.models.reach import Assumption, Opinion, Remedy
from wijkwijzer_web.desk.models.signals import (
    OPGAVEN,
    Agreement,
    Contact,
    Counter,
    Event,
    Signal,
    Words,
    this_minute,
)
from wijkwijzer_web.desk.models.taskforces import Experiment, Seat, TaskForce

__all__ = [
    "CAUSES",
    "DOMAINS",
    "OPGAVEN",
    "Agreement",
    "Assumption",
    "Bottleneck",
    "Contact",
    "Counter",
    "CrossTables",
    "Decision",
    "Desk",
    "Event",
    "Experiment",
    "Follower",
    "Listener",
    "Longer",
    "Opinion",
    "OwnerLink",
    "Published",
    "Remedy",
    "Seat",
    "Signal",
    "Step",
    "TaskForce",
    "Words",
    "this_minute",
]
