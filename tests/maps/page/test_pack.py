"""The packed data block: what goes in comes out, and nothing in it means anything to HTML."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wksbm.maps.page.pack import fold, pack

from tests.maps.payloads import unpack


def test_what_is_packed_comes_out() -> None:
    values: dict[str, Any] = {
        "text": "</script><!--<script>\u2028\u2029 & \ud800 🗺",
        "short": [1, 2, None],
        "counts": [None, *range(100)],
        "rates": [n / 8 for n in range(40)],
        "negative": [-5, None, 7] * 20,
        "nothing": [None] * 40,
        "words": ["a", "b"] * 40,
        "flags": [True, False] * 40,
        "nested": [{"deep": list(range(50))}],
    }
    out, shapes, texts = unpack(pack(values, b"\x00\xff\x80", "“a”\n</script>", "é"))
    assert out == values
    assert shapes == b"\x00\xff\x80"
    assert texts == ["“a”\n</script>", "é"]


def test_the_block_is_plain_base64() -> None:
    assert re.fullmatch(r"[A-Za-z0-9+/]+=*", pack({"a": "<&>" * 50}, b"x" * 1000, "1 < 2"))


def test_only_long_lists_of_numbers_become_text() -> None:
    assert fold({"a": [1] * 31}) == {"a": [1] * 31}
    assert fold({"a": [3] * 32}) == {"a": {"$": [0, 3, "$" * 32]}}
    assert fold({"a": [0.5, None] * 16}) == {"a": {"$": [1, 5, "$#" * 16]}}
    for kept in ([True] * 40, ["1"] * 40, [0, 60_000] * 20, [1e-9, 1] * 20):
        assert fold({"a": kept}) == {"a": kept}


def test_a_number_that_is_none_is_refused() -> None:
    for value in (float("nan"), float("inf")):
        for values in ([value], [value] * 40):
            with pytest.raises(ValueError, match="not JSON compliant"):
                pack({"a": values}, b"", "")


@given(
    st.lists(st.none() | st.integers(-20_000, 20_000), min_size=32, max_size=80),
    st.integers(0, 3),
)
def test_any_list_comes_back(numbers: list[int | None], decimals: int) -> None:
    values = [None if number is None else number / 10**decimals for number in numbers]
    assert unpack(pack({"a": values}, b"", ""))[0] == {"a": values}


def test_the_same_values_give_the_same_text() -> None:
    assert pack({"a": list(range(99))}, b"1", "2") == pack({"a": list(range(99))}, b"1", "2")
