"""The system of a code column is kept: BPS digits never land on a namesake Kemendagri code."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest
from wksbm.names import Aliases
from wksbm.tables.code_systems import system_of_column
from wksbm.tables.gazetteer import Gazetteer
from wksbm.tables.placement import Key, place

from tests.board import codes, villages

KODE = codes()[0]
DIGITS = KODE.replace(".", "")
DESA, KECAMATAN = villages()["desa"].iloc[0], villages()["kecamatan"].iloc[0]
KEY = Key("", "", "", "", "", "")


def _gazetteer(*, bps: bool = False) -> Gazetteer:
    table = villages()
    if bps:
        table = table.assign(kode_bps=[f"3403010{number:03d}" for number in range(1, 10)])
    else:
        table = table.assign(kode_bps="")
    return Gazetteer(table, {}, Aliases())


def test_a_column_called_bps_never_resolves_as_kemendagri() -> None:
    for gazetteer in (_gazetteer(), _gazetteer(bps=True)):
        stated = dataclasses.replace(KEY, kode_bps=DIGITS)
        assert place(stated, gazetteer).kode == ""
        heading = system_of_column("Kode Desa BPS", [DIGITS], gazetteer)
        assert heading == "bps"
        assert place(dataclasses.replace(KEY, kode=DIGITS), gazetteer, heading).kode == ""


def test_its_points_still_say_that_a_code_is_kemendagri() -> None:
    assert place(dataclasses.replace(KEY, kode_bps=KODE), _gazetteer()).kode == KODE


def test_desa_and_kecamatan_link_where_the_layer_has_codes_of_the_other_kind() -> None:
    key = Key("", "3403010001", "", DESA, KECAMATAN, "")
    placed = place(key, _gazetteer())
    assert (placed.kode, placed.method, placed.other_system) == (KODE, "name", True)


@pytest.mark.parametrize("desa", ["", DESA])
def test_a_column_of_bps_codes_without_a_saying_heading(desa: str) -> None:
    gazetteer = _gazetteer(bps=True)
    texts = [f"3403010{number:03d}" for number in range(1, 10)] + [DIGITS]
    system = system_of_column("kode", texts, gazetteer)
    assert system == "mostly_bps"
    placed = place(dataclasses.replace(KEY, kode=DIGITS, desa=desa), gazetteer, system)
    assert placed.kode == (KODE if desa else "")
    assert placed.status == ("linked" if desa else "ambiguous")


def test_kemendagri_codes_without_points_link_as_ever() -> None:
    texts = [kode.replace(".", "") for kode in codes()]
    gazetteer = _gazetteer()
    system = system_of_column("kode", texts, gazetteer)
    placed = [place(dataclasses.replace(KEY, kode=text), gazetteer, system) for text in texts]
    assert [one.kode for one in placed] == codes()


@pytest.mark.parametrize("kelurahan", [False, True])
def test_digits_of_a_kelurahan_are_bps_where_there_is_no_kelurahan(kelurahan: bool) -> None:
    """In a column of both systems 3403011001 is BPS, unless the kabupaten has kelurahan too."""
    table = villages().assign(kode_bps=[f"340301100{number}" for number in range(1, 10)])
    if kelurahan:
        table = table.rename(index={codes()[8]: "34.03.01.1099"})
    gazetteer = Gazetteer(table, {}, Aliases())
    texts = [*(kode.replace(".", "") for kode in codes()[1:5]), "3403011001", "3403011006"]
    system = system_of_column("kode", texts, gazetteer)
    assert system == "mixed"
    placed = place(dataclasses.replace(KEY, kode="3403011001"), gazetteer, system)
    assert placed.kode == ("" if kelurahan else KODE)


PAPUA = tuple(f"91.03.{kode[6:]}" for kode in codes())
"""Codes of the layer: Kabupaten Jayapura, which BPS numbers 94.03."""


def _papua(kode_bps: Sequence[str] | str = "") -> Gazetteer:
    table = villages().assign(kode_bps=kode_bps, kabupaten="Kabupaten Jayapura")
    table.index = table.index.map(dict(zip(codes(), PAPUA, strict=True)))
    table["kode_kecamatan"] = [kode[:8] for kode in PAPUA]
    return Gazetteer(table, {}, Aliases())


def test_where_the_systems_number_kabupaten_differently_the_kabupaten_is_needed() -> None:
    """What the first digits of a BPS code say cannot be held against Kemendagri codes."""
    key = Key("", "9403010001", "", DESA, KECAMATAN, "Kab. Jayapura")
    placed = place(key, _papua())
    assert (placed.kode, placed.method, placed.other_system) == (PAPUA[0], "name", True)
    for kabupaten in ("", "Kabupaten Keerom"):
        assert place(dataclasses.replace(key, kabupaten=kabupaten), _papua()).kode == ""
    unstated = place(dataclasses.replace(key, kabupaten=""), _papua())
    assert unstated.reason is not None
    assert "desa, kecamatan and kabupaten" in unstated.reason.en


def test_bps_codes_in_the_layer_tell_which_kabupaten_they_are_of() -> None:
    table = _papua(kode_bps=[f"9403010{number:03d}" for number in range(1, 10)])
    known = place(dataclasses.replace(KEY, kode_bps="9403010002"), table)
    unknown = place(dataclasses.replace(KEY, kode_bps="9403010077", desa=DESA), table)
    assert known.kode == PAPUA[1]
    assert (unknown.kode, unknown.foreign) == ("", False)


def test_codes_of_kelurahan_in_a_layer_of_bps_codes_never_land_on_namesake_digits() -> None:
    """3471011001 is a kelurahan; that a few such digits are also BPS codes makes them none."""
    bps = [f"3403011{number:03d}" for number in (1, 2)] + [f"3403020{n:03d}" for n in range(1, 8)]
    table = villages()
    table.index = bps
    table = table.assign(kode_bps=bps, kode_kecamatan=[code[:7] for code in bps])
    gazetteer = Gazetteer(table, {}, Aliases())
    texts = [f"340301100{number}" for number in range(1, 9)]
    system = system_of_column("kode", texts, gazetteer)
    placed = [place(dataclasses.replace(KEY, kode=text), gazetteer, system) for text in texts]
    assert [one.kode for one in placed] == [""] * 8


def _digits_of_others(bps: dict[str, str]) -> set[str]:
    return {digits for digits, kode in bps.items() if kode.replace(".", "") != digits} & {
        kode.replace(".", "") for kode in bps.values()
    }


@pytest.mark.parametrize("layer_is_bps", [False, True])
@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("heading", ["kode", "Kode Desa"])
def test_no_code_lands_on_a_village_of_the_other_system(
    heading: str, named: bool, layer_is_bps: bool
) -> None:
    """
    A table in one system, a layer in the other, three of nine digits the same.

    The BPS codes of the kecamatan 012 are the Kemendagri digits of other villages.
    """
    own = {
        f"340301{k}{n:03d}": kode
        for (k, n), kode in zip(
            [*[("0", n) for n in range(1, 7)], *[("2", n) for n in (1, 2, 3)]], codes(), strict=True
        )
    }
    assert len(_digits_of_others(own)) == 3
    table = villages().assign(kode_bps="")
    if layer_is_bps:
        table.index = list(own)
        table = table.assign(kode_bps=list(own), kode_kecamatan=[code[:7] for code in own])
    gazetteer = Gazetteer(table, {}, Aliases())
    texts = [kode.replace(".", "") for kode in codes()] if layer_is_bps else list(own)
    system = system_of_column(heading, texts, gazetteer)
    right = list(gazetteer.kodes)
    for text, kode, row in zip(texts, right, villages().itertuples(), strict=True):
        names = (row.desa, row.kecamatan) if named else ("", "")
        placed = place(Key(text, "", "", *names, ""), gazetteer, system)
        assert placed.kode in ("", kode)
        if named and text not in _digits_of_others(own):
            assert placed.kode == kode
