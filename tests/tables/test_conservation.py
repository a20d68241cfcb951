"""Whatever a table holds, no row and no value is lost."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from wksbm.errors import InputError
from wksbm.tables.link import link_table
from wksbm.tables.read import read_table

from tests.board import NAMES
from tests.tables.files import COUNTS, xlsx
from tests.tables.linking import board, check_conservation, link

CODES = st.sampled_from(
    [
        *("", "-", "x", "34.03.01.2002", "3403012003", "3403010004", "ID3403010005"),
        *("34.04.01.2001", "34.03.01", "3.403012E+09"),
    ]
)
DESA = st.sampled_from(
    [*NAMES, "", "BEJI", "Kepekk", "Balehajo", "Antah", "Kec. Lor", "Beji (Kidul)"]
)
KECAMATAN = st.sampled_from(["Lor", "Tengah", "Kidul", "KEC. LOR", "", "Antah", "34.03.01"])
FIGURES = st.sampled_from(["0", "1", "5", "-", "", "nihil", "1.234", "-3", "2,5", "1.234,5", "x"])
PLACES = st.sampled_from(
    ["110.53|-7.91", "110.51|-7.95", "0|0", "|", "-7.91|110.53", "x|y", "111|-7"]
)
ROWS = st.builds("{}|{}|{}|{}|{}".format, CODES, DESA, KECAMATAN, FIGURES, PLACES)
SLOW = settings(deadline=None, max_examples=60)


@SLOW
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_counts(rows: list[str]) -> None:
    check_conservation(link("kode|desa|kecamatan|jumlah_kelompok|lon|lat", *rows))


@SLOW
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_registers(rows: list[str]) -> None:
    table = link("kode|desa|kecamatan|nama_kelompok|lon|lat", *rows)
    report = check_conservation(table)
    assert report["value_linked"] == int((~table.data["nil"]).sum())


@SLOW
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_attributes(rows: list[str]) -> None:
    check_conservation(link("kode|desa|kecamatan|penduduk|a|b", *rows, kinds=("attributes",)))


@settings(SLOW, max_examples=30)
@given(st.lists(ROWS, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_village(rows: list[str], random: object) -> None:
    columns = "kode|desa|kecamatan|nama_kelompok|lon|lat"
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = link(columns, *rows), link(columns, *shuffled)
    places = [
        dict(zip(group, table.rows["kode"], strict=True))
        for group, table in ((rows, one), (shuffled, other))
    ]
    assert places[0] == places[1]


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        _read_or_refuse(path)


@SLOW
@given(st.text(alphabet='kode,desa;jumlah\n"1234.|\t Beji-', max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_text("kode,desa,jumlah\n" + text, encoding="utf-8")
        _read_or_refuse(path)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_damaged_workbooks_are_read_or_refused(changes: list[tuple[float, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = xlsx(Path(folder) / "a.xlsx", COUNTS)
        data = bytearray(path.read_bytes())
        for where, value in changes:
            data[min(int(where * len(data)), len(data) - 1)] = value
        path.write_bytes(data)
        _read_or_refuse(path)


def _read_or_refuse(path: Path) -> None:
    try:
        table = link_table(read_table(path), board(), kinds=("register", "counts"))
    except InputError as error:
        assert error.problems
        return
    check_conservation(table)
