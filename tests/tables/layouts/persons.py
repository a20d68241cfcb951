"""Registers with persons in them, and groups that share a cell or exist no more."""

from __future__ import annotations

from random import Random

from tests.tables.layouts.dress import Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.registers import PLACED, name_headings
from tests.tables.layouts.villages import Hand, pick, places
from tests.tables.layouts.words import (
    KINDS,
    group_names,
    nik,
    person,
)


def register_officers(rng: Random) -> Table:
    """One group over the rows of its officers."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng, kapanewon=2), ("kap_desa", "desa_kap", "kode_desa"))
    truth: dict[str, int] = {}
    rows: Rows = []
    spans: list[tuple[int, int]] = []
    number = 0
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 3))
        truth[entry.kode] = len(names)
        for name in names:
            number += 1
            offices = ("Ketua", "Sekretaris", "Bendahara", "Anggota")[: rng.randint(2, 4)]
            spans.append((len(rows), len(rows) + len(offices) - 1))
            for position, office in enumerate(offices):
                lead: list[Cell] = [number, name, *place.cells(entry)]
                if position:
                    lead = [None] * len(lead)
                rows.append([*lead, person(rng), office])
    heading = rng.choice(name_headings(kind)[:4])
    headings: list[Cell] = [
        "No",
        hand.heading(heading),
        *place.headings,
        hand.heading("Nama Pengurus"),
        hand.heading("Jabatan"),
    ]
    merged = rng.random() < 0.7
    sheet = Sheet([headings, *rows])
    if merged:
        width = len(place.headings) + 2
        sheet.merges = [
            (first + 1, column, last + 1, column)
            for first, last in spans
            if last > first
            for column in range(width)
        ]
    return Table("register_officers", [sheet], truth, books=merged)


def several_in_cell(rng: Random) -> Table:
    """All groups of a village in one cell."""
    hand = Hand(rng)
    kind = rng.choice(KINDS)
    place = places(rng, hand, pick(rng), PLACED)
    style = rng.choice((", ", "; ", "\n", "numbered", " / "))
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 5))
        truth[entry.kode] = len(names)
        if style == "numbered":
            text = rng.choice((" ", "\n")).join(f"{n + 1}. {name}" for n, name in enumerate(names))
        else:
            text = style.join(names)
        rows.append([*place.cells(entry), text])
    heading = rng.choice(
        ("Nama Kelompok", "Nama-nama Kelompok", f"Nama {kind.short}", "Daftar Kelompok")
    )
    flat = Flat([*place.headings, hand.heading(heading)], rows, f"Data {kind.full}", place.name)
    return Table(
        "several_in_cell",
        [dress(rng, hand, flat).sheet],
        truth,
        doubt="a comma may stand in a name",
    )


def register_dissolved(rng: Random) -> Table:
    """A register with a status; what is dissolved is not counted."""
    hand = Hand(rng)
    kind = rng.choice(KINDS[:3])
    place = places(rng, hand, pick(rng), PLACED)
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(2, 4))
        gone = rng.sample(names[1:], rng.randint(0, 1))
        truth[entry.kode] = len(names) - len(gone)
        rows += [
            [
                *place.cells(entry),
                name,
                rng.choice(("Bubar", "sudah bubar", "BUBAR"))
                if name in gone
                else rng.choice(("aktif", "Aktif")),
            ]
            for name in names
        ]
    headings = [
        *place.headings,
        hand.heading("Nama Kelompok"),
        hand.heading(rng.choice(("Status", "Status Kelompok", "Keaktifan"))),
    ]
    return Table(
        "register_dissolved",
        [dress(rng, hand, Flat(headings, rows, "Daftar Kelompok", place.name)).sheet],
        truth,
    )


def persons_of_groups(rng: Random) -> Table:
    """A list of members: their groups are counted."""
    hand = Hand(rng)
    kind = rng.choice(KINDS[1:5])
    place = places(rng, hand, pick(rng), ("kap_desa", "desa_kap", "kode_desa", "kode_kap_desa"))
    truth: dict[str, int] = {}
    rows: Rows = []
    with_nik = rng.random() < 0.7
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 3))
        truth[entry.kode] = len(names)
        for name in names:
            for member in rng.sample(range(1000), rng.randint(2, 5)):
                lead: list[Cell] = [nik(rng, entry)] if with_nik else []
                rows.append(
                    [
                        *lead,
                        f"{person(rng)} {member}",
                        *place.cells(entry),
                        name,
                        rng.choice(("Anggota", "Ketua", "Bendahara")),
                    ]
                )
    lead_words = [rng.choice(("NIK", "No KTP", "No. NIK"))] if with_nik else []
    words = [*lead_words, rng.choice(("Nama", "Nama Anggota", "Nama Lengkap"))]
    after = [rng.choice((f"Nama {kind.short}", "Nama Kelompok", f"Nama {kind.full}")), "Jabatan"]
    headings = [
        *(hand.heading(word) for word in words),
        *place.headings,
        *(hand.heading(word) for word in after),
    ]
    flat = Flat(headings, rows, f"Daftar Anggota {kind.full}", len(words))
    return Table(
        "persons_of_groups", [dress(rng, hand, flat).sheet], truth, doubt="persons or groups"
    )


def residents(rng: Random) -> Table:
    """Persons, and no group anywhere."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), ("kap_desa", "desa_kap", "kode_kap_desa"))
    rows: Rows = [
        [
            nik(rng, entry),
            f"{person(rng)} {number}",
            *place.cells(entry),
            rng.choice("LP"),
            rng.randint(1950, 2006),
        ]
        for entry in place.villages
        for number in range(rng.randint(2, 5))
    ]
    words = [
        rng.choice(("NIK", "No KTP")),
        rng.choice(("Nama", "Nama Lengkap", "Nama Penerima", "Nama Warga")),
    ]
    headings = [
        *(hand.heading(word) for word in words),
        *place.headings,
        hand.heading("JK"),
        hand.heading(rng.choice(("Tahun Lahir", "Tahun"))),
    ]
    flat = Flat(
        headings, rows, rng.choice(("Data Penduduk", "Daftar Penerima Bantuan", "Data Warga")), 2
    )
    return Table("residents", [dress(rng, hand, flat).sheet], {}, refuse=True)


FAMILIES = (
    register_officers,
    several_in_cell,
    register_dissolved,
    persons_of_groups,
    residents,
)
