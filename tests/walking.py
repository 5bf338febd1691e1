"""A walk over the pages of the site along its links, some of each shape, and the forms on them."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from lxml import html

__all__ = ["FilledIn", "asked_names", "forms_on", "shape", "walk"]

FILE = re.compile(r"\.(pdf|csv|zip|ics|xlsx|docx|pptx|json|xml|svg|png)$|/bestand|/feed")
SITE = Path(__file__).resolve().parents[1] / "src" / "wijkwijzer_web"
TYPED = {"text", "search", "number", "email", "date", "time", "url", "tel", "datetime-local", "password"}


def shape(path: str) -> str:
    """The address without what differs between things of a kind."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|(?<=/)(wk|bu|gm|gb)\d*[\w-]*", "#", path.lower())


def walk(
    client: Client, begin: str, inside: Callable[[str], bool], of_one_shape: int = 3
) -> Iterator[tuple[str, Any]]:
    """Every page that links lead to and that lies inside: its address, and what it says."""
    todo, seen, shapes = deque([begin]), {begin}, Counter[str]()
    while todo:
        path = todo.popleft()
        answer = client.get(path, follow=True)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        at = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        page = html.fromstring(answer.content.decode())
        yield at, page
        for link in page.xpath("//a/@href"):
            found = urlsplit(urljoin(at, link))
            if found.netloc or found.path in seen or FILE.search(found.path) or not inside(found.path):
                continue
            shapes[shape(found.path)] += 1
            if shapes[shape(found.path)] <= of_one_shape:
                seen.add(found.path)
                todo.append(found.path)


@dataclass(frozen=True)
class FilledIn:
    """A form that is sent: where to, its hidden fields and what stands in the others."""

    action: str
    hidden: dict[str, str]
    typed: tuple[str, ...]
    chosen: dict[str, str]

    def sent(self, text: str) -> dict[str, str]:
        """What is sent when somebody types this everywhere."""
        return {**self.hidden, **self.chosen, **dict.fromkeys(self.typed, text)}


def forms_on(at: str, page: Any) -> Iterator[FilledIn]:
    """The forms of a page that change something."""
    for form in page.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        hidden, typed, chosen = {}, [], {}
        inside = ".//input[@name] | .//textarea[@name] | .//select[@name] | .//button[@name]"
        for field in [*form.xpath(inside), *page.xpath("//*[@form = $id][@name]", id=form.get("id") or "-")]:
            name, kind = field.get("name"), field.get("type", "text")
            if field.tag == "textarea" or (field.tag == "input" and kind in TYPED):
                typed.append(name)
            elif field.tag == "select":
                options = field.xpath(".//option/@value")
                chosen[name] = next((one for one in options if one), "")
            elif kind == "hidden" and name != "csrfmiddlewaretoken":
                hidden[name] = field.get("value", "")
            elif kind != "file" and name != "csrfmiddlewaretoken":
                chosen.setdefault(name, field.get("value", "on"))
        action = urlsplit(urljoin(at, form.get("action") or at)).path
        yield FilledIn(action, hidden, tuple(typed), chosen)


def asked_names() -> set[str]:
    """Every name that some view reads behind the question mark, found in the source."""
    asked = re.compile(r"""\.GET(?:\.get|\.getlist)?[([]\s*["']([\w-]+)["']""")
    return {name for path in SITE.rglob("*.py") for name in asked.findall(path.read_text("utf-8"))}
