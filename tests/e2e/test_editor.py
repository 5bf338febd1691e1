"""Writing a piece in the editor of pages, in the moment in which it is kept by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import Browser
from walk_of_programme.papers import written_in_editor
from walk_of_programme.stage import PASSWORD, Somebody

from second_factor import SECRET
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.core.people.page_rights import renew_rights
from wijkwijzer_web.knowledge.models import ArticlePage
from wijkwijzer_web.knowledge.service import where_to_write

pytestmark = pytest.mark.e2e


@pytest.fixture
def writer(site: str, browser: Browser) -> Iterator[Somebody]:
    """Somebody who may write pages, logged in."""
    organisation = Organisation.objects.create(name="Schrijvers", slug="schrijvers")
    user = User.objects.create_user("schrijver@schrijvers.example", PASSWORD)
    Membership.objects.create(user=user, organisation=organisation, role=Role.EDITOR)
    TOTP.activate(user, SECRET)
    renew_rights([user])
    somebody = Somebody(browser, site)
    somebody.log_in(user)
    yield somebody
    somebody.context.close()


def test_a_piece_that_is_published_at_once_is_there_once_with_its_last_word(writer: Somebody) -> None:
    address = where_to_write(Organisation.objects.get(slug="schrijvers"))
    for pause in (0, 600):  # before the editor keeps it by itself, and in that moment
        writer.go(address)
        title = f"Een stuk na {pause}"
        written_in_editor(writer, title=title, lead="Waarover.", author="Het team", body="Zo.", pause=pause)
        (row,) = ArticlePage.objects.filter(title=title)
        assert row.live
        assert "Zo." in row.body
