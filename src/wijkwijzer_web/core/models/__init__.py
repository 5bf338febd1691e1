"""The tables of the core: people, organisations, audit, jobs, pages."""

from wijkwijzer_web.core.models.audit import AuditEntry
from wijkwijzer_web.core.models.cards import Card
from wijkwijzer_web.core.models.installation import Installation
from wijkwijzer_web.core.models.jobs import Job
from wijkwijzer_web.core.models.organisations import GoneAddress, Membership, Organisation, Role
from wijkwijzer_web.core.models.pages import ContentPage, HomePage, SectionPage
from wijkwijzer_web.core.models.users import User

__all__ = [
    "AuditEntry",
    "Card",
    "ContentPage",
    "GoneAddress",
    "HomePage",
    "Installation",
    "Job",
    "Membership",
    "Organisation",
    "Role",
    "SectionPage",
    "User",
]
