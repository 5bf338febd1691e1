"""Indexes that several tests share; they are built once in a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkwijzer.knowledge import build_index
from wijkwijzer.knowledge.search import read_documents

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="session")
def words_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The development documents, without vectors."""
    folder = tmp_path_factory.mktemp("words") / "idx"
    build_index(read_documents(DATA / "search_nl" / "documents.csv"), folder, vectors=False)
    return folder


@pytest.fixture(scope="session")
def full_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The development documents, with vectors."""
    folder = tmp_path_factory.mktemp("full") / "idx"
    build_index(read_documents(DATA / "search_nl" / "documents.csv"), folder)
    return folder
