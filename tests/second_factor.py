"""The code that the app on a phone shows now, for tests that log in."""

from __future__ import annotations

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LEFT = 2.0  # seconds that a code must still live: a code that ends while it is sent is refused, now and then


def totp_code(secret: str = SECRET) -> str:
    """The present code; waits for the next one where this one is about to end."""
    left = app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD
    if left < LEFT:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))
