# ruff: noqa: E501
"""Where the cells stand: sections, blocks, pages, headings in rows, cells that hold two things."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from random import Random

from tests.tables.layouts.counts import Column, assemble, count_headings, others
from tests.tables.layouts.dress import NOTES, TOTALS, Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.villages import (
    DESA,
    KAPANEWON,
    KODE,
    Hand,
    Village,
    everyone,
    pick,
    places,
)
from tests.tables.layouts.words import KINDS, KINDS_WIDE, figures

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


def heading_rows(rng: Random) -> Table:
    """Headings in two or three rows, with merged cells in a workbook."""
    hand = Hand(rng)
    hand.count = "int"
    hand.breaks = False
    place = places(rng, hand, pick(rng), ("kap_desa", "desa_kap", "kode_desa", "kode_kap_desa"))
    kinds = rng.sample(KINDS_WIDE, rng.randint(2, 4))
    counts = {entry.kode: [rng.randint(0, 9) for _ in kinds] for entry in place.villages}
    truth = {kode: sum(values) for kode, values in counts.items()}
    over = hand.heading(
        rng.choice(("Kelompok", "Jumlah Kelompok", "Jenis Kelompok", "Banyaknya Kelompok"))
    )
    total = hand.heading(rng.choice(("Jumlah", "Total", "Jml")))
    members = rng.random() < 0.5
    width = len(place.headings)
    head: Rows = [
        ["No", *place.headings, over, *[None] * len(kinds)],
        [None, *[None] * width, *(hand.heading(kind) for kind in kinds), total],
    ]
    merges = [(0, column, 1, column) for column in range(width + 1)]
    merges.append((0, width + 1, 0, width + 1 + len(kinds)))
    rows: Rows = [
        [number + 1, *place.cells(entry), *counts[entry.kode], truth[entry.kode]]
        for number, entry in enumerate(place.villages)
    ]
    if members:
        start = width + 2 + len(kinds)
        head[0] += [hand.heading("Anggota"), None, None]
        head[1] += [hand.heading("L"), hand.heading("P"), hand.heading("Jumlah")]
        merges.append((0, start, 0, start + 2))
        for row in rows:
            men, women = rng.randint(0, 90), rng.randint(0, 90)
            row += [men, women, men + women]
    if rng.random() < 0.3:
        head.append([f"({place + 1})" for place in range(len(head[0]))])
    top: Rows = [["REKAP KELOMPOK PER JENIS"], []] if rng.random() < 0.5 else []
    shift = len(top)
    if rng.random() < 0.25:
        head.insert(0, [None] * (width + 1) + [hand.heading("Data Kelompok Tahun 2024")])
        merges = [(a + 1, b, c + 1, d) for a, b, c, d in merges]
    moved = [(a + shift, b, c + shift, d) for a, b, c, d in merges]
    sheet = Sheet([*top, *head, *rows], merges=moved if rng.random() < 0.7 else [])
    return Table("heading_rows", [sheet], truth)


def yearbook(rng: Random) -> Table:
    """A table of a statistical yearbook, in two languages."""
    first = pick(rng, kapanewon=1)[0]
    villages = [entry for entry in everyone() if entry.kapanewon == first.kapanewon]
    kinds = rng.sample(
        (
            ("Arisan", "Rotating Savings"),
            ("Posyandu", "Health Post"),
            ("Kelompok Tani", "Farmers Group"),
            ("KUBE", "Joint Business"),
        ),
        2,
    )
    truth: dict[str, int] = {}
    rows: Rows = []
    nil = False
    for entry in villages:
        values = [rng.choice((0, rng.randint(1, 12))) for _ in kinds]
        if rng.random() < 0.12:
            rows.append([entry.desa, "...", "...", "..."])
            continue
        nil = nil or not any(values)
        truth[entry.kode] = sum(values)
        cells: list[Cell] = [value or "–" for value in (*values, sum(values))]
        rows.append([entry.desa, *cells])
    mark = "\n" if rng.random() < 0.6 else "/"
    place = rng.choice(
        (
            f"Desa/Kelurahan{mark}Village",
            f"Kalurahan{mark}Village",
            f"Desa/Kelurahan{mark}Village/Subdistrict",
        )
    )
    head: Rows = [
        [
            "Tabel",
            "4.2.5",
            f"Jumlah Kelompok Menurut Desa/Kelurahan di Kapanewon {first.kapanewon}, 2023",
        ],
        ["Table", None, f"Number of Groups by Village in {first.kapanewon} Subdistrict, 2023"],
        [],
        [place, rng.choice(("Kelompok/Groups", f"Jenis Kelompok{mark}Kind of Group")), None, None],
        [None, *(f"{local}{mark}{english}" for local, english in kinds), f"Jumlah{mark}Total"],
        ["(1)", "(2)", "(3)", "(4)"],
    ]
    total: list[Cell] = [
        rng.choice(("Kapanewon ", "Kecamatan ", "Jumlah/Total ")) + first.kapanewon,
        None,
        None,
        sum(truth.values()),
    ]
    foot: Rows = [total, ["Sumber/Source: Kantor Kalurahan/Village Office"]]
    sheet = Sheet([*head, *rows, *foot], "4.2.5", merges=[(3, 0, 4, 0), (3, 1, 3, 3)])
    doubt = "a dash is none here, and no report elsewhere" if nil else ""
    return Table("yearbook", [sheet], truth, doubt=doubt)


def kapanewon_once(rng: Random) -> Table:
    """The sub-district only in the first of its rows, or merged over them."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((2, 3)))
    truth = figures(rng, villages)
    merged = rng.random() < 0.4
    ditto = None if merged else rng.choice((None, None, None, '"', "sda", "s.d.a", "idem"))
    rows: Rows = []
    spans: list[tuple[int, int]] = []
    for _, inside in by_kapanewon(villages):
        spans.append((len(rows), len(rows) + len(inside) - 1))
        for position, entry in enumerate(inside):
            rows.append(
                [
                    ditto if position else hand.kapanewon(entry),
                    hand.desa(entry),
                    hand.groups(truth[entry.kode]),
                ]
            )
    headings = [
        hand.heading(rng.choice(KAPANEWON)),
        hand.heading(rng.choice(DESA)),
        hand.heading(rng.choice(count_headings(KINDS[0]))),
    ]
    dressed = dress(rng, hand, Flat(headings, rows, "Data Kelompok", 1, {2: sum(truth.values())}))
    if merged:
        dressed.sheet.merges += [
            (dressed.row + first, dressed.column, dressed.row + last, dressed.column)
            for first, last in spans
            if last > first
        ]
    return Table("kapanewon_once", [dressed.sheet], truth, books=merged)


