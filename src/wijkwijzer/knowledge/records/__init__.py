"""Records of what works and what did not: shapes, words, reading and checking (docs/en/records.md)."""

from wijkwijzer.knowledge.records.checking import Problem, check_file, check_records
from wijkwijzer.knowledge.records.fields import record_fields, to_mapping
from wijkwijzer.knowledge.records.reading import read_records
from wijkwijzer.knowledge.records.schemas import (
    RECORD_TYPES,
    Assumption,
    EvidenceClaim,
    Failure,
    Initiative,
    Intervention,
    Party,
    Place,
    Publication,
    Recognition,
    Record,
)
from wijkwijzer.knowledge.records.vocabulary import VOCABULARIES, Vocabulary

__all__ = [
    "RECORD_TYPES",
    "VOCABULARIES",
    "Assumption",
    "EvidenceClaim",
    "Failure",
    "Initiative",
    "Intervention",
    "Party",
    "Place",
    "Problem",
    "Publication",
    "Recognition",
    "Record",
    "Vocabulary",
    "check_file",
    "check_records",
    "read_records",
    "record_fields",
    "to_mapping",
]
