"""Layouts that hold more than one thing: split codes, two names, months, forms, other regions."""

from __future__ import annotations

from random import Random

from tests.tables.layouts.counts import Column, assemble, count_headings, others
from tests.tables.layouts.dress import NOTES, TOTALS, Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.registers import fields
from tests.tables.layouts.shapes import by_kapanewon
from tests.tables.layouts.villages import DESA, KAPANEWON, Hand, everyone, pick, places
from tests.tables.layouts.words import HAMLETS, KINDS, KINDS_WIDE, figures, group_names, person

PLACED = ("kap_desa", "kap_desa", "desa_kap", "kode_desa", "kode_kap_desa")


def split_code(rng: Random) -> Table:
    """The code in several columns, from province to village."""
    hand = Hand(rng)
    villages = pick(rng)
    truth = figures(rng, villages)
    names = rng.random() < 0.6
    words = rng.choice(
        (
            ("KODE PROV", "KODE KAB", "KODE KEC", "KODE DESA"),
            ("Prov", "Kab", "Kec", "Desa"),
            ("kd_prop", "kd_kab", "kd_kec", "kd_desa"),
        )
    )
    if words[3] == "Desa":
        names = False
    rows: Rows = []
    for entry in villages:
        code: list[Cell] = list(entry.kode.split("."))
        place: list[Cell] = [entry.kapanewon, entry.desa] if names else []
        rows.append([*code, *place, truth[entry.kode]])
    headings = [
        *words,
        *(("Kapanewon", "Kalurahan") if names else ()),
        hand.heading(rng.choice(count_headings(KINDS[0]))),
    ]
    return Table(
        "split_code",
        [dress(rng, hand, Flat(headings, rows, "Data Kelompok", 4 if names else 0)).sheet],
        truth,
    )


def code_of_kapanewon(rng: Random) -> Table:
    """A code that is only the sub-district's, beside the village's name."""
    hand = Hand(rng)
    villages = pick(rng)
    truth = figures(rng, villages)
    rows: Rows = [
        [entry.kode[:8], hand.kapanewon(entry), hand.desa(entry), hand.groups(truth[entry.kode])]
        for entry in villages
    ]
    headings = [
        rng.choice(("Kode Kecamatan", "Kode Kapanewon", "Kode Kec", "Kode", "KODE")),
        rng.choice(KAPANEWON),
        rng.choice(DESA),
        hand.heading(rng.choice(count_headings(KINDS[0]))),
    ]
    flat = Flat(headings, rows, "Data Kelompok", 2, {3: sum(truth.values())})
    return Table("code_of_kapanewon", [dress(rng, hand, flat).sheet], truth)


def federations(rng: Random) -> Table:
    """A group and the federation that it is in: rows are groups."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), PLACED)
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, KINDS[2], rng.randint(1, 4))
        truth[entry.kode] = len(names)
        over = f"Gapoktan {group_names(rng, KINDS[0], 1)[0]}"
        rows += [[*place.cells(entry), over, name, rng.randint(12, 50)] for name in names]
    headings = [
        *place.headings,
        *(
            hand.heading(word)
            for word in (
                "Nama Gapoktan",
                "Nama Poktan",
                rng.choice(("Anggota", "Jumlah Anggota", "Jml Petani")),
            )
        ),
    ]
    return Table(
        "federations",
        [dress(rng, hand, Flat(headings, rows, "Daftar Kelompok Tani", place.name)).sheet],
        truth,
    )


def ones(rng: Random) -> Table:
    """A register that says 1 in every row: by names or by sums, it is the same."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), PLACED)
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, KINDS[1], rng.randint(1, 4))
        truth[entry.kode] = len(names)
        rows += [[*place.cells(entry), name, 1] for name in names]
    headings = [
        *place.headings,
        hand.heading("Nama Kelompok"),
        hand.heading(rng.choice(("Jumlah Kelompok", "Jumlah", "Jml Klp"))),
    ]
    flat = Flat(headings, rows, "Daftar Kelompok", place.name, {len(headings) - 1: len(rows)})
    return Table("ones", [dress(rng, hand, flat).sheet], truth)


