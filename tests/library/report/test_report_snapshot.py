"""The HTML of both sample documents as it was; `UPDATE_SNAPSHOTS=1` renews it after a change on purpose."""

import os
from pathlib import Path

import pytest
from report_sample import wijk
from report_sample_dialogue import dialogue

from wijkwijzer import report as r

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("document", [wijk(), dialogue()], ids=["wijk", "dialogue"])
def test_html_is_as_it_was(document: r.Document, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.id
    made = r.to_html(document, standalone=False).replace("><", ">\n<") + "\n"
    file = SNAPSHOTS / f"{name}.html"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")
