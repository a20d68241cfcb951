"""Habits of single offices: levels in one column, marks at names, examples, units, sums on top."""

from __future__ import annotations

from random import Random

from tests.tables.layouts.counts import Column, assemble, count_headings, others
from tests.tables.layouts.dress import Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.registers import name_headings
from tests.tables.layouts.shapes import by_kapanewon
from tests.tables.layouts.villages import Hand, pick, places
from tests.tables.layouts.words import HAMLETS, KINDS, figures, group_names, person

NAMED = ("kap_desa", "desa_kap", "kode_desa", "kode_kap_desa")


def levels_by_code(rng: Random) -> Table:
    """Kabupaten, sub-districts and villages in one column; the codes tell them apart."""
    hand = Hand(rng)
    hand.desa_prefix = hand.kapanewon_prefix = ""
    villages = pick(rng, kapanewon=rng.choice((2, 3)))
    truth = figures(rng, villages)
    named = rng.random() < 0.5
    rows: Rows = []

    def add(code: str, name: str, level: str, count: int) -> None:
        rows.append([code, name, *([level] if named else []), count])

    add("34.03", "GUNUNGKIDUL", "Kabupaten", sum(truth.values()))
    for first, inside in by_kapanewon(villages):
        total = sum(truth[entry.kode] for entry in inside)
        add(first.kode[:8], hand.kapanewon(first), "Kapanewon", total)
        for entry in inside:
            add(entry.kode, hand.desa(entry), "Kalurahan", truth[entry.kode])
    words = [
        "Kode Wilayah",
        rng.choice(("Nama Wilayah", "Wilayah")),
        *(["Tingkat"] if named else []),
    ]
    headings: list[Cell] = [*words, hand.heading("Jumlah Kelompok")]
    return Table("levels_by_code", [Sheet([headings, *rows])], truth)


def total_on_top(rng: Random) -> Table:
    """The sum of all stands above the villages."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), NAMED)
    truth = figures(rng, place.villages)
    rows: Rows = [[*place.cells(entry), hand.groups(truth[entry.kode])] for entry in place.villages]
    top: list[Cell] = [None] * len(place.headings)
    top[place.name] = rng.choice(
        ("KABUPATEN GUNUNGKIDUL", "JUMLAH", "Total Kabupaten", "Gunungkidul")
    )
    rows.insert(0, [*top, sum(truth.values())])
    headings = [*place.headings, hand.heading(rng.choice(count_headings(KINDS[0])))]
    flat = Flat(headings, rows, "Data Kelompok", place.name)
    sheet = dress(rng, hand, flat, plain=True).sheet
    return Table("total_on_top", [sheet], truth)


def numbered_names(rng: Random) -> Table:
    """Running numbers within the names of places."""
    hand = Hand(rng)
    hand.desa_prefix = hand.kapanewon_prefix = ""
    villages = pick(rng)
    truth = figures(rng, villages)
    mark = rng.choice(("{}. ", "{:02d}. ", "{}) ", "{:02d} "))
    rows: Rows = [
        [rng.choice(("Kapanewon", "Kecamatan")), "Kalurahan", hand.heading("Jumlah Kelompok")]
    ]
    for position, (_, inside) in enumerate(by_kapanewon(villages)):
        for number, entry in enumerate(inside):
            district = mark.format(position + 1) + hand.kapanewon(entry)
            name = mark.format(number + 1) + hand.desa(entry)
            rows.append([district, name, hand.groups(truth[entry.kode])])
    return Table("numbered_names", [Sheet(rows)], truth)


def marked_names(rng: Random) -> Table:
    """Footnote marks at the names of villages."""
    hand = Hand(rng)
    hand.variants = hand.spaces = 0.0
    villages = pick(rng)
    truth = figures(rng, villages)
    mark = rng.choice(("*", " *)", "¹", "¹⁾", " **"))
    rows: Rows = [
        [hand.heading("Kapanewon"), hand.heading("Kalurahan"), hand.heading("Jumlah Kelompok")]
    ]
    for entry in villages:
        name = hand.desa(entry) + (mark if rng.random() < 0.3 else "")
        rows.append([hand.kapanewon(entry), name, hand.groups(truth[entry.kode])])
    rows.append([f"{mark.strip()} data sementara"])
    return Table("marked_names", [Sheet(rows)], truth)


def example_row(rng: Random) -> Table:
    """The example of the form was left in it."""
    hand = Hand(rng)
    villages = pick(rng)
    truth = figures(rng, villages)
    example = rng.choice(("Contoh", "contoh:", "CONTOH", "(contoh)"))
    shown = rng.choice(villages)
    rows: Rows = [
        ["No", "Kapanewon", "Kalurahan", hand.heading("Jumlah Kelompok")],
        [example, shown.kapanewon, shown.desa, 99],
    ]
    for number, entry in enumerate(villages):
        rows.append([number + 1, entry.kapanewon, entry.desa, truth[entry.kode]])
    return Table("example_row", [Sheet(rows)], truth, doubt="an example among the rows")


def unit_row(rng: Random) -> Table:
    """A row of units or of hints below the headings."""
    hand = Hand(rng)
    hand.headings = rng.choice((str, str.upper))
    villages = pick(rng)
    truth = figures(rng, villages)
    units: list[Cell] = rng.choice(
        (
            [None, None, None, "(klp)", "(orang)"],
            [None, None, None, "kelompok", "orang"],
            ["(nomor)", "(nama)", "(nama)", "(angka)", "(angka)"],
        )
    )
    words = ("No", "Kapanewon", "Kalurahan", "Jumlah Kelompok", "Jumlah Anggota")
    rows: Rows = [[hand.heading(word) for word in words], units]
    for number, entry in enumerate(villages):
        count = truth[entry.kode]
        rows.append([number + 1, hand.kapanewon(entry), hand.desa(entry), count, count * 12])
    return Table("unit_row", [Sheet(rows)], truth)


def bare_name(rng: Random) -> Table:
    """A register whose names stand under a bare "Nama"; the title says of what."""
    hand = Hand(rng)
    kind = rng.choice(KINDS[2:])
    place = places(rng, hand, pick(rng), NAMED)
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 4))
        truth[entry.kode] = len(names)
        rows += [[name, *place.cells(entry), person(rng), rng.randint(9, 40)] for name in names]
    headings: list[Cell] = ["Nama", *place.headings, "Ketua", hand.heading("Jumlah Anggota")]
    sheet = Sheet([[f"DAFTAR {kind.full.upper()}"], headings, *rows])
    return Table("bare_name", [sheet], truth, doubt="only the title says that names are groups'")


def cumulative(rng: Random) -> Table:
    """Groups up to last year, new ones, and all."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), NAMED)
    old = [rng.randint(0, 20) for _ in place.villages]
    new = [rng.randint(0, 4) for _ in place.villages]
    both = [one + other for one, other in zip(old, new, strict=True)]
    words = rng.choice(
        (
            ("s.d. 2023", "Tambahan 2024", "Jumlah"),
            ("Kelompok Lama", "Kelompok Baru", "Jumlah Kelompok"),
            ("Sampai 2023", "Baru 2024", "Total"),
        )
    )
    columns: list[Column] = [
        (word, list(values), values) for word, values in zip(words, (old, new, both), strict=True)
    ]
    flat = assemble(rng, hand, place, columns, [], "Perkembangan Kelompok")
    flat.dated = False
    truth = {entry.kode: count for entry, count in zip(place.villages, both, strict=True)}
    return Table("cumulative", [dress(rng, hand, flat).sheet], truth)


