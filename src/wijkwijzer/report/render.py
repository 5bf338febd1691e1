"""One entry for every form of a document."""

from __future__ import annotations

from typing import Literal

from wijkwijzer.errors import InputError
from wijkwijzer.report.blocks import Document

__all__ = ["FORMATS", "Format", "render"]

Format = Literal["html", "pdf", "docx", "pptx"]
FORMATS: dict[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Every form, with its media type."""


def render(document: Document, form: str) -> bytes:
    """A document as a file: "html" (stands alone), "pdf" (tagged), "docx" or "pptx".

    The same document always gives the same bytes.

    Raises
    ------
    InputError : for any other form.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> render(Document("De Kade", Meta(datetime.date(2025, 11, 21))), "html")[:15]
    b'<!doctype html>'
    """
    if form == "html":
        from wijkwijzer.report.html.document import to_html

        return to_html(document).encode("utf-8")
    if form == "pdf":
        from wijkwijzer.report.paper.pdf import to_pdf

        return to_pdf(document)
    if form == "docx":
        from wijkwijzer.report.office.docx import to_docx

        return to_docx(document)
    if form == "pptx":
        from wijkwijzer.report.office.pptx import to_pptx

        return to_pptx(document)
    raise InputError(f"De vorm {form!r} bestaat niet; kies uit {', '.join(FORMATS)}.")
