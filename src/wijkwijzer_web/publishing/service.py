"""What other apps may ask of publishing: the table to point to, its operations, and versions of forms.

How a domain uses it: make a `Document`, store it as a `Publication` with a `series` of its own, change it
with `put_edits`, `publish`, `retract` and `take_out` inside its own actions, and show `as_it_reads`. A
form sends `version_of(*what it shows)` along; the action calls `refuse_older` before it writes.
"""

from __future__ import annotations

from wijkwijzer_web.publishing.archiving.actions import keep_rule
from wijkwijzer_web.publishing.archiving.queries import SORTS, Archived, archived, archived_one, rules_of
from wijkwijzer_web.publishing.citing.queries import Citation
from wijkwijzer_web.publishing.citing.queries import citation as cite
from wijkwijzer_web.publishing.citing.queries import of_document as cite_document
from wijkwijzer_web.publishing.editing.actions import (
    publish,
    put_edits,
    retract,
    take_out,
    without_words,
    without_words_each,
)
from wijkwijzer_web.publishing.editing.queries import (
    ChangedError,
    as_it_reads,
    refuse_older,
    sentences,
    state_of,
    version_of,
)
from wijkwijzer_web.publishing.files.actions import remove_files, start_file
from wijkwijzer_web.publishing.models import ArchiveRule, Publication
from wijkwijzer_web.publishing.usage.actions import flush as flush_use
from wijkwijzer_web.publishing.usage.actions import note_use
from wijkwijzer_web.publishing.usage.queries import Use, use_of

__all__ = [
    "SORTS",
    "ArchiveRule",
    "Archived",
    "ChangedError",
    "Citation",
    "Publication",
    "Use",
    "archived",
    "archived_one",
    "as_it_reads",
    "cite",
    "cite_document",
    "flush_use",
    "keep_rule",
    "note_use",
    "publish",
    "put_edits",
    "refuse_older",
    "remove_files",
    "retract",
    "rules_of",
    "sentences",
    "start_file",
    "state_of",
    "take_out",
    "use_of",
    "version_of",
    "without_words",
    "without_words_each",
]
