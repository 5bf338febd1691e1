"""The logins of the demo: made once per installation, kept beside its database, and printed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import struct
import time
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["PEOPLE", "Logins"]

# address -> (given name, role in the organisation; None is an administrator of the whole installation)
PEOPLE: dict[str, tuple[str, str | None]] = {
    "beheer@lindemark.example": ("Beheer", None),
    "moderator@lindemark.example": ("Moderator", "moderator"),
    "redactie@lindemark.example": ("Redactie", "redacteur"),
}


@dataclass(frozen=True)
class Logins:
    """One password and one second factor for the people of the demo."""

    password: str
    secret: str

    @classmethod
    def kept_in(cls, folder: Path) -> Logins:
        """Read the logins of this installation, or make them."""
        file = folder / "inlog.json"
        if not file.exists():
            fresh = cls(secrets.token_urlsafe(9), base64.b32encode(secrets.token_bytes(20)).decode())
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(asdict(fresh), out)
        return cls(**json.loads(file.read_text(encoding="utf-8")))

    def code(self) -> str:
        """What an authenticator app with this secret shows now (RFC 6238)."""
        counter = struct.pack(">Q", int(time.time()) // 30)
        digest = hmac.new(base64.b32decode(self.secret), counter, hashlib.sha1).digest()
        start = digest[-1] & 0x0F
        number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06d}"

    def text(self, address: str) -> str:
        """What the demo prints."""
        return "\n".join(
            [
                f"Inloggen: {address}/account/inloggen met {', '.join(PEOPLE)}",
                f"  wachtwoord {self.password} · geheim voor je authenticator-app {self.secret}",
                f"  geen app? code van nu: {self.code()}, een nieuwe: "
                ".venv/bin/python -m wijkwijzer_web.operations.demo --code",
            ]
        )