def one_cell_code(rng: Random) -> Table:
    """Code and name in one cell."""
    form = rng.choice(
        (
            "{kode} {desa}",
            "{kode} - {desa}",
            "({kode}) {desa}",
            "{desa} ({kode})",
            "{kode}_{desa}",
            "[{kode}] {desa}",
        )
    )
    return _one_cell(
        rng,
        "one_cell_code",
        form,
        rng.choice((*KODE, "Kode Desa", "Desa", "Kode/Nama Desa", "Kalurahan", "Wilayah")),
    )


def one_cell_kapanewon(rng: Random) -> Table:
    """Village and sub-district in one cell."""
    form = rng.choice(
        (
            "{desa}, {kap}",
            "{desa} - {kap}",
            "{desa}/{kap}",
            "{desa} ({kap})",
            "Kal. {desa}, Kap. {kap}",
            "Desa {desa} Kec. {kap}",
            "{desa}, Kapanewon {kap}",
        )
    )
    return _one_cell(
        rng,
        "one_cell_kapanewon",
        form,
        rng.choice(
            (
                "Desa",
                "Kalurahan",
                "Alamat",
                "Kalurahan, Kapanewon",
                "Desa/Kecamatan",
                "Lokasi",
                "Kalurahan/Kapanewon",
            )
        ),
    )


def _one_cell(rng: Random, family: str, form: str, heading: str) -> Table:
    hand = Hand(rng)
    villages = pick(rng)
    truth = figures(rng, villages)
    hand.variants = 0.0
    hand.code = rng.choice(("dotted", "digits"))
    rows: Rows = [
        [
            form.format(
                kode=hand.kode(entry), desa=hand.case(entry.desa), kap=hand.case(entry.kapanewon)
            ),
            hand.groups(truth[entry.kode]),
        ]
        for entry in villages
    ]
    headings = [hand.heading(heading), hand.heading(rng.choice(count_headings(KINDS[0])))]
    flat = Flat(headings, rows, "Data Kelompok", 0, {1: sum(truth.values())})
    return Table(family, [dress(rng, hand, flat).sheet], truth)


def kapanewon_in_title(rng: Random) -> Table:
    """One sub-district's table: only the title says which."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=1)
    truth = figures(rng, villages)
    rows: Rows = [[hand.desa(entry), hand.groups(truth[entry.kode])] for entry in villages]
    headings = [hand.heading(rng.choice(DESA)), hand.heading(rng.choice(count_headings(KINDS[0])))]
    flat = Flat(headings, rows, "Data Kelompok", 0, {1: sum(truth.values())})
    sheet = dress(rng, hand, flat, plain=True).sheet
    word = rng.choice(
        (
            "DATA KELOMPOK KAPANEWON {}",
            "Rekap Kelompok Kapanewon {} Tahun 2024",
            "KAPANEWON : {}",
            "Kecamatan {}",
        )
    )
    sheet.rows.insert(0, [word.format(villages[0].kapanewon.upper())])
    return Table("kapanewon_in_title", [sheet], truth, note=rng.choice(NOTES))


def hidden_rows(rng: Random) -> Table:
    """A filter hides rows; they are rows all the same."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=2))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    counted: Column = (
        rng.choice(count_headings(KINDS[0])),
        [hand.groups(value) for value in values],
        values,
    )
    dressed = dress(rng, hand, assemble(rng, hand, place, [counted], [], "Data Kelompok"))
    dressed.sheet.hidden_rows |= {
        dressed.row + number for number in range(len(values)) if rng.random() < 0.3
    }
    return Table("hidden_rows", [dressed.sheet], truth, books=True)


FAMILIES = (
    sections, subtotals_below, blocks, blocks_reordered, side_by_side, page_breaks, transposed, heading_rows,
    yearbook, kapanewon_once, one_cell_code, one_cell_kapanewon, kapanewon_in_title, hidden_rows,
)  # fmt: skip
