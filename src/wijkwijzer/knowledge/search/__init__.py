"""Search in Dutch: an index of the library's own files (docs/en/search.md)."""

from wijkwijzer.knowledge.search.evaluate import Evaluation, JudgedQuery, evaluate, ndcg
from wijkwijzer.knowledge.search.files import read_documents, read_judged_queries
from wijkwijzer.knowledge.search.index import SearchIndex, build_index, update_index
from wijkwijzer.knowledge.search.model import Document, Hit, Reason, Results, Settings
from wijkwijzer.knowledge.search.thesaurus import Thesaurus

__all__ = [
    "Document",
    "Evaluation",
    "Hit",
    "JudgedQuery",
    "Reason",
    "Results",
    "SearchIndex",
    "Settings",
    "Thesaurus",
    "build_index",
    "evaluate",
    "ndcg",
    "read_documents",
    "read_judged_queries",
    "update_index",
]
