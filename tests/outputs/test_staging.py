"""The output folder is whole before and after, whatever happens in between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from wksbm.errors import OutputError
from wksbm.outputs.carry_over import sha256
from wksbm.outputs.staging import staged


def _build(out: Path, text: str) -> None:
    with staged(out, print) as folder:
        (folder / "index.html").write_text(text)
        digest = sha256(folder / "index.html")
        outputs = [{"path": "index.html", "sha256": digest}]
        (folder / "manifest.json").write_text(json.dumps({"outputs": outputs}))


def _leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_new_output_appears_and_replaces_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "a" / "out"
    _build(out, "one")
    _build(out, "two")
    assert (out / "index.html").read_text() == "two"
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "manifest.json"]
    assert _leftovers(out.parent) == []


def test_what_a_person_put_or_changed_there_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, "one")
    (out / "catatan").mkdir()
    (out / "catatan" / "saya.txt").write_text("mine")
    (out / "index.html").write_text("changed by hand")
    _build(out, "two")
    assert (out / "catatan" / "saya.txt").read_text() == "mine"
    assert (out / "index.html").read_text() == "two"
    assert (out / "index (lama 1).html").read_text() == "changed by hand"
    _build(out, "three")
    assert (out / "index (lama 1).html").read_text() == "changed by hand"
    assert not (out / "index (lama 2).html").exists()


def test_an_output_where_no_folder_can_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        _build(tmp_path / "file" / "x" / "out", "one")


def test_a_failure_leaves_the_earlier_output(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, "one")
    with pytest.raises(RuntimeError, match="boom"), staged(out, print) as folder:
        (folder / "index.html").write_text("half")
        raise RuntimeError("boom")
    assert (out / "index.html").read_text() == "one"
    assert _leftovers(tmp_path) == []


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "out", print):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    _build(out, "one")
    assert (out / "index.html").read_text() == "one"


def test_a_folder_with_somebodys_files_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "Documents"
    out.mkdir()
    (out / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="Documents"):
        _build(out, "one")
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="not a folder"):
        _build(tmp_path / "out", "one")
    assert (tmp_path / "out").read_text() == "a file"


def test_a_symlink_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    with pytest.raises(OutputError):
        _build(tmp_path / "out", "one")
    assert list((tmp_path / "real").iterdir()) == []


def test_a_build_killed_between_the_renames_is_put_right(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _build(out, "one")
    out.rename(tmp_path / ".out-a1b2.previous")
    (tmp_path / ".out-a1b2.tmp").mkdir()
    (tmp_path / ".out-a1b2.mark").write_bytes(_mark(tmp_path))
    with pytest.raises(RuntimeError), staged(out, print):
        raise RuntimeError
    assert (out / "index.html").read_text() == "one"
    assert _leftovers(tmp_path) == []


def _mark(folder: Path) -> bytes:
    """Return the mark that a build sets beside its target."""
    with pytest.raises(RuntimeError), staged(folder / "lain", print):
        mark = next(folder.glob(".lain-*.mark")).read_bytes()
        raise RuntimeError
    return mark


def test_folders_without_the_mark_of_a_build_are_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    mine = [tmp_path / name for name in (".out-userdir.tmp", ".out-abcd1234.tmp", ".out.previous")]
    for folder in mine:
        folder.mkdir()
        (folder / "surat.txt").write_text("mine")
    (tmp_path / ".out-userdir.mark").write_text("mine")
    _build(out, "one")
    _build(out, "two")
    assert [(folder / "surat.txt").read_text() for folder in mine] == ["mine"] * 3
    assert (tmp_path / ".out-userdir.mark").read_text() == "mine"
