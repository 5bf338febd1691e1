"""What DOCX and PPTX share: a zip file that is the same every time, and plain words for their parts."""

from __future__ import annotations

import io
import zipfile

from wijkwijzer.report.blocks import Block, Columns, MapFigure
from wijkwijzer.report.pictures.svg import clean

__all__ = ["FIXED_TIME", "flat", "same_every_time", "words_of_class"]

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def same_every_time(package: bytes) -> bytes:
    """The zip file with fixed times, so that equal documents are equal files.

    Examples
    --------
    >>> buffer = io.BytesIO()
    >>> with zipfile.ZipFile(buffer, "w") as archive:
    ...     archive.writestr("a.txt", "a")
    >>> zipfile.ZipFile(io.BytesIO(same_every_time(buffer.getvalue()))).infolist()[0].date_time
    (1980, 1, 1, 0, 0, 0)
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            target.writestr(
                zipfile.ZipInfo(entry.filename, FIXED_TIME), source.read(entry), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def flat(blocks: tuple[Block, ...] | list[Block]) -> list[Block]:
    """Blocks without columns: what stood side by side stands under each other."""
    lines: list[Block] = []
    for block in blocks:
        if isinstance(block, Columns):
            for column in block.columns:
                lines += flat(column)
        else:
            lines.append(block)
    return lines


def words_of_class(figure: MapFigure) -> str:
    """The classes of a map in one line, light to dark.

    Examples
    --------
    >>> from wijkwijzer.report import MapClass
    >>> words_of_class(MapFigure("Kaart", (), "", (MapClass("weinig"), MapClass("veel"))))
    'weinig · veel'
    """
    return " · ".join(clean(each.label) for each in figure.classes)
