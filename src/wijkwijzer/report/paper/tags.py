"""What the typesetter leaves open in the tags: headings of rows, and a small file."""

from __future__ import annotations

import io
from typing import Any

__all__ = ["mended"]


def mended(made: bytes) -> bytes:
    """The PDF with row headings tagged as such, in compressed objects; the same input gives the same bytes.

    The first cell of every row of a table body becomes TH with scope Row. Cells lose /Headers: with both
    scopes given a reader finds the headings of a cell itself, and the list knew the columns only.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(made)) as pdf:
        root: Any = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            _mend(root, pikepdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _mend(root: Any, pikepdf: Any) -> None:
    stack = [root]
    while stack:
        node = stack.pop()
        kids = _kids(node, pikepdf)
        if node.get("/S") == "/TBody":
            for row in kids:
                cells = _kids(row, pikepdf)
                for cell in cells:
                    _without_headers(cell, pikepdf)
                if cells and cells[0].get("/S") == "/TD":
                    cells[0].S = pikepdf.Name("/TH")
                    cells[0].A = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name("/Row"))
        stack.extend(reversed(kids))


def _kids(node: Any, pikepdf: Any) -> list[Any]:
    kids = node.get("/K")
    if kids is None:
        return []
    found = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [each for each in found if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def _without_headers(cell: Any, pikepdf: Any) -> None:
    attributes = cell.get("/A")
    if attributes is None:
        return
    for each in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(each, pikepdf.Dictionary) and "/Headers" in each:
            del each["/Headers"]
