"""Whatever is wrong with settings, indicators, maps and inputs is told in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.workspace import make_workspace, run

WRONG = {
    "atlas.toml": ("minimum_groups = 5000", "minimum_groups"),
    "layers/idm_2024.toml": ("warna = 3", "warna"),
    "layers/jumlah_kelompok.toml": ("colour = 3", "colour"),
    "maps/gugus.toml": ("pages = 3", "pages"),
    "maps/peta.toml": ("ukuran = 3", "ukuran"),
    "layers/tables/jumlah.toml": ('license = "CC-BY"', "license"),
    "layers/tables/penduduk.toml": ('penerbit = "Dinas"', "penerbit"),
}


def _spoil(workspace: Path, *names: str) -> None:
    for name in names:
        path, (line, _) = workspace / name, WRONG[name]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{line}\n{text}", encoding="utf-8")


@pytest.mark.parametrize("command", ["build", "check", "gaps", "report", "atlas"])
def test_every_file_of_the_workspace_is_told_at_once(tmp_path: Path, command: str) -> None:
    workspace = make_workspace(tmp_path / "ruang")
    content = [name for name in WRONG if not name.startswith("layers/tables")]
    _spoil(workspace, *content)
    result = run(command, "--root", workspace, "--lang", "en")
    assert result.code == 1
    lines = [line for line in result.err.splitlines() if "•" in line]
    told = [line.split("•")[1].split(",")[0].strip() for line in lines]
    assert told == sorted(told) == content
    assert all(f"'{WRONG[name][1]}'" in line for name, line in zip(content, lines, strict=True))
    assert not list(workspace.glob("out*"))


def test_sidecars_are_told_with_the_rest(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "ruang")
    _spoil(workspace, *(name for name in WRONG if name != "atlas.toml"))
    err = run("check", "--root", workspace, "--lang", "en").err
    assert [err.count(f"'{field}'") for _, field in WRONG.values()] == [0, 1, 1, 1, 1, 1, 1]


def test_several_bad_inputs_of_one_command_line_are_told_at_once(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "ruang")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
    (tmp_path / "kosong.csv").write_bytes(b"")
    options: list[str | Path] = []
    given = (
        ("--boundaries", "tidak_ada.gpkg"),
        ("--groups", "rusak.xlsx"),
        ("--attributes", "kosong.csv"),
        ("--attributes", "juga_tidak_ada.csv"),
        ("--corrections", "koreksi.xlsx"),
    )
    for option, name in given:
        options += [option, tmp_path / name]
    result = run("check", "--root", workspace, "--lang", "en", *options)
    assert result.code == 1
    for _, name in given:
        assert name in result.err, name
    assert "Traceback" not in result.err


def test_mistakes_do_not_bring_mistakes_about_good_files(tmp_path: Path) -> None:
    """Without boundaries no row can be linked; the tables themselves are right."""
    workspace = make_workspace(tmp_path / "ruang")
    result = run("check", "--root", workspace, "--boundaries", tmp_path / "x.gpkg", "--lang", "en")
    assert result.code == 1
    assert result.err.count("•") == 1
