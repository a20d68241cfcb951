"""Sidecars belong to their file: nobody's edits are lost, nothing falls upon a new output."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from wksbm.errors import OutputError
from wksbm.outputs.carry_over import sha256
from wksbm.outputs.staging import staged
from wksbm.text import Text

VILLAGES = 144
PACKAGE = "data/desa.gpkg"
KEPT = "data/desa (lama 1).gpkg"
Write = Callable[[Path], None]


def _package(path: Path, *, note: str = "") -> None:
    """Write a table of 144 villages as one file without a log."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE desa (kode TEXT PRIMARY KEY, catatan TEXT)")
        rows = [(f"34.03.01.2{number:03d}", note) for number in range(VILLAGES)]
        connection.executemany("INSERT INTO desa VALUES (?, ?)", rows)


def _build(out: Path, write: Write) -> list[str]:
    """Put out an output of what `write` writes; return what was said, in English."""
    said: list[Text] = []
    with staged(out, said.append) as folder:
        (folder / "data").mkdir()
        write(folder / "data")
        outputs = [
            {"path": path.relative_to(folder).as_posix(), "sha256": sha256(path)}
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ]
        (folder / "manifest.json").write_text(json.dumps({"outputs": outputs}))
    return [text.en for text in said]


def _first(data: Path) -> None:
    _package(data / "desa.gpkg", note="pertama")


def _second(data: Path) -> None:
    _package(data / "desa.gpkg", note="kedua")


