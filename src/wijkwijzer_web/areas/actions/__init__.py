"""What staff write about areas, and the reports that visitors ask for."""

from wijkwijzer_web.areas.actions.releases import show_release
from wijkwijzer_web.areas.actions.reports import FORMS, Form, make_report, start_report

__all__ = ["FORMS", "Form", "make_report", "show_release", "start_report"]
