"""Whole columns: what only its neighbours tell, and how much of what was masked."""

from __future__ import annotations

import pandas as pd
import pytest
from wksbm.personal.columns import mask_cells, masked_words, times_by_kind
from wksbm.personal.headings import is_personal_key

from tests.personal.cases import PERSONAL, PLAIN


def _column(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({7: list(texts)}, index=range(3, 3 + len(texts)), dtype="str")


def test_a_column_is_masked_as_its_cells_are() -> None:
    texts = [text for text, _ in PERSONAL]
    masked = mask_cells(_column("nama", *texts, *PLAIN))
    assert masked.cells[7].tolist() == ["nama", *(left for _, left in PERSONAL), *PLAIN]


def test_each_number_is_counted_by_cell_and_kind() -> None:
    masked = mask_cells(_column("a 081234567890 081234567891", "b", "NIK 3403010101900001"))
    hits = masked.hits.sort_values("row").to_dict("records")
    assert hits == [
        {"row": 3, "column": 7, "kind": "telepon", "times": 2},
        {"row": 5, "column": 7, "kind": "NIK", "times": 1},
    ]
    times = times_by_kind(masked.hits)
    assert masked_words(times).id == "1 NIK, 2 nomor telepon disamarkan"
    assert masked_words(times).en == "1 NIK, 2 telephone numbers masked"


@pytest.mark.parametrize(
    ("texts", "masked"),
    [
        (("x", "81234567890", "85643210987", ""), ("x", "[telepon]", "[telepon]", "")),
        (("anggota", "12", "6281234567890", "7"), ("anggota", "12", "[telepon]", "7")),
        (("kode", "3403012001", "6281234567890"), ("kode", "3403012001", "[telepon]")),
        (("dana desa", "6281234567", "8123456789"), None),
        (("y", "6281234567", "1500000000"), None),
        (("penduduk", "812345678", "823456789"), None),
        (("z", "81234567890", "12", "13", "14", "15"), None),
        (("dana", "081234567890", "2"), ("dana", "[telepon]", "2")),
    ],
)
def test_numbers_without_a_word_are_told_by_their_column(
    texts: tuple[str, ...], masked: tuple[str, ...] | None
) -> None:
    assert tuple(mask_cells(_column(*texts)).cells[7]) == (masked or texts)


@pytest.mark.parametrize(
    "key",
    [
        "nama_pemimpin",
        "bpk_ibu",
        "nama_kk",
        "pembina",
        "nik",
        "no_ktp",
        "nomor_kk",
        "npwp",
        "no_hp",
        "telp",
        "wa",
        "email",
        "alamat",
        "alamat_rumah",
        "tgl_lahir",
        "tempat_lahir",
        "ttl",
        "no_rek",
        "rekening",
        "ketua",
        "nama_ketua",
        "sekretaris",
        "kepala_keluarga",
        "penanggung_jawab",
        "kontak_person",
        "submitted_by",
        "username",
    ],
)
def test_headings_of_persons(key: str) -> None:
    assert is_personal_key(key)


@pytest.mark.parametrize(
    "key",
    [
        "jumlah_kk",
        "kk",
        "jumlah_penduduk",
        "nama_kelompok",
        "padukuhan",
        "jenis",
        "dana_desa",
        "idm_2024",
        "luas_km2",
        "jumlah_kader",
        "jumlah_pengurus",
        "kegiatan",
        "kebutuhan",
        "status",
        "simpan_pinjam",
        "lon",
        "lat",
        "nama_desa",
    ],
)
def test_headings_of_other_things(key: str) -> None:
    assert not is_personal_key(key)
