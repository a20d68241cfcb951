"""Rows that name a sub-district or a village for the rows below or above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.names import is_blank, name_key
from wksbm.tables.reading.columns import Finder
from wksbm.tables.reading.model import Checksum, Choice, Doubt
from wksbm.tables.reading.table import Table
from wksbm.tables.reading.vocabulary import district_in, names_level, village_in
from wksbm.text import Text

DISTRICT_COLUMN = "(kapanewon)"
VILLAGE_COLUMN = "(kalurahan)"
_ROMAN = re.compile(r"(?:[IVXLC]+|[A-Z])[.)]?")
_MOST_LABELS = 20_000
_MOST_WORDS = 4
"""Cells with words that a row may have that names a section: numbering, level, sign, name."""
_LABEL_ROLES = ("ordinal", "desa", "nama", "nama_kelompok", "kecamatan", "")
_DITTO = re.compile(
    r"(?i)s\.?\s?d\.?\s?a\.?|idem|id\.|ditto|[-\s]*[\"”“″〃]+[-\s]*|'{2,}|-?\s?,,\s?-?"
)
_VILLAGE_LEVEL = re.compile(r"\s*(?:kalurahan|kelurahan|desa|ds\.)\b\s*[:=\-]?\s*[^\W\d]", re.I)


@dataclass(frozen=True)
class _Section:
    """A row that may name a section: position, name, sure without its figures, figures."""

    at: int
    name: str
    sure: bool


def take_sections(table: Table) -> None:
    """
    Leave out rows that name a section, and give its name to the rows that it holds.

    A row is one by its words ("Kapanewon Wonosari"), by its numbering (I, II between 1, 2), by
    naming a sub-district where a village should stand and no village is called so, or by a
    figure that is the sum of the villages below it. Without such evidence it is a village.
    """
    _take_districts(table)
    _take_villages(table)


def _take_districts(table: Table) -> None:
    own = table.first("kecamatan")
    found = _district_rows(table, own)
    title = _title_district(table)
    if not found:
        if title and not own and not table.first("kode", "kode_bps") and _fits(table, title):
            values = pd.Series(title, index=table.cells.index, dtype="str")
            _give_district(table, values, own, Text(f"judul: {title}", f"title: {title}"))
        return
    if table.first("kode", "kode_bps") and not own:
        _set_apart(table, found)
        return
    figures = table.figures(table.measures())
    side = _side(found, figures, table)
    names = np.full(len(table.cells), "", dtype=object)
    starts = [section.at for section in found]
    for number, section in enumerate(found):
        before = starts[number - 1] + 1 if number else 0
        after = starts[number + 1] if number + 1 < len(found) else len(names)
        held = slice(section.at + 1, after) if side == "above" else slice(before, section.at)
        names[held] = section.name
        _check(table, figures, section, held)
    if side == "above" and title:
        names[: starts[0]] = title
    values = pd.Series(names, index=table.cells.index, dtype="str")
    rows = [int(row) for row in table.cells.index[starts]]
    filled = figures.iloc[starts].notna().any(axis=1).tolist()
    _give_district(
        table, values, own, Text(f"{len(found)} bagian", f"{len(found)} sections"), skip=rows
    )
    with_figures = [row for row, flag in zip(rows, filled, strict=True) if flag]
    table.leave_out([row for row in rows if row not in with_figures], "section")
    table.leave_out(with_figures, "subtotal")
    table.note(
        Text("baris kapanewon berlaku untuk desa-desanya", "rows of sub-districts name sections"),
        rows,
    )


def _set_apart(table: Table, found: list[_Section]) -> None:
    """Leave out rows of sub-districts where codes tell the villages: nothing is to be given."""
    rows = [int(row) for row in table.cells.index[[section.at for section in found]]]
    table.leave_out(rows, "subtotal")
    table.note(Text("baris kapanewon dilewati", "rows of sub-districts left out"), rows)


def _district_rows(table: Table, own: str) -> list[_Section]:
    cells = table.cells
    label = table.first("desa", "nama")
    ordinal = table.first("ordinal")
    candidates: dict[int, _Section] = {}
    sparse = _sparse_rows(table)
    unplaced = sparse & cells[own].str.fullmatch(r"\W*").to_numpy(bool) if own else sparse
    for name in cells.columns:
        role = table.roles[name]
        if role not in _LABEL_ROLES or (name == own and not label):
            continue
        possible = sparse & (cells[label] == "").to_numpy() if name == own else unplaced
        if not possible.any() or cells[name].nunique() > _MOST_LABELS:
            continue
        named = possible & table.matching(
            name, lambda text: names_level(text) or table.vocabulary.is_district(text)
        )
        for at in np.flatnonzero(named):
            section = _section(table, int(at), name, label, own, ordinal)
            if section is not None:
                candidates.setdefault(int(at), section)
    found = [candidates[at] for at in sorted(candidates)]
    sure = [section for section in found if section.sure]
    doubtful = [section for section in found if not section.sure]
    if doubtful and not own and label:
        sure += _by_sums(table, doubtful, label, {section.at for section in sure})
    if label and all(table.vocabulary.is_district(str(text)) for text in cells[label] if text):
        return []
    return sorted(sure, key=lambda section: section.at) if len(sure) < len(cells) else []


def _sparse_rows(table: Table) -> npt.NDArray[np.bool_]:
    """Tell which rows hold few words beside their figures, as rows that name a section do."""
    figures = set(table.measures())
    filled = np.zeros(len(table.cells), dtype=np.int64)
    for name in table.cells.columns:
        if name not in figures:
            filled += (table.cells[name] != "").to_numpy()
    return filled <= _MOST_WORDS


def _section(
    table: Table, at: int, name: str, label: str, own: str, ordinal: str
) -> _Section | None:
    row = table.cells.iloc[at]
    texts = {
        column: str(text)
        for column, text in row.items()
        if text and column != ordinal and not re.fullmatch(r"[-0-9.,\s]+|[-–—]", str(text))
    }
    number = str(row[ordinal]) if ordinal else ""
    if name == ordinal:
        texts = {ordinal: number} | texts
    joined = " ".join(texts.values())
    district = district_in(joined, table.vocabulary)
    if not district:
        return None
    if name == own:
        others = [column for column in texts if column != own]
        below = table.cells[own].iloc[at + 1 : at + 2]
        continues = len(below) > 0 and below.iloc[0] == ""
        return _Section(at, district, True) if not others and continues and label else None
    if own and not (is_blank(str(row[own])) and _blank_below(table, own, at)):
        return None
    level = next((text for text in texts.values() if names_level(text)), "")
    alone = len(texts) == 1 or (bool(level) and name_key(joined) == name_key(district))
    if level or re.match(
        r"(?i)\W*(?:kapanewon|kecamatan|kemantren)\W*$", next(iter(texts.values()))
    ):
        extra = [
            text
            for text in texts.values()
            if text != level
            and text.strip(" :")
            and name_key(text) != name_key(district)
            and not names_level(text + " x")
        ]
        return _Section(at, district, True) if alone or not extra else None
    if not alone:
        return None
    roman = bool(number) and bool(_ROMAN.fullmatch(number)) and name != ordinal
    numbers = [str(text) for text in table.cells[ordinal]] if ordinal else []
    mixed = roman and any(label.strip(".) ").isdigit() for label in numbers)
    return _Section(at, district, mixed or not table.vocabulary.is_village(district))


def _blank_below(table: Table, own: str, at: int) -> bool:
    below = table.cells[own].iloc[at + 1 : at + 2]
    return len(below) > 0 and is_blank(str(below.iloc[0]))


def _by_sums(table: Table, doubtful: list[_Section], label: str, sure: set[int]) -> list[_Section]:
    """Confirm rows whose figures are the sums of the villages of that name's sub-district."""
    answer = table.answers.get("seksi", "")
    if answer:
        return doubtful if answer == "kapanewon" else []
    names = [str(text) for text in table.cells[label]]
    figures = table.figures(table.measures()).to_numpy(float)
    found: list[_Section] = []
    unsure: list[_Section] = []
    for section in doubtful:
        if section.at and table.vocabulary.lies_in(names[section.at - 1], section.name):
            continue
        end = section.at + 1
        while (
            end < len(names)
            and end not in sure
            and table.vocabulary.lies_in(names[end], section.name)
        ):
            end += 1
        if end - section.at < 3:
            continue
        own = figures[section.at]
        below = np.nansum(figures[section.at + 1 : end], axis=0)
        stated = ~np.isnan(own)
        again = any(
            name_key(text) == name_key(section.name) for text in names[section.at + 1 : end]
        )
        if not stated.any():
            if again:
                found.append(section)
        elif (own[stated] == below[stated]).all() and (own[stated] > 0).any():
            (found if again or (own[stated] > 0).sum() > 1 else unsure).append(section)
    if found or len(unsure) > 1:
        return [*found, *unsure]
    if unsure:
        table.doubts.append(_section_doubt(unsure[0].name))
    return []


