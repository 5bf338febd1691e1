"""What the typesetter leaves open in the tags: headings of rows, and a small file."""

from __future__ import annotations

import io
from typing import Any

__all__ = ["mended"]

_WITHOUT_TABLES = frozenset(
    ("/P", "/H1", "/H2", "/H3", "/Figure", "/Caption", "/THead", "/Link", "/Lbl", "/Span")
)


def mended(made: bytes) -> bytes:
    """The PDF with row headings tagged as such, in compressed objects; the same input gives the same bytes.

    The first cell of every row of a table body becomes TH with scope Row. The other cells lose their
    attributes, /Headers above all: with both scopes given a reader finds the headings of a cell itself, and
    the list knew the columns only.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(made)) as pdf:
        root: Any = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            scope = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name("/Row"))
            _mend(root, pdf.make_indirect(scope), pikepdf)
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,  # they are compressed as they should be
            deterministic_id=True,
        )
    return out.getvalue()


def _mend(root: Any, scope: Any, pikepdf: Any) -> None:
    """Go down to the tables; what is inside a cell or beside a table is left alone (each look costs)."""
    stack, heading = [root], pikepdf.Name("/TH")
    while stack:
        node = stack.pop()
        kind = node.get("/S")
        if kind == "/TBody":
            for row in _kids(node, pikepdf):
                _mend_row(row.K, heading, scope)
        elif kind not in _WITHOUT_TABLES:
            stack.extend(_kids(node, pikepdf))


def _mend_row(cells: Any, heading: Any, scope: Any) -> None:
    for index, cell in enumerate(cells):
        if cell.S != "/TD":
            continue
        if index == 0:
            cell.S, cell.A = heading, scope
        elif "/A" in cell:
            del cell["/A"]  # the headings of columns only, and how thick its borders are


def _kids(node: Any, pikepdf: Any) -> list[Any]:
    """The elements below this one; a number or a reference to a mark on the page is none."""
    kids = node.get("/K")
    if kids is None:
        return []
    found = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [each for each in found if isinstance(each, pikepdf.Dictionary)]
