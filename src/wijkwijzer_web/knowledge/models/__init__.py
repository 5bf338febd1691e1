"""What is kept: records with their drafts, the values that are filtered on, and reactions."""

from wijkwijzer_web.knowledge.models.checklists import Checklist, checklists
from wijkwijzer_web.knowledge.models.dossiers import ArticlePage, DossierPage, PageTrail
from wijkwijzer_web.knowledge.models.following import FollowedChoice
from wijkwijzer_web.knowledge.models.harvest import HarvestHeader
from wijkwijzer_web.knowledge.models.intake import Arrival, Intake, Source
from wijkwijzer_web.knowledge.models.questions import Passed
from wijkwijzer_web.knowledge.models.reactions import Reaction
from wijkwijzer_web.knowledge.models.records import (
    Contributor,
    Counter,
    EmptySearch,
    FacetValue,
    KnowledgeRecord,
    Revision,
    State,
    without_words,
)

__all__ = [
    "Arrival",
    "ArticlePage",
    "Checklist",
    "Contributor",
    "Counter",
    "DossierPage",
    "EmptySearch",
    "FacetValue",
    "FollowedChoice",
    "HarvestHeader",
    "Intake",
    "KnowledgeRecord",
    "PageTrail",
    "Passed",
    "Reaction",
    "Revision",
    "Source",
    "State",
    "checklists",
    "without_words",
]