def months(rng: Random) -> Table:
    """A column per month."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), PLACED)
    words = rng.choice(
        (
            ("Januari", "Februari", "Maret"),
            ("Jan", "Feb", "Mar", "Apr"),
            ("TW I", "TW II", "TW III"),
            ("Triwulan I", "Triwulan II"),
        )
    )
    columns: list[Column] = []
    for word in words:
        values = [rng.randint(1, 12) for _ in place.villages]
        columns.append((word, list(values), values))
    last = columns[-1][2] or []
    truth = {entry.kode: value for entry, value in zip(place.villages, last, strict=True)}
    flat = assemble(rng, hand, place, columns, [], "Jumlah Kelompok per Bulan")
    return Table("months", [dress(rng, hand, flat).sheet], truth, doubt="which month")


def years_over_kinds(rng: Random) -> Table:
    """Years above kinds, in two rows of headings."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), ("kap_desa", "desa_kap", "kode_desa"))
    years = (2023, 2024)
    kinds = rng.sample(KINDS_WIDE, 2)
    width = len(place.headings)
    head: Rows = [["No", *place.headings], [None] * (width + 1)]
    merges = [(0, column, 1, column) for column in range(width + 1)]
    for position, year in enumerate(years):
        start = width + 1 + 3 * position
        head[0] += [year, None, None]
        head[1] += [*kinds, "Jumlah"]
        merges.append((0, start, 0, start + 2))
    truth: dict[str, int] = {}
    rows: Rows = []
    for number, entry in enumerate(place.villages):
        row: list[Cell] = [number + 1, *place.cells(entry)]
        for _ in years:
            one, other = rng.randint(0, 9), rng.randint(1, 9)
            row += [one, other, one + other]
            truth[entry.kode] = one + other
        rows.append(row)
    return Table(
        "years_over_kinds", [Sheet([*head, *rows], merges=merges)], truth, doubt="which year"
    )


def recap_below(rng: Random) -> Table:
    """A small table of sub-districts under the table of villages."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=2), ("kap_desa", "desa_kap", "kode_kap_desa"))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    counted: Column = ("Jumlah Kelompok", [hand.groups(value) for value in values], values)
    sheet = dress(
        rng, hand, assemble(rng, hand, place, [counted], [], "Data Kelompok"), plain=True
    ).sheet
    sheet.rows += [[], ["REKAP PER KAPANEWON"], ["No", "Kapanewon", "Jumlah Kelompok"]]
    for number, (first, inside) in enumerate(by_kapanewon(place.villages)):
        sheet.rows.append([number + 1, first.kapanewon, sum(truth[entry.kode] for entry in inside)])
    sheet.rows.append([None, "Jumlah", sum(values)])
    return Table("recap_below", [sheet], truth)


def kapanewon_rows(rng: Random) -> Table:
    """Sub-district and village in two columns; the sub-district's own row holds its sum."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((2, 3)))
    truth = figures(rng, villages)
    rows: Rows = []
    for first, inside in by_kapanewon(villages):
        rows.append([hand.kapanewon(first), None, sum(truth[entry.kode] for entry in inside)])
        rows += [[None, hand.desa(entry), hand.groups(truth[entry.kode])] for entry in inside]
    headings = [
        rng.choice(KAPANEWON),
        rng.choice(DESA),
        hand.heading(rng.choice(count_headings(KINDS[0]))),
    ]
    flat = Flat(headings, rows, "Rekap Kelompok", 0, {2: sum(truth.values())})
    return Table("kapanewon_rows", [dress(rng, hand, flat).sheet], truth)


