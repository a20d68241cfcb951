"""Where the cells stand: sections, blocks, pages, headings in rows, cells that hold two things."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from random import Random

from tests.tables.layouts.counts import Column, assemble, count_headings, others
from tests.tables.layouts.dress import TOTALS, Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.villages import (
    DESA,
    KAPANEWON,
    Hand,
    Village,
    pick,
    places,
)
from tests.tables.layouts.words import KINDS, figures

ROMAN = ("I", "II", "III", "IV", "V", "VI")


def by_kapanewon(villages: list[Village]) -> Iterator[tuple[Village, list[Village]]]:
    """Return the villages of each sub-district, and one of them that names it."""
    for _, group in groupby(villages, key=lambda entry: entry.kapanewon):
        inside = list(group)
        yield inside[0], inside


def sections(rng: Random) -> Table:
    """A row of the sub-district above its villages, with or without its subtotal."""
    hand = Hand(rng)
    hand.kapanewon_prefix = rng.choice(("Kapanewon ", "KAPANEWON ", "Kec. ", "KECAMATAN ", "Kap. "))
    villages = pick(rng, kapanewon=rng.choice((2, 3, 4)))
    truth = figures(rng, villages)
    subtotal = rng.random() < 0.5
    heading = rng.choice(
        (
            "Kalurahan",
            "Wilayah",
            "Kapanewon/Kalurahan",
            "Nama Wilayah",
            "Uraian",
            "Kapanewon / Kalurahan",
            "Desa",
        )
    )
    rows: Rows = [
        [
            hand.heading("No"),
            hand.heading(heading),
            hand.heading(rng.choice(count_headings(KINDS[0]))),
        ]
    ]
    running = rng.random() < 0.4
    marks = rng.choice((ROMAN, "ABCDEF", (None,) * 6))
    if marks[0] and rng.random() < 0.3:
        hand.kapanewon_prefix = ""
    number = 0
    for place, (first, inside) in enumerate(by_kapanewon(villages)):
        total = sum(truth[entry.kode] for entry in inside)
        rows.append([marks[place], hand.kapanewon(first), total if subtotal else None])
        for position, entry in enumerate(inside):
            number += 1
            indent = rng.choice(("", "", "  "))
            shown = number if running else position + 1
            rows.append([shown, indent + hand.desa(entry), hand.groups(truth[entry.kode])])
    if rng.random() < 0.6:
        rows.append([None, rng.choice(TOTALS), sum(truth.values())])
    title: Rows = [["REKAP KELOMPOK KABUPATEN GUNUNGKIDUL"], []] if rng.random() < 0.5 else []
    return Table("sections", [Sheet([*title, *rows])], truth)


def subtotals_below(rng: Random) -> Table:
    """A subtotal row below the villages of each sub-district."""
    hand = Hand(rng)
    hand.kapanewon_prefix = ""
    villages = pick(rng, kapanewon=rng.choice((2, 3)))
    truth = figures(rng, villages)
    word = rng.choice(
        (
            "Jumlah Kec. {}",
            "{} Total",
            "Jumlah",
            "Sub Total",
            "JUMLAH KAPANEWON {}",
            "Total {}",
            "Jumlah {}",
        )
    )
    column = rng.choice((0, 1))
    filled = rng.random() < 0.5
    rows: Rows = []
    for first, inside in by_kapanewon(villages):
        for position, entry in enumerate(inside):
            kapanewon = hand.kapanewon(entry) if filled or position == 0 else None
            rows.append([kapanewon, hand.desa(entry), hand.groups(truth[entry.kode])])
        subtotal: list[Cell] = [None, None, sum(truth[entry.kode] for entry in inside)]
        subtotal[column] = word.format(first.kapanewon)
        rows.append(subtotal)
    headings = [
        hand.heading(rng.choice(KAPANEWON)),
        hand.heading(rng.choice(DESA)),
        hand.heading(rng.choice(count_headings(KINDS[0]))),
    ]
    flat = Flat(headings, rows, "Rekap Kelompok", 1, {2: sum(truth.values())})
    return Table("subtotals_below", [dress(rng, hand, flat).sheet], truth)


def blocks(rng: Random) -> Table:
    """A block per sub-district, one below the other, each with its heading."""
    return _blocks(rng, "blocks", reorder=False)


def blocks_reordered(rng: Random) -> Table:
    """The same, but each block with its own order of columns."""
    return _blocks(rng, "blocks_reordered", reorder=True)


def _blocks(rng: Random, family: str, *, reorder: bool) -> Table:
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((2, 3)))
    truth = figures(rng, villages)
    caption = rng.choice(
        ("KAPANEWON : {}", "Kapanewon: {}", "KECAMATAN {}", "Kec. {}", "KAPANEWON {}")
    )
    counted = hand.heading(rng.choice(("Jumlah Kelompok", "Jml Klp", "Jumlah KUBE")))
    place = hand.heading(rng.choice(("Kalurahan", "Desa", "Desa/Kelurahan", "Nama Kalurahan")))
    members = rng.random() < 0.4
    rows: Rows = [["REKAP KELOMPOK"]] if rng.random() < 0.6 else []
    total = rng.random() < 0.6
    for first, inside in by_kapanewon(villages):
        rows.append(
            [caption.format(first.kapanewon.upper() if rng.random() < 0.5 else first.kapanewon)]
        )
        values = [truth[entry.kode] for entry in inside]
        people = [value * rng.randint(5, 20) for value in values]
        columns: list[tuple[str, list[Cell], Cell]] = [
            (place, [hand.desa(entry) for entry in inside], "Jumlah"),
            (counted, list(values), sum(values)),
        ]
        if members:
            columns.append((hand.heading("Jumlah Anggota"), list(people), sum(people)))
        if reorder:
            rng.shuffle(columns)
        rows.append(["No", *(heading for heading, _, _ in columns)])
        rows += [
            [number + 1, *(cells[number] for _, cells, _ in columns)]
            for number in range(len(inside))
        ]
        if total:
            rows.append([None, *(last for _, _, last in columns)])
        rows += [[] for _ in range(rng.randint(0, 2))]
    return Table(family, [Sheet(rows)], truth)


def side_by_side(rng: Random) -> Table:
    """Two halves of one table beside each other to save paper."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=2)
    truth = figures(rng, villages)
    middle = (len(villages) + 1) // 2
    halves = (villages[:middle], villages[middle:])
    if rng.random() < 0.5:
        halves = tuple(inside for _, inside in by_kapanewon(villages))  # type: ignore[assignment]
    headings: list[Cell] = [
        "No",
        hand.heading("Kapanewon"),
        hand.heading(rng.choice(("Kalurahan", "Desa"))),
        hand.heading(rng.choice(("Jumlah Kelompok", "Jml Klp"))),
    ]
    gap: list[Cell] = [None] * rng.randint(1, 2)
    rows: Rows = [[*headings, *gap, *headings]]
    for number in range(max(len(half) for half in halves)):
        row: list[Cell] = []
        for side, half in enumerate(halves):
            blank: list[Cell] = [None] * 4
            if number < len(half):
                entry = half[number]
                start = len(halves[0]) if side else 0
                blank = [
                    start + number + 1,
                    hand.kapanewon(entry),
                    hand.desa(entry),
                    truth[entry.kode],
                ]
            row += blank if side == 0 else [*gap, *blank]
        rows.append(row)
    title: Rows = [["DATA KELOMPOK"], []] if rng.random() < 0.5 else []
    return Table("side_by_side", [Sheet([*title, *rows])], truth)


