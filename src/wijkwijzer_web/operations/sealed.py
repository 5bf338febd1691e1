"""A file that only the holder of a key can read, and in which a missing or changed byte is noticed.

AES-256-GCM in pieces (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): each piece
has its number and whether it is the last in its nonce, so pieces cannot be swapped, dropped or cut off. The
key comes from a passphrase by scrypt (n = 2^15), with a salt of the file.
"""

from __future__ import annotations

import io
import secrets
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

__all__ = ["MAGIC", "SealedReader", "SealedWriter", "is_sealed"]

MAGIC = b"WWSLOT1\n"
PIECE = 1024 * 1024
TAG = 16


def is_sealed(file: IO[bytes]) -> bool:
    """Whether the file begins as a sealed one; the place in it stays."""
    begin = file.read(len(MAGIC))
    file.seek(0)
    return begin == MAGIC


def _box(key: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(key.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


class SealedWriter(io.RawIOBase):
    """Write into this; `close` writes the last piece, without which the file does not open."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        super().__init__()
        salt = secrets.token_bytes(16)
        self._file, self._box = file, _box(key, salt)
        self._waiting, self._number = bytearray(), 0
        file.write(MAGIC + salt)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Seal what makes whole pieces."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._piece(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Seal the last piece."""
        if not self.closed:
            self._piece(bytes(self._waiting), last=True)
        super().close()

    def abandon(self) -> None:
        """Close without a last piece: the file stays unreadable, as it should."""
        super().close()

    def _piece(self, data: bytes, last: bool) -> None:
        self._file.write(self._box.encrypt(_nonce(self._number, last), data, None))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Read from this; ValueError when the key is another or the file is not whole."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        super().__init__()
        head = file.read(len(MAGIC) + 16)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + 16:
            raise ValueError("no sealed file")
        self._file, self._box = file, _box(key, head[len(MAGIC) :])
        self._ready, self._number = b"", 0
        self._next = file.read(PIECE + TAG)
        self._ended = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, target: bytearray) -> int:  # type: ignore[override]
        """Open the next piece when the last one was read."""
        while not self._ready and not self._ended:
            self._open_piece()
        part = self._ready[: len(target)]
        target[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _open_piece(self) -> None:
        piece, self._next = self._next, self._file.read(PIECE + TAG)
        last = not self._next
        try:
            self._ready = self._box.decrypt(_nonce(self._number, last), piece, None)
        except InvalidTag as error:
            raise ValueError("another key, or not whole") from error
        self._number, self._ended = self._number + 1, last
