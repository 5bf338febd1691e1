"""Foresight: what may come, what helped, what first, who pays and who gains; and what cannot be said.

Every method is a pure function of what it is given. A result is frozen and carries method, version,
parameters, seed and sources. Protected characteristics, and figures modelled from them, are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.effects.benefits import (
        BenefitOutcome,
        Case,
        benefit_words,
        case_from_rows,
        case_rows,
        csv_text,
        dossier_case,
        read_case,
        reckon,
        workbook,
    )
    from wijkwijzer.effects.effect import Effect, effect_words, measure
    from wijkwijzer.effects.figures import audits_of, measurable, panel_of, signal_score, waves_of
    from wijkwijzer.effects.priorities import (
        MOST_ROWS,
        Preference,
        Standing,
        Weighing,
        WeighingOutcome,
        typed_preferences,
        typed_rows,
        weigh,
        weighing_from_rows,
    )
    from wijkwijzer.effects.refused import refuse, why_refused
    from wijkwijzer.effects.register import Algorithm, algorithms, algorithms_json
    from wijkwijzer.effects.signals import (
        AreaSignal,
        Foresight,
        OriginTest,
        ReleaseAudit,
        Told,
        Tried,
        Waves,
        learn,
        signal,
        signal_words,
    )
    from wijkwijzer.effects.stamp import from_json, to_json

__all__ = [
    "MOST_ROWS",
    "Algorithm",
    "AreaSignal",
    "BenefitOutcome",
    "Case",
    "Effect",
    "Foresight",
    "OriginTest",
    "Preference",
    "ReleaseAudit",
    "Standing",
    "Told",
    "Tried",
    "Waves",
    "Weighing",
    "WeighingOutcome",
    "algorithms",
    "algorithms_json",
    "audits_of",
    "benefit_words",
    "case_from_rows",
    "case_rows",
    "csv_text",
    "dossier_case",
    "effect_words",
    "from_json",
    "learn",
    "measurable",
    "measure",
    "panel_of",
    "read_case",
    "reckon",
    "refuse",
    "signal",
    "signal_score",
    "signal_words",
    "to_json",
    "typed_preferences",
    "typed_rows",
    "waves_of",
    "weigh",
    "weighing_from_rows",
    "why_refused",
    "workbook",
]

__getattr__ = lazily(
    __name__,
    {
        "benefits": (
            "BenefitOutcome",
            "Case",
            "benefit_words",
            "case_from_rows",
            "case_rows",
            "csv_text",
            "dossier_case",
            "read_case",
            "reckon",
            "workbook",
        ),
        "effect": (
            "Effect",
            "effect_words",
            "measure",
        ),
        "figures": (
            "audits_of",
            "measurable",
            "panel_of",
            "signal_score",
            "waves_of",
        ),
        "priorities": (
            "MOST_ROWS",
            "Preference",
            "Standing",
            "Weighing",
            "WeighingOutcome",
            "typed_preferences",
            "typed_rows",
            "weigh",
            "weighing_from_rows",
        ),
        "refused": ("refuse", "why_refused"),
        "register": (
            "Algorithm",
            "algorithms",
            "algorithms_json",
        ),
        "signals": (
            "AreaSignal",
            "Foresight",
            "OriginTest",
            "ReleaseAudit",
            "Told",
            "Tried",
            "Waves",
            "learn",
            "signal",
            "signal_words",
        ),
        "stamp": (
            "from_json",
            "to_json",
        ),
    },
)
