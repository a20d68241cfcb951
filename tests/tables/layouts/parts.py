"""Several figures per village: parts, kinds, years, targets, and rows that stand twice."""

from __future__ import annotations

from random import Random

from tests.tables.layouts.counts import Column, assemble
from tests.tables.layouts.dress import Flat, dress
from tests.tables.layouts.model import Cell, Rows, Table
from tests.tables.layouts.villages import Hand, Places, Village, pick, places
from tests.tables.layouts.words import HAMLETS, KINDS_WIDE, figures, person

NAMED = ("kap_desa", "kap_desa", "desa_kap", "kode_desa", "kode_kap_desa", "kode")


def part_values(rng: Random, count: int) -> tuple[str, list[str]]:
    """Return a heading of parts and that many different parts."""
    hamlets = rng.sample(HAMLETS, min(count, len(HAMLETS)))
    kinds = rng.sample(KINDS_WIDE, min(count, len(KINDS_WIDE)))
    zero = rng.choice(("{:02d}", "{:03d}", "{}"))
    rome = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    options = [
        ("RW", [f"RW {zero.format(n)}" for n in range(1, count + 1)]),
        ("RT/RW", [f"{n:02d}/0{1 + n // 3}" for n in range(1, count + 1)]),
        ("RT", [f"RT {zero.format(n)}" for n in range(1, count + 1)]),
        (rng.choice(("Padukuhan", "Dusun", "Dukuh", "Pedukuhan", "Nama Padukuhan")), hamlets),
        (rng.choice(("Jenis", "Jenis Kelompok", "Uraian", "Bidang", "Bentuk Kegiatan")), kinds),
        ("Strata", ["Pratama", "Madya", "Purnama", "Mandiri"]),
        (rng.choice(("Kelas", "Kelas Kelompok")), ["Pemula", "Lanjut", "Madya", "Utama"]),
        ("Wilayah RW", [f"RW {rome[n]}" for n in range(min(count, 8))]),
    ]
    heading, values = rng.choice(options)
    return heading, values[:count]


def parts_rows(rng: Random) -> Table:
    """A row per RW, RT, hamlet, kind or class: a village's rows add up."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng, kapanewon=rng.choice((1, 2))), NAMED)
    heading, parts = part_values(rng, rng.randint(2, 5))
    flat, truth, _ = _per_part(rng, hand, place, heading, parts)
    return Table("parts_rows", [dress(rng, hand, flat).sheet], truth)


def parts_blank_below(rng: Random) -> Table:
    """The same, with the village written only in its first row."""
    hand = Hand(rng)
    place = places(
        rng, hand, pick(rng, kapanewon=rng.choice((1, 2))), ("kap_desa", "desa_kap", "kode_desa")
    )
    heading, parts = part_values(rng, rng.randint(2, 5))
    flat, truth, firsts = _per_part(rng, hand, place, heading, parts)
    for number, row in enumerate(flat.rows):
        if number not in firsts:
            row[: len(place.headings)] = [None] * len(place.headings)
    return Table("parts_blank_below", [dress(rng, hand, flat).sheet], truth)


def parts_merged(rng: Random) -> Table:
    """The same, with the village's cells merged over its rows."""
    hand = Hand(rng)
    place = places(
        rng, hand, pick(rng, kapanewon=rng.choice((1, 2))), ("kap_desa", "desa_kap", "kode_desa")
    )
    heading, parts = part_values(rng, rng.randint(2, 5))
    flat, truth, firsts = _per_part(rng, hand, place, heading, parts)
    dressed = dress(rng, hand, flat)
    ends = [*firsts[1:], len(flat.rows)]
    for start, end in zip(firsts, ends, strict=True):
        for column in range(len(place.headings)):
            for number in range(start + 1, end):
                dressed.sheet.rows[dressed.row + number][dressed.column + column] = None
            if end - start > 1:
                top, left = dressed.row + start, dressed.column + column
                dressed.sheet.merges.append((top, left, dressed.row + end - 1, left))
    return Table("parts_merged", [dressed.sheet], truth, books=True)


def parts_subtotals(rng: Random) -> Table:
    """Parts with a subtotal row under every village, as a spreadsheet makes them."""
    hand = Hand(rng)
    hand.desa_prefix = ""
    place = places(rng, hand, pick(rng, kapanewon=rng.choice((1, 2))), ("kap_desa", "desa_kap"))
    heading, parts = part_values(rng, rng.randint(2, 4))
    flat, truth, firsts = _per_part(rng, hand, place, heading, parts)
    word = rng.choice(("{} Total", "Jumlah {}", "Total {}", "Subtotal {}", "Jumlah", "Sub Total"))
    rows: Rows = []
    ends = [*firsts[1:], len(flat.rows)]
    keep_kapanewon = rng.random() < 0.5
    for entry, start, end in zip(place.villages, firsts, ends, strict=True):
        rows += flat.rows[start:end]
        subtotal: list[Cell] = [None] * len(flat.headings)
        if keep_kapanewon:
            subtotal[place.form.split("_").index("kap")] = hand.kapanewon(entry)
        subtotal[place.name] = word.format(entry.desa)
        subtotal[len(place.headings) + 1] = truth[entry.kode]
        rows.append(subtotal)
    flat.rows = rows
    return Table("parts_subtotals", [dress(rng, hand, flat).sheet], truth)


