"""Records of what works and what did not: shapes, words, reading and checking (docs/en/records.md)."""

from wijkwijzer.knowledge.records.checking import Problem, check_file, check_records
from wijkwijzer.knowledge.records.fields import record_fields, to_mapping
from wijkwijzer.knowledge.records.reading import FieldProblem, Raw, make_record, read_records
from wijkwijzer.knowledge.records.schemas import (
    RECORD_TYPES,
    Answer,
    AskedQuestion,
    Assumption,
    Collaboration,
    EvidenceClaim,
    Failure,
    Funding,
    Initiative,
    Intervention,
    Party,
    Place,
    Publication,
    Recognition,
    Record,
    Tip,
    Trend,
)
from wijkwijzer.knowledge.records.vocabulary import VOCABULARIES, Vocabulary

__all__ = [
    "RECORD_TYPES",
    "VOCABULARIES",
    "Answer",
    "AskedQuestion",
    "Assumption",
    "Collaboration",
    "EvidenceClaim",
    "Failure",
    "FieldProblem",
    "Funding",
    "Initiative",
    "Intervention",
    "Party",
    "Place",
    "Problem",
    "Publication",
    "Raw",
    "Recognition",
    "Record",
    "Tip",
    "Trend",
    "Vocabulary",
    "check_file",
    "check_records",
    "make_record",
    "read_records",
    "record_fields",
    "to_mapping",
]