def _section_doubt(name: str) -> Doubt:
    return Doubt(
        "seksi",
        Text(
            f"angka baris '{name}' sama dengan jumlah baris di bawahnya; kapanewon atau kalurahan?",
            f"the figure of row '{name}' is the sum of those below it: sub-district or village?",
        ),
        (
            Choice("desa", Text("kalurahan itu sendiri", "the village itself")),
            Choice("kapanewon", Text("jumlah kapanewonnya", "the sum of its sub-district")),
        ),
    )


def _side(found: list[_Section], figures: pd.DataFrame, table: Table) -> Literal["above", "below"]:
    """Tell whether sections stand above or below their rows: by their sums, else by the first."""
    starts = [section.at for section in found]
    values = figures.to_numpy(float)
    above = below = 0
    for number, at in enumerate(starts):
        own = values[at]
        stated = ~np.isnan(own) & (own > 0)
        if not stated.any():
            continue
        after = starts[number + 1] if number + 1 < len(starts) else len(values)
        before = starts[number - 1] + 1 if number else 0
        above += bool((own == np.nansum(values[at + 1 : after], axis=0))[stated].all())
        below += bool((own == np.nansum(values[before:at], axis=0))[stated].all())
    if above != below:
        return "above" if above > below else "below"
    return "above" if starts[0] == 0 or starts[-1] < len(table.cells) - 1 else "below"


