"""The part of a verslag about who was not there."""

from __future__ import annotations

from wijkwijzer.dialogue.references import FILES
from wijkwijzer.dialogue.verslag import Verslag
from wijkwijzer.report import Block, Heading, Notice, Paragraph

__all__ = ["missing_blocks"]


def missing_blocks(verslag: Verslag) -> list[Block]:
    """What is known of who took part, beside the people it should be about."""
    return [
        Heading("Wie er niet was", id="wie-er-niet-was"),
        Notice(
            "Dat weten we niet",
            (
                Paragraph(
                    "Er is niet gevraagd wie meedeed. Lees dit verslag dus als de mening van deze "
                    "deelnemers, niet "
                    "van iedereen in de wijk.",
                    refs=(FILES,),
                ),
            ),
            kind="unknown",
        ),
    ]
