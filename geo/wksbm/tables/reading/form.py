"""What form a table has: groups, persons, figures by village, parts of villages, years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from wksbm.errors import InputError, Problem
from wksbm.names import name_key
from wksbm.tables.absence import read_absence
from wksbm.tables.cells import name_keys
from wksbm.tables.groups import counts_kinds
from wksbm.tables.headings import COUNT, heading_key, role_of
from wksbm.tables.listing import noted_rows
from wksbm.tables.model import RawTable
from wksbm.tables.reading.answers import answer_words
from wksbm.tables.reading.columns import UNKNOWN_ROLES, Finder, numbered_alike, village_keys
from wksbm.tables.reading.counted import ALL, year_doubt
from wksbm.tables.reading.measures import measure_of, names_moment, unit_of
from wksbm.tables.reading.model import Choice, Doubt, LeftOut, Reason, sheet_row
from wksbm.tables.reading.sections import is_part
from wksbm.tables.register import NO_NAME
from wksbm.text import Text

_YEAR_KEYS = frozenset({"tahun", "year", "thn", "th", "tahun_data", "tahun_pendataan", "periode"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TIME_KEYS = re.compile(
    r"(?:^|_)(?:bulan|triwulan|semester|tanggal|tgl|waktu|timestamp|minggu)(?:_|$)"
)
_REPEATED = 0.3
_FEW_REPEATED = 0.15
"""Share of repeated names from which a list with columns of persons is one of persons."""
_MOSTLY = 0.4
_LETTERS = 2
"""Letters that a name has at least; "-3" and "x" are none."""
_JOINED = re.compile(r"\S\s+/\s+\S|\S\s+(?:dan|&)\s+\S")
_MOST_SAMPLE = 20_000


@dataclass(frozen=True)
class Rows:
    """
    The rows that speak of the figure that is wanted, and how they become one.

    Parameters
    ----------
    raw
        The table, without rows of older years or of other measures.
    parts
        Columns that tell the parts of a village apart.
    year
        Year of the rows, where there are several.
    doubts, notes
        What is to be asked and what was assumed.
    """

    raw: RawTable
    parts: tuple[str, ...] = ()
    year: int | None = None
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Names:
    """Whether a name counts once in its village (a list of persons), and what is doubtful."""

    distinct: bool = False
    doubts: tuple[Doubt, ...] = ()
    persons: tuple[str, ...] = field(default_factory=tuple)


def judge_names(
    finder: Finder, names: str, places: dict[str, str], padukuhan: str, answers: dict[str, str]
) -> Names:
    """
    Judge whether the rows of a register are groups or their members.

    Parameters
    ----------
    finder
        The columns.
    names
        Heading of the groups' names.
    places
        Place roles.
    padukuhan
        Heading of the padukuhan, or ``""``.
    answers
        What a person has said.
    """
    persons = tuple(finder.persons())
    if "nama" in {role_of(heading) for heading in finder.personal}:
        persons += tuple(h for h in finder.personal if role_of(h) == "nama")
    form = answers.get("bentuk", "")
    if form == "orang":
        return Names(distinct=True, persons=persons)
    cells = finder.cells
    where = ("kode", "kode_bps", "desa", "kecamatan")
    own = [*(cells[places[role]] for role in where if role in places), cells[names]]
    filled = cells[names].ne("")
    again = filled & numbered_alike(own).duplicated()
    absent = [
        text
        for text in pd.unique(cells[names][again])
        if len(re.findall(r"[^\W\d_]", str(text))) < _LETTERS
        or read_absence(str(text))
        or name_key(str(text)) in NO_NAME
    ]
    filled &= ~cells[names].isin(absent)
    repeated = (again & filled)[filled]
    share = float(repeated.mean()) if len(repeated) else 0.0
    if persons and share >= _FEW_REPEATED and form != "register":
        return Names(distinct=True, persons=persons)
    if answers.get("nama", "") != "satu":
        _refuse_joined(finder.name, names, cells[names][filled])
    _refuse_counted(finder.name, names, cells[names][filled])
    doubts: tuple[Doubt, ...] = ()
    if not form and (share >= _REPEATED or (persons and share > 0)):
        inner = numbered_alike([*own, cells[padukuhan]] if padukuhan else own)[filled]
        twice = inner[inner.duplicated()]
        often = twice.nunique() > 1 and len(twice) >= _REPEATED * len(inner)
        if often or (persons and len(twice)):
            doubts = (_register_doubt(),)
    return Names(doubts=doubts, persons=persons)


def _refuse_joined(file: str, names: str, filled: pd.Series[str]) -> None:
    """Refuse a register most of whose cells may join several names: nobody can count them."""
    sample = filled.head(_MOST_SAMPLE)
    joined = sample.str.contains(_JOINED, regex=True)
    if int(joined.sum()) < 2 or float(joined.mean()) < _MOSTLY:
        return
    raise InputError(
        Problem(
            Text(
                "banyak sel dengan '/' atau 'dan': satu kelompok atau beberapa?",
                "many cells with '/' or 'dan': one group or several?",
            ),
            file=file,
            column=names,
            found=str(sample[joined].iloc[0]),
            cure=Text(
                f"Tulis satu baris per kelompok; bila satu sel memang satu kelompok, jawab "
                f"{answer_words(file, 'nama', 'satu')}",
                f"Write one row for each group; if a cell is one group, answer "
                f"{answer_words(file, 'nama', 'satu')}",
            ),
        )
    )


def _refuse_counted(file: str, names: str, filled: pd.Series[str]) -> None:
    """Refuse a register whose cells give kinds with their numbers: "Arisan 3, Kematian 2"."""
    sample = filled.head(_MOST_SAMPLE)
    sample = sample[sample.str.contains("[0-9]")]
    counted = sample[sample.map(counts_kinds).astype(bool)]
    if len(counted) < 2 or len(counted) < _REPEATED * len(filled.head(_MOST_SAMPLE)):
        return
    raise InputError(
        Problem(
            Text(
                "banyak sel berisi jenis dan angkanya, bukan nama kelompok",
                "many cells hold kinds and their numbers, not names of groups",
            ),
            file=file,
            column=names,
            found=str(counted.iloc[0]),
            cure=Text(
                "Buat satu kolom angka untuk setiap jenis (Arisan, Kematian, ...)",
                "Make a column of figures for each kind (Arisan, Kematian, ...)",
            ),
        )
    )


def _register_doubt() -> Doubt:
    return Doubt(
        "bentuk",
        Text(
            "banyak nama kelompok muncul beberapa kali; apakah setiap baris satu kelompok?",
            "many groups are named several times: is each row a group?",
        ),
        (
            Choice(
                "orang",
                Text(
                    "tidak (daftar orang atau kegiatan): nama yang sama di satu desa dihitung satu",
                    "no (persons or activities): a name counts once in its village",
                ),
            ),
            Choice("register", Text("ya, setiap baris satu kelompok", "yes, each row is a group")),
        ),
    )


def rows_of_figures(
    raw: RawTable, finder: Finder, places: dict[str, str], count: str, used: Sequence[str]
) -> Rows:
    """
    Choose the rows of the newest year and of the right measure, and find the parts of villages.

    Parameters
    ----------
    raw
        The table.
    finder
        Its columns.
    places
        Place roles.
    count
        Heading of the count; ``""`` for kinds that are added up.
    used
        Headings that cannot be parts.

    Raises
    ------
    InputError
        If an answer names a year that is not there, or no row counts groups.
    """
    notes: list[Problem] = []
    raw, year, doubts = _newest_rows(raw, places, notes)
    raw = _rows_of_groups(raw, count, notes)
    parts = [
        heading
        for heading in raw.cells.columns
        if heading not in used
        and not _TIME_KEYS.search(heading_key(heading))
        and (is_part(heading) or role_of(heading) in ("jenis", "padukuhan"))
    ]
    parts = [heading for heading in parts if heading not in (count,)]
    answer = raw.answers.get("baris", "")
    stages = next((heading for heading in parts if _holds_stages(raw.cells[heading])), "")
    if stages and not answer and village_keys(raw.cells, places).duplicated().any():
        doubts.append(_parts_doubt(stages))
    if answer == "satu":
        return Rows(raw, (), year, tuple(doubts), tuple(notes))
    if not parts:
        found, doubt = _unknown_parts(raw, finder, places, count, used)
        if answer == "jumlahkan" and found:
            parts = [found]
        elif doubt is not None and not answer:
            doubts.append(doubt)
            parts = [found] if doubt.choices[0].value == "jumlahkan" else []
        elif found:
            parts = [found]
    return Rows(raw, tuple(parts), year, tuple(doubts), tuple(notes))


def year_column(raw: RawTable) -> str:
    """Return the column that says of which year a row is, or ``""``."""
    for heading in raw.cells.columns:
        if heading_key(heading) not in _YEAR_KEYS:
            continue
        filled = raw.cells[heading].head(_MOST_SAMPLE)
        filled = filled[filled != ""]
        if len(filled) and float(filled.str.contains(_YEAR).mean()) >= 0.9:
            return str(heading)
    return ""


def _newest_rows(
    raw: RawTable, places: dict[str, str], notes: list[Problem]
) -> tuple[RawTable, int | None, list[Doubt]]:
    heading = year_column(raw)
    wanted = raw.answers.get("tahun", "")
    if not heading:
        return raw, None, []
    years = raw.cells[heading].str.extract(rf"({_YEAR.pattern})", expand=False).astype("Int64")
    present = sorted({int(year) for year in years.dropna().unique()}, reverse=True)
    if len(present) < 2:
        return raw, present[0] if present else None, []
    if wanted and (not wanted.isdigit() or int(wanted) not in present):
        raise InputError(
            Problem(
                Text(f"tidak ada tahun {wanted}", f"there is no year {wanted}"),
                file=raw.name,
                column=heading,
                expected=Text(", ".join(map(str, present)), ", ".join(map(str, present))),
            )
        )
    keys = village_keys(raw.cells, places)
    villages = {year: set(keys[years == year]) for year in present}
    newest = int(wanted) if wanted else present[0]
    overlap = any(villages[newest] & villages[year] for year in present if year != newest)
    if not overlap and not wanted and keys.nunique() == len(keys):
        return raw, None, []
    doubts = []
    most = max(len(found) for found in villages.values())
    if not wanted and len(villages[newest]) * 10 < most * 9:
        doubts.append(year_doubt(present))
    old = [int(row) for row in raw.cells.index[(years != newest).fillna(True)]]
    listed = ", ".join(str(year) for year in sorted(present))
    what = Text(
        f"beberapa tahun ({listed}); dipakai {newest}",
        f"several years ({listed}); {newest} is used",
    )
    notes.append(noted_rows(raw.name, what, old, heading))
    return without_rows(raw, old, "older"), newest, doubts


def groups_of_year(raw: RawTable, places: dict[str, str], names: str) -> Rows:
    """
    Keep the rows of a register of one year, where a person says which; ask where it matters.

    A register of several years names a group once for each; one with a column of years in which
    hardly any group stands twice is a list of groups, and none of its rows is left out.

    Parameters
    ----------
    raw
        The table.
    places
        Place roles.
    names
        Heading of the groups' names.

    Raises
    ------
    InputError
        If an answer names a year that is not there.
    """
    wanted = raw.answers.get("tahun", "")
    heading = year_column(raw)
    if not heading or wanted.casefold() == ALL:
        return Rows(raw)
    if wanted:
        notes: list[Problem] = []
        chosen, year, _ = _newest_rows(raw, places, notes)
        return Rows(chosen, (), year, (), tuple(notes))
    years = raw.cells[heading].str.extract(rf"({_YEAR.pattern})", expand=False)
    present = sorted({int(year) for year in years.dropna().unique()}, reverse=True)
    if len(present) < 2:
        return Rows(raw)
    groups = village_keys(raw.cells, places) + "|" + name_keys(raw.cells[names])
    stated = years[raw.cells[names] != ""].groupby(groups).nunique()
    again = int((stated > 1).sum())
    if again < 2 or again < _FEW_REPEATED * len(stated):
        return Rows(raw)
    return Rows(raw, doubts=(_which_year(present),))


def _which_year(years: Sequence[int]) -> Doubt:
    every = Text("semua tahun, setiap baris satu kelompok", "all years, each row is a group")
    return Doubt(
        "tahun",
        Text(
            "kelompok yang sama tercatat pada beberapa tahun; tahun mana yang dipakai?",
            "the same groups are listed for several years; which year is meant?",
        ),
        (
            *(
                Choice(str(year), Text(f"hanya tahun {year}", f"only the year {year}"))
                for year in years
            ),
            Choice(ALL, every),
        ),
    )


def _rows_of_groups(raw: RawTable, count: str, notes: list[Problem]) -> RawTable:
    """Leave out rows whose unit or measure is not groups: members listed below groups."""
    for heading in raw.cells.columns:
        key = heading_key(heading)
        if (
            _is_personal(raw, heading)
            or heading == count
            or key
            not in (
                *(
                    "satuan",
                    "unit",
                    "uraian",
                    "indikator",
                    "variabel",
                    "keterangan_data",
                    "jenis_data",
                ),
                "rincian",
            )
        ):
            continue
        texts = [str(text) for text in pd.unique(raw.cells[heading].head(_MOST_SAMPLE)) if text]
        judge = unit_of if key in ("satuan", "unit") else _measure_of_label
        measures = {text: judge(text) for text in texts}
        wrong = [text for text, measure in measures.items() if measure in ("other", "target")]
        if not wrong:
            continue
        if len(wrong) == len(texts):
            raise InputError(
                Problem(
                    Text("tabel ini tidak menghitung kelompok", "the table does not count groups"),
                    file=raw.name,
                    column=heading,
                    found=", ".join(wrong),
                    expected=Text("jumlah kelompok", "numbers of groups"),
                    cure=Text("Kirim tabel jumlah kelompok", "Send a table of groups"),
                )
            )
        rows = [int(row) for row in raw.cells.index[raw.cells[heading].isin(wrong)]]
        what = Text(
            "baris bukan jumlah kelompok dilewati", "rows that do not count groups left out"
        )
        notes.append(noted_rows(raw.name, what, rows, heading, ", ".join(wrong)))
        raw = without_rows(raw, rows, "other_measure")
    return raw


def _measure_of_label(text: str) -> str:
    return measure_of((text,))


def without_rows(raw: RawTable, rows: Sequence[int], reason: Reason) -> RawTable:
    """Return a table without some rows; they stay in its report with their text."""
    if not rows:
        return raw
    shown = [name for name in raw.cells.columns if not _is_personal(raw, name)]
    left = []
    for number, *texts in raw.cells.loc[list(rows), shown].itertuples(name=None):
        sheet, row = sheet_row(int(number), raw.layout.sheets)
        left.append(LeftOut(row, reason, " | ".join(cell for cell in texts if cell)[:200], sheet))
    return replace(
        raw,
        cells=raw.cells.drop(index=list(rows)),
        numeric=None if raw.numeric is None else raw.numeric.drop(index=list(rows)),
        layout=replace(raw.layout, left_out=(*raw.layout.left_out, *left)),
    )


def _is_personal(raw: RawTable, heading: str) -> bool:
    role = role_of(heading)
    return role == "personal" or (role in UNKNOWN_ROLES and heading in raw.layout.masked)


def _unknown_parts(
    raw: RawTable, finder: Finder, places: dict[str, str], count: str, used: Sequence[str]
) -> tuple[str, Doubt | None]:
    """Find an unnamed column of parts where villages repeat: different values in each of them."""
    keys = village_keys(raw.cells, places)
    repeated = keys.duplicated(keep=False) & keys.str.contains(r"\w", regex=True)
    if not repeated.any():
        return "", None
    rows = raw.cells[repeated]
    for heading in raw.cells.columns:
        key = heading_key(heading)
        if heading in used or heading == count or heading in finder.personal:
            continue
        if _TIME_KEYS.search(key) or key in _YEAR_KEYS or _NEVER_PARTS.search(key):
            continue
        if role_of(heading) in ("ordinal", "meta", "personal", COUNT) or finder.numeric(heading):
            continue
        whole = keys[repeated].str.cat(rows[heading].str.casefold(), sep="|")
        if (rows[heading] == "").any() or whole.duplicated().any():
            continue
        values = [str(text) for text in pd.unique(rows[heading].head(_MOST_SAMPLE))]
        kinds = [text for text in values if measure_of((text,)) in ("kind", "whole")]
        if len(kinds) * 10 >= len(values) * 8:
            return str(heading), None
        return str(heading), _parts_doubt(str(heading))
    return "", None


def _parts_doubt(heading: str) -> Doubt:
    return Doubt(
        "baris",
        Text(
            f"satu desa ada di beberapa baris, berbeda menurut '{heading}'; dijumlahkan?",
            f"several rows for one village that differ in '{heading}'; are they added up?",
        ),
        (
            Choice("jumlahkan", Text("ya, dijumlahkan", "yes, add them up")),
            Choice("satu", Text("tidak, biarkan tanpa angka", "no, no figure for it")),
        ),
    )


def _holds_stages(cells: pd.Series[str]) -> bool:
    """Tell whether a column names stages or moments of the same groups, not parts of them."""
    return any(names_moment(str(text)) for text in pd.unique(cells.head(_MOST_SAMPLE)) if text)


_NEVER_PARTS = re.compile(
    r"(?:^|_)(?:no|id|nomor|keterangan|ket|catatan|pengirim|petugas|pengisi|email|sumber|uuid|"
    r"foto|link|url|alamat|telepon|hp|satuan|kabupaten|provinsi)(?:_|$)"
)
