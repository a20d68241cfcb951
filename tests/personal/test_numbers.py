"""What is a personal number and what is not, case by case."""

from __future__ import annotations

import time

import pytest
from wksbm.personal.identity import is_identity
from wksbm.personal.numbers import mask, masked_text

from tests.personal.cases import PERSONAL, PLAIN


@pytest.mark.parametrize(("text", "masked"), PERSONAL)
def test_only_the_number_is_masked(text: str, masked: str) -> None:
    assert masked_text(text) == masked
    assert masked_text(masked) == masked


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).kinds == ()


@pytest.mark.parametrize("text", [text for text, _ in PERSONAL])
def test_beside_a_personal_number_the_rest_of_a_cell_stays(text: str) -> None:
    found = mask(f"KWT Bu Siti; {text}; Rp 1.500.000; 3403012001")
    assert found.kinds
    assert found.text.startswith("KWT Bu Siti; ")
    assert found.text.endswith("; Rp 1.500.000; 3403012001")


def test_each_number_of_a_cell_is_counted() -> None:
    found = mask("Siti 3403010101900001 (081234567890), Budi 3403010201900002, budi@contoh.id")
    assert found.kinds == ("NIK", "telepon", "NIK", "surel")


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [
        ("3403010101900001", True),
        ("3403017112990001", True),
        ("3403010001900001", False),
        ("3403013202900001", False),
        ("3403017212900001", False),
        ("3403010113900001", False),
        ("3403013002900001", False),
        ("0003010101900001", False),
        ("9903010101900001", False),
        ("3400010101900001", False),
        ("6501010101900001", True),
        ("340301010190000", False),
    ],
)
def test_an_identity_has_a_region_and_a_date(digits: str, *, is_one: bool) -> None:
    assert is_identity(digits) is is_one


@pytest.mark.parametrize(
    "text",
    [
        "0" * 100_000,
        "08 " * 40_000,
        "hp " * 40_000,
        "a" * 100_000 + "@",
        "12." * 40_000,
        "rek " * 30_000 + "1",
        "(0274) " * 20_000,
        "081234567890 " * 8_000,
    ],
    ids=lambda text: text[:8],
)
def test_long_cells_take_no_time(text: str) -> None:
    started = time.perf_counter()
    mask(text)
    assert time.perf_counter() - started < 15