def _rows(path: Path) -> dict[str, str]:
    """Return the notes by village of a copy of a package that has no log, once it is whole."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return dict(connection.execute("SELECT kode, catatan FROM desa"))


def _files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def _edit_in_wal(package: Path) -> sqlite3.Connection:
    """Change one village, take four away and add four, all in the log; leave it open."""
    connection = sqlite3.connect(package, isolation_level=None)
    assert connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("UPDATE desa SET catatan = 'diubah' WHERE kode = '34.03.01.2007'")
    connection.execute("DELETE FROM desa WHERE kode >= '34.03.01.2140'")
    for number in range(4):
        connection.execute("INSERT INTO desa VALUES (?, 'baru')", (f"34.03.99.2{number:03d}",))
    return connection


def _assert_edits_are_kept(out: Path, kept: str = KEPT) -> None:
    old, new = _rows(out / kept), _rows(out / PACKAGE)
    assert len(old) == len(new) == VILLAGES
    assert old["34.03.01.2007"] == "diubah"
    assert sum(note == "baru" for note in old.values()) == 4
    assert set(new.values()) == {"kedua"}


def test_edits_in_the_log_of_an_open_package_are_kept_beside_the_new_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, _first)
    with closing(_edit_in_wal(out / PACKAGE)):
        assert (out / f"{PACKAGE}-wal").stat().st_size > 0
        said = _build(out, _second)
    _assert_edits_are_kept(out)
    assert _files(out) == {"manifest.json", PACKAGE, KEPT}
    assert any("desa.gpkg is open elsewhere" in text for text in said)
    assert any("desa (lama 1).gpkg" in text for text in said)


def test_edits_left_by_a_crash_are_kept_and_stay_kept(tmp_path: Path) -> None:
    """The main file is as it was written: what was edited stands in the log alone."""
    out, elsewhere = tmp_path / "out", tmp_path / "crash"
    _build(out, _first)
    with closing(_edit_in_wal(out / PACKAGE)):
        shutil.copytree(out / "data", elsewhere)
    shutil.rmtree(out / "data")
    shutil.copytree(elsewhere, out / "data")
    _build(out, _second)
    _assert_edits_are_kept(out)
    before = sha256(out / KEPT)
    said = _build(out, _second)
    assert _files(out) == {"manifest.json", PACKAGE, KEPT}
    assert sha256(out / KEPT) == before
    assert said == []


def test_an_unfinished_change_is_rolled_back_in_the_kept_file(tmp_path: Path) -> None:
    """A rollback journal left by a crash: the copy is the state before the change."""
    out, elsewhere = tmp_path / "out", tmp_path / "crash"
    _build(out, _first)
    with closing(sqlite3.connect(out / PACKAGE, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE desa SET catatan = printf('%2000s', 'separuh')")
        shutil.copytree(out / "data", elsewhere)
        connection.execute("ROLLBACK")
    assert (elsewhere / "desa.gpkg-journal").stat().st_size > 0
    assert sha256(elsewhere / "desa.gpkg") != sha256(out / PACKAGE)
    shutil.rmtree(out / "data")
    shutil.copytree(elsewhere, out / "data")
    _build(out, _second)
    assert set(_rows(out / KEPT).values()) == {"pertama"}
    assert len(_rows(out / KEPT)) == VILLAGES
    assert set(_rows(out / PACKAGE).values()) == {"kedua"}
    assert _files(out) == {"manifest.json", PACKAGE, KEPT}


def test_each_round_of_edits_is_a_version_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, _first)
    for _ in range(2):
        with closing(_edit_in_wal(out / PACKAGE)):
            _build(out, _second)
    _assert_edits_are_kept(out)
    _assert_edits_are_kept(out, "data/desa (lama 2).gpkg")


def test_a_kept_version_that_is_open_is_folded_under_its_own_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, _first)
    with closing(_edit_in_wal(out / PACKAGE)):
        _build(out, _second)
    with closing(sqlite3.connect(out / KEPT, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE desa SET catatan = 'lagi' WHERE kode = '34.03.01.2008'")
        _build(out, _second)
    _assert_edits_are_kept(out)
    assert _rows(out / KEPT)["34.03.01.2008"] == "lagi"
    assert _files(out) == {"manifest.json", PACKAGE, KEPT}


def test_a_log_that_cannot_be_folded_is_kept_with_its_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, _first)
    (out / PACKAGE).write_bytes(b"bukan basis data" * 100)
    (out / f"{PACKAGE}-wal").write_bytes(b"log")
    said = _build(out, _second)
    assert (out / KEPT).read_bytes() == b"bukan basis data" * 100
    assert (out / f"{KEPT}-wal").read_bytes() == b"log"
    assert set(_rows(out / PACKAGE).values()) == {"kedua"}
    assert _files(out) == {"manifest.json", PACKAGE, KEPT, f"{KEPT}-wal"}
    assert any("could not be folded" in text for text in said)


def test_a_log_without_its_file_falls_on_no_other(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, _first)
    with closing(_edit_in_wal(out / PACKAGE)):
        log = (out / f"{PACKAGE}-wal").read_bytes()
    (out / PACKAGE).unlink()
    (out / f"{PACKAGE}-wal").write_bytes(log)
    _build(out, _second)
    assert set(_rows(out / PACKAGE).values()) == {"kedua"}
    assert len(_rows(out / PACKAGE)) == VILLAGES
    assert [path.read_bytes() for path in (out / "data").glob("*-wal (lama 1)")] == [log]
    assert not (out / f"{PACKAGE}-wal").exists()


def test_an_empty_log_is_nothing_to_keep(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, _first)
    for suffix in ("-wal", "-shm"):
        (out / f"{PACKAGE}{suffix}").write_bytes(b"")
    said = _build(out, _second)
    assert _files(out) == {"manifest.json", PACKAGE}
    assert any("is open elsewhere" in text for text in said)


def test_a_persons_own_package_keeps_its_name_and_its_edits(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, _first)
    _package(out / "data" / "saya.gpkg", note="pertama")
    with closing(_edit_in_wal(out / "data" / "saya.gpkg")):
        _build(out, _second)
    _assert_edits_are_kept(out, "data/saya.gpkg")


def _raster(text: str) -> Write:
    return lambda data: (data / "kerapatan.tif").write_text(text) and None


DERIVED = [
    "kerapatan.tif.aux.xml",
    "kerapatan.tif.ovr",
    "kerapatan.tif.msk",
    "kerapatan.aux",
    "kerapatan.ovr",
    "kerapatan.qix",
    "kerapatan.cpg",
]
BY_PEOPLE = ["kerapatan.qmd", "kerapatan.qml", "kerapatan.tif.qml"]


@pytest.mark.parametrize("sidecar", DERIVED)
def test_what_was_computed_from_the_earlier_raster_goes_with_it(
    tmp_path: Path, sidecar: str
) -> None:
    out = tmp_path / "out"
    _build(out, _raster("satu"))
    (out / "data" / sidecar).write_text("STATISTICS_MEAN=10")
    _build(out, _raster("dua"))
    assert _files(out) == {"manifest.json", "data/kerapatan.tif"}


@pytest.mark.parametrize("sidecar", BY_PEOPLE)
def test_a_style_or_note_for_the_earlier_raster_is_kept_away_from_the_new(
    tmp_path: Path, sidecar: str
) -> None:
    out = tmp_path / "out"
    _build(out, _raster("satu"))
    (out / "data" / sidecar).write_text("gaya")
    said = _build(out, _raster("dua"))
    kept = _files(out) - {"manifest.json", "data/kerapatan.tif"}
    assert len(kept) == 1
    assert all("(lama 1)" in name for name in kept)
    assert [(out / name).read_text() for name in kept] == ["gaya"]
    assert any(sidecar in text for text in said)
    assert _build(out, _raster("tiga")) == []
    assert _files(out) - {"manifest.json", "data/kerapatan.tif"} == kept


@pytest.mark.parametrize("sidecar", [*DERIVED, *BY_PEOPLE])
def test_a_sidecar_stays_beside_an_output_of_the_same_bytes(tmp_path: Path, sidecar: str) -> None:
    out = tmp_path / "out"
    _build(out, _raster("satu"))
    (out / "data" / sidecar).write_text("milik berkas ini")
    _build(out, _raster("satu"))
    assert _files(out) == {"manifest.json", "data/kerapatan.tif", f"data/{sidecar}"}


@pytest.mark.parametrize("sidecar", [*DERIVED, *BY_PEOPLE])
def test_a_changed_output_takes_its_sidecars_along(tmp_path: Path, sidecar: str) -> None:
    out = tmp_path / "out"
    _build(out, _raster("satu"))
    (out / "data" / "kerapatan.tif").write_text("diubah")
    (out / "data" / sidecar).write_text("milik yang diubah")
    _build(out, _raster("dua"))
    moved = sidecar.replace("kerapatan", "kerapatan (lama 1)", 1)
    if sidecar.startswith("kerapatan.tif"):
        moved = sidecar.replace("kerapatan.tif", "kerapatan (lama 1).tif")
    assert _files(out) == {
        "manifest.json",
        "data/kerapatan.tif",
        "data/kerapatan (lama 1).tif",
        f"data/{moved}",
    }


def test_a_shapefile_of_a_persons_own_stays_together(tmp_path: Path) -> None:
    """It shares its stem with outputs; its code page is its own."""
    out = tmp_path / "out"
    _build(out, _first)
    mine = {f"data/desa.{suffix}" for suffix in ("shp", "shx", "dbf", "prj", "cpg", "qix")}
    for name in mine:
        (out / name).write_text("punya saya")
    _build(out, _second)
    assert _files(out) == {"manifest.json", PACKAGE, *mine}


@pytest.mark.parametrize("lock", [".~lock.desa.xlsx#", "~$desa.xlsx", "~$sa.xlsx"])
def test_an_office_programs_lock_is_said_and_left_behind(tmp_path: Path, lock: str) -> None:
    def write(data: Path) -> None:
        (data / "desa.xlsx").write_text("lembar")

    out = tmp_path / "out"
    _build(out, write)
    (out / "data" / lock).write_text("ani")
    said = _build(out, write)
    assert _files(out) == {"manifest.json", "data/desa.xlsx"}
    assert [text for text in said if "data/desa.xlsx is open elsewhere" in text]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_file_that_windows_does_not_let_go_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """A sharing violation (32) of one file: nothing is replaced, whenever it was opened."""
    out = tmp_path / "out"
    _build(out, _first)
    before = sha256(out / PACKAGE)
    rename = os.rename
    opened = [when == "before"]

    def held(source: str | Path, target: str | Path) -> None:
        if opened[0] and Path(source) == out / PACKAGE:
            error = PermissionError(errno.EACCES, "sharing violation", str(source))
            error.winerror = 32
            raise error
        rename(source, target)

    monkeypatch.setattr(os, "rename", held)
    computed = []

    def write(data: Path) -> None:
        computed.append(data)
        opened[0] = True
        _second(data)

    with pytest.raises(OutputError) as caught:
        _build(out, write)
    (problem,) = caught.value.problems
    assert problem.file == str(out / PACKAGE)
    assert problem.cure is not None
    assert "QGIS" in problem.cure.id
    assert "QGIS" in problem.cure.en
    assert len(computed) == (when == "after")
    assert sha256(out / PACKAGE) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_windows_does_not_let_go_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal in the folder: no file is held, the folder cannot be moved."""
    out = tmp_path / "out"
    _build(out, _first)
    replace = os.replace

    def held(source: str | Path, target: str | Path) -> None:
        if Path(source) == out:
            error = PermissionError(errno.EACCES, "sharing violation", str(source))
            error.winerror = 32
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(OutputError, match="open in another program") as caught:
        _build(out, _second)
    assert caught.value.problems[0].file == str(out)
    monkeypatch.undo()
    assert set(_rows(out / PACKAGE).values()) == {"pertama"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
