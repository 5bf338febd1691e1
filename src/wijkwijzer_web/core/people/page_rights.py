"""Who writes pages: each organisation has a section of its own; its people write there and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as Right
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from wijkwijzer_web.core.models import HomePage, Organisation, Role, SectionPage, User
from wijkwijzer_web.core.people.roles import ROLES, Permission

__all__ = ["collection_of", "group_name", "renew_rights"]

PREFIX = "pagina's van "
ON_PAGES = ("add_page", "change_page", "publish_page")
ON_FILES = tuple(f"{verb}_{kind}" for kind in ("image", "document") for verb in ("add", "change", "choose"))


def renew_rights(users: Iterable[User]) -> None:
    """Let these people write the pages of the organisations in which their role says so, and of no other."""
    for user in users:
        writes = [
            membership.organisation
            for membership in user.memberships.select_related("organisation")
            if membership.organisation.active and Permission.WRITE_PAGES in ROLES[Role(membership.role)]
        ]
        wanted = [_group_of(organisation) for organisation in writes] if user.is_active else []
        others = user.groups.filter(name__startswith=PREFIX).exclude(pk__in=[group.pk for group in wanted])
        user.groups.remove(*others)
        user.groups.add(*wanted)


def _group_of(organisation: Organisation) -> Group:
    """The group that may write the pages of an organisation, with its section and its files."""
    group, _created = Group.objects.get_or_create(name=group_name(organisation))
    section = SectionPage.objects.filter(organisation=organisation).first() or _new_section(organisation)
    files = _make_collection(organisation)
    group.permissions.add(Right.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    for right in Right.objects.filter(codename__in=ON_PAGES, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.get_or_create(group=group, page=section, permission=right)
    apps = ("wagtailimages", "wagtaildocs")
    for right in Right.objects.filter(codename__in=ON_FILES, content_type__app_label__in=apps):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=right)
    return group


def _new_section(organisation: Organisation) -> SectionPage:
    home = HomePage.objects.get()
    taken = home.get_children().filter(slug=organisation.slug).exists()
    slug = f"{organisation.slug}-{organisation.pk}" if taken else organisation.slug
    section = SectionPage(title=organisation.name, slug=slug, organisation=organisation)
    home.add_child(instance=section)
    return section


def _make_collection(organisation: Organisation) -> Collection:
    known = collection_of(organisation)
    name = f"{organisation.name} ({organisation.pk})"
    found: Collection = known or Collection.get_first_root_node().add_child(name=name)
    return found


def group_name(organisation: Organisation) -> str:
    """What the group that may write the pages of an organisation is called."""
    return f"{PREFIX}{organisation.pk}"


def collection_of(organisation: Organisation) -> Collection | None:
    """Its files, when it has any place for them."""
    return Collection.objects.filter(depth=2, name__endswith=f"({organisation.pk})").first()
