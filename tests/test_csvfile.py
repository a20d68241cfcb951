"""The atlas's own CSV files are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.csvfile import read_rows
from wksbm.errors import InputError


def _write(folder: Path, data: bytes) -> Path:
    path = folder / "alias.csv"
    path.write_bytes(data)
    return path


def test_rows_keep_their_number_and_short_rows_are_filled(tmp_path: Path) -> None:
    path = _write(tmp_path, b"\xef\xbb\xbfa,b,c\n1,2,3\n,,\n4\n5,6,7,8\n")
    assert read_rows(path, ("a", "c")) == [
        (2, {"a": "1", "b": "2", "c": "3"}),
        (4, {"a": "4", "b": "", "c": ""}),
        (5, {"a": "5", "b": "6", "c": "7"}),
    ]


@pytest.mark.parametrize("data", [b"", b"a;b\n1;2\n", b"a,x\n", b"a,b\n\xff\xfe\n"])
def test_anything_else_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match=r"alias\.csv"):
        read_rows(_write(tmp_path, data), ("a", "b"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tidak\.csv"):
        read_rows(tmp_path / "tidak.csv", ("a",))
