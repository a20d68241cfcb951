"""What a workbook holds besides what it shows: formulas, hidden rows, merged totals; and places."""

from __future__ import annotations

from random import Random

from tests.tables.layouts.counts import Column, assemble, count_headings
from tests.tables.layouts.dress import Flat, dress
from tests.tables.layouts.model import Cell, Formula, Rows, Sheet, Table
from tests.tables.layouts.registers import name_headings
from tests.tables.layouts.shapes import by_kapanewon
from tests.tables.layouts.villages import Hand, pick, places
from tests.tables.layouts.words import KINDS, KINDS_WIDE, figures, group_names

NAMED = ("kap_desa", "desa_kap", "kode_desa", "kode_kap_desa")


def formula_totals(rng: Random) -> Table:
    """The total of the kinds is a formula whose result the file may not hold."""
    hand = Hand(rng)
    hand.headings = str
    place = places(rng, hand, pick(rng), NAMED)
    kinds = rng.sample(KINDS_WIDE, rng.randint(2, 4))
    held = rng.random() < 0.5
    first = len(place.headings)
    letters = "ABCDEFGHIJ"
    truth: dict[str, int] = {}
    rows: Rows = [[*place.headings, *kinds, rng.choice(("Jumlah", "Total", "Jumlah Kelompok"))]]
    for number, entry in enumerate(place.villages):
        values = [rng.randint(0, 9) for _ in kinds]
        truth[entry.kode] = sum(values)
        cells = f"{letters[first]}{number + 2}:{letters[first + len(kinds) - 1]}{number + 2}"
        total = Formula(f"=SUM({cells})", sum(values), held)
        rows.append([*place.cells(entry), *values, total])
    doubt = "" if held else "the total was never computed"
    return Table("formula_totals", [Sheet(rows)], truth, doubt=doubt, books=True)


def formula_counts(rng: Random) -> Table:
    """The count itself is a formula, its result is held."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), NAMED)
    truth = figures(rng, place.villages)
    cells: list[Cell] = [Formula(f"={count}+0", count) for count in truth.values()]
    counted: Column = (rng.choice(count_headings(KINDS[0])), cells, list(truth.values()))
    flat = assemble(rng, hand, place, [counted], [], "Data Kelompok")
    return Table("formula_counts", [dress(rng, hand, flat).sheet], truth, books=True)


def hidden_old_rows(rng: Random) -> Table:
    """Rows of last year are hidden among those of this year."""
    hand = Hand(rng)
    hand.variants = hand.spaces = 0.0
    place = places(rng, hand, pick(rng), NAMED)
    truth = figures(rng, place.villages)
    rows: Rows = [[*place.headings, hand.heading(rng.choice(count_headings(KINDS[0])))]]
    hidden: set[int] = set()
    for entry in place.villages:
        if rng.random() < 0.6:
            hidden.add(len(rows))
            rows.append([*place.cells(entry), truth[entry.kode] + rng.randint(1, 5)])
        rows.append([*place.cells(entry), hand.groups(truth[entry.kode])])
    doubt = "hidden rows say otherwise"
    return Table(
        "hidden_old_rows", [Sheet(rows, hidden_rows=hidden)], truth, doubt=doubt, books=True
    )


def merged_totals(rng: Random) -> Table:
    """The sub-district's sum in a cell merged over its villages; covered cells may hold it too."""
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((2, 3)))
    truth = figures(rng, villages)
    covered = rng.random() < 0.5
    words = rng.choice(
        (
            ("Kapanewon", "Kalurahan", "Jumlah Kelompok", "Jumlah per Kapanewon"),
            ("Kecamatan", "Desa", "Jml Kelompok", "Total Kecamatan"),
        )
    )
    rows: Rows = [[hand.heading(word) for word in words]]
    merges = []
    for _, inside in by_kapanewon(villages):
        total = sum(truth[entry.kode] for entry in inside)
        first = len(rows)
        for position, entry in enumerate(inside):
            shown = total if covered or not position else None
            name = None if position else hand.kapanewon(entry)
            rows.append([name, hand.desa(entry), hand.groups(truth[entry.kode]), shown])
        if len(inside) > 1:
            merges += [(first, column, len(rows) - 1, column) for column in (0, 3)]
    return Table("merged_totals", [Sheet(rows, merges=merges)], truth, books=True)


def register_places(rng: Random) -> Table:
    """Groups with their places, as people paste them."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), ("kap_desa", "kode_kap_desa"))
    styles = (
        ("Koordinat", lambda e: f"{e.lat:.5f}, {e.lon:.5f}"),
        ("Titik Koordinat", lambda e: f"{_comma(e.lat)}; {_comma(e.lon)}"),
        ("Lokasi Peta", lambda e: f"https://maps.google.com/?q={e.lat:.5f},{e.lon:.5f}"),
        ("Koordinat", lambda e: f"{_degrees(-e.lat)} LS {_degrees(e.lon)} BT"),
        ("Koordinat", lambda e: f"POINT({e.lon:.5f} {e.lat:.5f})"),
    )
    heading, write = rng.choice(styles)
    kind = rng.choice(KINDS)
    truth: dict[str, int] = {}
    rows: Rows = []
    for entry in place.villages:
        names = group_names(rng, kind, rng.randint(1, 4))
        truth[entry.kode] = len(names)
        rows += [[*place.cells(entry), name, write(entry)] for name in names]
    headings = [*place.headings, hand.heading(rng.choice(name_headings(kind)[:4])), heading]
    flat = Flat(headings, rows, "Daftar Kelompok", place.name)
    return Table("register_places", [dress(rng, hand, flat).sheet], truth)


def _comma(value: float) -> str:
    return f"{value:.5f}".replace(".", ",")


def _degrees(value: float) -> str:
    seconds = round(value * 3600)
    return f"{seconds // 3600}°{seconds % 3600 // 60:02d}'{seconds % 60:02d}\""


FAMILIES = (
    formula_totals,
    formula_counts,
    hidden_old_rows,
    merged_totals,
    register_places,
)
