"""Writing how a gemeente organises its work in wijken."""

from __future__ import annotations

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import OrganisationForm

__all__ = ["keep_organisation_form"]


@action
def keep_organisation_form(*, actor: User, form: OrganisationForm) -> OrganisationForm:
    """Store a new or changed organisatiemodel."""
    require(actor, Permission.WRITE, form.organisation)
    form.full_clean()
    form.save()
    record(form)
    return form
