"""Records for the tests, and an index of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from pytest_django import DjangoCaptureOnCommitCallbacks

from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.actions import put_in_record


@pytest.fixture(autouse=True)
def own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.KNOWLEDGE_DIR = tmp_path / "knowledge"


@pytest.fixture
def reviewer(member: Callable[[Role], User]) -> User:
    """An editor who reviews."""
    return member(Role.EDITOR)


@pytest.fixture
def put_in(
    reviewer: User,
    organisation: Organisation,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[..., KnowledgeRecord]:
    """Put a record in as an editor does, with what follows after the commit."""

    def make(kind: str, **data: Any) -> KnowledgeRecord:
        with django_capture_on_commit_callbacks(execute=True):
            return put_in_record(actor=reviewer, organisation=organisation, kind=kind, data=data)

    return make
