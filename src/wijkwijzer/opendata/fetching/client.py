"""Ask publishers' interfaces for pages: patient with faults, quick with what is already on disk."""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from wijkwijzer.errors import InputError

__all__ = ["Client", "Page"]

_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_LONGEST_WAIT = 60.0
# CBS answers 500 to a question that is too large; asking again would never help.
_HOPELESS = "more than 10000 records"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: where it came from, its content, and how many rows there are in all (when told)."""

    address: str
    content: Any
    total: int | None = None


@dataclass
class Client:
    """Fetch JSON with retries, and keep every answer on disk so that a broken-off fetch goes on where it was.

    Parameters
    ----------
    cache : folder for answers; None keeps nothing.
    timeout : seconds without an answer before asking again.
    attempts : how often one address is asked.
    wait : seconds before the second attempt; doubled every time, unless the publisher says how long.
    sleep : for tests.
    """

    cache: Path | None = None
    timeout: float = 30.0
    attempts: int = 5
    wait: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    _http: httpx.Client | None = field(default=None, repr=False)

    def json(self, address: str) -> Any:
        """Return the content of an address, from disk when it was fetched before.

        Raises
        ------
        InputError
            One sentence: no network, an answer that stays wrong, or an address that does not exist.
        """
        kept = self._kept(address)
        if kept is not None and kept.is_file():
            try:
                return json.loads(gzip.decompress(kept.read_bytes()))
            except (OSError, EOFError, json.JSONDecodeError):
                kept.unlink()  # half a file of a fetch that was broken off
        content = self._ask(address)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            beside = kept.with_suffix(".half")
            beside.write_bytes(gzip.compress(json.dumps(content).encode(), mtime=0))
            beside.replace(kept)
        return content

    def pages(self, address: str, following: Callable[[Any], str | None]) -> Iterator[Page]:
        """Yield pages until one names no next address.

        Parameters
        ----------
        following : takes the content of a page and returns the address of the next one, or None.
        """
        seen: set[str] = set()
        current: str | None = address
        while current is not None:
            if current in seen:
                raise InputError("De bron verwijst steeds naar dezelfde bladzijde.", file=current)
            seen.add(current)
            content = self.json(current)
            yield Page(current, content, _total(content))
            current = following(content)

    def close(self) -> None:
        """Close connections."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def _kept(self, address: str) -> Path | None:
        if self.cache is None:
            return None
        return self.cache / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.json.gz"

    def _ask(self, address: str) -> Any:
        host = urlsplit(address).netloc
        pause = self.wait
        problem = ""
        for attempt in range(self.attempts):
            if attempt:
                self.sleep(min(pause, _LONGEST_WAIT))
                pause *= 2
            try:
                answer = self._client().get(address)
                if answer.status_code in _TRY_AGAIN and _HOPELESS not in answer.text:
                    problem = f"{host} geeft steeds een storing (code {answer.status_code})."
                    pause = _told_to_wait(answer, pause)
                    continue
                if answer.status_code >= 400:
                    raise InputError(f"{host} weigert deze vraag (code {answer.status_code}).", file=address)
                return answer.json()
            except (httpx.TransportError, json.JSONDecodeError, UnicodeDecodeError) as error:
                problem = _say(host, error)
        raise InputError(problem, file=address)

    def _client(self) -> httpx.Client:
        if self._http is None:
            self._http = httpx.Client(timeout=self.timeout, follow_redirects=True)
        return self._http


def _say(host: str, error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return f"{host} antwoordt niet op tijd. Probeer het later; wat al binnen is, blijft bewaard."
    if isinstance(error, httpx.TransportError):
        return f"{host} is niet te bereiken. Is er internet? Wat al binnen is, blijft bewaard."
    return f"{host} geeft steeds een half of onleesbaar antwoord."


def _told_to_wait(answer: httpx.Response, pause: float) -> float:
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isdigit() else pause


def _total(content: Any) -> int | None:
    if not isinstance(content, dict):
        return None
    for name in ("odata.count", "@odata.count", "numberMatched", "totalFeatures"):
        found = str(content.get(name, ""))
        if found.isdigit():
            return int(found)
    return None