def page_breaks(rng: Random) -> Table:
    """The heading again on every printed page."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=3))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    counted: Column = (
        rng.choice(count_headings(KINDS[0])),
        [hand.groups(value) for value in values],
        None,
    )
    flat = assemble(
        rng,
        hand,
        place,
        [counted],
        others(rng, hand, place.villages, rng.randint(0, 2)),
        "Data Kelompok",
    )
    dressed = dress(rng, hand, flat)
    page = rng.randint(3, 5)
    sheet, first = dressed.sheet, dressed.row
    head = next(
        row
        for row in reversed(sheet.rows[:first])
        if any(isinstance(cell, str) and cell.strip("()1234567890") for cell in row)
    )
    rows = sheet.rows[:first]
    for number, row in enumerate(sheet.rows[first : first + len(flat.rows)]):
        if number and number % page == 0:
            if rng.random() < 0.4:
                rows.append([f"Halaman {1 + number // page}"])
            rows.append(list(head))
        rows.append(row)
    sheet.rows = rows + sheet.rows[first + len(flat.rows) :]
    return Table("page_breaks", [sheet], truth)


def transposed(rng: Random) -> Table:
    """Villages in columns."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((1, 2)))
    truth = figures(rng, villages)
    rows: Rows = [
        [hand.heading("Kapanewon"), *(hand.kapanewon(entry) for entry in villages)],
        [hand.heading("Kalurahan"), *(hand.desa(entry) for entry in villages)],
        [hand.heading("Jumlah Kelompok"), *(truth[entry.kode] for entry in villages)],
    ]
    if rng.random() < 0.5:
        rows.append([hand.heading("Jumlah Anggota"), *(rng.randint(20, 400) for _ in villages)])
    if rng.random() < 0.3:
        rows.insert(0, [hand.heading("Kode"), *(hand.kode(entry) for entry in villages)])
    return Table(
        "transposed", [Sheet(rows)], truth, doubt="villages in columns may be asked to be turned"
    )


FAMILIES = (
    sections,
    subtotals_below,
    blocks,
    blocks_reordered,
    side_by_side,
    page_breaks,
    transposed,
)
