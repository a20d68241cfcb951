"""Numbers of offices: every rule with an example, and what is refused."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tables.numbers import is_numeric, read_number, read_numbers

READ = [
    ("12", 12),
    (" 12 ", 12),
    ("'07", 7),
    ("+5", 5),
    ("-3", -3),
    ("\N{MINUS SIGN}3", -3),
    ("12 kelompok", 12),
    ("12 Kelompok", 12),
    ("340 jiwa", 340),
    ("± 50", 50),
    ("sekitar 50", 50),
    ("nihil", 0),
    ("NIHIL", 0),
    ("nol", 0),
    ("0", 0),
    ("1.234.567", 1234567),
    ("1.234,5", 1234.5),
    ("1,234,567", 1234567),
    ("1,234.5", 1234.5),
    ("1,5", 1.5),
    ("1.5", 1.5),
    ("12,0", 12),
    ("0,8435", 0.8435),
    ("0.843", 0.843),
    ("1234.567", 1234.567),
]
NO_FIGURE = ["", " ", "-", "–", "—", "...", "tidak ada data", "Tidak Ada Data", "n/a", "NaN"]
REFUSED = [
    ("1.234", "thousands or decimals"),
    ("1,234", "thousands or decimals"),
    (">10 tahun", "not one number"),
    ("10-15", "not one number"),
    ("50+", "not one number"),
    ("(5)", "not one number"),
    ("1 234", "not one number"),
    ("12 sapi", "not one number"),
    ("1.2.3", "not one number"),
    ("1.23.456", "not one number"),
    ("1e3", "not one number"),
    ("inf", "not one number"),
    ("9" * 400, "not one number"),
    ("l2", "not one number"),
    ("\N{ARABIC-INDIC DIGIT TWO}", "not one number"),
    ("2024-05-12", "not one number"),
    ("=SUM(A1:A3)", "formula"),
    ("#REF!", "error"),
    ("45 ⟨sel gabungan⟩", "several rows"),
]
COUNTS_REFUSED = [("-3", "negative"), ("2,5", "fraction"), ("0.5", "fraction"), ("9" * 11, "large")]


def column(*texts: str) -> pd.Series[str]:
    return pd.Series(texts, index=range(2, 2 + len(texts)), dtype="str")


@pytest.mark.parametrize(("text", "value"), READ)
def test_numbers_that_can_be_read(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", NO_FIGURE)
def test_no_figure_is_not_zero(text: str) -> None:
    value = read_number(text)
    assert value is not None
    assert math.isnan(value)


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_refused_cells_say_why(text: str, why: str) -> None:
    numbers = read_numbers(column(text))
    assert why in numbers.refused[2].en
    assert numbers.values.isna().all()


@pytest.mark.parametrize(("text", "why"), COUNTS_REFUSED)
def test_a_count_is_whole_and_not_negative(text: str, why: str) -> None:
    assert why in read_numbers(column(text), count=True).refused[2].en


@pytest.mark.parametrize(
    ("texts", "style", "values"),
    [
        (["1.234", "2.345,5"], "id", [1234, 2345.5]),
        (["1.234", "1,5"], "id", [1234, 1.5]),
        (["1,234", "1,5"], "id", [1.234, 1.5]),
        (["1.234", "1.234.567"], "id", [1234, 1234567]),
        (["1.234", "0.5"], "en", [1.234, 0.5]),
        (["1,234", "2,345.5"], "en", [1234, 2345.5]),
    ],
)
def test_other_cells_settle_an_ambiguous_one(
    texts: list[str], style: str, values: list[float]
) -> None:
    numbers = read_numbers(column(*texts))
    assert numbers.style == style
    assert numbers.values.tolist() == values
    assert not numbers.refused


def test_plain_numbers_settle_nothing() -> None:
    numbers = read_numbers(column("12", "45", "1.234"), count=True)
    assert list(numbers.refused) == [4]
    assert numbers.values[[2, 3]].tolist() == [12, 45]


def test_contradicting_cells_settle_nothing() -> None:
    numbers = read_numbers(column("1.234,5", "1,234.5", "1.234"))
    assert list(numbers.refused) == [4]


def test_numbers_of_a_spreadsheet_are_not_guessed_and_settle_nothing() -> None:
    typed = pd.Series([True, True, False], index=[2, 3, 4])
    numbers = read_numbers(column("1.234", "0.5", "1.234"), typed)
    assert numbers.values[[2, 3]].tolist() == [1.234, 0.5]
    assert list(numbers.refused) == [4]


def test_numeric_columns() -> None:
    assert is_numeric(column("1", "2", "3", "4", "rusak"))
    assert not is_numeric(column("1", "rusak"))
    assert not is_numeric(column("", "-"))
    assert is_numeric(column("1.234"))


@given(st.integers(0, 10**12))
def test_grouped_whole_numbers_come_back(value: int) -> None:
    english = f"{value:,}"
    texts = column(english.replace(",", "."), "1.234,5") if value > 999 else column(str(value))
    assert read_numbers(texts).values.iloc[0] == value
    assert read_numbers(column(english, "1,234.5")).values.iloc[0] == value


@given(st.decimals(0, 10**9, places=2))
def test_decimals_come_back(value: object) -> None:
    text = f"{value:.2f}"
    assert read_number(text) == float(text)
    assert read_number(text.replace(".", ",")) == float(text)


@given(st.lists(st.text()))
def test_every_cell_is_a_number_or_no_figure_or_refused(texts: list[str]) -> None:
    numbers = read_numbers(column(*texts), count=True)
    given = numbers.values.dropna()
    assert (given >= 0).all()
    assert (given % 1 == 0).all()
    assert not set(numbers.refused) & set(given.index)