def two_levels_of_subtotals(rng: Random) -> Table:
    """Hamlets, a total for each village, a total for each sub-district, a grand total."""
    hand = Hand(rng)
    hand.desa_prefix = hand.kapanewon_prefix = ""
    hand.variants = hand.spaces = 0.0
    villages = pick(rng, kapanewon=2, most=4)
    truth: dict[str, int] = {}
    rows: Rows = [["Kapanewon", "Kalurahan", "Padukuhan", hand.heading("Jumlah Kelompok")]]
    for first, inside in by_kapanewon(villages):
        for entry in inside:
            values = [rng.randint(0, 6) for _ in range(rng.randint(2, 3))]
            truth[entry.kode] = sum(values)
            rows += [
                [hand.kapanewon(entry), hand.desa(entry), hamlet, value]
                for hamlet, value in zip(rng.sample(HAMLETS, len(values)), values, strict=True)
            ]
            rows.append([None, f"{hand.desa(entry)} Total", None, sum(values)])
        rows.append(
            [
                f"{hand.kapanewon(first)} Total",
                None,
                None,
                sum(truth[entry.kode] for entry in inside),
            ]
        )
    rows.append(["Grand Total", None, None, sum(truth.values())])
    return Table("two_levels_of_subtotals", [Sheet(rows)], truth)


def only_kapanewon(rng: Random) -> Table:
    """Sub-districts only: no village has a figure, whatever it is called."""
    hand = Hand(rng)
    names = list(dict.fromkeys(entry.kapanewon for entry in everyone()))
    kept = rng.sample(names, rng.randint(6, 18))
    rows: Rows = [[hand.case(name), rng.randint(20, 300)] for name in kept]
    headings = [
        hand.heading(rng.choice(("Kapanewon", "Kecamatan", "Nama Kapanewon"))),
        hand.heading("Jumlah Kelompok"),
    ]
    flat = Flat(headings, rows, "Jumlah Kelompok per Kapanewon")
    sheet = dress(rng, hand, flat).sheet
    return Table("only_kapanewon", [sheet], {}, refuse=True)


def age_groups(rng: Random) -> Table:
    """Groups of ages are no groups."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), PLACED)
    rows: Rows = []
    for entry in place.villages:
        for ages in ("0-4", "5-14", "15-64", "65+"):
            men, women = rng.randint(50, 900), rng.randint(50, 900)
            rows.append([*place.cells(entry), f"{ages} tahun", men, women, men + women])
    headings = [
        *place.headings,
        *(
            hand.heading(word)
            for word in (rng.choice(("Kelompok Umur", "Kelompok Usia")), "L", "P", "Jumlah")
        ),
    ]
    return Table(
        "age_groups",
        [dress(rng, hand, Flat(headings, rows, "Data Penduduk", place.name)).sheet],
        {},
        refuse=True,
    )


def elsewhere(rng: Random) -> Table:
    """Another kabupaten's villages."""
    names = (
        ("34.02.01.2001", "Poncosari", "Srandakan"),
        ("34.02.01.2002", "Trimurti", "Srandakan"),
        ("34.02.02.2001", "Gadingsari", "Sanden"),
        ("34.02.05.2001", "Donotirto", "Kretek"),
        ("34.02.05.2003", "Tirtosari", "Kretek"),
    )
    hand = Hand(rng)
    kept = rng.sample(names, rng.randint(3, 5))
    rows: Rows = [[code, desa, kecamatan, rng.randint(1, 30)] for code, desa, kecamatan in kept]
    headings = [
        "Kode Desa",
        rng.choice(DESA[:3]),
        rng.choice(KAPANEWON[:3]),
        hand.heading("Jumlah Kelompok"),
    ]
    return Table(
        "elsewhere",
        [dress(rng, hand, Flat(headings, rows, "Data Kelompok", 1)).sheet],
        {},
        refuse=True,
    )