def _check(table: Table, figures: pd.DataFrame, section: _Section, held: slice) -> None:
    for name in figures.columns:
        stated = float(figures[name].to_numpy(float)[section.at])
        if not np.isnan(stated):
            computed = float(figures[name].iloc[held].sum())
            row = int(str(table.cells.index[section.at]))
            table.checksums.append(Checksum(f"{section.name} ({row}), {name}", stated, computed))


def _give_district(
    table: Table, values: pd.Series[str], own: str, why: Text, skip: list[int] | None = None
) -> None:
    if own:
        current = table.cells[own]
        blank = current.map(is_blank) & values.ne("") & ~current.index.isin(skip or [])
        table.set_column(own, current.mask(blank, values), "kecamatan")
        table.filled.append(own)
    else:
        table.set_column(DISTRICT_COLUMN, values, "kecamatan")
    table.note(Text(f"kapanewon menurut {why.id}", f"sub-district by {why.en}"))


def _title_district(table: Table) -> str:
    found = {
        district
        for text in table.block.titles.values()
        if (district := district_in(text, table.vocabulary))
        and (table.vocabulary.is_district(district) or not table.vocabulary.districts)
    }
    return found.pop() if len(found) == 1 else ""


def _fits(table: Table, district: str) -> bool:
    """Tell whether most villages of the table lie in the sub-district of its title."""
    label = table.first("desa", "nama")
    if not label:
        return False
    names = [str(text) for text in pd.unique(table.cells[label]) if text]
    known = [text for text in names if table.vocabulary.is_village(text)]
    inside = [text for text in known if table.vocabulary.lies_in(text, district)]
    return len(inside) * 10 >= len(known) * 8 and len(inside) * 2 >= len(names)


def _take_villages(table: Table) -> None:
    """Take villages from titles or from rows of their own, where no column names them."""
    if table.first("desa", "kode", "kode_bps"):
        return
    cells = table.cells
    own = [name for name in cells.columns if table.roles[name] != "kecamatan"]
    found: dict[int, str] = {}
    for name in cells.columns:
        if table.roles[name] not in ("ordinal", "nama", "nama_kelompok", ""):
            continue
        if cells[name].nunique() > _MOST_LABELS:
            continue
        named = table.matching(
            name, lambda text: bool(_VILLAGE_LEVEL.match(text)) or table.vocabulary.is_village(text)
        )
        for at in np.flatnonzero(named):
            row = cells.iloc[at][own]
            texts = [str(text) for text in row if text]
            joined = " ".join(texts)
            village = village_in(joined) or (joined if len(texts) == 1 else "")
            if village and (len(texts) == 1 or name_key(joined) == name_key(village)):
                found[int(at)] = village
    known = [name for name in found.values() if table.vocabulary.is_village(name)]
    if found and len(known) * 2 >= len(found):
        names = np.full(len(cells), "", dtype=object)
        for start, village in sorted(found.items()):
            names[start + 1 :] = village
        rows = [int(row) for row in cells.index[sorted(found)]]
        table.set_column(VILLAGE_COLUMN, pd.Series(names, index=cells.index, dtype="str"), "desa")
        table.leave_out(rows, "section")
        table.note(Text("baris desa berlaku untuk isinya", "rows of villages name sections"), rows)
        return
    titled = {village for text in table.block.titles.values() if (village := village_in(text))}
    if len(titled) == 1:
        village = titled.pop()
        if table.vocabulary.is_village(village):
            table.set_column(
                VILLAGE_COLUMN, pd.Series(village, index=cells.index, dtype="str"), "desa"
            )
            table.note(Text(f"desa menurut judul: {village}", f"village by the title: {village}"))
            title = _title_district(table)
            if title and not table.first("kecamatan"):
                values = pd.Series(title, index=cells.index, dtype="str")
                _give_district(table, values, "", Text(f"judul: {title}", f"title: {title}"))


