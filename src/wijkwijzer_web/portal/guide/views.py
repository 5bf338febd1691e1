"""The guide: all tasks, and one."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from wijkwijzer_web.portal.guide import queries

__all__ = ["guide", "guide_task"]

_MARKED = re.compile(r"\*(.+?)\*|`(.+?)`")


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """All tasks: first what everyone can do, then what is work."""
    every = queries.tasks()
    context = {
        "all": [one for one in every if one.for_all],
        "work": [one for one in every if not one.for_all],
    }
    return render(request, "portal/guide/lijst.html", context)


@require_safe
def guide_task(request: HttpRequest, key: str) -> HttpResponse:
    """One task."""
    found = queries.task(key)
    if found is None:
        raise Http404
    context = {
        "task": found,
        "steps": [_shown(one) for one in found.steps],
        "known": [_shown(one) for one in found.known],
    }
    return render(request, "portal/guide/taak.html", context)


def _shown(text: str) -> SafeString:
    """The text with *names of buttons* and `addresses` marked as such."""
    parts, end = [], 0
    for match in _MARKED.finditer(text):
        tag = "b" if match[1] else "code"
        parts += [
            format_html("{}", text[end : match.start()]),
            format_html(f"<{tag}>{{}}</{tag}>", match[1] or match[2]),
        ]
        end = match.end()
    return mark_safe("".join([*parts, format_html("{}", text[end:])]))  # noqa: S308 - each part is escaped
