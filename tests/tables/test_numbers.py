"""Numbers of offices: every rule with an example, and what is refused."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wksbm.tables.numbers import is_numeric, read_number, read_numbers

from tests.rules import assert_told, name_of
from tests.tables.number_cases import NUMBERS, READ, NumberCase


def column(*texts: str) -> pd.Series[str]:
    return pd.Series(texts, index=range(2, 2 + len(texts)), dtype="str")


@pytest.mark.parametrize("case", NUMBERS, ids=name_of)
def test_every_cell_is_a_number_or_no_figure_or_says_why_not(case: NumberCase) -> None:
    texts = column(*case.others, case.text)
    numbers = read_numbers(texts, count=case.count)
    row = texts.index[-1]
    assert list(numbers.refused) == ([row] if case.outcome == "refused" else [])
    if case.outcome == "refused":
        assert_told(case, [numbers.refused[row]])
    expected = math.nan if case.value is None else case.value
    assert numbers.values[row] == pytest.approx(expected, rel=0, abs=0, nan_ok=True)


@pytest.mark.parametrize("case", READ, ids=name_of)
def test_a_number_that_stands_alone(case: NumberCase) -> None:
    assert read_number(case.text) == pytest.approx(case.value, rel=0, abs=0, nan_ok=True)


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
