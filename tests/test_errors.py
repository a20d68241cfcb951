"""A problem tells where, what, what was expected and what to do, on one printable line."""

from __future__ import annotations

import pytest
from wksbm.errors import AtlasError, InputError, Problem
from wksbm.text import Text

PROBLEM = Problem(
    Text("angka tidak dapat dibaca", "the number cannot be read"),
    file="kelompok.xlsx",
    row=7,
    column="jumlah",
    found="1.2.3",
    expected=Text("bilangan bulat", "a whole number"),
    cure=Text("Perbaiki sel itu.", "Correct the cell."),
)


def test_problem_in_both_languages() -> None:
    assert PROBLEM.render("id") == (
        "kelompok.xlsx, baris 7, kolom 'jumlah': angka tidak dapat dibaca; ditemukan: '1.2.3'; "
        "seharusnya: bilangan bulat. Perbaiki sel itu."
    )
    assert PROBLEM.render("en") == (
        "kelompok.xlsx, row 7, column 'jumlah': the number cannot be read; found: '1.2.3'; "
        "expected: a whole number. Correct the cell."
    )


def test_control_characters_of_the_data_do_not_reach_the_terminal() -> None:
    problem = Problem(Text("x", "x"), found="\x1b[2J\nbad" + "y" * 200)
    line = problem.render("en")
    assert line.isprintable()
    assert len(line) < 120


def test_every_problem_of_an_error_is_kept() -> None:
    error = InputError([PROBLEM, PROBLEM])
    assert len(error.problems) == 2
    assert isinstance(error, AtlasError)
    assert isinstance(error, ValueError)
    with pytest.raises(ValueError, match=r"kelompok\.xlsx"):
        raise error