def _per_part(
    rng: Random, hand: Hand, place: Places, heading: str, parts: list[str]
) -> tuple[Flat, dict[str, int], list[int]]:
    """Return a table of place, part and count, its truth, and the first row of each village."""
    rows: Rows = []
    truth: dict[str, int] = {}
    firsts: list[int] = []
    same = rng.random() < 0.3
    for entry in place.villages:
        firsts.append(len(rows))
        mine = parts if rng.random() < 0.7 else parts[: rng.randint(1, len(parts))]
        level = rng.randint(1, 6)
        values = [level if same else rng.randint(0, 9) for _ in mine]
        if same and rng.random() < 0.3:
            values[0] += 1
        truth[entry.kode] = sum(values)
        rows += [
            [*place.cells(entry), part, hand.groups(value)]
            for part, value in zip(mine, values, strict=True)
        ]
    counted = rng.choice(
        ("Jumlah Kelompok", "Jml Kelompok", "Jumlah Klp", "Jumlah Dasawisma", "Banyaknya Kelompok")
    )
    headings = [*place.headings, hand.heading(heading), hand.heading(counted)]
    sums: dict[int, Cell] = {len(headings) - 1: sum(truth.values())}
    return Flat(headings, rows, "Rekap Kelompok", place.name, sums), truth, firsts


def repeated_equal(rng: Random) -> Table:
    """A row sent or pasted twice: counted once."""
    return _repeated(rng, "repeated_equal", equal=True)


def repeated_different(rng: Random) -> Table:
    """Two rows of one village that disagree, and nothing tells which holds."""
    return _repeated(rng, "repeated_different", equal=False)


def _repeated(rng: Random, family: str, *, equal: bool) -> Table:
    hand = Hand(rng)
    hand.variants = hand.spaces = 0.0
    place = places(rng, hand, pick(rng), NAMED)
    truth = figures(rng, place.villages)
    twice = rng.sample(place.villages, min(rng.randint(1, 2), len(place.villages) - 1))
    review: set[str] = set()
    beside = rng.choice(("none", "sender", "date", "remark", "id"))
    rows: Rows = []
    order = [(entry, False) for entry in place.villages]
    for entry in twice:
        order.insert(rng.randint(order.index((entry, False)) + 1, len(order)), (entry, True))
    for number, (entry, again) in enumerate(order):
        value = truth[entry.kode]
        if again and not equal:
            value += rng.choice((1, 2, 5))
            review.add(entry.kode)
        extra: dict[str, list[Cell]] = {
            "none": [],
            "sender": [person(rng)],
            "date": [f"{rng.randint(1, 28):02d}/0{rng.randint(1, 9)}/2025"],
            "remark": [rng.choice(("", "revisi", "susulan")) or None],
            "id": [f"A{1001 + number}"],
        }
        rows.append([*place.cells(entry), hand.groups(value), *extra[beside]])
    words = {
        "none": [],
        "sender": ["Petugas"],
        "date": ["Tanggal Lapor"],
        "remark": ["Keterangan"],
        "id": ["ID"],
    }
    heading = rng.choice(("Jumlah Kelompok", "Jml Klp", "Jumlah KUBE"))
    headings = [*place.headings, *(hand.heading(word) for word in (heading, *words[beside]))]
    known = {kode: value for kode, value in truth.items() if kode not in review}
    flat = Flat(headings, rows, "Data Kelompok", place.name)
    return Table(family, [dress(rng, hand, flat).sheet], known, review=frozenset(review))


def kinds_wide_total(rng: Random) -> Table:
    """A column per kind and their total."""
    return _wide(rng, "kinds_wide_total", total=True)


def kinds_wide(rng: Random) -> Table:
    """A column per kind, no total."""
    return _wide(rng, "kinds_wide", total=False)


def _wide(rng: Random, family: str, *, total: bool) -> Table:
    hand = Hand(rng)
    hand.count = "int"
    place = places(rng, hand, pick(rng))
    kinds = rng.sample(KINDS_WIDE, rng.randint(2, 5))
    columns: list[Column] = []
    for kind in kinds:
        values = [0 if rng.random() < 0.2 else rng.randint(1, 14) for _ in place.villages]
        columns.append((kind, list(values), values))
    sums = [sum(values) for values in zip(*(column[2] or [] for column in columns), strict=True)]
    if total:
        word = rng.choice(("Jumlah", "Total", "Jumlah Kelompok", "Jml"))
        columns.insert(len(columns) if rng.random() < 0.8 else 0, (word, list(sums), list(sums)))
    truth = {entry.kode: value for entry, value in zip(place.villages, sums, strict=True)}
    subject = rng.choice(("Jumlah Kelompok menurut Jenis", "Rekap Kelompok per Jenis"))
    flat = assemble(rng, hand, place, columns, [], subject)
    doubt = "" if total else "whether the kinds are to be added up is not said"
    return Table(family, [dress(rng, hand, flat).sheet], truth, doubt=doubt)


