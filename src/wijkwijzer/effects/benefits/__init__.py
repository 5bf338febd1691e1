"""Who pays and who gains: costs and benefits per party, with chances, and what the answer hangs on."""

from wijkwijzer.effects.benefits import words as benefit_words
from wijkwijzer.effects.benefits.dossier import dossier_case
from wijkwijzer.effects.benefits.model import (
    Amount,
    Benefit,
    Case,
    Cost,
    Outcome,
    PartyOutcome,
    Range,
    Rate,
    Transfer,
    Turn,
)
from wijkwijzer.effects.benefits.model import (
    Outcome as BenefitOutcome,
)
from wijkwijzer.effects.benefits.rates import net_present_value, rate_of, rates
from wijkwijzer.effects.benefits.reckon import reckon
from wijkwijzer.effects.benefits.sheet import case_from_rows, case_rows, csv_text, read_case, workbook

__all__ = [
    "Amount",
    "Benefit",
    "BenefitOutcome",
    "Case",
    "Cost",
    "Outcome",
    "PartyOutcome",
    "Range",
    "Rate",
    "Transfer",
    "Turn",
    "benefit_words",
    "case_from_rows",
    "case_rows",
    "csv_text",
    "dossier_case",
    "net_present_value",
    "rate_of",
    "rates",
    "read_case",
    "reckon",
    "workbook",
]
