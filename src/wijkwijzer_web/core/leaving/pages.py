"""What the core gives along: the logo as it was, and the pages of the organisation to read."""

from __future__ import annotations

from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from wijkwijzer_web.core.models import Organisation, SectionPage
from wijkwijzer_web.core.rooms import BELONGINGS, TO_READ

__all__ = ["LOGO", "export"]

LOGO = "logo"


def export(organisation: Organisation, folder: Path) -> None:
    """Write the logo and, one file each, the pages that were published."""
    if organisation.logo is not None:
        with organisation.logo.file.open("rb") as file:
            suffix = Path(organisation.logo.file.name).suffix.lower()
            (folder / BELONGINGS / f"{LOGO}{suffix}").write_bytes(file.read())
    section = SectionPage.objects.filter(organisation=organisation).first()
    if section is None:
        return
    target = folder / TO_READ / "paginas"
    target.mkdir()
    for page in section.get_descendants(inclusive=True).live().specific():
        (target / f"{page.pk}-{page.slug}.html").write_text(_as_html(page), encoding="utf-8")


def _as_html(page: Page) -> str:
    """A page by itself: its title and what an editor wrote."""
    parts = [str(getattr(page, name, "") or "") for name in ("introduction", "body")]
    text = mark_safe("\n".join(expand_db_html(part) for part in parts))  # noqa: S308 - of our own editor
    return format_html(
        '<!doctype html>\n<html lang="nl"><meta charset="utf-8"><title>{}</title>\n'
        "<h1>{}</h1>\n{}\n</html>\n",
        page.title,
        page.title,
        text,
    )