def sections_of_parts(rng: Random) -> Table:
    """The village as a section, its hamlets below it, with a subtotal."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=2, most=4)
    truth: dict[str, int] = {}
    subtotal = rng.random() < 0.5
    rows: Rows = [["No", "Padukuhan", hand.heading("Jumlah Kelompok")]]
    for first, inside in by_kapanewon(villages):
        rows.append([f"KAPANEWON {first.kapanewon.upper()}"])
        for entry in inside:
            rows.append([f"KALURAHAN {entry.desa.upper()}"])
            hamlets = rng.sample(HAMLETS, rng.randint(2, 4))
            values = [rng.randint(0, 7) for _ in hamlets]
            truth[entry.kode] = sum(values)
            rows += [
                [number + 1, hamlet, value]
                for number, (hamlet, value) in enumerate(zip(hamlets, values, strict=True))
            ]
            if subtotal:
                rows.append([None, "Jumlah", sum(values)])
    return Table("sections_of_parts", [Sheet([["REKAP KELOMPOK"], *rows])], truth)


def two_registers(rng: Random) -> Table:
    """Two registers of different kinds of groups, one below the other: both count."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((1, 2)))
    truth = {entry.kode: 0 for entry in villages}
    rows: Rows = []
    for letter, kind in zip("AB", rng.sample(KINDS[2:], 2), strict=True):
        rows += [[f"{letter}. {kind.full.upper()}"]]
        rows.append(["No", hand.heading("Nama Kelompok"), "Kalurahan", "Kapanewon"])
        number = 0
        for entry in villages:
            names = group_names(rng, kind, rng.randint(1, 3))
            truth[entry.kode] += len(names)
            for name in names:
                number += 1
                rows.append([number, name, hand.desa(entry), hand.kapanewon(entry)])
        rows.append([])
    return Table("two_registers", [Sheet(rows)], truth)


