"""The form with which the people of an initiatief say how it stands."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.core.clean import ModelForm
from wijkwijzer_web.programme.forms import day_input
from wijkwijzer_web.programme.models import InitiativeStep

__all__ = ["StepForm"]

ENDS = (InitiativeStep.State.HANDED, InitiativeStep.State.STOPPED)


class StepForm(ModelForm):
    """How it stands, its money, what it brought, and who inside an organisation helps."""

    class Meta:
        model = InitiativeStep
        fields = ("state", "company", "money", "result", "ally", "ally_since", "because", "on")
        widgets: ClassVar = {"ally_since": day_input(), "on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """What ended says why; a day that is still to come did not happen."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") in ENDS and not data.get("because", "").strip():
            self.add_error("because", _("Schrijf erbij waarom het stopte, of wie het overnam."))
        for name in ("on", "ally_since"):
            if data.get(name) and data[name] > timezone.localdate():
                self.add_error(name, ValidationError(_("Deze dag moet nog komen.")))
        return data
