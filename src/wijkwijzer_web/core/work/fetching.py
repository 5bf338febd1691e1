"""Getting something from an address that somebody typed: never from inside our own network, never too much.

The name is looked up and judged at the moment of connecting, so a name that points elsewhere a second later
gains nothing, and every redirect is judged anew. Compressed answers are not asked for: what comes is what it
weighs. Nothing of an answer is kept here.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpcore
from django.conf import settings
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError

__all__ = ["Answer", "FetchError", "checked_address", "fetch"]

SECONDS = 20.0  # without an answer
WHOLE = 120.0  # for an answer in all
LARGEST = 16 * 1024 * 1024
REDIRECTS = 5
_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(rb"[A-Za-z0-9._-]+|\[?[0-9A-Fa-f:.]+\]?")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that the world gives out; what else there is lies inside
_TUNNEL = (0x00005EFE, 0x02005EFE)  # ISATAP: an older address of the own network in the last four bytes
_NOBODYS = (ipaddress.ip_network("192.88.99.0/24"), ipaddress.ip_network("3fff::/20"))


class FetchError(InputError):
    """It did not come: a sentence, and how many seconds the other side asks us to wait."""

    def __init__(self, sentence: str, *, wait: int = 0, status: int = 0) -> None:
        super().__init__(sentence)
        self.wait, self.status = wait, status


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, from which address in the end."""

    address: str
    status: int
    kind: str
    content: bytes


def checked_address(address: str) -> str:
    """A web address that may be asked, as far as its form tells.

    Raises
    ------
    FetchError
        It is no http or https address, or it has a name and password in it.
    """
    import httpx  # some MB that a page never needs

    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL("")
    if url.scheme not in _PORTS or not _HOST.fullmatch(url.raw_host):
        raise FetchError(_("Dit is geen webadres. Het begint met https:// of http://."))
    if url.userinfo:
        raise FetchError(_("In dit adres staat een naam of wachtwoord. Dat kan hier niet."))
    host = url.raw_host.decode("ascii")
    _judge_literal(host.strip("[]"), url.port or _PORTS[url.scheme])
    return str(url.copy_with(fragment=None))


def _judge_literal(host: str, port: int) -> None:
    """Say at once what the connection would say later, where the address is written as numbers."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return
    _judge(host, port, host)


def _judge(host: str, port: int, number: str) -> None:
    """Refuse what lies inside: our own machine, our own network, and what is nobody's."""
    if f"{host}:{port}" in settings.FETCH_INSIDE:
        return
    if not all(map(_lies_outside, _meant(number))):
        raise FetchError(_("Dit adres ligt binnen ons eigen netwerk. Daar halen we niets op."))


def _lies_outside(one: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    given_out = one.version == 4 or one in _UNICAST
    return one.is_global and given_out and not one.is_multicast and not any(one in net for net in _NOBODYS)


def _meant(number: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The address, and the older one that is packed in it."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv4Address):
        return [found]
    if found.ipv4_mapped is not None:
        return [found.ipv4_mapped]
    last = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if found in _TRANSLATED:
        return [last]
    packed = last if (int(found) >> 32) & 0xFFFFFFFF in _TUNNEL else found.sixtofour
    return [found] if packed is None else [found, packed]


class _Outside(httpcore.NetworkBackend):
    """Connects to outside addresses only, to the very number that was judged."""

    def __init__(self) -> None:
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
        for number in numbers:
            _judge(host, port, number)
        wrong: Exception = httpcore.ConnectError(host)
        for number in numbers[:4]:
            try:
                return self._plain.connect_tcp(number, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                wrong = error
        raise wrong

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no sockets of this machine")

    def sleep(self, seconds: float) -> None:
        self._plain.sleep(seconds)


def fetch(
    address: str, *, accept: str = "*/*", most: int = LARGEST, headers: Mapping[str, str] | None = None
) -> Answer:
    """Get what stands at an address.

    Parameters
    ----------
    address
        With http or https.
    accept
        The kinds that we can read.
    most
        The largest answer, in bytes.
    headers
        More to say, such as `If-None-Match`.

    Raises
    ------
    FetchError
        One sentence: no such address, inside our network, too large, too slow, or a refusal.
    """
    given = {
        "User-Agent": f"WijkWijzer (+{settings.SITE_URL})",
        "Accept": accept,
        "Accept-Encoding": "identity",
        **(headers or {}),
    }
    with httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(), max_connections=1, network_backend=_Outside()
    ) as pool:
        for _turn in range(REDIRECTS + 1):
            address = checked_address(address)
            found = _once(pool, address, given, most)
            if isinstance(found, Answer):
                return found
            address = _led_to(address, found)
    raise FetchError(_("Dit adres stuurt steeds door naar een ander adres."))


def _led_to(address: str, found: str) -> str:
    """The address of a redirect; what cannot be read is refused with the next look."""
    try:
        return urljoin(address, found)
    except ValueError:
        return found


def _once(pool: httpcore.ConnectionPool, address: str, headers: Mapping[str, str], most: int) -> Answer | str:
    """An answer, or the address to which it leads."""
    import httpx

    url = httpx.URL(address)
    host = url.raw_host.decode("ascii")  # as it is sent: not every name can be written otherwise
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    times = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
    try:
        with pool.stream(
            "GET", target, headers=list(headers.items()), extensions={"timeout": times}
        ) as answer:
            told = {name.lower(): value for name, value in answer.headers}
            if answer.status in (301, 302, 303, 307, 308) and b"location" in told:
                return told[b"location"].decode("latin-1")
            if answer.status >= 400:
                raise _refused(host, answer.status, told)
            kind = told.get(b"content-type", b"").decode("latin-1").lower()
            return Answer(address, answer.status, kind, _content(answer, told, most))
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise FetchError(_("%(host)s antwoordt niet op tijd.") % {"host": host}) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(_("%(host)s is niet te bereiken.") % {"host": host}) from error


def _content(answer: httpcore.Response, told: Mapping[bytes, bytes], most: int) -> bytes:
    if told.get(b"content-encoding", b"identity") not in (b"", b"identity"):
        raise FetchError(_("Het antwoord is ingepakt, terwijl we daar niet om vroegen."))
    long = told.get(b"content-length", b"")
    if long.isdigit() and int(long) > most:
        raise FetchError(_too_much(most))
    until, pieces, size = time.monotonic() + WHOLE, [], 0
    for piece in answer.iter_stream():
        size += len(piece)
        if size > most:
            raise FetchError(_too_much(most))
        if time.monotonic() > until:
            raise TimeoutError
        pieces.append(piece)
    return b"".join(pieces)


def _too_much(most: int) -> str:
    return _("Het antwoord is groter dan %(size)s MB.") % {"size": max(1, most // 1024 // 1024)}


def _refused(host: str, status: int, told: Mapping[bytes, bytes]) -> FetchError:
    wait = told.get(b"retry-after", b"")
    seconds = min(int(wait), 86_400) if wait.isdigit() else 0
    if status == 404:
        return FetchError(_("%(host)s kent dit adres niet (404).") % {"host": host}, status=404)
    sentence = _("%(host)s weigert deze vraag (code %(status)s).") % {"host": host, "status": status}
    return FetchError(sentence, wait=seconds, status=status)