def form_of_one_village(rng: Random) -> Table:
    """A report that says one thing a row about one village."""
    entry = rng.choice(pick(rng, kapanewon=1))
    count = rng.randint(1, 40)
    mark = rng.choice((": ", "", "= "))
    rows: Rows = [
        ["LAPORAN KELOMPOK WARGA"],
        [rng.choice(("Kalurahan", "Nama Kalurahan", "Desa")), f"{mark}{entry.desa}"],
        [rng.choice(("Kapanewon", "Kecamatan")), f"{mark}{entry.kapanewon}"],
        ["Jumlah Kelompok", f"{mark}{count}" if mark else count],
        ["Jumlah Anggota", f"{mark}{count * 17}" if mark else count * 17],
        ["Petugas", f"{mark}{person(rng)}"],
    ]
    return Table(
        "form_of_one_village", [Sheet(rows)], {entry.kode: count}, doubt="a form, not a table"
    )


def blank_rows_between(rng: Random) -> Table:
    """Blank rows and blank columns, to make it look better."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=rng.choice((2, 3))), PLACED)
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    counted: Column = (
        rng.choice(count_headings(KINDS[0])),
        [hand.groups(value) for value in values],
        values,
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
    rows = dressed.sheet.rows
    for number in range(len(place.villages) - 1, 0, -1):
        if place.villages[number].kapanewon != place.villages[number - 1].kapanewon:
            rows.insert(dressed.row + number, [])
    if rng.random() < 0.4:
        cut = dressed.column + len(place.headings)
        dressed.sheet.rows = [
            [*row[:cut], None, *row[cut:]] if len(row) > cut else row for row in rows
        ]
    return Table("blank_rows_between", [dressed.sheet], truth)


def sheets_of_both(rng: Random) -> Table:
    """A register on one sheet and its counts on another, which agree."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=2), ("kap_desa", "kode_kap_desa"))
    more = fields(rng, hand, 2)
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, KINDS[1], rng.randint(1, 4))
        truth[entry.kode] = len(names)
        rows += [[*place.cells(entry), name, *(make() for _, make in more)] for name in names]
    register = Sheet(
        [[*place.headings, hand.heading("Nama Kelompok"), *(word for word, _ in more)], *rows],
        rng.choice(("Daftar", "Register", "Data Kelompok")),
    )
    counts: Rows = [[*place.cells(entry), truth[entry.kode]] for entry in place.villages]
    recap = Sheet(
        [[*place.headings, hand.heading("Jumlah Kelompok")], *counts],
        rng.choice(("Rekap", "Rekap Kalurahan", "Jumlah")),
    )
    sheets = [register, recap] if rng.random() < 0.5 else [recap, register]
    return Table("sheets_of_both", sheets, truth, books=True)


def register_blocks(rng: Random) -> Table:
    """A register per sub-district, one below the other."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((2, 3)))
    kind = rng.choice(KINDS)
    truth: dict[str, int] = {}
    words: list[Cell] = [
        "No",
        hand.heading("Kalurahan"),
        hand.heading(rng.choice(("Nama Kelompok", f"Nama {kind.short}"))),
        hand.heading("Jumlah Anggota"),
    ]
    rows: Rows = [[f"DAFTAR {kind.full.upper()}"], []]
    for first, inside in by_kapanewon(villages):
        rows += [[f"KAPANEWON {first.kapanewon.upper()}"], list(words)]
        number = members = 0
        for entry in inside:
            names = group_names(rng, kind, rng.randint(1, 3))
            truth[entry.kode] = len(names)
            for name in names:
                number += 1
                count = rng.randint(8, 40)
                members += count
                rows.append([number, hand.desa(entry), name, count])
        if rng.random() < 0.6:
            rows.append([None, rng.choice(TOTALS[:4]), None, members])
        rows.append([])
    rows.append([rng.choice(NOTES)])
    return Table("register_blocks", [Sheet(rows)], truth)


FAMILIES = (
    split_code,
    code_of_kapanewon,
    federations,
    ones,
    months,
    years_over_kinds,
    recap_below,
    kapanewon_rows,
    two_levels_of_subtotals,
    only_kapanewon,
    age_groups,
    elsewhere,
    form_of_one_village,
    blank_rows_between,
    sheets_of_both,
    register_blocks,
)
