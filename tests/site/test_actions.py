"""Every write of staff is an action: permission, one transaction, an audit row, never one in another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from wijkwijzer_web.core.actions import expire
from wijkwijzer_web.core.models import AuditEntry, Job, Membership, Organisation, Role, User
from wijkwijzer_web.core.people import actions
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.core.trail.audit import action, record

Member = Callable[[Role], User]


def test_a_write_leaves_an_audit_row(member: Member, organisation: Organisation) -> None:
    chief = member(Role.ADMINISTRATOR)
    actions.add_member(actor=chief, organisation=organisation, email="nieuw@example.org", role=Role.EDITOR)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.result) == (chief, "core.add_member", "gelukt")
    assert entry.organisation == organisation
    assert entry.object_type == "core.Membership"
    assert entry.origin == "opdracht"


def test_a_refusal_leaves_an_audit_row_and_nothing_else(member: Member, organisation: Organisation) -> None:
    editor = member(Role.EDITOR)
    with pytest.raises(PermissionDenied):
        actions.add_member(
            actor=editor, organisation=organisation, email=editor.email, role=Role.ADMINISTRATOR
        )
    assert editor.memberships.get().role == Role.EDITOR
    entry = AuditEntry.objects.get()
    assert (entry.result, entry.organisation) == ("geweigerd", organisation)


def test_an_action_that_fails_changes_nothing(organisation: Organisation, administrator: User) -> None:
    @action
    def rename(*, actor: User, organisation: Organisation) -> None:
        organisation.name = "Anders"
        organisation.save()
        record(organisation)
        raise ValueError

    with pytest.raises(ValueError):
        rename(actor=administrator, organisation=organisation)
    organisation.refresh_from_db()
    assert organisation.name == "Gemeente Tolbeke"
    assert not AuditEntry.objects.exists()


def test_an_action_that_records_nothing_is_rolled_back(
    organisation: Organisation, administrator: User
) -> None:
    @action
    def forget(*, actor: User) -> None:
        Organisation.objects.update(name="Anders")

    with pytest.raises(RuntimeError, match="records"):
        forget(actor=administrator)
    assert Organisation.objects.get().name == "Gemeente Tolbeke"


def test_actions_do_not_call_actions(organisation: Organisation, administrator: User) -> None:
    @action
    def outer(*, actor: User) -> None:
        actions.save_object(actor=actor, instance=organisation, changed=[])

    with pytest.raises(RuntimeError, match="do not call"):
        outer(actor=administrator)


@pytest.mark.twice
def test_the_audit_is_append_only(administrator: User, organisation: Organisation) -> None:
    actions.save_object(actor=administrator, instance=organisation, changed=["name"])
    entry = AuditEntry.objects.get()
    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        AuditEntry.objects.update(result="gelukt")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET action = 'niets'")


def test_administrators_read_the_audit_and_cannot_write_it(
    log_in: Callable[[User], Client], administrator: User, organisation: Organisation
) -> None:
    client = log_in(administrator)
    actions.save_object(actor=administrator, instance=organisation, changed=["name"])
    entry = AuditEntry.objects.latest("id")
    assert "core.save_object" in client.get("/beheer/core/auditentry/").content.decode()
    change = client.post(f"/beheer/core/auditentry/{entry.pk}/change/", {"action": "niets"})
    remove = client.post(f"/beheer/core/auditentry/{entry.pk}/delete/", {"post": "yes"})
    assert (change.status_code, remove.status_code) == (403, 403)


def test_the_admin_writes_through_actions(
    log_in: Callable[[User], Client], administrator: User, organisation: Organisation
) -> None:
    client = log_in(administrator)
    fields = {"name": "Gemeente Wendelo", "slug": "wendelo", "website": "", "active": "on"}
    inline = {f"memberships-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    answer = client.post(f"/beheer/core/organisation/{organisation.pk}/change/", fields | inline)
    assert answer.status_code == 302, answer.content
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.object_label, entry.origin) == ("core.save_object", "Gemeente Wendelo", "web")
    assert set(entry.details["changed"]) == {"name", "slug"}


def test_a_new_account_gets_a_mail_and_no_password(
    log_in: Callable[[User], Client], administrator: User, mailoutbox: list[object]
) -> None:
    client = log_in(administrator)
    answer = client.post("/beheer/core/user/add/", {"email": "nieuw@example.org", "is_active": "on"})
    assert answer.status_code == 302, answer.content
    assert not User.objects.get(email="nieuw@example.org").has_usable_password()
    assert len(mailoutbox) == 1


# Role by role what it may; everything else it may not.
MATRIX = {
    "bezoeker": "",
    "luisteraar": "listen",
    "redacteur": "write write-pages review",
    "moderator": "write write-pages review moderate",
    "beheerder": "write write-pages review moderate manage-members view-audit",
}


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_permissions_by_role(
    member: Member, organisation: Organisation, permission: Permission, role: Role
) -> None:
    other = Organisation.objects.create(name="Gemeente Wendelo", slug="wendelo")
    user = member(role)
    assert allowed(user, permission, organisation) == (permission in MATRIX[role].split())
    assert not allowed(user, permission, other), "a role counts in its own organisation only"
    assert not allowed(user, permission), "a role says nothing about the installation"
    assert not allowed(AnonymousUser(), permission, organisation)


def test_administrators_of_the_installation_may_all_but_listen(
    administrator: User, organisation: Organisation
) -> None:
    may = {permission for permission in Permission if allowed(administrator, permission, organisation)}
    assert may == set(Permission) - {Permission.LISTEN}
    administrator.is_active = False
    assert not any(allowed(administrator, permission, organisation) for permission in Permission)


def test_closed_organisations_give_no_rights(member: Member, organisation: Organisation) -> None:
    chief = member(Role.ADMINISTRATOR)
    organisation.active = False
    assert not allowed(chief, Permission.WRITE, organisation)


def test_people_of_an_organisation(
    log_in: Callable[[User], Client], member: Member, organisation: Organisation, mailoutbox: list[object]
) -> None:
    client = log_in(member(Role.ADMINISTRATOR))
    page = "/organisaties/tolbeke/mensen"
    assert client.post(page, {"email": "nieuw@example.org", "role": "moderator"}).status_code == 302
    added = Membership.objects.get(user__email="nieuw@example.org")
    assert added.role == Role.MODERATOR
    assert len(mailoutbox) == 1
    assert set(added.user.groups.values_list("name", flat=True)) == {f"pagina's van {organisation.pk}"}
    assert "nieuw@example.org" in client.get(page).content.decode()
    assert client.post(f"{page}/{added.pk}/weg").status_code == 302
    assert not Membership.objects.filter(pk=added.pk).exists()
    assert not added.user.groups.exists()


def test_people_of_another_organisation_are_out_of_reach(
    log_in: Callable[[User], Client], member: Member, organisation: Organisation
) -> None:
    other = Organisation.objects.create(name="Gemeente Wendelo", slug="wendelo")
    theirs = Membership.objects.create(user=User.objects.create_user("x@example.org"), organisation=other)
    client = log_in(member(Role.ADMINISTRATOR))
    assert client.get("/organisaties/wendelo/mensen").status_code == 404
    assert client.post(f"/organisaties/wendelo/mensen/{theirs.pk}/weg").status_code == 404
    assert client.post(f"/organisaties/tolbeke/mensen/{theirs.pk}/weg").status_code == 404
    assert Membership.objects.filter(pk=theirs.pk).exists()


ROLES = {"wijk": "tolbeke:redacteur", "hoofd": "tolbeke:beheerder", "ict": "beheerder"}


def test_groups_become_roles_and_leave_again(member: Member, organisation: Organisation) -> None:
    user = User.objects.create_user("oidc@example.org")
    actions.sync_oidc_roles(actor=user, groups=["wijk", "hoofd", "anders"], roles=ROLES)
    membership = user.memberships.get()
    assert (membership.role, membership.source) == (Role.ADMINISTRATOR, "oidc")
    assert not user.is_superuser
    actions.sync_oidc_roles(actor=user, groups=["ict"], roles=ROLES)
    assert user.is_superuser
    assert not user.memberships.exists()
    actions.sync_oidc_roles(actor=user, groups=[], roles=ROLES)
    assert not user.is_superuser
    assert not user.is_staff


def test_local_roles_stay_when_groups_change(member: Member, organisation: Organisation) -> None:
    user = member(Role.MODERATOR)
    actions.sync_oidc_roles(actor=user, groups=["wijk"], roles=ROLES)
    actions.sync_oidc_roles(actor=user, groups=[], roles=ROLES)
    assert user.memberships.get().role == Role.MODERATOR


def test_nobody_resets_their_own_second_factor(administrator: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.reset_second_factor(actor=administrator, user=administrator)


def test_an_emptied_account_keeps_the_audit(administrator: User, member: Member) -> None:
    user = member(Role.EDITOR)
    user.first_name = "Noor"
    user.save()
    actions.anonymise_user(actor=administrator, user=user)
    user.refresh_from_db()
    assert "Noor" not in str(user)
    assert user.email.endswith("@example.invalid")
    assert not user.is_active
    assert not user.memberships.exists()


def test_what_is_past_its_time_goes(administrator: User) -> None:
    expire(actor=None, audit_days=10, job_days=10)
    assert AuditEntry.objects.count() == 1
    with override_settings(USE_TZ=True):
        AuditEntry.objects.bulk_create(
            [AuditEntry(action="core.oud", origin="web", at=timezone.now() - timedelta(days=11))]
        )
    mine = Job.objects.create(kind="x", key="mijn", title="x", owner=administrator)
    kept = Job.objects.create(kind="x", key="van iedereen", title="x", state="klaar")
    Job.objects.update(created_at=timezone.now() - timedelta(days=11))
    done = expire(actor=None, audit_days=10, job_days=10)
    assert done == {"audit": 1, "jobs": 1, "erasures": 0, "unfinished": 0}
    assert not AuditEntry.objects.filter(action="core.oud").exists()
    assert not Job.objects.filter(pk=mine.pk).exists()
    assert Job.objects.filter(pk=kept.pk).exists(), "a report stays with its figures"
