"""What stands in cells: headings in rows, two things in one cell, one thing for many cells."""

from __future__ import annotations

from random import Random

from tests.tables.layouts.counts import Column, assemble, count_headings
from tests.tables.layouts.dress import NOTES, Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.shapes import by_kapanewon
from tests.tables.layouts.villages import (
    DESA,
    KAPANEWON,
    KODE,
    Hand,
    everyone,
    pick,
    places,
)
from tests.tables.layouts.words import KINDS, KINDS_WIDE, figures


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
    reported = {kode: count for kode, count in truth.items() if count}
    return Table("yearbook", [sheet], truth, doubt=doubt, also=(reported,) if nil else ())


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
    heading_rows,
    yearbook,
    kapanewon_once,
    one_cell_code,
    one_cell_kapanewon,
    kapanewon_in_title,
    hidden_rows,
)
