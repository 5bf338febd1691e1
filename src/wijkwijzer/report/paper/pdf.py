"""A document as a tagged PDF (PDF/UA-1) on A4, with its own data in it."""

from __future__ import annotations

import json
import logging
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.report.blocks import Document
from wijkwijzer.report.fonts import font_folder
from wijkwijzer.report.paper.tags import mended
from wijkwijzer.report.paper.tree import laid_out
from wijkwijzer.report.store import to_json

__all__ = ["to_pdf"]

NOT_MADE = "Van dit document lukt geen pdf. Kies html of docx."
log = logging.getLogger(__name__)


def to_pdf(document: Document) -> bytes:
    """Render with Typst; nothing outside the library is read. The same document gives the same bytes.

    The whole document travels inside as `rapport.json`, so that its figures can be computed again.

    Raises
    ------
    InputError : when no PDF can be made of it.
    """
    data = json.dumps(to_json(document), sort_keys=True, separators=(",", ":"))
    import typst

    try:
        made = _compiled(laid_out(document), data)
    except typst.TypstError as error:
        # A letter that its font could not draw after all: once more with letters of the main fonts only.
        log.warning("a document was not printed as it is: %s", error.message)
        try:
            made = _compiled(laid_out(document, strict=True), data)
        except typst.TypstError as final:
            raise InputError(NOT_MADE) from final
    return mended(made)


def _compiled(tree: dict[str, Any], data: str) -> bytes:
    import typst

    source = json.dumps({**tree, "json": data}, allow_nan=False)
    with tempfile.TemporaryDirectory() as empty:  # what the template may read: nothing
        made, warnings = typst.compile_with_warnings(
            _template(), root=empty, font_paths=_fonts(), sys_inputs={"data": source}, pdf_standards=["ua-1"]
        )
    for warning in warnings:
        log.warning("the template of reports: %s", warning.message)
    written: bytes = made
    return written


@cache
def _template() -> bytes:
    return Path(__file__).with_name("report.typ").read_bytes()


@cache
def _fonts() -> Any:
    import typst

    # Only ours: what a machine happens to have must not change a letter.
    folder = [str(font_folder())]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folder)