def register_two_years(rng: Random) -> Table:
    """The register of two years in one table: a group stands once for each year."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng, kapanewon=2), NAMED)
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(2, 4))
        truth[entry.kode] = len(names)
        rows += [[*place.cells(entry), name, 2023] for name in names[: rng.randint(1, len(names))]]
        rows += [[*place.cells(entry), name, 2024] for name in names]
    headings = [*place.headings, hand.heading("Nama Kelompok"), hand.heading("Tahun Data")]
    flat = Flat(headings, rows, f"Daftar {kind.full}", place.name, dated=False)
    sheet = dress(rng, hand, flat).sheet
    return Table("register_two_years", [sheet], truth, doubt="which year")


def addresses(rng: Random) -> Table:
    """Hamlet, village and sub-district in one address."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    form = rng.choice(
        (
            "{dukuh}, {desa}, {kap}",
            "Pdk. {dukuh}, Kal. {desa}, Kap. {kap}",
            "{dukuh} RT 0{rt}, {desa}, {kap}",
        )
    )
    truth: dict[str, int] = {}
    rows: Rows = [["No", hand.heading(rng.choice(name_headings(kind)[:4])), "Alamat", "Ketua"]]
    for entry in pick(rng):
        names = group_names(rng, kind, rng.randint(1, 3))
        truth[entry.kode] = len(names)
        for name in names:
            dukuh, rt = rng.choice(HAMLETS), rng.randint(1, 9)
            place = form.format(dukuh=dukuh, rt=rt, desa=entry.desa, kap=entry.kapanewon)
            rows.append([len(rows), name, place, person(rng)])
    return Table("addresses", [Sheet(rows)], truth)


def captions_side_by_side(rng: Random) -> Table:
    """Two sub-districts beside each other, each under its caption."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=2)
    truth = figures(rng, villages)
    sides = [inside for _, inside in by_kapanewon(villages)]
    heading: list[Cell] = ["No", hand.heading("Kalurahan"), hand.heading("Jumlah Kelompok")]
    captions: list[Cell] = []
    for inside in sides:
        captions += [f"KAPANEWON {inside[0].kapanewon.upper()}", None, None, None]
    rows: Rows = [captions, [*heading, None, *heading]]
    for number in range(max(len(inside) for inside in sides)):
        row: list[Cell] = []
        for inside in sides:
            blank: list[Cell] = [None, None, None]
            if number < len(inside):
                entry = inside[number]
                blank = [number + 1, hand.desa(entry), truth[entry.kode]]
            row += [*blank, None]
        rows.append(row[:-1])
    return Table("captions_side_by_side", [Sheet(rows)], truth)


def two_codes(rng: Random) -> Table:
    """The codes of both systems beside each other."""
    hand = Hand(rng)
    villages = pick(rng)
    truth = figures(rng, villages)
    place = places(rng, hand, villages, ("kap_desa",))
    values = [truth[entry.kode] for entry in villages]
    codes: list[Column] = [
        (rng.choice(("Kode BPS", "kode_bps")), [entry.bps for entry in villages], None),
        (rng.choice(("Kode Kemendagri", "Kode")), [entry.kode for entry in villages], None),
    ]
    rng.shuffle(codes)
    counted: Column = (
        rng.choice(count_headings(KINDS[0])),
        [hand.groups(v) for v in values],
        values,
    )
    more = others(rng, hand, villages, rng.randint(0, 1))
    flat = assemble(rng, hand, place, [*codes, counted], more, "Data Kelompok")
    return Table("two_codes", [dress(rng, hand, flat).sheet], truth)


def register_with_counts_below(rng: Random) -> Table:
    """A register that closes each sub-district with the number of its groups."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    truth: dict[str, int] = {}
    rows: Rows = [
        ["No", "Kapanewon", "Kalurahan", hand.heading("Nama Kelompok"), hand.heading("Anggota")]
    ]
    for first, inside in by_kapanewon(pick(rng, kapanewon=2)):
        number = members = 0
        for entry in inside:
            names = group_names(rng, kind, rng.randint(1, 3))
            truth[entry.kode] = len(names)
            for name in names:
                number += 1
                members += (count := rng.randint(8, 40))
                rows.append([number, hand.kapanewon(entry), hand.desa(entry), name, count])
        label = rng.choice((f"Jumlah Kapanewon {first.kapanewon}", f"Jumlah {first.kapanewon}"))
        rows.append([None, label, None, f"{number} kelompok", members])
    return Table("register_with_counts_below", [Sheet(rows)], truth)


FAMILIES = (
    levels_by_code,
    total_on_top,
    numbered_names,
    marked_names,
    example_row,
    unit_row,
    bare_name,
    cumulative,
    sections_of_parts,
    two_registers,
    register_two_years,
    addresses,
    captions_side_by_side,
    two_codes,
    register_with_counts_below,
)
