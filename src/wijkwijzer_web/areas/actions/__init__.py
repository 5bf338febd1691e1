"""What staff write about areas, and the reports that visitors ask for."""

from wijkwijzer_web.areas.actions.releases import show_release
from wijkwijzer_web.areas.actions.reports import (
    FORMS,
    LENGTHS,
    Form,
    make_report,
    make_reports,
    start_report,
    start_reports,
)

__all__ = [
    "FORMS",
    "LENGTHS",
    "Form",
    "make_report",
    "make_reports",
    "show_release",
    "start_report",
    "start_reports",
]
