"""Editors write the pages of their own organisation, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from wijkwijzer_web.core.models import (
    ContentPage,
    HomePage,
    Membership,
    Organisation,
    Role,
    SectionPage,
    User,
)
from wijkwijzer_web.core.people.actions import add_member, remove_member

pytestmark = pytest.mark.django_db
FORM: dict[str, Any] = {"body": rich_text("<p>Van ons</p>"), "introduction": rich_text("")}
FORM |= {"comments-TOTAL_FORMS": 0}
FORM |= {"comments-INITIAL_FORMS": 0, "title": "Nieuw", "slug": "nieuw", "action-publish": "1"}


@pytest.fixture
def other(administrator: User) -> SectionPage:
    """The section of another organisation, with a page in it."""
    wendelo = Organisation.objects.create(name="Gemeente Wendelo", slug="wendelo")
    add_member(actor=administrator, organisation=wendelo, email="w@example.org", role=Role.EDITOR)
    section = SectionPage.objects.get(organisation=wendelo)
    section.add_child(instance=ContentPage(title="Van Wendelo", slug="van-wendelo", body="<p>Van ons</p>"))
    return section


@pytest.fixture
def writer(
    administrator: User, organisation: Organisation, log_in: Callable[[User], Client]
) -> Callable[[Role], Client]:
    """Somebody with a role in Tolbeke, logged in completely."""

    def make(role: Role) -> Client:
        member = add_member(actor=administrator, organisation=organisation, email="t@example.org", role=role)
        member.user.set_password("een lang wachtwoord dat niemand raadt")
        member.user.save()
        return log_in(member.user)

    return make


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR])
def test_an_editor_writes_and_publishes_a_page_of_the_own_organisation(
    writer: Callable[[Role], Client], organisation: Organisation, role: Role
) -> None:
    client = writer(role)
    assert client.get("/cms/").status_code == 200
    section = SectionPage.objects.get(organisation=organisation)
    choice = client.get(f"/cms/pages/{section.pk}/add_subpage/").content.decode()
    for kind in filter(lambda one: one.is_creatable, section.allowed_subpage_models()):
        assert kind.get_page_description() in choice, kind
        assert kind.get_page_description(), kind
    answer = client.post(f"/cms/pages/add/core/contentpage/{section.pk}/", FORM)
    assert answer.status_code == 302, answer.content[:3000]
    assert client.get("/over/tolbeke/nieuw/", follow=True).status_code == 200
    assert "Gemeente Tolbeke" in client.get("/over/", follow=True).content.decode()


def test_pages_and_files_of_others_are_closed(writer: Callable[[Role], Client], other: SectionPage) -> None:
    client = writer(Role.MODERATOR)
    theirs, home = other.get_children().get(), HomePage.objects.get()
    before = {page.pk: (page.title, page.latest_revision_id) for page in Page.objects.all()}
    for page in (theirs, other, home):
        for part in ("edit", "delete", "move", "unpublish", "copy", "history", "set-privacy"):
            address = (
                f"/cms/pages/{page.pk}/privacy/" if part == "set-privacy" else f"/cms/pages/{page.pk}/{part}/"
            )
            answer = client.post(address, FORM | {"title": "Overgenomen"})
            assert answer.status_code in {302, 403, 404}, address
        answer = client.post(f"/cms/pages/add/core/contentpage/{page.pk}/", FORM)
        assert answer.status_code in {302, 403, 404}
    assert {page.pk: (page.title, page.latest_revision_id) for page in Page.objects.all()} == before
    for address in ("/cms/images/add/", "/cms/documents/add/"):
        answer = client.get(address)
        assert "Gemeente Wendelo" not in answer.content.decode()
        assert 'value="1"' not in answer.content.decode(), "not in the collection of everyone either"


def test_who_may_write_no_pages_gets_a_sentence_and_no_circle(writer: Callable[[Role], Client]) -> None:
    client = writer(Role.LISTENER)
    for address in ("/cms/", "/cms/pages/", "/cms/login/", "/over/_util/login/"):
        answer = client.get(address, follow=True)
        assert answer.status_code == 403, address
        assert len(answer.redirect_chain) <= 2
    assert client.get("/beheer/").status_code in {302, 403}


def test_rights_go_with_the_role(administrator: User, organisation: Organisation) -> None:
    member = add_member(
        actor=administrator, organisation=organisation, email="t@example.org", role=Role.EDITOR
    )
    assert member.user.has_perm("wagtailadmin.access_admin")
    remove_member(actor=administrator, membership=member)
    fresh = User.objects.get(pk=member.user.pk)
    assert not fresh.has_perm("wagtailadmin.access_admin")
    assert not Membership.objects.filter(user=fresh).exists()
