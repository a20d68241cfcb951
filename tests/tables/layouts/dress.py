"""What offices put around and into a table: titles, numbers, totals, notes, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.tables.layouts.model import Cell, Rows, Sheet
from tests.tables.layouts.villages import Hand
from tests.tables.layouts.words import person

TOTALS = (
    "JUMLAH", "Jumlah", "TOTAL", "Total", "Jumlah Total", "JUMLAH KABUPATEN", "Jml",
    "Grand Total",
)  # fmt: skip
NOTES = (
    "Sumber: Dinas Sosial PPPA Kab. Gunungkidul",
    "Sumber : Laporan Kalurahan",
    "Keterangan: data sementara",
    "Catatan: data per 31 Desember 2024",
    "*) angka sementara",
    "Ket : - = belum melapor",
    "Sumber/Source: Kantor Kapanewon",
    "Data diolah, 2025",
)
OFFICES = (
    "Lurah", "Panewu", "Kepala Dinas", "Kasi Kesejahteraan Sosial", "Jagabaya", "Kamituwa",
    "Petugas Pendata",
)  # fmt: skip


@dataclass
class Flat:
    """
    A table of headings and rows, before anything is put around it.

    Parameters
    ----------
    headings, rows
        Rectangular.
    label
        Column into which the word of a total row is written.
    sums
        Column -> what a total row says there; empty: no total row.
    dated
        Whether the title may name a year; not where the columns have years of their own.
    subject
        What the title says that it is about.
    """

    headings: list[str]
    rows: Rows
    subject: str
    label: int = 0
    sums: Mapping[int, Cell] = field(default_factory=dict)
    dated: bool = True


@dataclass
class Dressed:
    """A sheet, and where the first row of the table's body and its first column came to stand."""

    sheet: Sheet
    row: int
    column: int


def totals(columns: Mapping[int, Sequence[int]]) -> dict[int, Cell]:
    """Return the sums of columns."""
    return {column: sum(values) for column, values in columns.items()}


def dress(
    rng: Random, hand: Hand, flat: Flat, *, title: str = "Sheet1", plain: bool = False
) -> Dressed:
    """
    Put a table on a sheet, with what stands around it.

    Parameters
    ----------
    rng, hand
        Chance, and how the office writes.
    flat
        The table.
    title
        Name of the sheet.
    plain
        Nothing around it but a running number.
    """
    numbered = rng.random() < 0.6
    shift = int(numbered)
    number = hand.heading(rng.choice(("No", "No", "No.", "No Urut", "Nomor")))
    headings: list[Cell] = [number] * shift + list(flat.headings)
    top = _above(rng, flat) if not plain and rng.random() < 0.55 else []
    head: Rows = [headings]
    if not plain and rng.random() < 0.12:
        marks = rng.choice(("({})", "{}"))
        head.append([marks.format(place + 1) for place in range(len(headings))])
    body = [[place + 1] * shift + row for place, row in enumerate(flat.rows)]
    foot: Rows = []
    if flat.sums and not plain and rng.random() < 0.4:
        if rng.random() < 0.2:
            foot.append([])
        total: list[Cell] = [None] * len(headings)
        for column, value in flat.sums.items():
            total[column + shift] = value
        total[0 if numbered and rng.random() < 0.3 else flat.label + shift] = rng.choice(TOTALS)
        foot.append(total)
    if not plain and rng.random() < 0.25:
        foot += [[], [rng.choice(NOTES)]] if rng.random() < 0.5 else [[rng.choice(NOTES)]]
    if not plain and rng.random() < 0.2:
        foot += _signature(rng, len(headings))
    rows = [*top, *head, *body, *foot]
    column = 0
    if not plain and rng.random() < 0.05:
        rows, column = [[None, *row] if row else [] for row in rows], 1
    return Dressed(Sheet(rows, title), len(top) + len(head), column + shift)


def _above(rng: Random, flat: Flat) -> Rows:
    """Return title rows, with or without a blank row after them."""
    rows: Rows = [[flat.subject.upper() if rng.random() < 0.7 else flat.subject]]
    if rng.random() < 0.5:
        rows.append(
            [rng.choice(("KABUPATEN GUNUNGKIDUL", "Kabupaten Gunungkidul", "DINAS SOSIAL PPPA"))]
        )
    if flat.dated and rng.random() < 0.5:
        rows.append([rng.choice(("TAHUN 2024", "Tahun 2025", "Keadaan Desember 2024", "TA. 2024"))])
    if rng.random() < 0.15:
        rows.insert(0, [])
    if rng.random() < 0.5:
        rows.append([])
    return rows


def _signature(rng: Random, width: int) -> Rows:
    """Return the block of place, date, office and name, on the right."""
    left: list[Cell] = [None] * max(width - 2, 0)
    day = f"Wonosari, {rng.randint(1, 28)} Januari 2025"
    name = person(rng).upper()
    number = f"NIP. 19{rng.randint(60, 89)}0412 19{rng.randint(85, 99)}03 1 00{rng.randint(1, 9)}"
    rows: Rows = [[], [*left, day], [*left, rng.choice(OFFICES)], [], [], [*left, name]]
    if rng.random() < 0.6:
        rows.append([*left, number])
    return rows
