"""The form of the wijkplan."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wijkwijzer_web.core.clean import ModelForm
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.programme.forms import day_input, lines
from wijkwijzer_web.programme.models import AreaPlan

__all__ = ["PlanForm"]

LEAST, MOST = 5, 30


class PlanForm(ModelForm):
    """Where the wijk wants to be, and until when that holds."""

    only_one = True

    class Meta:
        model = AreaPlan
        fields = ("organisation", "aim", "agreed", "since", "until")
        widgets: ClassVar = {"aim": lines(5), "since": day_input(), "until": day_input()}

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)

    def clean_until(self) -> datetime.date:
        """A wijkplan is for long."""
        until: datetime.date = self.cleaned_data["until"]
        since: datetime.date | None = self.cleaned_data.get("since")
        if since and not LEAST <= until.year - since.year <= MOST:
            raise ValidationError(_("Een wijkplan duurt vijf tot dertig jaar. Tien of twintig is gewoon."))
        return until
