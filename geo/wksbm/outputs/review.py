"""List the rows a person must look at, ready to correct and feed back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from wksbm.outputs.worksheets import Worksheet, write_xlsx
from wksbm.tables.headings import ORIGINAL
from wksbm.tables.model import LinkedTable, LinkItem
from wksbm.text import Lang, Text

_STATUS = {
    "linked": Text("ditautkan, mohon dicek", "linked, please check"),
    "ambiguous": Text("meragukan", "ambiguous"),
    "unmatched": Text("tidak ditemukan", "unmatched"),
    "rejected": Text("ditolak", "rejected"),
}
_CONFLICT = Text("bertentangan", "conflict")
_CANDIDATES = 3
_COLUMNS = ["tabel", "baris", "status", "alasan", "nilai", "kode_benar"]


def write_review(tables: Sequence[LinkedTable], lang: Lang, path: Path) -> None:
    """
    Write `perlu_diperiksa.xlsx`: one line per row that was not simply linked.

    Parameters
    ----------
    tables
        Every linked table of the build.
    lang
        Language of statuses and reasons.
    path
        The workbook. Column `kode_benar` holds the corrections already applied; the person
        writes the right code beside other rows and gives the file back with ``--corrections``.
    """
    rows = [_row(table, item, lang) for table in tables for item in table.items]
    original = list(dict.fromkeys(key for row in rows for key in row if key not in _COLUMNS))
    candidates = [f"calon_{number}" for number in range(1, _CANDIDATES + 1)]
    columns = [*_COLUMNS, *candidates, *(name for name in original if name not in candidates)]
    worksheet = Worksheet(
        Text("Perlu diperiksa", "To be checked").to(lang),
        pd.DataFrame(rows, columns=columns),
        headings={},
        decimals={"baris": 0},
        banner="",
    )
    write_xlsx([worksheet, _guide(lang)], path)


def _row(table: LinkedTable, item: LinkItem, lang: Lang) -> dict[str, Any]:
    status = _CONFLICT if item.conflict else _STATUS[item.status]
    row: dict[str, Any] = {
        "tabel": table.raw.name,
        "baris": item.row,
        "status": status.to(lang),
        "alasan": item.reason.to(lang),
        "nilai": item.value,
        "kode_benar": table.corrected.get(item.row, ""),
    }
    for number in range(_CANDIDATES):
        row[f"calon_{number + 1}"] = _candidate(item.candidates, number)
    return row | {f"{ORIGINAL}{name}": text for name, text in item.cells.items()}


def _candidate(candidates: Sequence[Mapping[str, Any]], number: int) -> str:
    if number >= len(candidates):
        return ""
    candidate = candidates[number]
    return f"{candidate['kode']} {candidate['desa']} ({candidate['kecamatan']})"


def _guide(lang: Lang) -> Worksheet:
    steps = [
        Text(
            "Tulis kode yang benar pada kolom kode_benar, misalnya 34.03.01.2007.",
            "Write the right code in the column kode_benar, e.g. 34.03.01.2007.",
        ),
        Text(
            "Baris yang tidak perlu dipakai dibiarkan kosong.",
            "Leave rows that are not to be used empty.",
        ),
        Text(
            "Simpan, lalu jalankan: wksbm build --corrections perlu_diperiksa.xlsx",
            "Save, then run: wksbm build --corrections perlu_diperiksa.xlsx",
        ),
    ]
    heading = Text("Cara memperbaiki", "How to correct").to(lang)
    return Worksheet(
        heading,
        pd.DataFrame({heading: [step.to(lang) for step in steps]}),
        headings={},
        decimals={},
    )
