"""The system of a code column is kept: BPS digits never land on a namesake Kemendagri code."""

from __future__ import annotations

import dataclasses

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
