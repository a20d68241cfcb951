"""A row per group, under the headings of many offices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.tables.layouts.dress import NOTES, Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.shapes import by_kapanewon
from tests.tables.layouts.villages import Hand, Places, pick, places
from tests.tables.layouts.words import (
    HAMLETS,
    KINDS,
    NONE_NAMES,
    GroupKind,
    group_names,
    person,
    phone,
)

Field = tuple[str, Callable[[], Cell]]
PLACED = ("kap_desa", "kap_desa", "desa_kap", "kode_desa", "kode_kap_desa", "kode", "bps_kap_desa")


def name_headings(kind: GroupKind) -> tuple[str, ...]:
    """Return headings for the names of groups."""
    return (
        f"Nama {kind.short}",
        f"Nama {kind.full}",
        "Nama Kelompok",
        "NAMA KELOMPOK",
        f"Nama {kind.short} / Kelompok",
        kind.full,
        "Kelompok",
        "Nama Klp",
        "nama_kelompok",
    )


def fields(rng: Random, hand: Hand, count: int) -> list[Field]:
    """Return further columns of a register; members may come in three."""
    possible: list[Field] = [
        (
            rng.choice(("Nama Ketua", "Ketua", "Ketua Kelompok", "Penanggung Jawab")),
            lambda: person(rng),
        ),
        (rng.choice(("No HP", "HP Ketua", "No. Telp/HP", "Kontak")), lambda: phone(rng)),
        (
            rng.choice(("Tahun Berdiri", "Th. Berdiri", "Thn Pembentukan", "Tahun")),
            lambda: rng.randint(1985, 2024),
        ),
        (
            rng.choice(("Jumlah Anggota", "Anggota", "Jml Anggota", "Jml. Angg.")),
            lambda: rng.randint(8, 60),
        ),
        (rng.choice(("Jumlah Kader", "Kader")), lambda: rng.randint(2, 9)),
        (
            rng.choice(("Saldo Kas (Rp)", "Kas", "Bantuan (Rp)", "Modal")),
            lambda: hand.money(rng.randint(1, 90) * 250_000),
        ),
        (rng.choice(("Padukuhan", "Dusun", "Alamat", "Dukuh")), lambda: rng.choice(HAMLETS)),
        (
            rng.choice(("Kegiatan", "Jenis Usaha", "Bidang Usaha")),
            lambda: rng.choice(("arisan", "ternak kambing", "simpan pinjam", "yasinan")),
        ),
        (
            rng.choice(("Kelas", "Strata", "Kelas Kemampuan")),
            lambda: rng.choice(("Pemula", "Lanjut", "Madya")),
        ),
        (rng.choice(("Keterangan", "Ket")), lambda: rng.choice((None, "aktif", "aktif"))),
        (
            rng.choice(("No. SK", "SK Pengukuhan")),
            lambda: f"{rng.randint(1, 90)}/KPTS/20{rng.randint(10, 24)}",
        ),
    ]
    return rng.sample(possible, count)


def add_members(rng: Random, headings: list[str], rows: Rows, hand: Hand) -> None:
    """Add L, P and their sum, which are members, at the end."""
    words = rng.choice(
        (
            ("L", "P", "Jumlah"),
            ("Laki-laki", "Perempuan", "Total"),
            ("Anggota L", "Anggota P", "Jml"),
            ("Lk", "Pr", "Jumlah Anggota"),
        )
    )
    headings += [hand.heading(word) for word in words]
    for row in rows:
        men, women = rng.randint(0, 20), rng.randint(1, 25)
        row += [men, women, men + women]


def group_rows(
    rng: Random,
    place: Places,
    kind: GroupKind,
    more: Sequence[Field],
    *,
    tricky: float = 0.0,
    front: bool | None = None,
) -> tuple[list[str], Rows, dict[str, int], int]:
    """Return headings (as words), rows, truth and the column of the group's name."""
    front = rng.random() < 0.35 if front is None else front
    heading = rng.choice(name_headings(kind))
    if len(place.headings) == 1 and front:
        front = False
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 4), tricky=tricky)
        truth[entry.kode] = len(names)
        for name in names:
            cells = place.cells(entry)
            named: list[Cell] = [name, *cells] if front else [*cells, name]
            rows.append([*named, *(make() for _, make in more)])
    if rng.random() < 0.2:
        rng.shuffle(rows)
    words = [heading, *place.headings] if front else [*place.headings, heading]
    return [*words, *(word for word, _ in more)], rows, truth, 0 if front else len(place.headings)


