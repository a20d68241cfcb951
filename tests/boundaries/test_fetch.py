"""Fetching boundaries from a server on loopback that misbehaves in every way it can."""

from __future__ import annotations

import hashlib
import http.server
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from wksbm.boundaries import fetch as module
from wksbm.boundaries.dump import read_dump
from wksbm.boundaries.fetch import COMMIT, KNOWN_HASHES, fetch_boundaries
from wksbm.errors import InputError

from tests.shared import shared

VILLAGES = "wilayah_boundaries_kel_99.01.sql"
KECAMATAN = "wilayah_boundaries_kec_99.sql"
HEAD = "INSERT INTO wilayah_boundaries(kode,nama,lat,lng,path) VALUES\n"
SQUARE = "[[-8.0,110.5],[-8.0,110.6],[-7.9,110.6],[-7.9,110.5],[-8.0,110.5]]"
HOLE = "[[-7.98,110.52],[-7.98,110.54],[-7.96,110.54],[-7.96,110.52],[-7.98,110.52]]"
FAR = SQUARE.replace("110.", "111.")
DUMP = (
    "/* licence; INSERT INTO nothing */\n"
    "DELETE FROM wilayah_boundaries WHERE kode LIKE '99.01.%' AND LENGTH(kode)=13;\n"
    f"{HEAD}\t('99.01.01.2001','Ring',-7.9,110.6,'{SQUARE}'),\n"
    f"\t('99.01.01.2002','Karang Duw''et',NULL,NULL,'[{SQUARE},{HOLE}]');\n"
    f"{HEAD}\t('99.01.02.2001','Bagian',-7.9,110.6,'[[{SQUARE}],[{FAR}]]');\n"
)
KECAMATAN_DUMP = (
    f"{HEAD}('99.01.01','Lor',-7.9,110.6,'[{SQUARE}]'),\n"
    f"('99.01.02','Kidul',-7.9,110.6,'[{SQUARE}]');\n"
)  # fmt: skip

Answer = Callable[[http.server.BaseHTTPRequestHandler, bytes], None]


def _whole(handler: http.server.BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _broken_off(handler: http.server.BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])


def _half_without_length(handler: http.server.BaseHTTPRequestHandler, body: bytes) -> None:
    _whole(handler, body[: len(body) // 2])


def _stalled(handler: http.server.BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[:10])
    handler.wfile.flush()
    threading.Event().wait(1.5)


def _html(handler: http.server.BaseHTTPRequestHandler, _: bytes) -> None:
    _whole(handler, b"<!doctype html><title>Sign in</title>")


def _missing(handler: http.server.BaseHTTPRequestHandler, _: bytes) -> None:
    handler.send_error(404)


@pytest.fixture
def serve() -> Iterator[Callable[[Path, Answer], str]]:
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path, answer: Answer) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer(self, (folder / Path(self.path).name).read_bytes())

            def log_message(self, *arguments: object) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    folder = tmp_path / "asal"
    folder.mkdir()
    (folder / VILLAGES).write_text(DUMP, encoding="utf-8")
    (folder / KECAMATAN).write_text(KECAMATAN_DUMP, encoding="utf-8")
    return folder


def test_dump_is_read_as_data_with_longitude_first() -> None:
    layer = read_dump(DUMP, "kel.sql").set_index("kode")
    assert layer["nama"].tolist() == ["Ring", "Karang Duw'et", "Bagian"]
    assert layer.geometry["99.01.01.2001"].bounds == (110.5, -8.0, 110.6, -7.9)
    assert layer.geometry["99.01.01.2002"].area == pytest.approx(0.01 - 0.0004)
    assert len(layer.geometry["99.01.02.2001"].geoms) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>",
        DUMP[:-40],
        DUMP.replace("DELETE", "DROP"),
        DUMP + "DROP TABLE x;",
        DUMP.replace(SQUARE, "[[1,2],[3"),
        DUMP.replace(SQUARE, "[[95.0,110.5],[-8.0,110.6],[-7.9,110.6],[95.0,110.5]]"),
        DUMP.replace(SQUARE, f"[[[[{SQUARE}]]]]"),
        DUMP.replace(SQUARE, "[]"),
        DUMP.replace(SQUARE, "SELECT 1"),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"kel\.sql"):
        read_dump(text, "kel.sql")


