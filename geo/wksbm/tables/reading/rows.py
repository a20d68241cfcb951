"""Tell rows of data from what stands around and between them: totals, notes, continuations."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.codes import parse_code
from wksbm.names import is_blank, name_key
from wksbm.tables.headings import PLACE_ROLES, heading_key
from wksbm.tables.numbers import MERGED_MARK, read_number
from wksbm.tables.reading.model import LeftOut
from wksbm.tables.reading.sections import is_part
from wksbm.tables.reading.table import Table
from wksbm.text import Text

_WORDS = r"total|jumlah|jml|jlh|rata[\s-]?rata|rerata"
_TOTAL = re.compile(rf"^\W*(?:(?:sub|grand)[\s-]*)?(?:{_WORDS})\b", re.IGNORECASE)
_TOTAL_WORD = re.compile(rf"\W*(?:(?:sub|grand)[\s-]*)?(?:{_WORDS})\b\W*", re.IGNORECASE)
_TOTAL_LAST = re.compile(r"\s(?:sub[\s-]?)?(?:total|jumlah)\W*$", re.IGNORECASE)
_WHOLE_REGION = re.compile(r"^\s*(?:kabupaten|kab\.|provinsi|prov\.)\s", re.IGNORECASE)
_AVERAGE = re.compile(r"^\W*(?:rata[\s-]?rata|rerata)\b", re.IGNORECASE)
_TOTAL_NAMES = tuple(
    f"{sub}{word}{what}"
    for sub in ("", "sub ", "sub-", "sub", "grand ")
    for word in ("total", "jumlah", "jml")
    for what in (
        "",
        " kelompok",
        " anggota",
        " total",
        " seluruhnya",
        " keseluruhan",
        " semua",
        ":",
    )
)
_TOTAL_OF = re.compile(
    r"(?:(?<!\W)\W+)?(?:(?:sub|grand)[\s-]*)?(?:total|jumlah|jml)\W*"
    r"(?:(?:kelompok|anggota|total|kabupaten|kab|kapanewon|kecamatan|kec|kalurahan|desa|kel|"
    r"seluruh\w*|keseluruhan|semua\w*|akhir|umum|besar|wilayah|data)\b.*)?",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\s*(?:\*|[¹²³⁴⁵⁶⁷⁸⁹†‡]|[0-9a-z*]{1,2}\)\s*[^\W\d]{3}|"
    r"(?:sumber|keterangan|ket|catatan|note|notes|source|mengetahui|"
    r"(?:dibuat|disusun) oleh|dicetak|diunduh|update|diperbarui|per tanggal)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3}")
_SURE_FOOTER = re.compile(
    r"\s*(?:(?:sumber|keterangan|ket|catatan|note|source)[^:]{0,20}:|\*|[¹²³⁴⁵†‡]|mengetahui|"
    r"(?:dibuat|disusun) oleh|sumber\s+data|source/|sumber/)",
    re.IGNORECASE,
)
_MONTHS = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|"
    "nopember|desember"
)
_SIGNATURE = re.compile(
    r"\W*(?:(?:mengetahui|menyetujui|nip|nipy|nrp|ttd|tertanda|a\.\s?n|u\.\s?b|kepala|plt|pj|lurah|"
    r"carik|panewu|camat|bupati|ketua|sekretaris|bendahara|petugas|penyusun|pembuat)\b|\(?[._]{5,}|"
    rf"[^,]+,\s*(?:tanggal\s+)?(?:[0-9]{{1,2}}|[._…\s]*)\s*(?:{_MONTHS})\s+[0-9]{{4}})",
    re.IGNORECASE,
)
_DASH_IS_ZERO = re.compile(
    r"(?:^|[\s,;:(])[-–—](?:\)|\s)*(?:=|:|\bberarti\b|\bartinya\b)?\s*"
    r"(?:tidak ada(?!\s+data)|nihil|nol|kosong|nil|none|0\b)",
    re.IGNORECASE,
)
_ALL_PARTS = re.compile(r"(?:semua|seluruh(?:nya)?|keseluruhan)(?: (?:jenis|kelompok))?", re.I)
_TOTAL_ROLES = (*PLACE_ROLES, "ordinal", "nama", "jenis", "padukuhan")
_FILLED_ROLES = (*PLACE_ROLES, "nama", "padukuhan", "jenis")
_VILLAGE_ROLES = ("kode", "kode_bps", "desa", "nama")
_DATA_ROLES = ("kode", "kode_bps", "desa", "kecamatan")


def describe_titles(table: Table) -> None:
    """Note the lines above the headings and the headings that are repeated."""
    if table.block.titles:
        rows = ", ".join(str(row) for row in table.block.titles)
        table.note(
            Text(f"baris judul di atas tabel dilewati: {rows}", f"title rows skipped: {rows}")
        )
        table.left_out += [LeftOut(row, "title", text) for row, text in table.block.titles.items()]
    if table.block.repeated:
        table.left_out += [
            LeftOut(row, "headings", text) for row, text in table.block.repeated.items()
        ]
        table.note(Text("judul kolom berulang", "repeated headings"), list(table.block.repeated))


def apply_merged(table: Table) -> None:
    """
    Let a merged cell speak for all its rows.

    A name that spans rows is one group, a number that spans the rows of one village is one
    figure: the rows below their first are left out. A number over several villages is marked.
    """
    block = table.block
    names = {number: name for name, number in block.columns.items()}
    spans = [
        (top, bottom, names[left])
        for top, left, bottom, _ in block.merged
        if bottom > top and left in names and top in block.cells.index
    ]
    if not spans:
        return
    places = {(top, bottom) for top, bottom, name in spans if table.roles[name] in _VILLAGE_ROLES}
    cells, filled, continued = block.cells.copy(), 0, set()
    for top, bottom, name in spans:
        rows = cells.index[(cells.index >= top) & (cells.index <= bottom)]
        text = str(cells.at[top, name])
        if len(rows) < 2 or not text:
            continue
        below = [int(row) for row in rows[1:]]
        if table.roles[name] in _FILLED_ROLES:
            cells.loc[rows, name] = text
            filled += 1
        elif table.roles[name] == "nama_kelompok":
            continued |= set(below)
        elif read_number(text) is None:
            cells.loc[rows, name] = text
            filled += 1
        elif any(first <= top and bottom <= last for first, last in places) and (
            table.roles[name] != "ordinal"
        ):
            continued |= set(below)
        elif table.roles[name] != "ordinal":
            cells.loc[rows, name] = f"{text} {MERGED_MARK}"
            if block.numeric is not None:
                block.numeric.loc[rows, name] = False
    block.cells = cells
    if filled:
        table.note(
            Text(
                f"{filled} sel gabungan diberlakukan untuk semua barisnya",
                f"merged cells applied to all their rows: {filled}",
            )
        )
    if continued:
        lower = sorted(continued & set(cells.index))
        table.leave_out(lower, "continued")
        table.note(
            Text("lanjutan sel gabungan, dihitung sekali", "continue a merged cell, counted once"),
            lower,
        )


def drop_numbering(table: Table) -> None:
    """Leave out the row ``(1) (2) (3)`` that offices write under the headings."""
    if table.cells.empty:
        return
    whole = [text for text in table.cells.iloc[0] if text]
    texts = [text.strip("() -") for text in whole]
    counted = texts == [str(number) for number in range(1, len(texts) + 1)]
    bracketed = all(text.startswith(("(", "-")) for text in whole)
    if counted and (len(texts) > 2 or (len(texts) == 2 and bracketed)):
        row = int(table.cells.index[0])
        table.leave_out([row], "numbering")
        table.note(Text("nomor kolom dilewati", "column numbers skipped"), [row])


def take_totals(table: Table) -> None:
    """Set totals, subtotals and averages apart; they check the rows and are none."""
    cells = table.cells
    found = np.zeros(len(cells), dtype=bool)
    labels = set(_TOTAL_ROLES) - ({"nama"} if "desa" in table.roles.values() else set())
    places = table.columns(*_DATA_ROLES)
    nowhere = (cells[places] == "").all(axis=1).to_numpy()
    for name in _leading(table):
        found |= nowhere & table.matching(name, lambda text: bool(_TOTAL.search(text)))
    for name, role in table.roles.items():
        part = role in ("jenis", "padukuhan") or (not role and is_part(name))
        if role in labels or part:
            found |= table.matching(name, lambda text: bool(_TOTAL.search(text)))
        if part:
            found |= table.matching(name, lambda text: bool(_ALL_PARTS.fullmatch(text)))
        if role in ("desa", "nama", "kecamatan", "padukuhan"):
            found |= table.matching(name, lambda text: bool(_TOTAL_LAST.search(text)))
        if role in ("desa", "nama"):
            found |= table.matching(name, lambda text: bool(_WHOLE_REGION.search(text)))
    named = table.columns("nama_kelompok")
    for name in named:
        variants = {form(word) for word in _TOTAL_NAMES for form in (str, str.upper, str.title)}
        variants |= {word.capitalize() for word in _TOTAL_NAMES}
        found |= cells[name].isin(variants).to_numpy()
        if nowhere.any():
            unplaced = cells[name].where(nowhere, "")
            found |= unplaced.str.fullmatch(_TOTAL_OF).to_numpy(bool)
        found[_totals_of_places(table, name, nowhere)] = True
    codes = table.columns("kode", "kode_bps")
    kinds = [*table.columns("jenis"), *(name for name in table.columns("") if is_part(name))]
    averages, totals = [], {}
    for row in cells.index[found]:
        texts = {name: str(text) for name, text in cells.loc[row].items() if text}
        coded = any(parse_code(texts.get(name, "")) for name in codes)
        labelled = [texts.get(name, "") for name in (*kinds, *named)]
        by_kind = any(_TOTAL.search(text) or _ALL_PARTS.fullmatch(text) for text in labelled)
        if coded and not by_kind:
            continue
        if any(_AVERAGE.search(text) for text in texts.values()):
            averages.append(int(row))
        else:
            totals[int(row)] = texts
    table.leave_out(averages, "average")
    if averages:
        table.note(Text("baris rata-rata dilewati", "rows of averages skipped"), averages)
    last = max(totals, default=0)
    table.leave_out([row for row in totals if row == last], "total")
    table.leave_out([row for row in totals if row != last], "subtotal")
    table.totals = totals
    if totals:
        table.note(Text("baris jumlah dipisahkan", "total rows set apart"), list(totals))


def _totals_of_places(table: Table, name: str, nowhere: npt.NDArray[np.bool_]) -> list[int]:
    """Return the rows "Jumlah Umbulrejo": of the row's own place, or of any where it has none."""
    wholes = {str(text): _total_of(str(text)) for text in pd.unique(table.cells[name])}
    rows = np.flatnonzero(table.cells[name].isin([text for text, key in wholes.items() if key]))
    if not len(rows):
        return []
    places = table.columns("desa", "kecamatan")
    used = {name_key(text) for place in places for text in pd.unique(table.cells[place])} - {""}
    named = used | set(table.vocabulary.villages) | set(table.vocabulary.districts)
    found = []
    for row in map(int, rows):
        key = wholes[str(table.cells[name].iat[row])]
        own = {name_key(str(text)) for text in table.cells[places].iloc[row]}
        if key in (named if nowhere[row] else own):
            found.append(row)
    return found