def _register(
    rng: Random, family: str, kind: GroupKind, count: int, *, members: bool, tricky: float = 0.0
) -> Table:
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), PLACED)
    words, rows, truth, name = group_rows(rng, place, kind, fields(rng, hand, count), tricky=tricky)
    headings = _cased(hand, words, place.headings)
    if members:
        add_members(rng, headings, rows, hand)
    subject = rng.choice(("Daftar {}", "Data {}", "Rekapitulasi {}", "Jumlah dan Nama {}"))
    flat = Flat(headings, rows, subject.format(kind.full), name)
    if members and rng.random() < 0.5:
        width = len(headings)
        flat.sums = {
            column: sum(_whole(row[column]) for row in rows) for column in range(width - 3, width)
        }
    return Table(family, [dress(rng, hand, flat).sheet], truth)


def _cased(hand: Hand, words: Sequence[str], done: Sequence[str]) -> list[str]:
    return [word if word in done else hand.heading(word) for word in words]


def _whole(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def register_plain(rng: Random) -> Table:
    """Group and place, little else."""
    return _register(rng, "register_plain", KINDS[0], rng.randint(0, 2), members=False)


def register_kinds(rng: Random) -> Table:
    """Registers of all kinds of groups, with head, telephone, year."""
    return _register(rng, "register_kinds", rng.choice(KINDS), rng.randint(1, 6), members=False)


def register_members(rng: Random) -> Table:
    """The same, with L, P and Jumlah of the members."""
    return _register(rng, "register_members", rng.choice(KINDS), rng.randint(0, 4), members=True)


def register_tricky_names(rng: Random) -> Table:
    """Groups called Sumber ..., Jumlah ..., Total ..."""
    kind = rng.choice(KINDS[:3])
    return _register(
        rng,
        "register_tricky_names",
        kind,
        rng.randint(0, 3),
        members=rng.random() < 0.3,
        tricky=0.45,
    )


def register_none(rng: Random) -> Table:
    """Villages that say in words that they have no group; a dash says nothing."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng, most=7), PLACED)
    words, _, truth, name = group_rows(rng, place, kind, [], front=False)
    kept: Rows = []
    for entry in place.villages:
        chance = rng.random()
        if chance < 0.3:
            kept.append([*place.cells(entry), rng.choice(NONE_NAMES)])
            truth[entry.kode] = 0
        elif chance < 0.4:
            kept.append([*place.cells(entry), rng.choice(("-", None, "–"))])
            del truth[entry.kode]
        else:
            names = group_names(rng, kind, truth[entry.kode])
            kept += [[*place.cells(entry), other] for other in names]
    headings = _cased(hand, words, place.headings)
    flat = Flat(headings, kept, f"Daftar {kind.full}", name)
    return Table("register_none", [dress(rng, hand, flat).sheet], truth)


def register_totals(rng: Random) -> Table:
    """Total rows within a register: they add members, and are no groups."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng), ("kap_desa", "desa_kap", "kode_desa", "kode_kap_desa"))
    truth: dict[str, int] = {}
    rows: Rows = []
    filled = rng.random() < 0.5
    everything = 0
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 4))
        truth[entry.kode] = len(names)
        members = [rng.randint(8, 40) for _ in names]
        everything += sum(members)
        rows += [
            [*place.cells(entry), name, count] for name, count in zip(names, members, strict=True)
        ]
        cells: list[Cell] = place.cells(entry) if filled else [None] * len(place.headings)
        rows.append([*cells, rng.choice(("JUMLAH", "Jumlah", "Total", "Sub Total")), sum(members)])
    words = [
        rng.choice(name_headings(kind)[:4]),
        rng.choice(("Jumlah Anggota", "Anggota", "Jml Anggota")),
    ]
    headings = [*place.headings, *(hand.heading(word) for word in words)]
    flat = Flat(
        headings, rows, f"Daftar {kind.full}", len(place.headings), {len(headings) - 1: everything}
    )
    return Table("register_totals", [dress(rng, hand, flat, plain=rng.random() < 0.5).sheet], truth)


