"""What is fetched for somebody comes from outside only, and never without end."""

from __future__ import annotations

import socket

import pytest

from fixtures_replay import Elsewhere
from wijkwijzer_web.core.work.fetching import FetchError, checked_address, fetch


def test_what_stands_there_comes(elsewhere: Elsewhere) -> None:
    elsewhere.put("/a?b=1", "<x/>")
    found = fetch(f"{elsewhere.address}/a?b=1#deel", accept="text/xml")
    assert (found.content, found.kind) == (b"<x/>", "text/xml")
    path, headers = elsewhere.asked[0]
    assert path == "/a?b=1"
    assert headers["Accept-Encoding"] == "identity"
    assert headers["User-Agent"].startswith("WijkWijzer")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0.0.0.0:8000/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.1.2.3/oai",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[fe80::1]/",
        "http://[64:ff9b:1::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:a00:1::1]/",
        "http://224.0.0.1/",
        "http://192.88.99.1/",
        "http://[fec0::1]/",
        "http://[::10.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b:1:fffe::a00:1]/",
        "http://[2a00::5efe:a00:1]/",
        "http://[2a00::200:5efe:7f00:1]/",
        "http://[3fff::1]/",
        "http://[5f00::1]/",
    ],
)
def test_no_address_inside(address: str) -> None:
    with pytest.raises(FetchError, match="eigen netwerk"):  # "not reached" would say nothing
        fetch(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2a00:1450:400e::200e", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_an_address_outside_is_no_address_inside(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert checked_address(f"http://{host}/")


def test_an_allowed_place_is_that_port_only(elsewhere: Elsewhere) -> None:
    port = int(elsewhere.address.rpartition(":")[2])
    with pytest.raises(FetchError, match="eigen netwerk"):
        fetch(f"http://127.0.0.1:{port + 1}/")


@pytest.mark.parametrize(
    "to", ["http://10.0.0.1/x", "file:///etc/passwd", "//127.0.0.1/x", "ftp://a.nl/x", "http://["]
)
def test_a_redirect_is_judged_anew(elsewhere: Elsewhere, to: str) -> None:
    elsewhere.put("/weg", b"", status=302, Location=to)
    with pytest.raises(FetchError, match=r"eigen netwerk|geen webadres"):
        fetch(f"{elsewhere.address}/weg")


def test_a_name_that_points_inside_is_refused_at_the_moment_of_connecting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first look-up says outside, the second inside: what is connected to is what was judged."""
    found = iter(["93.184.216.34", "127.0.0.1"])
    asked: list[str] = []

    def look(host: str, port: int, **_more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(found), port))]

    connected: list[str] = []

    def connect(self: object, host: str, *_args: object) -> None:
        connected.append(host)
        raise __import__("httpcore").ConnectError("no")

    monkeypatch.setattr(socket, "getaddrinfo", look)
    monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", connect)
    with pytest.raises(FetchError, match="niet te bereiken"):
        fetch("http://wisselt.example/")
    assert (asked, connected) == (["wisselt.example"], ["93.184.216.34"])
    with pytest.raises(FetchError, match="eigen netwerk"):
        fetch("http://wisselt.example/")
    assert connected == ["93.184.216.34"]


def test_not_too_much(elsewhere: Elsewhere) -> None:
    elsewhere.put("/groot", b"x" * 3000)
    elsewhere.put("/stiekem", b"x" * 3000, Content_Length="")
    for path in ("/groot", "/stiekem"):
        with pytest.raises(FetchError, match="groter dan"):
            fetch(elsewhere.address + path, most=2000)
    elsewhere.put("/ingepakt", b"\x1f\x8b", Content_Encoding="gzip")
    with pytest.raises(FetchError, match="ingepakt"):
        fetch(elsewhere.address + "/ingepakt")


def test_a_circle_ends(elsewhere: Elsewhere) -> None:
    elsewhere.put("/rond", b"", status=301, Location="/rond")
    with pytest.raises(FetchError, match="stuurt steeds door"):
        fetch(elsewhere.address + "/rond")
    assert len(elsewhere.asked) == 6


def test_half_an_answer_is_no_answer(elsewhere: Elsewhere) -> None:
    elsewhere.put("/half", b"<OAI", Content_Length="5000")
    with pytest.raises(FetchError, match="niet te bereiken"):
        fetch(elsewhere.address + "/half")


def test_a_refusal_says_how_long_to_wait(elsewhere: Elsewhere) -> None:
    elsewhere.put("/druk", b"", status=503, Retry_After="7")
    with pytest.raises(FetchError) as refused:
        fetch(elsewhere.address + "/druk")
    assert (refused.value.wait, refused.value.status) == (7, 503)


@pytest.mark.parametrize(
    "address", ["", "geen", "javascript:alert(1)", "https://", "http://[", "http://a b/", "https://a:b@c.nl/"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(FetchError):
        checked_address(address)


def test_an_address_in_other_letters_is_written_as_machines_do() -> None:
    assert checked_address(" https://münchen.example/ü?q=é#x ") == (
        "https://xn--mnchen-3ya.example/%C3%BC?q=%C3%A9"
    )


def test_a_name_that_no_letters_stand_for_gets_a_sentence() -> None:
    with pytest.raises(FetchError, match="xn--a is niet te bereiken"):
        fetch("http://xn--a/")
