"""The words of one wijk's page, kept: a change of text must be a choice.

Renew with `RENEW=1 pytest tests/site/test_areas_snapshot.py` and read the difference.
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest
from django.test import Client

from wijkwijzer_web.areas.queries import Current

pytestmark = pytest.mark.django_db
KEPT = Path(__file__).parent / "snapshots" / "wijkpagina.txt"


def words_of(page: str) -> str:
    """What is read: the main part without pictures and folded tables, one block a line."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    main = re.sub(r"<(svg|table)\b.*?</\1>", "", main, flags=re.DOTALL)
    main = re.sub(r"</(?:p|li|h[1-6]|div|span|summary|a|small|button)>", "\n", main)
    lines = (" ".join(html.unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in main.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("class=")) + "\n"


def test_the_words_of_the_page_are_those_that_were_read_and_approved(client: Client, shown: Current) -> None:
    page = client.get("/wijk/WK990311-de-spoordijk").content.decode()
    # The day and the number of a release change with every build; the words do not.
    said = re.sub(r"Gemaakt op .*", "Gemaakt op …", words_of(page))
    if os.environ.get("RENEW"):
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(said, encoding="utf-8")
    assert said == KEPT.read_text(encoding="utf-8")