def register_sections(rng: Random) -> Table:
    """The village as a row of its own above its groups."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    villages = pick(rng, kapanewon=rng.choice((1, 2)))
    truth: dict[str, int] = {}
    word = rng.choice(("KALURAHAN {}", "Kalurahan : {}", "Desa {}", "DESA : {}", "Kalurahan {}"))
    more = fields(rng, hand, rng.randint(1, 3))
    head: list[Cell] = [
        "No",
        hand.heading(rng.choice(name_headings(kind)[:4])),
        *(hand.heading(w) for w, _ in more),
    ]
    rows: Rows = []
    for first, inside in by_kapanewon(villages):
        rows.append([f"KAPANEWON {first.kapanewon.upper()}"])
        for entry in inside:
            rows.append([word.format(entry.desa.upper() if rng.random() < 0.5 else entry.desa)])
            names = group_names(rng, kind, rng.randint(1, 4))
            truth[entry.kode] = len(names)
            rows += [[n + 1, name, *(make() for _, make in more)] for n, name in enumerate(names)]
    title: Rows = [[f"DAFTAR {kind.full.upper()}"], []]
    return Table("register_sections", [Sheet([*title, head, *rows])], truth)


def register_blank_below(rng: Random) -> Table:
    """The village only in the first row of its groups."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng), ("kap_desa", "desa_kap", "kode_desa", "kode_kap_desa"))
    more = fields(rng, hand, rng.randint(0, 3))
    truth: dict[str, int] = {}
    rows: Rows = []
    spans: list[tuple[int, int]] = []
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 4))
        truth[entry.kode] = len(names)
        spans.append((len(rows), len(rows) + len(names) - 1))
        for number, name in enumerate(names):
            cells: list[Cell] = [None] * len(place.headings) if number else place.cells(entry)
            rows.append([*cells, name, *(make() for _, make in more)])
    headings = [
        *place.headings,
        *(
            hand.heading(word)
            for word in (rng.choice(name_headings(kind)), *(word for word, _ in more))
        ),
    ]
    dressed = dress(rng, hand, Flat(headings, rows, f"Daftar {kind.full}", place.name))
    merged = rng.random() < 0.5
    if merged:
        dressed.sheet.merges += [
            (
                dressed.row + first,
                dressed.column + column,
                dressed.row + last,
                dressed.column + column,
            )
            for first, last in spans
            if last > first
            for column in range(len(place.headings))
        ]
    return Table("register_blank_below", [dressed.sheet], truth, books=merged)


def register_pages(rng: Random) -> Table:
    """A printed register: the heading stands on each page."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng, kapanewon=2), PLACED)
    words, rows, truth, _ = group_rows(rng, place, kind, fields(rng, hand, rng.randint(0, 3)))
    headings: list[Cell] = list(_cased(hand, words, place.headings))
    page = rng.randint(4, 7)
    out: Rows = [[f"DAFTAR {kind.full.upper()}"], [], headings]
    for number, row in enumerate(rows):
        if number and number % page == 0:
            out.append(list(headings))
        out.append(row)
    if rng.random() < 0.3:
        out.append([rng.choice(NOTES)])
    return Table("register_pages", [Sheet(out)], truth)


FAMILIES = (
    register_plain,
    register_kinds,
    register_members,
    register_tricky_names,
    register_none,
    register_totals,
    register_sections,
    register_blank_below,
    register_pages,
)
