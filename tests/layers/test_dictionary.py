"""The data dictionary in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.errors import InputError
from wksbm.layers.dictionary import ColumnNote, read_dictionary
from wksbm.text import Text, both

ROOT = Path(__file__).resolve().parents[2]
FULL = "kolom,arti,satuan,sumber,arti_en,satuan_en,sumber_en"


def _read(folder: Path, *lines: str) -> dict[str, ColumnNote]:
    path = folder / "kamus.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_dictionary(path)


def test_english_stands_beside_indonesian(tmp_path: Path) -> None:
    notes = _read(tmp_path, FULL, "penduduk,banyaknya jiwa,jiwa,BPS,residents,people,Statistics")
    assert notes["penduduk"] == ColumnNote(
        Text("banyaknya jiwa", "residents"), Text("jiwa", "people"), Text("BPS", "Statistics")
    )


def test_where_english_is_missing_indonesian_stands_for_both(tmp_path: Path) -> None:
    old = _read(tmp_path, "kolom,arti,satuan,sumber", "penduduk,banyaknya jiwa,jiwa,BPS")
    assert old["penduduk"] == ColumnNote(both("banyaknya jiwa"), both("jiwa"), both("BPS"))
    blank = _read(tmp_path, FULL, "penduduk,banyaknya jiwa,jiwa,BPS,residents,, ")
    assert blank["penduduk"].meaning == Text("banyaknya jiwa", "residents")
    assert blank["penduduk"].unit == both("jiwa")
    assert blank["penduduk"].source == both("BPS")


def test_the_first_entry_of_a_column_counts(tmp_path: Path) -> None:
    notes = _read(tmp_path, FULL, "kode,satu,,a,one,,a", "kode,dua,,b,two,,b")
    assert notes["kode"].meaning == Text("satu", "one")


def test_a_dictionary_without_a_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="satuan"):
        _read(tmp_path, "kolom,arti,sumber", "kode,satu,a")


def test_the_shipped_dictionary_has_english_for_all_it_says() -> None:
    for column, note in read_dictionary(ROOT / "layers" / "tables" / "kamus_data.csv").items():
        assert note.meaning.id != note.meaning.en, column
        assert bool(note.unit.id) == bool(note.unit.en), column
