"""One row per village and a number of groups, in many words and beside many other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.tables.layouts.dress import Flat, dress, totals
from tests.tables.layouts.model import Cell, Rows, Table
from tests.tables.layouts.villages import Hand, Places, Village, pick, places
from tests.tables.layouts.words import (
    KINDS,
    NO_REPORT,
    NONE_FIGURE,
    GroupKind,
    figures,
    group_names,
    person,
    phone,
)

Column = tuple[str, list[Cell], list[int] | None]
"""Heading, cells, and the numbers that a total row adds up."""


def count_headings(kind: GroupKind) -> tuple[str, ...]:
    """Return headings that name what is counted."""
    return (
        f"Jumlah {kind.full}",
        f"Jumlah {kind.short}",
        f"Jml {kind.short}",
        f"Jml. {kind.short}",
        f"Banyaknya {kind.full}",
        f"Jumlah {kind.full} (kelompok)",
        f"Jumlah {kind.short} yang ada",
        f"Jlh {kind.short}",
        f"Banyak {kind.short}",
        f"Total {kind.short}",
        "Jmlh Kelompok",
        "Jumlah (Kelompok)",
        "Banyak Kelompok",
        "Jumlah Kelompok",
        "Jml Klp",
        "Jml. Kelompok",
        "Jumlah Klp",
        "jumlah_kelompok",
    )


def others(rng: Random, hand: Hand, villages: Sequence[Village], count: int) -> list[Column]:
    """Return columns of other numbers and words; each says by its heading what it is."""
    size = len(villages)

    def numbers(low: int, high: int) -> list[int]:
        return [rng.randint(low, high) for _ in range(size)]

    def amounts(heading: str, low: int, high: int) -> Column:
        values = numbers(low, high)
        return heading, [hand.amount(value) for value in values], values

    def funds(heading: str) -> Column:
        values = [value * 100_000 for value in numbers(5, 400)]
        return heading, [hand.money(value) for value in values], values

    possible: list[Column] = [
        amounts(
            rng.choice(("Jumlah Anggota", "Anggota", "Jml Anggota", "Jumlah Anggota (orang)")),
            10,
            900,
        ),
        amounts(rng.choice(("Jumlah Penduduk", "Penduduk", "Jiwa", "Jumlah Jiwa")), 2100, 9900),
        amounts(rng.choice(("Jumlah KK", "KK", "Jml KK")), 600, 3200),
        amounts(rng.choice(("Jumlah Kader", "Kader", "Jml Kader Aktif")), 2, 60),
        amounts(rng.choice(("Jumlah RT", "RT", "Jml RT")), 12, 80),
        amounts(rng.choice(("Jumlah Padukuhan", "Padukuhan", "Jml Dusun")), 5, 20),
        amounts(rng.choice(("Luas (ha)", "Luas Wilayah (Ha)")), 400, 2900),
        funds(
            rng.choice(
                ("Bantuan (Rp)", "Jumlah Dana", "Saldo Kas (Rp)", "Anggaran", "Nilai Bantuan")
            )
        ),
        (rng.choice(("Tahun", "Tahun Data", "Thn")), [2024] * size, None),
        (
            rng.choice(("Keterangan", "Ket.", "Catatan")),
            [rng.choice((None, "aktif", "lengkap", "-")) for _ in villages],
            None,
        ),
        (
            rng.choice(("Nama Ketua", "Petugas", "Nama Lurah")),
            [person(rng) for _ in villages],
            None,
        ),
        (rng.choice(("No HP", "HP", "No. Telp")), [phone(rng) for _ in villages], None),
    ]
    return rng.sample(possible, count)


def assemble(
    rng: Random,
    hand: Hand,
    place: Places,
    counted: Sequence[Column],
    beside: Sequence[Column],
    subject: str,
) -> Flat:
    """Return a table of the place's columns and, in any order, the others."""
    columns = [*counted]
    for column in beside:
        columns.insert(rng.randint(0, len(columns)), column)
    sums = {
        len(place.headings) + position: values
        for position, (_, _, values) in enumerate(columns)
        if values is not None
    }
    rows: Rows = [
        [*place.cells(entry), *(cells[number] for _, cells, _ in columns)]
        for number, entry in enumerate(place.villages)
    ]
    headings = [*place.headings, *(hand.heading(heading) for heading, _, _ in columns)]
    return Flat(headings, rows, subject, place.name, totals(sums))


def _counts(
    rng: Random, family: str, headings: Sequence[str], kind: GroupKind, beside: int
) -> Table:
    hand = Hand(rng)
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    heading = rng.choice(list(headings))
    counted: Column = (heading, [hand.groups(value) for value in values], values)
    rest = others(rng, hand, place.villages, beside)
    flat = assemble(rng, hand, place, [counted], rest, f"Data {kind.full}")
    flat.subject = rng.choice(
        (f"Data {kind.full}", f"Rekap {kind.full}", f"Jumlah {kind.full} per Kalurahan")
    )
    return Table(
        family,
        [dress(rng, hand, flat).sheet],
        {k: v for k, v in truth.items() if k in {e.kode for e in place.villages}},
    )