def test_whole_download(dumps: Path, tmp_path: Path, serve: Callable[..., str]) -> None:
    target = tmp_path / "boundaries" / "99.01"
    fetched = fetch_boundaries("99.01", target, source=serve(dumps, _whole), retries=0)
    assert (fetched.villages, fetched.kecamatan, fetched.hashes_known) == (3, 2, False)
    layer = gpd.read_file(target / "desa.gpkg")
    assert layer["kecamatan"].tolist() == ["Lor", "Lor", "Kidul"]
    source = tomllib.loads((target / "source.toml").read_text(encoding="utf-8"))
    assert source["commit"] == COMMIT
    assert source["licence"] == "MIT"
    assert source["approximate"] is False
    assert source["villages"] == 3
    digest = hashlib.sha256((dumps / VILLAGES).read_bytes()).hexdigest()
    assert source["files"][0]["sha256"] == digest


@pytest.mark.parametrize("answer", [_broken_off, _half_without_length, _stalled, _html, _missing])
def test_a_bad_download_is_told_and_leaves_what_was_there(
    dumps: Path, tmp_path: Path, serve: Callable[..., str], answer: Answer
) -> None:
    target = tmp_path / "boundaries" / "99.01"
    target.mkdir(parents=True)
    (target / "source.toml").write_text("old")
    with pytest.raises(InputError):
        fetch_boundaries(
            "99.01", target, source=serve(dumps, answer), retries=0, timeout_s=(1.0, 0.5)
        )
    assert (target / "source.toml").read_text() == "old"
    assert [path.name for path in target.parent.iterdir()] == ["99.01"]


def test_a_wrong_hash_is_refused(
    dumps: Path, tmp_path: Path, serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KNOWN_HASHES", {f"db/kel/99/{VILLAGES}": "0" * 64})
    for source in (serve(dumps, _whole), str(dumps)):
        with pytest.raises(InputError, match="published"):
            fetch_boundaries("99.01", tmp_path / "x", source=source, retries=0)
    assert not (tmp_path / "x").exists()


def test_without_a_network_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        fetch_boundaries(
            "99.01", tmp_path / "x", source="http://127.0.0.1:9/", retries=0, timeout_s=(0.5, 0.5)
        )
    (problem,) = caught.value.problems
    assert "--source FOLDER" in problem.render("id")


def test_files_brought_by_hand(dumps: Path, tmp_path: Path) -> None:
    assert fetch_boundaries("99.01", tmp_path / "x", source=str(dumps)).villages == 3


@pytest.mark.parametrize("region", ["34", "34.03.01", "../34", "", "34.03/.."])
def test_only_a_kabupaten_code_is_taken(region: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kabupaten"):
        fetch_boundaries(region, tmp_path / "x", source=str(tmp_path))


def test_villages_of_another_kabupaten_are_refused(dumps: Path, tmp_path: Path) -> None:
    (dumps / VILLAGES).write_text(DUMP.replace("99.01.02.2001", "99.02.02.2001"))
    with pytest.raises(InputError, match=r"99\.02\.02\.2001"):
        fetch_boundaries("99.01", tmp_path / "x", source=str(dumps))


@pytest.mark.real
def test_the_real_files_over_loopback(tmp_path: Path, serve: Callable[..., str]) -> None:
    fetched = fetch_boundaries(
        "34.03", tmp_path / "34.03", source=serve(shared("data", "sumber"), _whole)
    )
    assert (fetched.villages, fetched.kecamatan, fetched.hashes_known) == (144, 18, True)
    layer = gpd.read_file(tmp_path / "34.03" / "desa.gpkg")
    assert layer.to_crs(6933).area.sum() / 1e6 == pytest.approx(1475.18, rel=1e-3)
    assert len(KNOWN_HASHES) == 2
