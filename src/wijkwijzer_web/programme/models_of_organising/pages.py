"""What pages show of organisatiemodellen: the same questions for everyone, one or two side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.programme.models import OrganisationForm
from wijkwijzer_web.programme.models_of_organising.queries import answered

__all__ = ["ShownForm", "rows_of", "shown"]


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A gemeente with its answers, in the order of the questions; an empty one was not answered."""

    row: OrganisationForm
    url: str
    answers: tuple[str, ...]


def questions() -> tuple[str, ...]:
    """The questions, the same for everyone."""
    return (
        _("Hoe worden wijken gekozen?"),
        _("Hoe worden opgaven gekozen?"),
        _("Welke vorm?"),
        _("Waarom die vorm?"),
        _("Voor welke opgaven was het een antwoord?"),
        _("Voor hoeveel opgaven kwam er iets uit?"),
        _("Wat leerden ze?"),
    )


def shown(row: OrganisationForm) -> ShownForm:
    """One gemeente."""
    return ShownForm(
        row,
        areas.address_of(row.area),
        (
            row.chooses_areas,
            row.chooses_opgaven,
            row.form,
            row.because,
            row.answers,
            _counted(row),
            row.lessons,
        ),
    )


def _counted(row: OrganisationForm) -> str:
    measured, opgaven = answered(row)
    if not opgaven:
        return ""
    return ngettext(
        "Voor %(n)s van de %(all)s opgave staat hier een gemeten resultaat.",
        "Voor %(n)s van de %(all)s opgaven staat hier een gemeten resultaat.",
        opgaven,
    ) % {"n": measured, "all": opgaven}


def rows_of(*found: ShownForm) -> list[tuple[str, tuple[str, ...]]]:
    """Each question with the answer of each gemeente."""
    return [(question, tuple(one.answers[n] for one in found)) for n, question in enumerate(questions())]
