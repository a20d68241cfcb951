"""Propose what a table is: its form, its columns, what is counted, and what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wksbm.errors import InputError, Problem
from wksbm.tables.headings import COUNT, GENERIC_COUNT, REGISTER_ROLES, heading_key, role_of
from wksbm.tables.model import Kind, RawTable
from wksbm.tables.numbers import read_numbers
from wksbm.tables.reading.columns import Finder, village_keys
from wksbm.tables.reading.counted import Counted, count_column
from wksbm.tables.reading.form import groups_of_year, judge_names, rows_of_figures
from wksbm.tables.reading.measures import measure_of
from wksbm.tables.reading.model import Checksum, Choice, Columns, Doubt, Evidence, Form
from wksbm.tables.reading.vocabulary import Vocabulary
from wksbm.text import Text

_NAMED_ATTRIBUTES = ("penduduk",)
_RESERVED = frozenset({"kode", "desa", "kecamatan", "kode_kecamatan", "kabupaten", "provinsi"}) | {
    "kode_bps",
    "geometry",
    "status_data",
}
_NUMBER_OF = re.compile(r"(?:jumlah|jml|jmlh|jlh|banyak|banyaknya|total)_")
_OWN_OF_REGISTERS = frozenset({"tahun_berdiri", "kriteria_anggota", "sumber_dana", "pembentukan"})
_KEPT_OF_PERSONS = frozenset({"kode", "kode_bps", "kode_kecamatan", "desa", "kecamatan"}) | {
    *("kabupaten", "provinsi", "nama_kelompok", "jenis", "padukuhan", "ordinal"),
}


@dataclass(frozen=True)
class Proposal:
    """
    One reading of a table.

    Parameters
    ----------
    raw
        The table, without the rows that the reading leaves out.
    columns
        What its columns are.
    form
        The form of the table.
    doubts
        What must be asked unless the answers give the same figures.
    evidence, checksums
        Why, and the totals that were held against columns.
    unit
        ``kelompok``, or ``jaringan`` where networks are counted.
    """

    raw: RawTable
    columns: Columns
    form: Form
    doubts: tuple[Doubt, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    checksums: tuple[Checksum, ...] = ()
    unit: str = "kelompok"


def propose(raw: RawTable, kinds: Sequence[Kind], vocabulary: Vocabulary | None = None) -> Proposal:
    """
    Propose the likeliest reading of a table.

    Parameters
    ----------
    raw
        The table.
    kinds
        The kinds that are asked for.
    vocabulary
        Names of the boundary layer, as evidence of which column names villages.

    Returns
    -------
    Proposal
        With the doubts that a person may have to settle.

    Raises
    ------
    InputError
        If nothing says where a row belongs, or which column holds the figures.
    """
    finder = Finder(
        raw.name,
        raw.cells,
        vocabulary or Vocabulary(),
        raw.answers,
        raw.layout.hidden,
        raw.layout.masked,
        typed=raw.numeric is not None,
    )
    places = finder.places()
    counted = "counts" in kinds
    if "register" in kinds or counted:
        return _groups(raw, finder, places, register="register" in kinds, counts=counted)
    if "attributes" in kinds:
        return _attributes(raw, finder, places)
    raise InputError(_no_names(finder))


def _groups(
    raw: RawTable, finder: Finder, places: dict[str, str], *, register: bool, counts: bool
) -> Proposal:
    columns = finder.register()
    names = columns.get("nama_kelompok", "")
    form = raw.answers.get("bentuk", "")
    if form == "jumlah" or not register:
        return _counts(raw, finder, places, columns)
    if names and not (counts and not form and _counts_by_kind(finder, names)):
        return _named(raw, finder, places, columns, counts=counts and not form)
    if names:
        columns = {role: name for role, name in columns.items() if role != "nama_kelompok"}
        return _counts(raw, finder, places, columns)
    persons = finder.persons()
    figures = counts and bool(_stated(finder))
    if persons and not figures:
        raise InputError(_persons_only(finder, persons))
    if _OWN_OF_REGISTERS & set(columns) and not figures:
        return _register(raw, finder, places, columns)
    if counts:
        return _counts(raw, finder, places, columns)
    raise InputError(_no_names(finder))


def _stated(finder: Finder) -> list[str]:
    """Return the columns of figures that are called a number of groups, or just a number."""
    return [
        name
        for role in (COUNT, GENERIC_COUNT)
        for name in finder.by_role.get(role, [])
        if finder.numeric(name)
    ]


def _counts_by_kind(finder: Finder, names: str) -> bool:
    """Tell whether a column "Kelompok" holds kinds, each in many villages, beside a figure."""
    if role_of(names) == "nama_kelompok" or not _stated(finder):
        return False
    texts = [text for text in finder.texts(names) if text]
    kinds = [text for text in texts if measure_of((text,)) in ("kind", "whole")]
    filled = int((finder.cells[names] != "").sum())
    return len(kinds) * 10 >= len(texts) * 8 and len(texts) * 2 <= filled


def _named(
    raw: RawTable,
    finder: Finder,
    places: dict[str, str],
    columns: dict[str, str],
    *,
    counts: bool,
) -> Proposal:
    """Read a table with names of groups: a register, unless it also counts them by village."""
    names = columns["nama_kelompok"]
    whole = [
        str(name)
        for name in raw.cells.columns
        if name != names
        and (role_of(name) == COUNT or _NUMBER_OF.match(heading_key(name)))
        and measure_of((name,)) in ("whole", "kind")
        and finder.numeric(name)
    ]
    if counts and whole:
        keys = village_keys(raw.cells, places)
        typed = None if raw.numeric is None else raw.numeric[whole[0]]
        figures = read_numbers(raw.cells[whole[0]], typed).values
        once = keys.nunique() == len(keys)
        if once and not bool((figures.dropna() == 1).all()):
            return _counts(raw, finder, places, {**columns, "nama_kelompok": ""})
        sizes = keys.groupby(keys).transform("size")
        plain = bool((figures.dropna() == 1).all()) or bool((figures.dropna() == sizes).all())
        if not once and not plain:
            found = _register(raw, finder, places, columns)
            return replace(found, doubts=(*found.doubts, _figures_or_names(whole[0])))
    return _register(raw, finder, places, columns)


def _register(
    raw: RawTable, finder: Finder, places: dict[str, str], columns: dict[str, str]
) -> Proposal:
    names = columns.get("nama_kelompok", "")
    personal = set(finder.personal)
    notes = list(finder.notes)
    if not names:
        roles = places | columns
        return Proposal(
            raw,
            Columns(
                "register",
                roles,
                personal=frozenset(personal),
                notes=tuple(notes),
                combine="groups",
            ),
            "register",
            evidence=tuple(finder.evidence),
        )
    chosen = groups_of_year(raw, places, names)
    if chosen.raw is not raw:
        raw = chosen.raw
        finder = Finder(raw.name, raw.cells, finder.vocabulary, raw.answers, raw.layout.hidden)
    judged = judge_names(finder, names, places, columns.get("padukuhan", ""), dict(raw.answers))
    evidence = (
        *finder.evidence,
        Evidence("nama_kelompok", names, Text("nama kelompok, berbeda-beda", "names of groups")),
    )
    roles = places | columns
    form: Form = "register"
    if judged.distinct:
        form = "persons"
        has_place = bool({"kode", "kode_bps", "desa"} & set(places))
        roles = {
            role: name
            for role, name in roles.items()
            if role in _KEPT_OF_PERSONS or (role in ("lon", "lat", "koordinat") and not has_place)
        }
        personal |= {
            str(name)
            for name in raw.cells.columns
            if name not in roles.values() and role_of(name) not in _KEPT_OF_PERSONS
        }
        what = Text(
            "daftar orang: kelompoknya dihitung, data orang tidak disalin",
            "a list of persons: its groups are counted, no person is copied",
        )
        notes.append(Problem(what, file=raw.name, column=names))
    return Proposal(
        raw,
        Columns(
            "register",
            roles,
            personal=frozenset(personal),
            notes=(*notes, *chosen.notes),
            combine="distinct_groups" if judged.distinct else "groups",
            year=chosen.year,
        ),
        form,
        chosen.doubts or judged.doubts,
        evidence,
    )


def _counts(
    raw: RawTable, finder: Finder, places: dict[str, str], columns: dict[str, str]
) -> Proposal:
    words = ("nama_kelompok", "jenis", "padukuhan", "kegiatan", "kebutuhan", "status")
    used = [*places.values(), *(columns[role] for role in words if columns.get(role))]
    used = [name for name in used if name not in finder.by_role.get(COUNT, [])]
    counted = count_column(
        finder, used, raw.layout.levels, raw.layout.titles, raw.answers, raw.numeric
    )
    raw = _dashes_of_kinds(raw, counted)
    inner = [*places.values(), *counted.kinds, *finder.personal]
    chosen = rows_of_figures(raw, finder, places, counted.heading, inner)
    roles = dict(places)
    if counted.heading:
        roles[COUNT] = counted.heading
    roles |= {role: columns[role] for role in ("jenis", "padukuhan") if columns.get(role)}
    year = chosen.year if chosen.year is not None else counted.year
    return Proposal(
        chosen.raw,
        Columns(
            "counts",
            roles,
            personal=frozenset(finder.personal),
            notes=(*finder.notes, *counted.notes, *chosen.notes),
            combine="parts" if chosen.parts else "single",
            parts=chosen.parts,
            kind_columns=counted.kinds,
            year=year,
        ),
        _form(counted, chosen.parts),
        (*counted.doubts, *chosen.doubts),
        (*finder.evidence, *counted.evidence),
        counted.checksums,
        "jaringan" if counted.networks else "kelompok",
    )


def _dashes_of_kinds(raw: RawTable, counted: Counted) -> RawTable:
    """
    Read a dash as none where the table itself does.

    In a row whose total is the sum of its other kinds, a dash of a kind can only mean none; then
    it does so everywhere in these columns.
    """
    if not counted.kinds or not counted.heading:
        return raw
    columns = [*counted.kinds, counted.heading]
    dashes = raw.cells[columns].isin(["-", "–", "—"])
    proven = dashes[list(counted.kinds)].any(axis=1) & ~dashes[counted.heading]
    proven &= raw.cells[counted.heading].str.fullmatch("[0-9]+")
    if not proven.any() or not dashes[counted.heading].any():
        return raw
    cells = raw.cells.copy()
    for name in columns:
        cells[name] = cells[name].mask(dashes[name], "0")
    return replace(raw, cells=cells, layout=replace(raw.layout, dash_is_zero=True))


def _form(counted: Counted, parts: Sequence[str]) -> Form:
    if parts:
        return "long"
    return "wide" if counted.kinds else "counts"


def _attributes(raw: RawTable, finder: Finder, places: dict[str, str]) -> Proposal:
    found: dict[str, str] = {}
    problems = []
    roles = ("", *_NAMED_ATTRIBUTES, COUNT, GENERIC_COUNT, *REGISTER_ROLES)
    for heading in raw.cells.columns:
        role = role_of(heading)
        if heading in places.values() or heading in finder.personal or role not in roles:
            continue
        if heading.startswith("("):
            continue
        name = role if role in _NAMED_ATTRIBUTES else heading_key(heading)
        if not name or name in _RESERVED:
            continue
        if role not in _NAMED_ATTRIBUTES and not finder.numeric(heading):
            continue
        if name in found:
            problems.append(_same_name(raw.name, name, [found[name], heading]))
        found.setdefault(name, heading)
    if "penduduk" not in found and (total := _population_total(raw, found)):
        found = {
            "penduduk" if heading == total else name: heading for name, heading in found.items()
        }
    if not found and not problems:
        problems.append(
            finder.problem(
                Text("tidak ada kolom angka", "there is no numeric column"),
                Text("sedikitnya satu kolom angka", "at least one numeric column"),
            )
        )
    if problems:
        raise InputError(problems)
    return Proposal(
        raw,
        Columns("attributes", places, found, frozenset(finder.personal), tuple(finder.notes)),
        "attributes",
        evidence=tuple(finder.evidence),
    )


def _population_total(raw: RawTable, found: dict[str, str]) -> str:
    """Return the total below a heading "Penduduk" that spans men, women and all."""
    for heading in found.values():
        levels = raw.layout.levels.get(heading, (heading,))
        if (
            len(levels) > 1
            and role_of(levels[-1]) == GENERIC_COUNT
            and role_of(levels[-2]) == "penduduk"
        ):
            return heading
    return ""


def _same_name(file: str, name: str, headings: list[str]) -> Problem:
    return Problem(
        Text("dua kolom bernama sama", "two columns of one name"),
        file=file,
        column=name,
        found=", ".join(headings),
        cure=Text("Beri nama berbeda", "Rename one of them"),
    )


def _no_names(finder: Finder) -> Problem:
    return finder.problem(
        Text("tidak ada kolom nama kelompok", "there is no column of group names"),
        Text("kolom 'nama_kelompok'", "a column 'nama_kelompok'"),
    )


def _persons_only(finder: Finder, persons: Sequence[str]) -> Problem:
    key = f"{finder.name}:nama_kelompok"
    return Problem(
        Text(
            "ini daftar orang, tanpa nama kelompok; tidak dipakai",
            "this is a list of persons without groups; it is not used",
        ),
        file=finder.name,
        found=", ".join(persons),
        expected=Text("kolom 'nama_kelompok' atau 'jumlah_kelompok'", "a column of groups"),
        cure=Text(
            f'Tambahkan kolom nama kelompok, atau jawab --read "{key}=JUDUL KOLOM"',
            f'Add a column of group names, or answer --read "{key}=HEADING"',
        ),
    )


def _figures_or_names(heading: str) -> Doubt:
    return Doubt(
        "bentuk",
        Text(
            f"ada nama kelompok dan angka '{heading}'; mana yang dihitung?",
            f"there are group names and a figure '{heading}'; which of them counts?",
        ),
        (
            Choice("register", Text("setiap baris satu kelompok", "each row is a group")),
            Choice("jumlah", Text(f"angka kolom '{heading}'", f"the figures of '{heading}'")),
        ),
    )


def recognise(raw: RawTable, kinds: Sequence[Kind]) -> Columns:
    """
    Recognise the columns of a table without a boundary layer.

    Raises
    ------
    InputError
        If nothing says where a row belongs or what is counted, or if something is doubtful.
    """
    proposal = propose(raw, kinds)
    if proposal.doubts:
        raise InputError(
            [
                Problem(
                    doubt.what,
                    file=raw.name,
                    found=", ".join(choice.value for choice in doubt.choices),
                )
                for doubt in proposal.doubts
            ]
        )
    return proposal.columns
