"""The live client against a local server: recorded answers, and every fault a publisher has."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import polars as pl
import pytest

from wijkwijzer.cli import main
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.description import source
from wijkwijzer.opendata.fetching.cbs import pages_v3, slices_v3, wide_v4
from wijkwijzer.opendata.fetching.client import Client
from wijkwijzer.opendata.fetching.discover import discover
from wijkwijzer.opendata.fetching.fetch import fetch_source
from wijkwijzer.opendata.fetching.pdok import pages_wfs
from wijkwijzer.opendata.missing import KNOWN
from wijkwijzer.opendata.observations import parse_file
from wijkwijzer.opendata.published import published_dates

Answer = tuple[int, bytes] | tuple[int, bytes, dict[str, str]]
Route = Callable[[str, dict[str, str]], Answer]


@contextmanager
def serve(route: Route) -> Iterator[tuple[str, list[str]]]:
    """A server on a free port that answers with ``route(path, query)``; also the list of what was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked.append(unquote(self.path))
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            code, body, *rest = route(parts.path, query)
            if code == 0:
                self.connection.close()
                return
            self.send_response(code)
            for name, value in (rest[0] if rest else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def patient(cache: Path | None = None, **options: Any) -> tuple[Client, list[float]]:
    slept: list[float] = []
    return Client(cache, timeout=5, sleep=slept.append, **options), slept


def page(rows: list[dict[str, Any]], following: str | None = None) -> bytes:
    content: dict[str, Any] = {"value": rows}
    if following:
        content["odata.nextLink"] = following
    return json.dumps(content).encode()


def test_faults_are_waited_out_with_growing_pauses() -> None:
    answers: list[Answer] = [(503, b""), (0, b""), (200, b'{"value": [{"a'), (200, page([{"a": 1}]))]
    with serve(lambda path, query: answers.pop(0)) as (base, asked):
        client, slept = patient()
        assert client.json(f"{base}/x")["value"] == [{"a": 1}]
    assert len(asked) == 4
    assert slept == [1.0, 2.0, 4.0]


def test_the_publisher_may_say_how_long_to_wait() -> None:
    answers: list[Answer] = [(429, b"", {"Retry-After": "7"}), (200, page([]))]
    with serve(lambda path, query: answers.pop(0)) as (base, _):
        client, slept = patient()
        client.json(f"{base}/x")
    assert slept == [7.0]


@pytest.mark.parametrize(
    ("answer", "asked_times", "words"),
    [
        ((404, b""), 1, "weigert"),
        ((500, b"The query returns more than 10000 records"), 1, "weigert"),
        ((503, b""), 5, "storing"),
        ((200, b"<html>"), 5, "onleesbaar"),
        ((0, b""), 5, "niet te bereiken"),
    ],
)
def test_what_stays_wrong_is_one_sentence(answer: Answer, asked_times: int, words: str) -> None:
    with serve(lambda path, query: answer) as (base, asked):
        client, _ = patient()
        with pytest.raises(InputError, match=words):
            client.json(f"{base}/x")
    assert len(asked) == asked_times


def test_no_network_is_one_sentence() -> None:
    client, _ = patient(attempts=2)
    with pytest.raises(InputError, match="Is er internet"):
        client.json("http://127.0.0.1:9/niets")


def test_a_broken_off_fetch_goes_on_where_it_was(tmp_path: Path) -> None:
    broken = True

    def route(path: str, query: dict[str, str]) -> Answer:
        if path.endswith("2") and broken:
            return 503, b""
        following = None if path.endswith("3") else f"{base}/{int(path[1:]) + 1}"
        return 200, page([{"n": path}], following)

    with serve(route) as (base, asked):
        client, _ = patient(tmp_path / "cache")
        with pytest.raises(InputError):
            list(client.pages(f"{base}/1", lambda content: content.get("odata.nextLink")))
        before = len(asked)
        broken = False
        pages = list(client.pages(f"{base}/1", lambda content: content.get("odata.nextLink")))
        assert [each.content["value"][0]["n"] for each in pages] == ["/1", "/2", "/3"]
        assert asked[before:] == ["/2", "/3"]
        kept = next(iter((tmp_path / "cache").iterdir()))
        kept.write_bytes(kept.read_bytes()[:10])
        assert len(list(client.pages(f"{base}/1", lambda content: content.get("odata.nextLink")))) == 3


def test_links_that_go_round_end() -> None:
    with serve(lambda path, query: (200, page([{}], f"{base}/1"))) as (base, _):
        client, _ = patient()
        with pytest.raises(InputError, match="dezelfde bladzijde"):
            list(client.pages(f"{base}/1", lambda content: content.get("odata.nextLink")))


def recorded(folder: Path, name: str) -> Any:
    return json.loads(gzip.decompress((folder / "raw-api" / "reconstructed" / "cbs-v3" / name).read_bytes()))


@pytest.mark.data
def test_recorded_pages_with_links_become_a_release_input(shared_data: Path, tmp_path: Path) -> None:
    def route(path: str, query: dict[str, str]) -> Answer:
        if path.endswith("TableInfos"):
            return 200, page([{"Modified": "2021-05-25T02:00:00"}])
        assert path == "/ODataFeed/odata/84799NED/TypedDataSet"
        number = int(query.get("$skip", "0")) // 50 + 1
        text = json.dumps(recorded(shared_data, f"84799NED_TypedDataSet_GM0344_p{number}.json.gz"))
        return 200, text.replace("https://opendata.cbs.nl", base).encode()

    with serve(route) as (base, asked):
        client, _ = patient(tmp_path / "cache")
        said: list[tuple[int, int | None]] = []
        written = fetch_source(
            "cbs-kwb", 2020, tmp_path / "uit", client, address=base,
            select="substringof('0344',WijkenEnBuurten)",
            progress=lambda what, rows, total: said.append((rows, total)),
        )  # fmt: skip
    assert [rows for rows, _ in said] == [50, 100, 122]
    assert any("substringof('0344',WijkenEnBuurten)" in path for path in asked)
    assert len(written) == 4
    files, unread = discover(tmp_path / "uit")
    assert published_dates(tmp_path / "uit", unread) == {"cbs-kwb": "2021-05-25"}
    frame = pl.concat([parse_file(file).observations for file in files])
    residents = frame.filter((pl.col("indicator") == "inwoners") & (pl.col("code") == "GM0344"))
    assert residents["value"].to_list() == [357597]
    assert frame["code"].n_unique() == 122


@pytest.mark.data
def test_recorded_slices(shared_data: Path) -> None:
    def route(path: str, query: dict[str, str]) -> Answer:
        name = f"84583NED_UntypedDataSet_GM0363_top{query['$top']}_skip{query['$skip']}.json.gz"
        return 200, json.dumps(recorded(shared_data, name)).encode()

    with serve(route) as (base, asked):
        client, _ = patient()
        rows = [
            row
            for each in slices_v3(client, "84583NED", base=base, size=200)
            for row in each.content["value"]
        ]
    assert len(rows) == 579
    assert len(asked) == 3
    assert len({row["WijkenEnBuurten"] for row in rows}) == 579


@pytest.mark.data
def test_recorded_measures_of_version_4(shared_data: Path) -> None:
    measures = pl.read_parquet(
        shared_data / "raw-api" / "cbs-v4" / "83765NED" / "MeasureCodes.parquet"
    ).to_dicts()
    observations = [
        {
            "Measure": row["Identifier"],
            "WijkenEnBuurten": "GM0344    ",
            "Value": 1.5,
            "ValueAttribute": "None",
        }
        for row in measures
    ]
    wide = wide_v4(observations, measures, source("cbs-kwb").columns)
    assert {"inwoners", "huishoudens", "p_koop", "woz_x1000"} <= set(wide.columns)
    assert wide["WijkenEnBuurten"].to_list() == ["GM0344"]


def test_version_4_end_to_end(tmp_path: Path) -> None:
    measures = [
        {"Identifier": "T001036", "Title": "Aantal inwoners"},
        {"Identifier": "X", "Title": "Koopwoningen"},
    ]
    rows = [
        {"Measure": "T001036", "WijkenEnBuurten": "WK034401", "Value": 29400, "ValueAttribute": "None"},
        {"Measure": "X", "WijkenEnBuurten": "WK034401", "Value": None, "ValueAttribute": "Impossible"},
        {"Measure": "T001036", "WijkenEnBuurten": "WK034402", "Value": 31000, "ValueAttribute": "None"},
        {"Measure": "X", "WijkenEnBuurten": "WK034402", "Value": 51, "ValueAttribute": "None"},
    ]

    def route(path: str, query: dict[str, str]) -> Answer:
        if path.endswith("MeasureCodes"):
            return 200, page(measures)
        half = 2 if "tweede" in query else 0
        content: dict[str, Any] = {"value": rows[half : half + 2]}
        if not half:
            content["@odata.nextLink"] = f"{base}/84799NED/Observations?tweede=1"
        return 200, json.dumps(content).encode()

    with serve(route) as (base, _):
        client, _ = patient()
        fetch_source("cbs-kwb", 2020, tmp_path, client, address=base, version=4)
    files, _ = discover(tmp_path)
    frame = parse_file(files[0]).observations.filter(pl.col("indicator") == "p_koop").sort("code")
    assert frame["value"].to_list() == [None, 51.0]
    assert frame["status"].to_list()[1] == KNOWN


def test_maps_come_page_by_page(tmp_path: Path) -> None:
    def feature(code: str, water: str = "NEE") -> dict[str, Any]:
        square = [[[5, 52], [5.01, 52], [5.01, 52.01], [5, 52.01], [5, 52]]]
        name = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}[code[:2]]
        properties = {f"{name}code": code, f"{name}naam": code, "water": water, "aantal_inwoners": 10}
        return {
            "type": "Feature",
            "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": square},
        }

    codes = {"gemeenten": "GM0308", "wijken": "WK030800", "buurten": "BU03080000"}

    def route(path: str, query: dict[str, str]) -> Answer:
        code = codes[path.split("/")[-2]]
        if "cursor" in query:
            return 200, json.dumps({"features": [feature(code)], "links": []}).encode()
        links = [{"rel": "next", "href": f"{base}{path}?f=json&cursor=2"}]
        content = {"features": [feature(code, "JA")], "links": links, "numberMatched": 2}
        return 200, json.dumps(content).encode()

    with serve(route) as (base, _):
        client, _ = patient()
        written = fetch_source("cbs-kaart", 2024, tmp_path, client, address=base)
    assert [path.name for path in written] == [
        "buurt_2024.geojson.gz",
        "gemeente_2024.geojson.gz",
        "wijk_2024.geojson.gz",
    ]
    files, _ = discover(tmp_path)
    assert {file.source.key for file in files} == {"cbs-kaart", "cbs-kwb"}
    figures = [parse_file(file).observations for file in files if file.source.key == "cbs-kwb"]
    assert pl.concat(figures)["value"].to_list() == [10.0, 10.0, 10.0]


