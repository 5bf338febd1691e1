"""A file that somebody sends: refused before it fills the memory, looked at before anything reads it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from PIL import Image, UnidentifiedImageError

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.files.zips import BrokenZipError, TooLargeError, pieces

__all__ = [
    "LARGEST_UPLOAD",
    "UploadError",
    "in_pixels",
    "in_words",
    "kind_of",
    "limited",
    "look_inside",
    "shown_name",
    "store",
]

LARGEST_UPLOAD = 20 * 1024 * 1024
KINDS = ("csv", "xlsx")
FORM_FIELDS = 64 * 1024  # what a form may hold besides the file
LARGEST_UNPACKED = 200 * 1024 * 1024
LONGEST_HEADER = 4096
LARGEST_PICTURE = 2 * 1024 * 1024
MOST_PIXELS = 20_000_000
PICTURES = ("png", "jpg", "jpeg")
LOGO_SIZE = (640, 240)
View = Callable[..., HttpResponse]


class UploadError(Exception):
    """A file that we do not take, with a sentence for the sender and the status of the answer."""

    def __init__(self, sentence: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        self.sentence, self.status = sentence, status
        super().__init__(sentence)


def in_words(error: InputError) -> str:
    """What is wrong with a file, with its place, without our name for the file."""
    place = [_("Rij %(row)s") % {"row": error.row}] if error.row else []
    place += [_("kolom %(column)s") % {"column": error.column}] if error.column else []
    return f"{', '.join(place)}: {error.sentence}" if place else error.sentence


def limited(view: View) -> View:
    """Refuse a body that is too large before anything reads it; then check the form's token as always.

    The token stands in the body, so the check of every other view would read the whole body first.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        length = number(request.META.get("CONTENT_LENGTH") or "0", most=LARGEST_UPLOAD + FORM_FIELDS)
        if request.method == "POST" and length is None:
            return _too_large(request)
        return checked(request, *args, **kwargs)

    return run


def _too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "core/too-large.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def shown_name(file: UploadedFile[Any]) -> str:
    """The sender's name for the file, to show only: no folders, no control characters."""
    name = os.path.basename((file.name or "").replace("\\", "/"))
    return "".join(c for c in name if c.isprintable())[:100] or "bestand"


def kind_of(file: UploadedFile[Any], kinds: Sequence[str] = KINDS) -> str:
    """The kind of file, by its extension; refused when it is not one of `kinds` or too large."""
    kind = Path(file.name or "").suffix.lower().removeprefix(".")
    if kind not in kinds:
        named = _(" of een ").join(f".{one}" for one in kinds)
        sentence = _("Dit soort bestand kennen we niet. Stuur een %(kinds)s.") % {"kinds": named}
        raise UploadError(sentence, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if (file.size or 0) > LARGEST_UPLOAD:
        raise UploadError(_("Dit bestand is groter dan 20 MB."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return kind


def store(file: UploadedFile[Any], target: Path) -> None:
    """Write the file piece by piece; it appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".half")
    try:
        with draft.open("wb") as out:
            for piece in file.chunks():
                out.write(piece)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def look_inside(path: Path, kind: str) -> None:
    """Refuse what would cost too much to read: archives that grow, headers without end, another kind."""
    if kind == "xlsx":
        _look_in_workbook(path)
    else:
        _look_in_text(path)


def _look_in_text(path: Path) -> None:
    with path.open("rb") as stream:
        begin = stream.read(LONGEST_HEADER)
    if begin.startswith((b"\x1f\x8b", b"PK")):
        raise UploadError(_("Dit bestand is ingepakt. Pak het eerst uit en stuur de .csv."))
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in begin:
        raise UploadError(_("Dit bestand is geen UTF-8. Kies bij bewaren: CSV UTF-8."))
    if len(begin) == LONGEST_HEADER and b"\n" not in begin:
        raise UploadError(_("De eerste regel is te lang. Daar horen de namen van de kolommen te staan."))


def _look_in_workbook(path: Path) -> None:
    """Unpack it without keeping it."""
    try:
        for _piece in pieces(path, LARGEST_UNPACKED):
            pass
    except TooLargeError as error:
        raise UploadError(_("Uitgepakt is dit bestand groter dan 200 MB.")) from error
    except BrokenZipError as error:
        raise UploadError(_("Dit Excel-bestand is niet te lezen. Bewaar het opnieuw als .xlsx.")) from error


def in_pixels(file: UploadedFile[Any]) -> bytes:
    """A picture drawn anew as PNG, at most the size of a logo: nothing else of the file stays.

    What a picture may carry besides pixels (a place, a name, a program) is gone, and a file that only calls
    itself a picture never gets through.
    """
    kind_of(file, PICTURES)
    if (file.size or 0) > LARGEST_PICTURE:
        raise UploadError(_("Dit logo is groter dan 2 MB."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        with Image.open(file, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UploadError(_("Dit logo heeft meer dan 20 miljoen beeldpunten. Maak het kleiner."))
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UploadError(_("Dit bestand is geen leesbare .png of .jpg.")) from error
    drawn.thumbnail(LOGO_SIZE)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()
