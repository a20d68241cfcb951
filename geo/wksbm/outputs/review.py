"""List the rows a person must look at, ready to correct and feed back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from wksbm.outputs.worksheets import Worksheet, write_xlsx
from wksbm.tables.corrections import sheet_labels
from wksbm.tables.headings import ORIGINAL
from wksbm.tables.model import LinkedTable, LinkItem
from wksbm.tables.reading.model import PART_ROWS, sheet_row
from wksbm.text import Lang, Text

_STATUS = {
    "linked": Text("ditautkan, mohon dicek", "linked, please check"),
    "ambiguous": Text("meragukan", "ambiguous"),
    "unmatched": Text("tidak ditemukan", "unmatched"),
    "rejected": Text("ditolak", "rejected"),
}
_CONFLICT = Text("bertentangan", "conflict")
_UNREADABLE = Text("tidak terbaca", "not readable")
_CODE, _FIGURE = Text("kode desa", "code of the village"), Text("angka", "figure")
_GROUPS = Text("jumlah kelompok di baris ini", "number of groups in this row")
_DONE = Text("sudah diperbaiki", "corrected")
_CANDIDATES = 3
_COLUMNS = [
    *("tabel", "baris", "status", "alasan", "nilai"),
    *("kode_benar", "angka_benar", "perbaiki", "kolom"),
]


def write_review(tables: Sequence[LinkedTable], lang: Lang, path: Path) -> None:
    """
    Write `perlu_diperiksa.xlsx`: what a person can mend, and what was left out.

    Parameters
    ----------
    tables
        Every linked table of the build.
    lang
        Language of statuses and reasons.
    path
        The workbook. Its first sheet has a line for each code or figure to be mended, of rows that
        were not simply linked; `perbaiki` says which. Columns `kode_benar` and `angka_benar` hold
        the corrections already applied; the person fills in others and gives the file back with
        ``--corrections``. Its second sheet has the rows with which nothing can be done here:
        titles, totals, repetitions, places outside the map.
    """
    rows = [
        row
        for table in tables
        for item in table.items
        if item.mend or _is_corrected(table, item)
        for row in _rows(table, item, lang)
    ]
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
    write_xlsx([worksheet, _readings(tables, lang), _unused(tables, lang), _guide(lang)], path)


def _is_corrected(table: LinkedTable, item: LinkItem) -> bool:
    return item.row in table.corrected or item.row in table.figures_given


def _rows(table: LinkedTable, item: LinkItem, lang: Lang) -> list[dict[str, Any]]:
    """Return a line for each figure to be mended; the first is for the code too."""
    given = table.figures_given.get(item.row, {})
    headings = list(dict.fromkeys((*given, *(name for name in item.mend if name != "kode"))))
    return [
        _row(table, item, heading, lang, first=number == 0)
        for number, heading in enumerate(headings or [""])
    ]


def _row(
    table: LinkedTable, item: LinkItem, heading: str, lang: Lang, *, first: bool
) -> dict[str, Any]:
    status = _CONFLICT if item.conflict else _STATUS[item.status]
    figure = _GROUPS if table.kind == "register" else _FIGURE
    code = first and "kode" in item.mend
    mend = [*([_CODE] if code else []), *([figure] if heading in item.mend else [])]
    unreadable = item.value is None and heading in item.mend and table.kind == "counts"
    row: dict[str, Any] = {
        "tabel": sheet_labels(table.raw)[item.row // PART_ROWS],
        "baris": item.row % PART_ROWS,
        "status": status.to(lang),
        "perbaiki": ", ".join(what.to(lang) for what in mend) or _DONE.to(lang),
        "kolom": heading,
        "alasan": item.reason.to(lang),
        "nilai": _UNREADABLE.to(lang) if unreadable else item.value,
        "kode_benar": table.corrected.get(item.row, "") if first else "",
        "angka_benar": table.figures_given.get(item.row, {}).get(heading),
    }
    for number in range(_CANDIDATES):
        row[f"calon_{number + 1}"] = _candidate(item.candidates, number)
    return row | {f"{ORIGINAL}{name}": text for name, text in item.cells.items()}


def _readings(tables: Sequence[LinkedTable], lang: Lang) -> Worksheet:
    """Say of each table how it was read."""
    rows = [
        (table.raw.name, table.reading.sentence().to(lang))
        for table in tables
        if table.reading is not None
    ]
    columns = {"tabel": Text("tabel", "table"), "cara": Text("cara membaca", "how it is read")}
    return Worksheet(
        Text("Cara membaca", "How it is read").to(lang),
        pd.DataFrame(rows, columns=list(columns)),
        headings={name: words.to(lang) for name, words in columns.items()},
        decimals={},
        banner="",
    )


def _unused(tables: Sequence[LinkedTable], lang: Lang) -> Worksheet:
    """List the rows that the reading left out, and those with which nothing can be done."""
    rows = []
    for table in tables:
        left = [
            (entry.sheet, entry.row % PART_ROWS, entry.reason.to(lang), entry.text)
            for entry in table.raw.left_out
        ]
        left += [
            (
                *sheet_row(item.row, table.raw.layout.sheets),
                item.reason.to(lang),
                " | ".join(filter(None, item.cells.values())),
            )
            for item in table.items
            if not item.mend and not _is_corrected(table, item)
        ]
        rows += [(table.raw.name, *entry) for entry in sorted(left, key=lambda entry: entry[:2])]
    columns = {
        "tabel": Text("tabel", "table"),
        "lembar": Text("lembar", "sheet"),
        "baris": Text("baris", "row"),
        "alasan": Text("alasan", "reason"),
        "isi": Text("isi baris", "content"),
    }
    return Worksheet(
        Text("Baris tidak dipakai", "Rows not used").to(lang),
        pd.DataFrame(rows, columns=list(columns)),
        headings={name: words.to(lang) for name, words in columns.items()},
        decimals={"baris": 0},
        banner="",
    )


def _candidate(candidates: Sequence[Mapping[str, Any]], number: int) -> str:
    if number >= len(candidates):
        return ""
    candidate = candidates[number]
    return f"{candidate['kode']} {candidate['desa']} ({candidate['kecamatan']})"


def _guide(lang: Lang) -> Worksheet:
    steps = [
        Text(
            "Kolom perbaiki menyebut apa yang perlu diperbaiki di setiap baris.",
            "The column perbaiki says what is to be mended in each row.",
        ),
        Text(
            "Kode desa: tulis kode yang benar pada kolom kode_benar, misalnya 34.03.01.2007.",
            "Code of the village: write the right code in kode_benar, e.g. 34.03.01.2007.",
        ),
        Text(
            "Angka: tulis angka yang benar pada kolom angka_benar tanpa titik ribuan, misalnya "
            "1250; 0 berarti tidak ada.",
            "Figure: write the right figure in angka_benar without a thousands point, e.g. 1250; "
            "0 means none.",
        ),
        Text(
            "Jumlah kelompok di baris ini: tulis pada angka_benar berapa kelompok yang disebut "
            "baris itu; 0 berarti desa itu melapor tidak ada.",
            "Number of groups in this row: write in angka_benar how many groups the row names; 0 "
            "means that its village reports none.",
        ),
        Text(
            "Baris yang tidak perlu dipakai dibiarkan kosong.",
            "Leave rows that are not to be used empty.",
        ),
        Text(
            "Lembar 'Baris tidak dipakai' hanya untuk dibaca: judul, jumlah, ulangan, tempat di "
            "luar peta.",
            "The sheet 'Rows not used' is only to be read: titles, totals, repetitions, places "
            "outside the map.",
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
