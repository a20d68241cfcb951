"""Personal numbers in whole columns: masked at once, and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from wksbm.personal.numbers import KINDS, PLAIN_DECIMAL, SUSPECT, Masked, NumberKind, mask
from wksbm.text import Text, figure

_DIGITS_OF_ANY_SCRIPT = r"\pN(?:\PN{0,3}\pN){5}"
_ABROAD = r"^628[0-9]{7,11}(?:\.0)?$"
_LOST_ZERO = r"^'?8[1-9][0-9]{8,10}(?:\.0)?$"
_FEWEST, _MOST = 10, 16
"""Characters of what the two patterns above match."""
_FIGURE_OF_THAT_SIZE = r"^-?[0-9]{9,}(?:\.[0-9]+)?$"
_VILLAGE_CODE = (
    r"^[1-9][0-9](?:0[1-9]|[1-7][0-9])[0-9]{2}[012](?:[0-9]{2}[1-9]|[0-9][1-9]0|[1-9]00)$"
)
_FIGURE = r"^-?[0-9][0-9.,]*$"
_OF_MONEY = (
    r"(?i)(?:^|[^a-z])(?:rp|idr|rupiah|dana|anggaran|pagu|apbdes|apbkal|apbd|nilai|pendapatan|"
    r"omzet|omset|modal|saldo|belanja|realisasi|aset|nominal|harga|biaya|budget)"
    r"(?:[^a-z]|$)"
)
_HEADING_ROWS = 10
_WORDS: Mapping[NumberKind, Text] = {
    "NIK": Text("NIK", "NIK"),
    "KK": Text("nomor KK", "family card number (KK)"),
    "NPWP": Text("NPWP", "NPWP"),
    "telepon": Text("nomor telepon", "telephone number"),
    "surel": Text("alamat surel", "e-mail address"),
    "rekening": Text("nomor rekening", "account number"),
}


@dataclass(frozen=True)
class MaskedCells:
    """
    Cells without personal numbers.

    Parameters
    ----------
    cells
        The texts, each number replaced by its kind (see `wksbm.personal.numbers.mask`).
    hits
        A row for each cell and kind: ``row``, ``column`` (labels of `cells`), ``kind`` and
        ``times``, how many numbers of that kind the cell held.
    """

    cells: pd.DataFrame
    hits: pd.DataFrame


def mask_cells(cells: pd.DataFrame) -> MaskedCells:
    """
    Replace the personal numbers in the cells of a sheet.

    Parameters
    ----------
    cells
        Texts, headings and titles among them. In a column that holds numbers without a word, what
        begins with 628, or with 8 where a spreadsheet has dropped the zero, is a telephone unless
        the column is of money or holds other figures of that size.

    Returns
    -------
    MaskedCells
        On the same index and columns.
    """
    changed: dict[str, pd.Series[str]] = {}
    hits: list[pd.DataFrame] = []
    for name in cells.columns:
        texts = pa.array(cells[name].array, pa.large_string())
        suspects, whole = _suspects(texts)
        at = np.flatnonzero(suspects | whole)
        if not len(at):
            continue
        codes, uniques = pd.factorize(cells[name].iloc[at])
        is_whole = np.zeros(len(uniques), dtype=bool)
        is_whole[codes] = whole[at]
        found = [
            Masked("[telepon]", ("telepon",)) if alone else mask(str(text))
            for text, alone in zip(uniques, is_whole, strict=True)
        ]
        counted = _counted(cells.index[at], name, codes, found)
        if counted.empty:
            continue
        values = cells[name].to_numpy(dtype=object, copy=True)
        values[at] = np.array([entry.text for entry in found], dtype=object)[codes]
        changed[name] = pd.Series(values, index=cells.index, dtype="str")
        hits.append(counted)
    if not changed:
        return MaskedCells(cells, no_hits())
    masked = pd.DataFrame({name: changed.get(name, cells[name]) for name in cells.columns})
    return MaskedCells(masked, pd.concat(hits, ignore_index=True))


def no_hits() -> pd.DataFrame:
    """Return the `MaskedCells.hits` of cells that hold nothing personal."""
    return pd.DataFrame({"row": [], "column": [], "kind": [], "times": []}).astype(
        {"row": "int64", "column": "int64", "kind": "str", "times": "int64"}
    )


def times_by_kind(hits: pd.DataFrame) -> dict[NumberKind, int]:
    """Return how many numbers of each kind were masked, in the order of `KINDS`."""
    times = hits.groupby("kind")["times"].sum()
    return {kind: int(times[kind]) for kind in KINDS if kind in times.index}


def masked_words(times: Mapping[NumberKind, int]) -> Text:
    """Say how many numbers of which kind were masked."""
    parts = [(figure(count), _WORDS[kind], count) for kind, count in times.items()]
    return Text(
        ", ".join(f"{count.id} {words.id}" for count, words, _ in parts) + " disamarkan",
        ", ".join(f"{count.en} {words.en}{'' if n == 1 else 's'}" for count, words, n in parts)
        + " masked",
    )


def _suspects(texts: pa.LargeStringArray) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell which cells to look into, and which are as a whole a telephone without its zero."""
    suspects = _matches(texts, SUSPECT)
    suspects &= ~_matches(texts, PLAIN_DECIMAL, among=suspects)
    other = ~_flags(pc.string_is_ascii(texts))
    suspects |= _matches(texts, _DIGITS_OF_ANY_SCRIPT, among=other)
    length = pc.binary_length(texts)
    short = _flags(pc.and_(pc.greater_equal(length, _FEWEST), pc.less_equal(length, _MOST)))
    abroad, lost = _matches(texts, _ABROAD, among=short), _matches(texts, _LOST_ZERO, among=short)
    if not abroad.any() and not lost.any():
        return suspects, lost
    filled = len(texts) - int(pc.sum(pc.equal(texts, "")).as_py() or 0)
    if _matches(texts, _FIGURE).sum() * 2 >= filled:
        figures = _matches(texts, _FIGURE_OF_THAT_SIZE) & ~_matches(texts, _VILLAGE_CODE)
        of_money = _matches(texts[:_HEADING_ROWS], _OF_MONEY).any()
        if of_money or (figures & ~abroad & ~lost).any():
            return suspects & ~abroad, np.zeros_like(lost)
    if (lost | suspects).sum() * 2 < filled:
        lost[:] = False
    return suspects, lost


def _matches(
    texts: pa.LargeStringArray, pattern: str, *, among: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.bool_]:
    """Tell which texts hold a pattern; where `among` says no, none is looked for."""
    if among is None:
        return _flags(pc.match_substring_regex(texts, pattern))
    found = np.zeros(len(texts), dtype=bool)
    if among.any():
        at = np.flatnonzero(among)
        found[at] = _flags(pc.match_substring_regex(texts.take(pa.array(at)), pattern))
    return found


def _flags(found: pa.BooleanArray) -> npt.NDArray[np.bool_]:
    return np.asarray(found.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)


def _counted(
    rows: pd.Index[int], column: object, codes: npt.NDArray[np.intp], found: Sequence[Masked]
) -> pd.DataFrame:
    """Count the numbers of each kind by cell."""
    parts = []
    for kind in KINDS:
        times = np.array([entry.kinds.count(kind) for entry in found])[codes]
        held = times > 0
        if held.any():
            entry = {"row": rows[held], "column": column, "kind": kind, "times": times[held]}
            parts.append(pd.DataFrame(entry))
    return pd.concat(parts, ignore_index=True) if parts else no_hits()