def years_wide(rng: Random) -> Table:
    """A column per year; the newest holds, where it is complete."""
    hand = Hand(rng)
    hand.count = "int"
    place = places(rng, hand, pick(rng))
    last = rng.choice((2023, 2024, 2025))
    years = list(range(last - rng.randint(1, 4), last + 1))
    word = rng.choice(("{}", "Jumlah Kelompok {}", "Th. {}", "Tahun {}", "Jml {}", "Kelompok {}"))
    complete = rng.random() < 0.65
    truth: dict[str, int] = {}
    columns: dict[int, list[Cell]] = {year: [] for year in years}
    for number, entry in enumerate(place.villages):
        for year in years:
            value: int | None = rng.randint(1, 30)
            if year == last and not complete and (number == 0 or rng.random() < 0.3):
                value = None
            if year == last and value is not None:
                truth[entry.kode] = value
            columns[year].append(value)
    if rng.random() < 0.25:
        years.reverse()
    table: list[Column] = [(word.format(year), columns[year], None) for year in years]
    flat = assemble(
        rng, hand, place, table, [], f"Perkembangan Jumlah Kelompok {min(years)}-{last}"
    )
    flat.dated = False
    doubt = "" if complete else "some villages are blank in the newest year"
    return Table("years_wide", [dress(rng, hand, flat).sheet], truth, doubt=doubt)


def years_long(rng: Random) -> Table:
    """A row per village and year, as open data has it."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), NAMED)
    last = rng.choice((2023, 2024, 2025))
    years = list(range(last - rng.randint(1, 3), last + 1))
    complete = rng.random() < 0.6
    truth: dict[str, int] = {}
    lines: list[tuple[Village, int, int | None]] = []
    for number, entry in enumerate(place.villages):
        for year in years:
            value: int | None = rng.randint(0, 30)
            if year == last and not complete and (number == 0 or rng.random() < 0.2):
                value = None
            if year == last and value is not None:
                truth[entry.kode] = value
            lines.append((entry, year, value))
    if rng.random() < 0.5:
        lines.sort(key=lambda line: line[1])
    rows: Rows = [
        [*place.cells(entry), year, None if value is None else hand.groups(value)]
        for entry, year, value in lines
    ]
    headings = [
        *place.headings,
        rng.choice(("Tahun", "tahun", "Tahun Data")),
        rng.choice(("Jumlah Kelompok", "jumlah_kelompok", "Jml Klp")),
    ]
    if rng.random() < 0.4:
        headings.append("Satuan")
        rows = [[*row, "Kelompok"] for row in rows]
    flat = Flat(headings, rows, "Jumlah Kelompok", place.name, dated=False)
    doubt = "" if complete else "some villages are blank in the newest year"
    return Table("years_long", [dress(rng, hand, flat).sheet], truth, doubt=doubt)


def target_realisation(rng: Random) -> Table:
    """What was planned beside what there is."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    real = [truth[entry.kode] for entry in place.villages]
    target = [value + rng.randint(0, 6) for value in real]
    words = rng.choice(
        (
            ("Target", "Realisasi"),
            ("Target Kelompok", "Realisasi Kelompok"),
            ("Sasaran", "Capaian"),
            ("Rencana", "Realisasi"),
        )
    )
    share: list[Cell] = [
        f"{100 * done / max(aim, 1):.1f}".replace(".", ",")
        for done, aim in zip(real, target, strict=True)
    ]
    columns: list[Column] = [(words[0], list(target), target), (words[1], list(real), real)]
    if rng.random() < 0.5:
        columns.append((rng.choice(("%", "Persentase", "Capaian (%)")), share, None))
    flat = assemble(rng, hand, place, columns, [], "Target dan Realisasi Jumlah Kelompok")
    return Table(
        "target_realisation", [dress(rng, hand, flat).sheet], truth, doubt="target or realisation"
    )


def old_and_new(rng: Random) -> Table:
    """A column of last year's figures, hidden in the workbook."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    values = [truth[entry.kode] for entry in place.villages]
    old = [max(value + rng.randint(-3, 3), 0) for value in values]
    columns: list[Column] = [
        ("Jumlah Kelompok 2023", list(old), old),
        ("Jumlah Kelompok 2024", list(values), values),
    ]
    flat = assemble(rng, hand, place, columns, [], "Data Kelompok")
    flat.dated = False
    dressed = dress(rng, hand, flat)
    dressed.sheet.hidden_columns.add(dressed.column + len(place.headings))
    return Table("old_and_new", [dressed.sheet], truth, books=True)


FAMILIES = (
    parts_rows,
    parts_blank_below,
    parts_merged,
    parts_subtotals,
    repeated_equal,
    repeated_different,
    kinds_wide_total,
    kinds_wide,
    years_wide,
    years_long,
    target_realisation,
    old_and_new,
)
