"""Cells that should hold a number: every rule with examples."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wksbm.text import Text, both, number

from tests.rules import Case, Outcome, code

NO_FIGURE = math.nan


@dataclass(frozen=True, kw_only=True)
class NumberCase(Case):
    """
    A cell, and the number it is read as.

    Parameters
    ----------
    text
        The cell.
    value
        NaN for "no figure", None when it is refused (`told` says why).
    count
        True when the column is one of counts.
    others
        Other cells of the column.
    """

    text: str
    value: float | None = None
    count: bool = False
    others: tuple[str, ...] = ()

    @property
    def example(self) -> Text:
        shown = code(self.text)
        if self.others:
            beside = ", ".join(code(text) for text in self.others)
            return Text(f"{shown} di kolom dengan {beside}", f"{shown} in a column with {beside}")
        return both(shown)

    @property
    def outcome(self) -> Outcome:
        return "refused" if self.value is None else "used"

    @property
    def result(self) -> Text:
        if self.value is None:
            return both("")
        if math.isnan(self.value):
            return Text("tidak ada angka (bukan 0)", "no figure (not 0)")
        decimals = 0 if self.value % 1 == 0 else len(f"{self.value!r}".partition(".")[2])
        return Text(
            number(self.value, "id", decimals=decimals), number(self.value, "en", decimals=decimals)
        )


def _read(rule: Text, *pairs: tuple[str, float]) -> list[NumberCase]:
    return [NumberCase(rule=rule, text=text, value=value) for text, value in pairs]


def _refused(rule: Text, told: Text, *texts: str, count: bool = False) -> list[NumberCase]:
    return [NumberCase(rule=rule, told=told, text=text, count=count) for text in texts]


def _settled(text: str, value: float | None, *others: str) -> NumberCase:
    rule = Text(
        "`1.234` dan `1,234`: ribuan atau desimal, diputuskan oleh sel lain di kolomnya",
        "`1.234` and `1,234`: thousands or decimals, settled by the other cells of the column",
    )
    told = _AMBIGUOUS if value is None else both("")
    return NumberCase(rule=rule, told=told, text=text, value=value, others=others)


_NOT_ONE = Text("bukan satu angka", "not one number")
_AMBIGUOUS = Text("bisa berarti ribuan atau desimal", "could be thousands or decimals")

READ = [
    *_read(
        Text(
            "Bilangan; spasi di tepi dan apostrof di depan tidak berarti",
            "A number; spaces around it and an apostrophe before it mean nothing",
        ),
        ("12", 12),
        (" 12 ", 12),
        ("'07", 7),
    ),
    *_read(
        Text("Tanda tambah dan kurang", "Plus and minus signs"),
        ("+5", 5),
        ("-3", -3),
        ("\N{MINUS SIGN}3", -3),
    ),
    *_read(
        Text("Satuan yang dikenal di belakang angka", "A known unit after the number"),
        ("12 kelompok", 12),
        ("12 Kelompok", 12),
        ("340 jiwa", 340),
    ),
    *_read(
        Text("Angka yang diulang dengan huruf", "A figure repeated in words"),
        ("3 (tiga)", 3),
        ("12 (dua belas) kelompok", 12),
        ("1100 (seribu seratus)", 1100),
    ),
    *_read(Text("Kira-kira", "About"), ("± 50", 50), ("sekitar 50", 50)),
    *_read(
        Text("Kata yang berarti nol", "Words that mean zero"),
        ("0", 0),
        ("nol", 0),
        ("nihil", 0),
        ("NIHIL", 0),
    ),
    *_read(
        Text(
            "Sel kosong dan kata untuk “tidak ada data” bukan nol",
            "Blank cells and words for “no data” are not zero",
        ),
        *(
            (text, NO_FIGURE)
            for text in ("", " ", "-", "–", "—", "...", "tidak ada data", "Tidak Ada Data")
        ),
        ("n/a", NO_FIGURE),
        ("NaN", NO_FIGURE),
    ),
    *_read(
        Text("Titik ribuan, koma desimal (Indonesia)", "Thousands point, decimal comma"),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("1,5", 1.5),
        ("12,0", 12),
        ("0,8435", 0.8435),
    ),
    *_read(
        Text("Koma ribuan, titik desimal (Inggris)", "Thousands comma, decimal point (English)"),
        ("1,234,567", 1234567),
        ("1,234.5", 1234.5),
        ("1.5", 1.5),
        ("0.843", 0.843),
        ("1234.567", 1234.567),
    ),
]
SETTLED = [
    _settled("1.234", 1234, "2.345,5"),
    _settled("1.234", 1234, "1,5"),
    _settled("1.234", 1234, "1.234.567"),
    _settled("1.234", 1.234, "0.5"),
    _settled("1,234", 1.234, "1,5"),
    _settled("1,234", 1234, "2,345.5"),
    _settled("1.234", None, "12", "45"),
    _settled("1.234", None, "1.234,5", "1,234.5"),
    _settled("1.234", None),
    _settled("1,234", None),
]
REFUSED = [
    *_refused(
        Text("Angka dan hurufnya tidak sama", "A figure and other words for it"),
        _NOT_ONE,
        "3 (empat)",
        "3 (aktif)",
    ),
    *_refused(
        Text("Lebih dari satu angka, atau batas", "More than one number, or a bound"),
        _NOT_ONE,
        *(">10 tahun", "10-15", "50+", "(5)", "1 234", "2024-05-12"),
    ),
    *_refused(
        Text("Satuan atau huruf yang tidak dikenal", "Unknown units or letters"),
        _NOT_ONE,
        *("12 sapi", "l2", "\N{ARABIC-INDIC DIGIT TWO}"),
    ),
    *_refused(
        Text("Pemisah yang tidak beraturan", "Separators that make no sense"),
        _NOT_ONE,
        *("1.2.3", "1.23.456"),
    ),
    *_refused(
        Text("Notasi ilmiah, tak hingga, terlalu panjang", "Exponents, infinity, too long"),
        _NOT_ONE,
        *("1e3", "inf", "9" * 400),
    ),
    *_refused(
        Text("Rumus yang belum dihitung", "A formula without its value"),
        Text("rumus yang belum dihitung", "a formula without its value"),
        "=SUM(A1:A3)",
    ),
    *_refused(
        Text("Kesalahan Excel", "An Excel error"),
        Text("kesalahan Excel", "an Excel error"),
        "#REF!",
    ),
    *_refused(
        Text("Satu angka untuk beberapa baris", "One number for several rows"),
        Text("satu angka untuk beberapa baris", "one number for several rows"),
        "45 ⟨sel gabungan⟩",
    ),
    *_refused(
        Text("Jumlah kelompok tidak mungkin negatif", "A count is never negative"),
        Text("tidak boleh negatif", "cannot be negative"),
        "-3",
        count=True,
    ),
    *_refused(
        Text("Jumlah kelompok tidak mungkin pecahan", "A count is never a fraction"),
        Text("tidak boleh pecahan", "cannot be a fraction"),
        *("2,5", "0.5"),
        count=True,
    ),
    *_refused(
        Text("Jumlah yang mustahil besarnya", "An impossibly large count"),
        Text("terlalu besar", "too large"),
        "9" * 11,
        count=True,
    ),
]
NUMBERS = [*READ, *SETTLED, *REFUSED]
