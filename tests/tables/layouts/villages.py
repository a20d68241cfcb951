"""The villages of Gunungkidul and the ways in which offices write where a row belongs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.tables.layouts.model import Cell

FOLDER = Path(__file__).resolve().parents[3] / "boundaries" / "gunungkidul"


@dataclass(frozen=True)
class Village:
    kode: str
    bps: str
    desa: str
    kapanewon: str
    lon: float
    lat: float


@cache
def everyone() -> tuple[Village, ...]:
    """Return all 144 villages in the order of their codes."""
    with (FOLDER / "titik_desa.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Village(
                row["kode"],
                row["kode_bps"],
                row["desa"],
                row["kecamatan"],
                float(row["lon"]),
                float(row["lat"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def twins() -> frozenset[str]:
    """Return the names that two villages share."""
    names = Counter(village.desa for village in everyone())
    return frozenset(name for name, count in names.items() if count > 1)


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Return other spellings by village code, only those that no two villages share."""
    with (FOLDER / "aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["tingkat"] == "desa"]
    kodes: dict[str, set[str]] = {}
    for row in rows:
        kodes.setdefault(row["varian"].casefold().strip(), set()).add(row["kode"])
    found: dict[str, list[str]] = {}
    for row in rows:
        if len(kodes[row["varian"].casefold().strip()]) == 1:
            found.setdefault(row["kode"], []).append(row["varian"])
    return {kode: tuple(variants) for kode, variants in found.items()}


def village(name: str, kapanewon: str = "") -> Village:
    """Return a village by its name, and its kapanewon where the name is not its own."""
    (found,) = (
        entry for entry in everyone() if entry.desa == name and kapanewon in ("", entry.kapanewon)
    )
    return found


PAIRS = (
    ("Wonosari", "Saptosari"),
    ("Patuk", "Ngawen"),
    ("Paliyan", "Ponjong"),
    ("Semanu", "Semin"),
)


def pick(rng: Random, *, kapanewon: int | None = None, most: int = 6) -> list[Village]:
    """Return some villages, sub-district after sub-district; twins and namesakes are frequent."""
    names = sorted({entry.kapanewon for entry in everyone()})
    count = kapanewon or rng.choice((1, 2, 2, 3, 4))
    chosen = list(rng.choice(PAIRS))[:count] if rng.random() < 0.6 else []
    rng.shuffle(chosen)
    rest = [name for name in names if name not in chosen]
    chosen += rng.sample(rest, count - len(chosen))
    found: list[Village] = []
    for name in chosen:
        inside = [entry for entry in everyone() if entry.kapanewon == name]
        special = [e for e in inside if e.desa in twins() or e.desa == e.kapanewon]
        rng.shuffle(inside)
        size = rng.randint(2, min(most, len(inside)))
        first = [entry for entry in special if rng.random() < 0.6][:size]
        taken = first + [entry for entry in inside if entry not in first][: size - len(first)]
        if rng.random() < 0.7:
            taken.sort(key=lambda entry: entry.kode)
        found += taken
    return found


class Hand:
    """How one office writes: names, headings, numbers."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.case = rng.choice((str, str, str, str.upper))
        self.desa_prefix = rng.choice(("",) * 9 + ("Desa ", "Kalurahan ", "Kal. ", "Ds. ", "KAL "))
        self.kapanewon_prefix = rng.choice(
            ("",) * 9 + ("Kapanewon ", "Kec. ", "Kap. ", "Kecamatan ")
        )
        self.variants = rng.choice((0.0, 0.0, 0.3, 0.8))
        self.spaces = rng.choice((0.0, 0.0, 0.0, 0.15))
        self.code = rng.choice(("dotted", "dotted", "digits", "number", "float"))
        self.headings = rng.choice((str, str, str, str.upper, str.upper, str.lower, _snake))
        self.breaks = rng.random() < 0.08
        self.count = rng.choice(("int",) * 6 + ("text", "text", "unit"))
        self.big = rng.choice(("int", "int", "point", "point", "comma"))

    def desa(self, entry: Village) -> str:
        name = entry.desa
        variants = spellings().get(entry.kode, ())
        if variants and self.rng.random() < self.variants:
            name = self.rng.choice(variants)
        return self._spaced(self.case(self.desa_prefix + name))

    def kapanewon(self, entry: Village) -> str:
        return self._spaced(self.case(self.kapanewon_prefix + entry.kapanewon))

    def kode(self, entry: Village) -> Cell:
        digits = entry.kode.replace(".", "")
        if self.code in ("number", "float"):
            return int(digits) if self.code == "number" else float(digits)
        return entry.kode if self.code == "dotted" else digits

    def heading(self, words: str) -> str:
        words = self.headings(words)
        return words.replace(" ", "\n", 1) if self.breaks else words

    def groups(self, figure: int, unit: str = "kelompok") -> Cell:
        """Write a number of groups."""
        if self.count == "int":
            return figure
        if self.count == "text":
            return str(figure)
        return f"{figure} {unit}" if self.rng.random() < 0.5 else str(figure)

    def amount(self, figure: int) -> Cell:
        """Write a number that may be large."""
        if self.big == "int":
            return figure
        text = f"{figure:,}"
        return text.replace(",", ".") if self.big == "point" else text

    def money(self, figure: int) -> Cell:
        sign = self.rng.choice(("", "", "Rp", "Rp "))
        amount = self.amount(figure)
        return f"{sign}{amount}" if sign else amount

    def _spaced(self, text: str) -> str:
        if self.rng.random() < self.spaces:
            return self.rng.choice((f" {text}", f"{text} ", text.replace(" ", "  ")))
        return text


def _snake(words: str) -> str:
    kept = "".join(sign if sign.isalnum() else " " for sign in words.lower())
    return "_".join(kept.split()) or words


DESA = (
    "Kalurahan", "Kalurahan", "Desa", "Desa/Kelurahan", "Desa/Kel", "Nama Kalurahan", "Nama Desa",
    "Kalurahan/Desa", "Kal.", "Desa / Kal", "Asal Kalurahan", "Nama Desa/Kelurahan", "Kelurahan",
)  # fmt: skip
KAPANEWON = (
    "Kapanewon", "Kapanewon", "Kecamatan", "Kec.", "Kap.", "Kapanewon/Kecamatan",
    "Nama Kecamatan", "Nama Kapanewon", "Kec/Kapanewon",
)  # fmt: skip
KODE = (
    "Kode", "Kode Desa", "Kode Wilayah", "Kode Kemendagri", "Kode Kalurahan", "Kode Desa/Kel",
    "Kode Desa Kemendagri",
)  # fmt: skip
BPS = ("Kode BPS", "Kode Desa BPS", "Kode Desa (BPS)", "ID Desa BPS")


@dataclass
class Places:
    """
    The columns that say where a row belongs.

    `name` is the column of the village's name, else that of its code.
    """

    headings: list[str]
    cells: Callable[[Village], list[Cell]]
    villages: list[Village]
    form: str

    @property
    def name(self) -> int:
        return self.form.split("_").index("desa") if "desa" in self.form.split("_") else 0


FORMS = (
    *("kap_desa",) * 6,
    *("desa_kap",) * 3,
    *("kode_desa", "kode_kap_desa", "kode_desa_kap", "kode", "desa"),
    *("bps_kap_desa", "prov_kab_kap_desa", "kab_kap_desa"),
)


def places(
    rng: Random, hand: Hand, villages: Sequence[Village], forms: Sequence[str] = FORMS
) -> Places:
    """Return the columns of the place; where they hold names only, twins are left out."""
    form = rng.choice(list(forms))
    kept = [entry for entry in villages if form != "desa" or entry.desa not in twins()]
    if not kept:
        form, kept = "kap_desa", list(villages)
    parts = form.split("_")
    words = {
        "kap": rng.choice(KAPANEWON),
        "desa": rng.choice(DESA),
        "kode": rng.choice(KODE),
        "bps": rng.choice(BPS),
        "prov": rng.choice(("Provinsi", "Prov")),
        "kab": rng.choice(("Kabupaten", "Kab/Kota", "Kabupaten/Kota")),
    }
    write: dict[str, Callable[[Village], Cell]] = {
        "kap": hand.kapanewon,
        "desa": hand.desa,
        "kode": hand.kode,
        "bps": lambda entry: entry.bps,
        "prov": lambda _: "DI Yogyakarta",
        "kab": lambda _: "Gunungkidul",
    }
    headings = [hand.heading(words[part]) for part in parts]
    return Places(headings, lambda entry: [write[part](entry) for part in parts], kept, form)