def _total_of(text: str) -> str:
    """Return the key of the name behind a word of a total, or ``""``."""
    found = _TOTAL_WORD.match(text)
    return name_key(text[found.end() :]) if found else ""


def _leading(table: Table) -> set[str]:
    """Return nameless or unknown columns left of the first figures: labels stand there."""
    found = set()
    for name, role in table.roles.items():
        if name.startswith("(kolom ") or (not role and not _has_figures(table.cells[name])):
            found.add(name)
        elif role not in (*_TOTAL_ROLES, "", "nama_kelompok"):
            break
    return found


def _has_figures(cells: pd.Series[str]) -> bool:
    return bool(cells.head(50).str.fullmatch(r"[0-9][0-9.,]*").any())


def drop_footers(table: Table) -> None:
    """Leave out sources, notes and signatures under or beside the table."""
    known = [name for name, role in table.roles.items() if role and role != "ordinal"]
    dropped: set[int] = set()
    if known and len(known) < len(table.cells.columns):
        aside = (table.cells[known] == "").all(axis=1)
        unknown = [name for name in table.cells.columns if name not in known]
        texts = table.cells.loc[aside, unknown]
        dropped |= {
            int(row)
            for row, *cells in texts.itertuples(name=None)
            if not any(
                re.search("[0-9]", str(text)) and not _FOOTER.match(str(text)) for text in cells
            )
        }
    dropped |= set(_closing_lines(table))
    if dropped:
        rows = sorted(dropped)
        lines = table.cells.loc[rows].to_numpy().ravel()
        table.dash_is_zero |= any(_DASH_IS_ZERO.search(str(text)) for text in lines)
        table.leave_out(rows, "note")
        table.note(Text("catatan kaki dilewati", "footnotes skipped"), rows)


