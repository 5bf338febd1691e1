"""A document as a tagged PDF (PDF/UA-1) on A4: page 1 is the head and stands alone, tables are at the end."""

import atexit
import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

from wijkwijzer.errors import InputError

from .blocks import Document
from .fonts import font_rules
from .html import html_parts, made_line
from .svg import clean, escape

__all__ = ["html_to_pdf", "to_pdf"]

NO_PANGO = "Een pdf lukt hier niet: Pango ontbreekt (apt install libpangoft2-1.0-0). Kies html of docx."
_ONE_AT_A_TIME = threading.Lock()  # the font configuration is shared and Pango is not made for threads


def to_pdf(document: Document) -> bytes:
    """Render with WeasyPrint; nothing outside the library is read. The same document gives the same bytes."""
    return html_to_pdf(_page(document))


def html_to_pdf(html: str) -> bytes:
    """Render a whole page of HTML of our own (a poster, a ballot) as tagged PDF with the same fonts.

    Pictures are data in the page; whatever else a text may point to is not fetched.

    Raises
    ------
    InputError : when the machine has no Pango.
    """
    try:
        from weasyprint import HTML, URLFetcher
    except OSError as error:  # WeasyPrint finds Pango on the machine, not among the packages
        raise InputError(NO_PANGO) from error

    identifier = hashlib.sha256(html.encode("utf-8")).digest()[:16]
    source = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))
    with _ONE_AT_A_TIME, _fixed_clock():
        fonts, stylesheet = _style()
        written: bytes = source.write_pdf(
            stylesheets=[stylesheet],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=identifier,
            presentational_hints=True,
        )
    return written


@contextmanager
def _fixed_clock() -> Iterator[None]:
    """Keep the time out of embedded fonts: fontTools writes it where HarfBuzz has no subsetter."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@cache
def _style() -> tuple[Any, Any]:
    from weasyprint import CSS, URLFetcher
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    css = resources.files(__package__).joinpath("static", "paper.css").read_text(encoding="utf-8")
    own = URLFetcher(allowed_protocols=("file",))
    atexit.register(_style.cache_clear)  # WeasyPrint cannot tidy up once the interpreter is shutting down
    return fonts, CSS(string=f"{font_rules()}\n{css}", font_config=fonts, url_fetcher=own)


_TAG_OR_TEXT = re.compile(r"(<[^>]*>)|([^<]+)")
_ENDLESS = re.compile(r"[^\s&;]{40}")


def _breakable(html: str) -> str:
    """Places to break in endless words: WeasyPrint takes half a minute for one of three thousand letters.

    Examples
    --------
    >>> _breakable(f"<p title='{'a' * 90}'>{'b' * 170}</p>").count("\u200b")
    4
    """
    return _TAG_OR_TEXT.sub(
        lambda match: match[1] or _ENDLESS.sub(lambda word: f"{word[0]}\u200b", match[2]), html
    )


def _foot(title: str) -> str:
    """The style rule that puts the title at the foot of every page; every letter is safe in it."""
    short = " ".join(clean(title).split())[:80]
    written = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in f"{short} · WijkWijzer")
    return f'@page {{ @bottom-left {{ content: "{written}" }} }}'


def _page(document: Document) -> str:
    parts = html_parts(document, paper=True)
    body = "".join(part.html for part in parts.sections)
    meta = document.meta
    author = f'<meta name="author" content="{escape(meta.organisation)}">' if meta.organisation else ""
    subject = f'<meta name="description" content="{escape(document.subtitle)}">' if document.subtitle else ""
    made = f'<meta name="dcterms.created" content="{meta.made_on.isoformat()}">'
    line = escape(made_line(meta, document.language))
    content = _breakable(f'{parts.head}<div class="ww-rapport">{body}</div>')
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{escape(clean(document.title) or 'WijkWijzer')}</title>{author}{subject}{made}"
        f"<style>{_foot(document.title)}</style></head><body>"
        f'<div class="ww-printkop"><b>WijkWijzer</b><span>{line}</span></div>'
        f"{content}</body></html>"
    )
