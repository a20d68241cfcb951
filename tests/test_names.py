"""Spellings of one name are one; different names stay different."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wksbm.errors import InputError
from wksbm.names import (
    KECAMATAN_PREFIXES,
    is_blank,
    kabupaten_key,
    name_key,
    other_names,
    read_aliases,
    starts_as,
    weak_key,
)

SAME = [
    ("Baleharjo", "BALEHARJO"),
    ("Baleharjo", " Baleharjo\N{NO-BREAK SPACE}"),
    ("Karangduwet", "KARANG DUW'ET"),
    ("Ngoro-oro", "Ngoro Oro"),
    ("Ponjong", "PONJ0NG"),
    ("Beji", "Desa Beji"),
    ("Beji", "Ds. Beji"),
    ("Beji", "Ds.Beji"),
    ("Beji", "Kalurahan Beji"),
    ("Beji", "Kel. Beji"),
    ("Wonosari", "Kec. Wonosari"),
    ("Wonosari", "Kapanewon Wonosari"),
    ("Wonosari", "Kap. WONOSARI"),
    ("Wonosari", "Kemantren Wonosari"),
    ("Bojong", "Böjong"),
    ("Beji", "Beji (Patuk)"),
    ("Desa", "DESA"),
]
DIFFERENT = [("Beji", "Bejiharjo"), ("Pengkol", "Pengkok"), ("Kepek", "Kepekk"), ("Desa", "Beji")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_doubled_letters_only_count_in_the_strong_key() -> None:
    assert weak_key("Kepekk") == weak_key("Kepek")
    assert weak_key("SUMBER REJO") == weak_key("Sumberejo")


def test_names_in_brackets_and_after_a_slash() -> None:
    assert other_names("Ngloro (Nglora)") == ("Nglora",)
    assert other_names("Ngloro / Nglora") == ("Ngloro", "Nglora")
    assert other_names("Ngloro alias Nglora") == ("Ngloro", "Nglora")
    assert other_names("Baleharjo") == ()
    assert other_names("Beji ()") == ()


def test_kabupaten() -> None:
    assert kabupaten_key("KAB. GUNUNG KIDUL") == kabupaten_key("Gunungkidul") == "gunungkidul"


def test_prefixes_tell_the_level() -> None:
    assert starts_as("Kec. Wonosari", KECAMATAN_PREFIXES)
    assert not starts_as("Desa Wonosari", KECAMATAN_PREFIXES)
    assert not starts_as("Kecamatan", KECAMATAN_PREFIXES)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "...", "N/A"])
def test_cells_without_a_name(text: str) -> None:
    assert is_blank(text)


@given(st.text())
def test_keys_are_made_of_letters_and_digits(text: str) -> None:
    for key in (name_key(text), weak_key(text)):
        assert key == "" or key.isalnum()


@given(st.from_regex(r"[A-Z][a-z]{2,12}", fullmatch=True))
def test_capitals_and_prefixes_never_matter(name: str) -> None:
    assert name_key(name.upper()) == name_key(f"Desa {name}") == name_key(f"  {name} ")


def test_aliases(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(
        "tingkat,varian,kode,sumber\n"
        "desa,Karang Asem,34.03.05.2005,x\n"
        "desa,KARANG ASEM,34.03.10.2008,y\n"
        "kecamatan,Trowono,34.03.15,z\n",
        encoding="utf-8",
    )
    aliases = read_aliases(path)
    assert aliases.desa == {"karangasem": ("34.03.05.2005", "34.03.10.2008")}
    assert aliases.kecamatan == {"trowono": ("34.03.15",)}


def test_every_wrong_alias_is_told(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(
        "tingkat,varian,kode\ndusun,Beji,34.03.05.2005\ndesa,--,34.03.05.2005\n"
        "desa,Beji,3403052005\nkecamatan,Trowono,34.03.15.2001\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_aliases(path)
    told = [(problem.row, problem.column) for problem in caught.value.problems]
    assert told == [(2, "tingkat"), (3, "varian"), (4, "kode"), (5, "kode")]


@pytest.mark.parametrize("content", [b"varian,kode\nBeji,1\n", b"", b"\xff\xff"])
def test_an_alias_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"aliases\.csv"):
        read_aliases(path)