def fill_down(table: Table) -> None:
    """Give blank cells of places the value above them, where that is how the table is written."""
    district = table.first("kecamatan")
    village = table.first("desa")
    code = table.first("kode", "kode_bps")
    for name in (district, village):
        if name:
            _blank_dittos(table, name)
    if village or code:
        _fill_villages(table, [name for name in (code, village) if name], district)
    if district:
        _fill_districts(table, district, village)


def _blank_dittos(table: Table, name: str) -> None:
    """Fill cells that say "the same" (sda, idem, a ditto mark) from the row above."""
    same = table.matching(name, lambda text: bool(_DITTO.fullmatch(text.strip())))
    if not same.any() or same[0]:
        return
    filled = table.cells[name].mask(same).ffill().fillna("")
    table.set_column(name, filled, table.roles[name])
    _note_filled(table, name, int(same.sum()))


def _fill_districts(table: Table, district: str, village: str) -> None:
    current = table.cells[district]
    blank = current == ""
    if not blank.any() or blank.iloc[0] or not village:
        return
    filled = current.mask(blank).ffill().fillna("")
    names = table.cells[village]
    pairs = pd.DataFrame({"village": names[blank], "district": filled[blank]}).drop_duplicates()
    known = [
        (str(pair.village), str(pair.district))
        for pair in pairs.itertuples()
        if table.vocabulary.is_village(str(pair.village))
        and table.vocabulary.is_district(str(pair.district))
    ]
    agree = sum(table.vocabulary.lies_in(*pair) for pair in known)
    if known and agree * 10 >= len(known) * 9:
        table.set_column(district, filled, "kecamatan")
        _note_filled(table, district, int(blank.sum()))


def _fill_villages(table: Table, names: list[str], district: str) -> None:
    cells = table.cells
    nameless = (cells[names] == "").all(axis=1)
    if not nameless.any() or nameless.iloc[0]:
        return
    inner = table.columns("nama_kelompok", "padukuhan", "jenis", "kegiatan") or [
        name for name in cells.columns if is_part(name)
    ]
    if not inner:
        named = Finder(table.file, cells, table.vocabulary, table.answers).group_names()
        inner = [named] if named else []
    has_inner = (cells[inner] != "").any(axis=1) if inner else pd.Series(False, index=cells.index)
    has_figures = table.figures(table.measures()).notna().any(axis=1)
    blank = nameless & (has_inner | has_figures)
    count = int(blank.sum())
    if not count:
        return
    stands = cells.loc[~blank, [*names, *filter(None, [district])]]
    repeats = bool((stands == stands.shift()).all(axis=1).any())
    ordinal = table.first("ordinal")
    numbered = bool(ordinal) and bool(((cells[ordinal] == "") == blank).all())
    stated = (
        bool(district)
        and bool((cells.loc[blank, district] != "").any())
        and (district not in table.filled)
    )
    many = count > 1 and count * 4 >= len(cells)
    parts = bool(has_inner[blank].all())
    strong = parts and (numbered or (many and not stated and not repeats))
    answer = table.answers.get("kosong", "")
    if answer == "biarkan" or (not answer and repeats and not numbered):
        return
    if not answer and not strong:
        table.doubts.append(_whose(likely_above=parts))
        if not parts:
            return
    for name in names:
        above = cells[name].mask(nameless).ffill().fillna("")
        table.set_column(name, cells[name].mask(blank, above), table.roles[name])
        _note_filled(table, name, count)


def _whose(*, likely_above: bool) -> Doubt:
    above = Choice("isi", Text("ya, ikut desa di atasnya", "yes, to the one above"))
    unknown = Choice("biarkan", Text("tidak, desanya tidak diketahui", "no, not known"))
    return Doubt(
        "kosong",
        Text(
            "ada baris tanpa nama desa; ikut desa di baris atasnya?",
            "some rows name no village; do they belong to the one above?",
        ),
        (above, unknown) if likely_above else (unknown, above),
    )


def is_part(heading: str) -> bool:
    """Tell whether a heading names parts of a village: RW, RT, padukuhan, strata, kind ..."""
    return bool(_PART.search(heading))


_PART = re.compile(
    r"(?i)(?:^|[^a-z])(?:rw|rt|rukun warga|padukuhan|pedukuhan|dusun|dukuh|lingkungan|strata|jenis|"
    r"tipe|kategori|uraian|kelas|tingkat|tingkatan|klasifikasi|bidang|bentuk|macam|golongan|"
    r"kelompok sasaran|wilayah kerja|pos|blok|sektor|program|komoditas)"
    r"(?:[^a-z]|$)"
)


def _note_filled(table: Table, name: str, count: int) -> None:
    table.filled.append(name)
    table.note(
        Text(
            f"{count} sel kosong mengikuti baris di atasnya",
            f"blank cells take the value above them: {count}",
        ),
        column=name,
    )
