"""The print pack as a tagged PDF: poster, ballot with numbers, note sheets."""

from __future__ import annotations

import base64

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wijkwijzer.report.pdf import html_to_pdf

from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.dialogue.queries.structure import Structure

__all__ = ["print_pack_pdf"]


def print_pack_pdf(dialogue: Dialogue, structure: Structure, qr: SafeString, address: str) -> bytes:
    """Render the pack; question and statement numbers are the ones that the import file asks for."""
    picture = base64.b64encode(str(qr).encode()).decode()
    context = {"dialogue": dialogue, "structure": structure, "qr": picture, "address": address}
    return html_to_pdf(render_to_string("dialogue/druk/pakket.html", context))
