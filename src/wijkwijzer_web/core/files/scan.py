"""A code to scan, for paper."""

from __future__ import annotations

import io

import segno

__all__ = ["qr_picture"]


def qr_picture(address: str) -> str:
    """The address as a QR code in SVG, with four modules of quiet zone around it.

    >>> qr_picture("https://wijkwijzer.example").startswith("<svg")
    True
    """
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", border=4, xmldecl=False, svgclass=None)
    return out.getvalue().decode()
