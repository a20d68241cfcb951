"""What is suppressed cannot be computed from anything that is passed on."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.board import NAMES, codes
from tests.cli.workspace import Result, make_workspace, run

MINIMUM = 5
HIDDEN = codes()[4]
COUNTS = {kode: 6 + place for place, kode in enumerate(codes())}
COMMANDS = {
    "build": ("build", "--out"),
    "report": ("report", "--format", "docx", "--map", "kelompok_per_1000", "--out"),
    "book": ("atlas", "--out"),
}


def register(path: Path, hidden: int, word: str) -> None:
    """Write a register in which one village has `hidden` groups, described by `word`."""
    rows = [
        {
            "nama_kelompok": f"{word if kode == HIDDEN else 'Melati'} {number}",
            "kode": kode,
            "desa": name,
            "jenis": word if kode == HIDDEN else ("arisan", "tani")[number % 2],
            "tahun_berdiri": 1990 + (hidden if kode == HIDDEN else number),
            "sumber_dana": word if kode == HIDDEN else "iuran",
            "lon": 110.51 + 0.02 * (place % 3),
            "lat": -7.91 - 0.02 * (place // 3),
        }
        for place, (kode, name) in enumerate(zip(codes(), NAMES, strict=True))
        for number in range(hidden if kode == HIDDEN else COUNTS[kode])
    ]
    pd.DataFrame(rows).to_csv(path, index=False)


def kinds(path: Path, hidden: int, word: str) -> None:
    """Write counts by kind; of a second village one kind is below the minimum."""
    del word
    rows = [
        {
            "kode": kode,
            "desa": name,
            "arisan": hidden if kode == HIDDEN else COUNTS[kode],
            "tani": 0 if kode == HIDDEN else (2 if place == 0 else 7),
        }
        for place, (kode, name) in enumerate(zip(codes(), NAMES, strict=True))
    ]
    pd.DataFrame(rows).to_csv(path, index=False)


TABLES = {"register": register, "kinds": kinds}


def workspace(folder: Path) -> Path:
    root = make_workspace(folder)
    for path in (root / "maps").glob("*.toml"):
        if path.stem not in ("peta", "kelompok_per_1000", "titik_jenis", "daerah"):
            path.unlink()
    with (root / "atlas.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"minimum_groups = {MINIMUM}\n")
    return root


def public(out: Path) -> dict[str, bytes]:
    """Return every file that may be passed on."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if "rahasia/" not in name}


def done(*arguments: str | Path) -> Result:
    result = run(*arguments)
    assert result.code == 0, result.err
    return result


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_one_group_or_four_are_the_same_to_the_public(
    table: object, command: tuple[str, ...], tmp_path: Path
) -> None:
    root = workspace(tmp_path / "ruang")
    seen = []
    for hidden, word in ((1, "rahasia pertama"), (4, "kata lain")):
        table(root / "layers" / "tables" / "jumlah.csv", hidden, word)  # type: ignore[operator]
        out = tmp_path / str(hidden)
        done(*command, out, "--root", root)
        seen.append(public(out))
    first, other = seen
    assert first.keys() == other.keys()
    assert [name for name in first if first[name] != other[name]] == []
    assert len(first) > 1


def test_the_list_of_gaps_is_the_same(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ruang")
    lists = []
    for hidden in (1, 4):
        register(root / "layers" / "tables" / "jumlah.csv", hidden, "x")
        lists.append(done("gaps", "--root", root).out)
    assert lists[0] == lists[1]
    assert codes()[0] in lists[0]


def test_the_year_after_gives_nothing_of_the_year_before_away(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ruang")
    table = root / "layers" / "tables" / "jumlah.csv"
    seen = []
    for hidden in (1, 4):
        out = tmp_path / str(hidden)
        for now in (hidden, 9):
            register(table, now, "tani")
            done("build", "--root", root, "--out", out)
        seen.append(public(out))
    assert seen[0] == seen[1]


def test_the_office_has_the_true_numbers_in_a_folder_of_its_own(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ruang")
    register(root / "layers" / "tables" / "jumlah.csv", 4, "tani")
    out = tmp_path / "out"
    done("build", "--root", root, "--out", out)
    report = json.loads((out / "rahasia" / "link_report.json").read_text(encoding="utf-8"))
    assert report[0]["rows"] == sum(COUNTS.values()) - COUNTS[HIDDEN] + 4
    assert (out / "rahasia" / "perlu_diperiksa.xlsx").is_file()
    assert not (out / "data" / "link_report.json").exists()
    manifest, confidential = (
        json.loads((out / folder / "manifest.json").read_text(encoding="utf-8"))
        for folder in ("", "rahasia")
    )
    assert {source["sha256"] for source in manifest["inputs"]} == {""}
    assert all(len(source["sha256"]) == 64 for source in confidential["inputs"])
    assert {entry["path"] for entry in confidential["outputs"]} == {
        "link_report.json",
        "perlu_diperiksa.xlsx",
    }
    assert not any("rahasia" in entry["path"] for entry in manifest["outputs"])


def test_of_kinds_a_village_shows_all_or_none(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ruang")
    kinds(root / "layers" / "tables" / "jumlah.csv", 4, "")
    done("build", "--root", root, "--out", tmp_path / "out")
    table = pd.read_csv(tmp_path / "out" / "data" / "desa.csv").set_index("kode")
    columns = [name for name in table.columns if name in ("arisan", "tani")] or [
        name for name in table.columns if name.endswith(("arisan", "tani"))
    ]
    assert len(columns) == 2
    first, hidden, *_ = table.loc[codes()[0]], table.loc[HIDDEN]
    assert first["jumlah_kelompok"] == COUNTS[codes()[0]] + 2
    assert first[columns].isna().all()
    assert pd.isna(hidden["jumlah_kelompok"])
    assert table.loc[codes()[1], columns].tolist() == [COUNTS[codes()[1]], 7]


def test_an_edited_list_of_rows_moves_to_the_confidential_folder(tmp_path: Path) -> None:
    root = workspace(tmp_path / "ruang")
    settings = root / "atlas.toml"
    text = settings.read_text(encoding="utf-8")
    register(root / "layers" / "tables" / "jumlah.csv", 4, "tani")
    out = tmp_path / "out"
    settings.write_text(text.replace(f"minimum_groups = {MINIMUM}", ""), encoding="utf-8")
    done("build", "--root", root, "--out", out)
    edited = b"what a person has filled in"
    (out / "data" / "perlu_diperiksa.xlsx").write_bytes(edited)
    settings.write_text(text, encoding="utf-8")
    done("build", "--root", root, "--out", out)
    assert edited not in public(out).values()
    kept = [path for path in (out / "rahasia").iterdir() if path.read_bytes() == edited]
    assert len(kept) == 1
