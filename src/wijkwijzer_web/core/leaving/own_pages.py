"""Pages and pictures of an organisation, when it is removed."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.images import get_image_model
from wagtail.models import Collection, PageLogEntry

from wijkwijzer_web.core.models import Organisation, SectionPage
from wijkwijzer_web.core.people.page_rights import collection_of, group_name

__all__ = ["remove_pages"]


def remove_pages(organisation: Organisation) -> list[str]:
    """Remove its pages, its files and who might write them; return where its pages stood.

    A picture that others show becomes everyone's.
    """
    addresses = []
    for section in SectionPage.objects.filter(organisation=organisation):
        pages = list(section.get_descendants(inclusive=True).values_list("pk", flat=True))
        addresses += [section.url] if section.url else []
        section.delete()
        PageLogEntry.objects.filter(page__in=pages).delete()
    Group.objects.filter(name=group_name(organisation)).delete()
    files = collection_of(organisation)
    pictures = list(get_image_model().objects.filter(collection=files)) if files else []
    for picture in {*pictures, *([organisation.logo] if organisation.logo else ())}:
        others = Organisation.objects.filter(logo=picture).exclude(pk=organisation.pk)
        if others.exists() or picture.get_usage().exclude(object_id=str(organisation.pk)).exists():
            picture.collection = Collection.get_first_root_node()
            picture.save()
        else:
            picture.delete()
    if files is not None:
        files.delete()
    return addresses