def counts_plain(rng: Random) -> Table:
    """Only the place and the count."""
    kind = rng.choice(KINDS)
    return _counts(rng, "counts_plain", count_headings(kind), kind, 0)


def counts_beside(rng: Random) -> Table:
    """The count beside members, money, years."""
    kind = rng.choice(KINDS)
    return _counts(rng, "counts_beside", count_headings(kind), kind, rng.randint(1, 5))


def counts_bare_jumlah(rng: Random) -> Table:
    """A bare "Jumlah", the title says of what; the other columns name what they hold."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    counted: Column = (
        rng.choice(("Jumlah", "Jml", "Total", "Banyaknya", "Jumlah (kelompok)")),
        [hand.groups(value) for value in values],
        values,
    )
    rest = [
        c
        for c in others(rng, hand, place.villages, rng.randint(0, 3))
        if "anggota" not in c[0].lower()
    ]
    flat = assemble(rng, hand, place, [counted], rest, f"Jumlah {kind.full} menurut Kalurahan")
    sheet = dress(rng, hand, flat).sheet
    if not any(
        str(cell).casefold().startswith("jumlah " + kind.full.casefold())
        for row in sheet.rows[:3]
        for cell in row
    ):
        sheet.rows.insert(0, [f"JUMLAH {kind.full.upper()} MENURUT KALURAHAN"])
    return Table("counts_bare_jumlah", [sheet], truth)


def counts_kind_members(rng: Random) -> Table:
    """The kind's name heads the count; L, P and Jumlah are members."""
    hand = Hand(rng)
    kind = rng.choice(KINDS[2:])
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    men = [value * rng.randint(0, 12) for value in values]
    women = [value * rng.randint(1, 15) for value in values]
    both = [one + other for one, other in zip(men, women, strict=True)]
    words = rng.choice(
        (
            ("Anggota L", "Anggota P", "Jumlah"),
            ("L", "P", "Jumlah Anggota"),
            ("Anggota Laki-laki", "Anggota Perempuan", "Jumlah"),
            ("Anggota (L)", "Anggota (P)", "Jml"),
        )
    )
    heading = rng.choice((kind.full, kind.short, f"Jumlah {kind.short}", f"{kind.full} (klp)"))
    counted: Column = (heading, [hand.groups(value) for value in values], values)
    rest: list[Column] = [
        (word, [hand.amount(value) for value in column], column)
        for word, column in zip(words, (men, women, both), strict=True)
    ]
    columns = [counted, *rest] if rng.random() < 0.75 else [*rest, counted]
    flat = assemble(rng, hand, place, columns, [], f"Rekap {kind.full}")
    return Table("counts_kind_members", [dress(rng, hand, flat).sheet], truth)


