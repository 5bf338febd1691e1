"""Eight slides out of many: the first of each section stays, with the rest of the section in its notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["MOST", "keep_few"]

MOST = 8
"""Slides that somebody can present."""


def keep_few(show: Any, starts: Sequence[int], further: str) -> None:
    """Leave at most `MOST` slides in a presentation of python-pptx; one that has no more stays as it is.

    Parameters
    ----------
    show : the presentation, changed in place.
    starts : where the title, the head and each section begin, as numbers of slides.
    further : the sentence that names the sections without a slide, with `{names}`.
    """
    slides = list(show.slides)
    if len(slides) <= MOST:
        return
    ends = [*starts[1:], len(slides)]
    parts = [slides[start:end] for start, end in zip(starts, ends, strict=True)]
    for part in parts[:MOST]:
        _note(part[0], [text for slide in part[1:] for text in _texts(slide)])
    left = parts[MOST:]
    if left:
        names = ", ".join(_title(part[0]) for part in left)
        told = [text for part in left for slide in part for text in _texts(slide)]
        _note(parts[MOST - 1][0], [further.format(names=names), *told])
    kept = {id(part[0]) for part in parts[:MOST]}
    _drop(show, [number for number, slide in enumerate(slides) if id(slide) not in kept])


def _title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def _texts(slide: Any) -> list[str]:
    own = slide.shapes.title
    shapes = [shape for shape in slide.shapes if shape.has_text_frame and shape.shape_id != own.shape_id]
    return [text for shape in shapes if (text := shape.text_frame.text.strip())]


def _note(slide: Any, lines: Sequence[str]) -> None:
    if lines:
        frame = slide.notes_slide.notes_text_frame
        frame.text = "\n".join([line for line in (frame.text,) if line] + list(lines))


def _drop(show: Any, numbers: Sequence[int]) -> None:
    listed = show.slides._sldIdLst
    for number in reversed(numbers):
        entry = listed[number]
        show.part.drop_rel(entry.rId)
        listed.remove(entry)
