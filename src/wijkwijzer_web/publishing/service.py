"""What other apps may ask of publishing: the table to point to, its operations, and versions of forms.

How a domain uses it: make a `Document`, store it as a `Publication` with a `series` of its own, change it
with `put_edits`, `publish`, `retract` and `take_out` inside its own actions, and show `as_it_reads`. A
form sends `version_of(*what it shows)` along; the action calls `refuse_older` before it writes.
"""

from __future__ import annotations

from wijkwijzer_web.publishing.editing.actions import publish, put_edits, retract, take_out, without_words
from wijkwijzer_web.publishing.editing.queries import (
    ChangedError,
    as_it_reads,
    refuse_older,
    sentences,
    state_of,
    version_of,
)
from wijkwijzer_web.publishing.files.actions import FORMS, remove_files, start_file
from wijkwijzer_web.publishing.models import Publication

__all__ = [
    "FORMS",
    "ChangedError",
    "Publication",
    "as_it_reads",
    "publish",
    "put_edits",
    "refuse_older",
    "remove_files",
    "retract",
    "sentences",
    "start_file",
    "state_of",
    "take_out",
    "version_of",
    "without_words",
]
