"""A person's own tables of village figures take the place of the workspace's, column by column."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wksbm.errors import InputError
from wksbm.layers.attributes import join_attributes
from wksbm.layers.village_table import village_table
from wksbm.tables.model import LinkedTable

from tests.board import codes, villages
from tests.layers.tables import attributes, boundaries

NAN = float("nan")


def named(table: LinkedTable, name: str) -> LinkedTable:
    return replace(table, raw=replace(table.raw, name=name))


SAMPLE = named(attributes(penduduk=[1000.0] * 9, idm_2024=[0.5] * 9), "penduduk_2024.csv")
HALF = named(attributes(penduduk=[2000.0] * 4 + [NAN] * 5), "utara.csv")
REST = named(attributes(penduduk=[NAN] * 5 + [3000.0] * 4), "selatan.csv")


def test_a_column_is_replaced_whole_and_tables_of_different_villages_are_joined() -> None:
    tables, notes = join_attributes([SAMPLE], [HALF, REST], villages().index)
    table, _, remarks = village_table(boundaries(), None, tables, minimum_groups=0)
    assert table["penduduk"].fillna(-1).tolist() == [2000] * 4 + [-1] + [3000] * 4
    assert table["idm_2024"].tolist() == [0.5] * 9
    assert [note.id for note in notes] == [
        "Kolom 'penduduk' dari utara.csv, selatan.csv menggantikan seluruh kolom itu dari "
        "penduduk_2024.csv. 1 wilayah tidak punya angka di sana dan tidak memakai angka lama."
    ]
    assert not remarks


def test_a_table_of_which_nothing_remains_is_not_credited() -> None:
    only = named(attributes(penduduk=[1000.0] * 9), "lama.csv")
    tables, _ = join_attributes([only], [HALF], villages().index)
    assert [table.raw.name for table in tables] == ["utara.csv"]


def test_two_figures_for_one_village_are_an_error() -> None:
    other = named(attributes(penduduk=[2000.0, 2100.0] + [NAN] * 7), "lain.csv")
    with pytest.raises(InputError) as caught:
        join_attributes([SAMPLE], [HALF, other], villages().index)
    (problem,) = caught.value.problems
    assert problem.column == "penduduk"
    assert problem.found == f"{codes()[1]}: 2000 (utara.csv) / 2100 (lain.csv)"
    assert "1 desa" in problem.render("id")


@pytest.mark.parametrize("column", ["jumlah_kelompok", "status_data", "baris_diperiksa"])
def test_what_the_atlas_computes_is_not_taken_from_an_attribute_table(column: str) -> None:
    table, _, remarks = village_table(
        boundaries(),
        None,
        [named(attributes(**{column: [7.0] * 9}), "rekap.csv")],
        minimum_groups=0,
    )
    assert table["jumlah_kelompok"].isna().all()
    assert set(table["status_data"]) == {"not_reported"}
    assert "baris_diperiksa" not in table
    (remark,) = remarks
    assert column in remark.id
    assert "rekap.csv" in remark.id