def counts_none_words(rng: Random) -> Table:
    """Words for none, and cells that say that nothing was reported."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng, most=8))
    truth: dict[str, int] = {}
    cells: list[Cell] = []
    for entry in place.villages:
        chance = rng.random()
        if chance < 0.55:
            truth[entry.kode] = rng.randint(1, 30)
            cells.append(hand.groups(truth[entry.kode]))
        elif chance < 0.8:
            truth[entry.kode] = 0
            cells.append(rng.choice(NONE_FIGURE))
        else:
            cells.append(rng.choice(NO_REPORT) or None)
    if not any(truth.values()):
        truth[place.villages[0].kode], cells[0] = 7, 7
    counted: Column = (rng.choice(count_headings(kind)), cells, None)
    rest = others(rng, hand, place.villages, rng.randint(0, 2))
    flat = assemble(rng, hand, place, [counted], rest, f"Data {kind.full}")
    return Table("counts_none_words", [dress(rng, hand, flat).sheet], truth)


def counts_footnotes(rng: Random) -> Table:
    """Marks of footnotes behind figures; the notes stand below."""
    hand = Hand(rng)
    hand.count = "int"
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    style = rng.choice(("raised", "star", "paren", "mixed"))
    marks = {
        "raised": ("¹", "²"),
        "star": ("*", "**"),
        "paren": (" *)", " **)"),
        "mixed": ("¹⁾", "*)"),
    }
    cells: list[Cell] = [
        f"{truth[entry.kode]}{rng.choice(marks[style])}"
        if rng.random() < 0.35
        else truth[entry.kode]
        for entry in place.villages
    ]
    counted: Column = (rng.choice(count_headings(KINDS[0])), cells, None)
    flat = assemble(
        rng,
        hand,
        place,
        [counted],
        others(rng, hand, place.villages, rng.randint(0, 1)),
        "Data WKSBM",
    )
    sheet = dress(rng, hand, flat, plain=True).sheet
    first, second = (mark.strip() for mark in marks[style])
    sheet.rows += [[f"{first} angka sementara"], [f"{second} termasuk yang vakum"]]
    return Table("counts_footnotes", [sheet], truth)


def counts_superscript(rng: Random) -> Table:
    """Footnote marks as superscript runs of a workbook."""
    hand = Hand(rng)
    hand.count = "int"
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    counted: Column = (rng.choice(count_headings(KINDS[0])), list(values), None)
    flat = assemble(rng, hand, place, [counted], [], "Data WKSBM")
    dressed = dress(rng, hand, flat, plain=True)
    column = dressed.column + len(place.headings)
    for number in range(len(values)):
        if rng.random() < 0.4:
            dressed.sheet.superscripts[dressed.row + number, column] = rng.choice("12")
    dressed.sheet.rows += [["¹ angka sementara"], ["² termasuk yang vakum"]]
    return Table("counts_superscript", [dressed.sheet], truth, books=True)


def counts_thousands(rng: Random) -> Table:
    """Large counts with a thousands mark; the column shows which mark it is."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=2))
    mark = rng.choice((".", ","))
    truth = {entry.kode: rng.randint(1010, 4800) for entry in place.villages}
    values = list(truth.values())
    cells: list[Cell] = [f"{value:,}".replace(",", mark) for value in values]
    counted: Column = (
        rng.choice(("jumlah_kelompok", "Jumlah Kelompok", "Jumlah Dasawisma")),
        cells,
        None,
    )
    flat = assemble(rng, hand, place, [counted], [], "Data Dasawisma")
    return Table(
        "counts_thousands",
        [dress(rng, hand, flat).sheet],
        truth,
        doubt="1.250 may be a thousand or a decimal; the contract settles it for jumlah_* only",
    )


def counts_names(rng: Random) -> Table:
    """The names of the groups in one cell beside their number."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng))
    truth: dict[str, int] = {}
    names: list[Cell] = []
    for entry in place.villages:
        count = rng.randint(0, 6)
        truth[entry.kode] = count
        told = group_names(rng, kind, count)
        chance = rng.random()
        if not count:
            names.append(rng.choice(("-", None, "Tidak ada", "Nihil")))
        elif chance < 0.6:
            names.append(rng.choice((", ", "; ", ",")).join(told))
        elif chance < 0.8:
            names.append(f"{told[0]}, dst." if count > 1 else told[0])
        else:
            names.append(None)
    values = list(truth.values())
    pair: list[Column] = [
        (
            rng.choice(("Jumlah Kelompok", f"Jumlah {kind.short}", "Jml Klp")),
            [hand.groups(v) for v in values],
            values,
        ),
        (rng.choice(("Nama Kelompok", f"Nama {kind.short}", "Nama-nama Kelompok")), names, None),
    ]
    rng.shuffle(pair)
    flat = assemble(rng, hand, place, pair, [], f"Data {kind.full}")
    return Table("counts_names", [dress(rng, hand, flat).sheet], truth)


def counts_networks(rng: Random) -> Table:
    """Few WKSBM per village: networks, or groups? Only the office knows."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=3))
    truth = {entry.kode: rng.choice((0, 0, 1, 1, 1, 2)) for entry in place.villages}
    values = list(truth.values())
    heading = rng.choice(("jumlah_wksbm", "Jumlah WKSBM", "WKSBM"))
    flat = assemble(
        rng, hand, place, [(heading, [hand.groups(v) for v in values], values)], [], "Data WKSBM"
    )
    return Table(
        "counts_networks", [dress(rng, hand, flat).sheet], truth, doubt="networks or groups"
    )


def members_only(rng: Random) -> Table:
    """Members, money, residents: nothing counts groups."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng))
    values = [rng.randint(20, 900) for _ in place.villages]
    heading = rng.choice(
        (
            "Jumlah Anggota",
            "Jumlah Penduduk",
            "Jumlah KK",
            "Bantuan (Rp)",
            "Jumlah Jiwa",
            "Jumlah Kader",
        )
    )
    subject = rng.choice(("Data Anggota", "Data Penduduk", "Rekap Bantuan"))
    flat = assemble(rng, hand, place, [(heading, list(values), values)], [], subject)
    return Table("members_only", [dress(rng, hand, flat, plain=True).sheet], {}, refuse=True)


FAMILIES = (
    counts_plain,
    counts_beside,
    counts_bare_jumlah,
    counts_kind_members,
    counts_none_words,
    counts_footnotes,
    counts_superscript,
    counts_thousands,
    counts_names,
    counts_networks,
    members_only,
)
