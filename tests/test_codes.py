"""Codes are read in every complete writing, and never guessed from an incomplete one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wksbm.codes import (
    Code,
    format_kemendagri,
    is_higher_level,
    is_lossy,
    known_digits,
    parse_code,
    read_crosswalk,
    resolve_code,
    why_not_code,
)
from wksbm.errors import InputError

READABLE = [
    ("34.03.01.2001", "3403012001", "kemendagri"),
    (" 34.03.01.2001\N{NO-BREAK SPACE}", "3403012001", "kemendagri"),
    ("34-03-01-2001", "3403012001", "kemendagri"),
    ("34.03.012001", "3403012001", "kemendagri"),
    ("3403012001", "3403012001", "unknown"),
    ("'3403012001", "3403012001", "unknown"),
    ("3403012001.0", "3403012001", "unknown"),
    ("3403012001,00", "3403012001", "unknown"),
    ("3.403012001E+09", "3403012001", "unknown"),
    ("3.403.012.001", "3403012001", "unknown"),
    ("34.03.010.001", "3403010001", "bps"),
    ("ID3403010001", "3403010001", "bps"),
    ("id3403010001", "3403010001", "bps"),
]
UNREADABLE = [
    ("3.403012E+09", "Excel"),
    ("3,403012E+09", "Excel"),
    ("2001-03-12", "date"),
    ("34.03.01", "kecamatan"),
    ("340301", "kecamatan"),
    ("3403010", "kecamatan"),
    ("ID3403010", "kecamatan"),
    ("34", "kecamatan"),
    ("3403010000", "kecamatan"),
    ("34.03.01.20", "34.03.01.2001"),
    ("0812345678", "34.03.01.2001"),
    ("34030120011", "34.03.01.2001"),
    ("\N{ARABIC-INDIC DIGIT THREE}403012001", "34.03.01.2001"),
    ("Baleharjo", "34.03.01.2001"),
    ("12.--.--.----", "34.03.01.2001"),
]


@pytest.mark.parametrize(("text", "digits", "system"), READABLE)
def test_complete_codes_are_read(text: str, digits: str, system: str) -> None:
    assert parse_code(text) == Code(digits, system)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "why"), UNREADABLE)
def test_what_is_not_a_code_says_why(text: str, why: str) -> None:
    assert parse_code(text) is None
    assert why in why_not_code(text).en


def test_lossy_codes_keep_what_they_still_say() -> None:
    assert is_lossy("3.403012E+09")
    assert known_digits("3.403012E+09") == "3403012"
    assert not is_lossy("3.403012001E+09")
    assert known_digits("Baleharjo") == ""


def test_codes_of_a_higher_level() -> None:
    assert all(is_higher_level(text) for text in ("34", "34.03", "3403", "34.03.01", "3403010"))
    assert not is_higher_level("34.03.01.2001")


@pytest.mark.parametrize(
    ("digits", "system"),
    [("3403012001", "kemendagri"), ("3403010001", "bps"), ("3403011001", "unknown")],
)
def test_the_seventh_digit_is_a_hint(digits: str, system: str) -> None:
    assert Code(digits, "unknown").likely_system == system


def test_membership_decides_before_the_seventh_digit() -> None:
    layer = {"34.03.01.2001", "34.03.01.0001"}
    crosswalk = {"3403012001": "34.03.01.0001"}
    assert resolve_code(Code("3403010001", "unknown"), layer, crosswalk) == ("34.03.01.0001",)
    assert resolve_code(Code("3403012001", "kemendagri"), layer, crosswalk) == ("34.03.01.2001",)
    assert resolve_code(Code("3403012001", "bps"), layer, crosswalk) == ("34.03.01.0001",)
    assert resolve_code(Code("3403012001", "unknown"), layer, crosswalk) == (
        "34.03.01.2001",
        "34.03.01.0001",
    )
    assert resolve_code(Code("3404012001", "unknown"), layer, crosswalk) == ()


def test_a_layer_that_has_only_bps_codes() -> None:
    assert resolve_code(Code("3403010001", "bps"), {"3403010001"}, {}) == ("3403010001",)


@given(st.from_regex(r"[1-9][0-9]{5}[12][0-9]{2}[1-9]", fullmatch=True))
def test_every_writing_of_a_code_means_the_same(digits: str) -> None:
    dotted = format_kemendagri(digits)
    assert len(dotted) == 13
    for text in (dotted, digits, f"{digits}.0", f"'{digits}", f" {dotted} "):
        code = parse_code(text)
        assert code is not None
        assert code.digits == digits


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    code = parse_code(text)
    assert code is None or (len(code.digits) == 10 and code.digits.isascii())
    assert why_not_code(text).id


@pytest.mark.parametrize("digits", ["340301200", "34.03.01.20", "34030120011", "340301200a"])
def test_only_ten_digits_can_be_formatted(digits: str) -> None:
    with pytest.raises(ValueError, match="ten digits"):
        format_kemendagri(digits)


def test_crosswalk(tmp_path: Path) -> None:
    path = tmp_path / "kode_bps.csv"
    path.write_text("\ufeffkode_bps,kode\n3403090010,34.03.01.2001\n\n", encoding="utf-8")
    assert read_crosswalk(path) == {"3403090010": "34.03.01.2001"}


def test_every_wrong_row_of_a_crosswalk_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kode_bps.csv"
    path.write_text(
        "kode_bps,kode\n3403090010,34.03.01.2001\n34030900,34.03.01.2002\n"
        "3403090010,34.03.01.2003\n3403090012,\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_crosswalk(path)
    told = [(problem.row, problem.column) for problem in caught.value.problems]
    assert told == [(3, "kode_bps"), (4, "kode_bps"), (5, "kode")]


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"\xff\xfe\x00\x01"])
def test_a_crosswalk_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kode_bps.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"kode_bps\.csv"):
        read_crosswalk(path)
