"""Numbers and lists read as each language writes them."""

from __future__ import annotations

import math

from wksbm.text import Text, join_words, number


def test_indonesian_numbers_have_points_for_thousands_and_a_decimal_comma() -> None:
    assert number(1234567.891, "id", decimals=2) == "1.234.567,89"
    assert number(1234.5, "en", decimals=1) == "1,234.5"
    assert number(9.0, "id", decimals=1) == "9,0"
    assert number(0, "id") == "0"


def test_a_missing_number_is_a_dash() -> None:
    assert number(math.nan, "id", decimals=1) == "–"


def test_lists_end_with_the_conjunction() -> None:
    assert join_words(["a", "b", "c"], "id") == "a, b dan c"
    assert join_words(["a", "b"], "en") == "a and b"
    assert join_words(["a"], "en") == "a"
    assert join_words([], "id") == ""


def test_text_is_rendered_in_the_language_asked_for() -> None:
    assert Text("desa", "village").to("id") == "desa"
    assert Text("desa", "village").to("en") == "village"