def _closing_lines(table: Table) -> list[int]:
    """
    Find lines of few cells without code and figure that begin as a note.

    At the end of the table, such a line or a signature takes what stands below it along. A line
    that names a village besides is a row: groups and villages are called Sumber, too.
    """
    few = ((table.cells != "").sum(axis=1) <= min(2, len(table.cells.columns) - 1)).to_numpy()
    lines = table.cells[few].iloc[::-1]
    last = len(few) - 1
    found: list[int] = []
    below: list[int] = []
    columns = [(name, table.roles[name]) for name in table.cells.columns]
    for steps, (position, line) in enumerate(
        zip(np.flatnonzero(few)[::-1], lines.itertuples(name=None), strict=True)
    ):
        row = int(line[0])
        filled = [
            (role, str(text)) for (_, role), text in zip(columns, line[1:], strict=True) if text
        ]
        texts = [text for _, text in filled]
        is_note = bool(filled) and _is_note(filled)
        is_last = position == last - steps and len(found) + len(below) == steps
        if not (is_note or is_last) or not texts:
            continue
        if any(map(_is_figure, texts)) or _names_place(filled):
            continue
        if not is_last:
            found.append(row)
        elif is_note or all(map(_SIGNATURE.match, texts)):
            found += [row, *below]
            below = []
        else:
            below.append(row)
    return found