def test_wfs_pages_by_start_index() -> None:
    def route(path: str, query: dict[str, str]) -> Answer:
        start, count = int(query["startIndex"]), int(query["count"])
        features = [{"properties": {"n": n}} for n in range(start, min(start + count, 5))]
        return 200, json.dumps({"features": features, "numberMatched": 5}).encode()

    with serve(route) as (base, asked):
        client, _ = patient()
        pages = list(pages_wfs(client, 2024, "buurten", base=base, count=2))
    assert [len(each.content["features"]) for each in pages] == [2, 2, 1]
    assert len(asked) == 3
    assert pages[0].total == 5


def test_a_failed_fetch_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "84799NED_TypedDataSet_p001.json.gz").write_bytes(b"oud")
    with serve(lambda path, query: (404, b"")) as (base, _):
        client, _ = patient()
        with pytest.raises(InputError):
            fetch_source("cbs-kwb", 2020, tmp_path, client, address=base)
    assert [path.name for path in tmp_path.iterdir()] == ["84799NED_TypedDataSet_p001.json.gz"]


def test_empty_tables_and_unknown_years_are_refused(tmp_path: Path) -> None:
    with serve(lambda path, query: (200, page([]))) as (base, _):
        client, _ = patient()
        with pytest.raises(InputError, match="geen enkele rij"):
            fetch_source("cbs-kwb", 2020, tmp_path, client, address=base)
    with pytest.raises(InputError, match="1950"):
        fetch_source("cbs-kwb", 1950, tmp_path, Client())
    with pytest.raises(InputError, match="niet op te halen"):
        fetch_source("elan", 2020, tmp_path, Client())


def test_pages_of_version_3_stop_without_a_link() -> None:
    with serve(lambda path, query: (200, page([{"a": 1}]))) as (base, asked):
        client, _ = patient()
        assert len(list(pages_v3(client, "84799NED", base=base))) == 1
    assert len(asked) == 1


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def route(path: str, query: dict[str, str]) -> Answer:
        return 200, page([{"WijkenEnBuurten": "GM0344    ", "AantalInwoners_5": 357597}])

    with serve(route) as (base, _):
        arguments = [
            "areas",
            "fetch",
            "cbs-kwb",
            "--year",
            "2020",
            "--output",
            str(tmp_path / "uit"),
            "--address",
            base,
        ]
        assert main(arguments) == 0
    assert "84799NED" in capsys.readouterr().out
    assert main(["areas", "fetch", "cbs-kwb", "--year", "1950", "--output", str(tmp_path / "uit")]) == 2