def _is_note(filled: list[tuple[str, str]]) -> bool:
    role, text = filled[0]
    if role == "ordinal" and len(filled) == 1 and _WORD.search(text):
        return True
    if role in ("nama_kelompok", "desa", "nama", "padukuhan"):
        return bool(_SURE_FOOTER.match(text)) or (len(text) > 40 and bool(_FOOTER.match(text)))
    return bool(_FOOTER.match(text))


def _names_place(filled: list[tuple[str, str]]) -> bool:
    """Tell whether a line names its village besides its first text, or gives a code."""
    return any(
        role in _DATA_ROLES and (at > 0 or bool(parse_code(text))) and not is_blank(text)
        for at, (role, text) in enumerate(filled)
    )


def _is_figure(text: str) -> bool:
    value = read_number(text) if text else None
    return value is not None and not math.isnan(value)


def drop_unapproved(table: Table) -> None:
    """Leave out answers of a web form that somebody has not approved."""
    for name in table.cells.columns:
        if not heading_key(name).endswith("validation_status"):
            continue
        bad = table.matching(name, _is_unapproved)
        rows = [int(row) for row in table.cells.index[bad]]
        if rows:
            table.leave_out(rows, "not_approved")
            table.note(
                Text("jawaban yang tidak disetujui dilewati", "answers not approved left out"), rows
            )


def _is_unapproved(text: str) -> bool:
    return heading_key(text) in {
        *("validation_status_not_approved", "not_approved", "validation_status_on_hold", "on_hold"),
        *("tidak_disetujui", "ditolak", "ditunda"),
    }


def drop_hidden(table: Table, keys: pd.Series[str]) -> None:
    """Leave out hidden rows whose village stands in the open, too; note the others."""
    hidden = table.block.hidden_rows & set(table.cells.index)
    if not hidden:
        return
    rows = sorted(hidden)
    inside = keys.loc[rows]
    repeated = inside.isin(set(keys.drop(index=rows)))
    old = [int(row) for row in inside.index[repeated & (inside != "")]]
    if old and not table.columns("nama_kelompok"):
        table.leave_out(old, "hidden")
        table.note(
            Text(
                "baris tersembunyi dilewati; desanya ada di baris lain",
                "hidden rows left out; their villages stand in the open",
            ),
            old,
        )
        rows = [row for row in rows if row not in old]
    if rows:
        table.note(
            Text(
                f"{len(rows)} baris tersembunyi ikut dibaca",
                f"hidden rows read as well: {len(rows)}",
            )
        )


def zero_dashes(table: Table, names: Iterable[str]) -> None:
    """Write 0 for a dash where a note of the table says that it means none."""
    cells = table.cells.copy()
    for name in names:
        cells.loc[cells[name].isin(["-", "–", "—"]), name] = "0"
    table.block.cells = cells
    table.note(
        Text("tanda '-' dibaca 0, sesuai catatan tabel", "a dash is read as 0, as the notes say")
    )
