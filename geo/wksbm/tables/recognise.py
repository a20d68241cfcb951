"""Tell what kind of table it is and which of its columns are what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from wksbm.codes import is_higher_level, is_lossy, parse_code
from wksbm.errors import InputError, Problem
from wksbm.tables.headings import (
    COUNT,
    GENERIC_COUNT,
    PLACE_ROLES,
    POINT_ROLES,
    REGISTER_ROLES,
    heading_key,
    means_other,
    rank_of,
    role_of,
)
from wksbm.tables.model import Kind, RawTable
from wksbm.tables.numbers import is_numeric
from wksbm.text import Text, both

Combine = Literal["single", "parts", "groups", "distinct_groups"]
_NAMED_ATTRIBUTES = ("penduduk",)
_RESERVED = frozenset({"kode", "desa", "kecamatan", "kode_kecamatan", "kabupaten", "provinsi"}) | {
    "kode_bps",
    "geometry",
    "status_data",
}
_SAMPLE = 2_000
_BARE_GROUPS = ("kelompok", "wksbm", "groups")
_OPENS_WITH_LETTER = r"\W*[^\W\d_]"
_NAME_THE_COUNT = Text(
    "Beri judul 'jumlah_kelompok' pada kolom yang berisi jumlah kelompok",
    "Name the column with the number of groups 'jumlah_kelompok'",
)
_NIK = re.compile(r"(?<![0-9])[1-9][0-9]{15}(?![0-9])")
_PHONE = re.compile(r"(?<![0-9])(?:\+?62|0)[ -]?8[1-9](?:[ .-]?[0-9]){6,10}(?![0-9])")
_PHONE_WITHOUT_ZERO = re.compile(r"'?8[1-9][0-9]{7,10}(?:\.0)?")


@dataclass(frozen=True)
class Columns:
    """
    What the columns of a table are.

    Parameters
    ----------
    kind
        The kind of table.
    roles
        Role -> heading: place, point and register roles, and ``jumlah_kelompok``.
    figures
        Attributes only: name in the village table -> heading.
    personal
        Headings of what identifies a person; never copied.
    notes
        What was assumed.
    combine
        How several rows of a village become one figure. ``single``: one row per village, what
        repeats is a duplicate. ``parts``: figures of rows that differ in `parts` are added.
        ``groups``: each row is a group. ``distinct_groups``: rows are persons or officers; a
        group counts once per village and normalised name.
    parts
        Headings of the columns that tell the parts of a village apart.
    kind_columns
        Wide tables: heading -> kind of group. Where ``jumlah_kelompok`` has no role, their sum is
        the figure of the row.
    year
        The year that the figures are of, where the table gives several.
    """

    kind: Kind
    roles: Mapping[str, str]
    figures: Mapping[str, str] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    notes: tuple[Problem, ...] = ()
    combine: Combine = "single"
    parts: tuple[str, ...] = ()
    kind_columns: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None


def recognise(raw: RawTable, kinds: Sequence[Kind]) -> Columns:
    """
    Recognise the kind of a table and its columns by their headings.

    Parameters
    ----------
    raw
        The table.
    kinds
        The kinds that are asked for.

    Returns
    -------
    Columns

    Raises
    ------
    InputError
        If nothing says where a row belongs, or which column holds the figures.
    """
    finder = _Finder(raw)
    roles = finder.places()
    register = finder.register()
    parts: tuple[str, ...] = ()
    counted = "counts" in kinds
    if "register" in kinds and finder.is_register(register, counted=counted):
        kind: Kind = "register"
        roles |= register
    elif counted:
        kind = "counts"
        roles[COUNT] = finder.count()
        known = [role for role in register if role in ("jenis", "padukuhan")]
        roles |= {role: register[role] for role in known}
        parts = tuple(register[role] for role in known)
    elif "attributes" in kinds:
        kind = "attributes"
    else:
        raise InputError(
            finder.problem(
                Text("tidak ada kolom nama kelompok", "there is no column of group names"),
                Text("kolom 'nama_kelompok'", "a column 'nama_kelompok'"),
            )
        )
    figures = finder.figures(set(roles.values())) if kind == "attributes" else {}
    combine: Combine = "groups" if kind == "register" else "parts" if parts else "single"
    return Columns(
        kind,
        roles,
        figures,
        frozenset(finder.personal),
        tuple(finder.notes),
        combine=combine,
        parts=parts,
    )


class _Finder:
    """Looks for columns; each heading is used once."""

    def __init__(self, raw: RawTable) -> None:
        self.raw = raw
        self.notes: list[Problem] = []
        self.by_role: dict[str, list[str]] = {}
        for heading in raw.cells.columns:
            self.by_role.setdefault(role_of(heading), []).append(heading)
        self._tell_activities_from_kinds()
        for headings in self.by_role.values():
            headings.sort(key=rank_of)
        self.personal = self.by_role.pop("personal", [])
        if "nama_kelompok" in self.by_role:
            self.personal += self.by_role.pop("nama", [])
        self._find_personal_numbers()

    def places(self) -> dict[str, str]:
        """Return the columns that say where a row belongs."""
        roles = {
            role: self._first(role) for role in (*PLACE_ROLES, *POINT_ROLES) if role in self.by_role
        }
        if "desa" not in roles and "nama" in self.by_role and "nama_kelompok" not in self.by_role:
            roles["desa"] = self._first("nama")
        for role in ("kode", "kode_bps"):
            if role in roles and "desa" in roles and not self._holds_codes(roles[role]):
                heading = roles.pop(role)
                self._note(
                    Text("bukan kode desa; kolom diabaikan", "not village codes; column ignored"),
                    heading,
                )
        point = "koordinat" in roles or {"lon", "lat"} <= set(roles)
        if not ({"kode", "kode_bps", "desa"} & set(roles) or point):
            raise InputError(
                self.problem(
                    Text(
                        "tidak ada kolom yang menyebut desanya",
                        "no column says which village a row belongs to",
                    ),
                    Text(
                        "kolom 'kode', atau 'desa' dan 'kecamatan'",
                        "a column 'kode', or 'desa' and 'kecamatan'",
                    ),
                )
            )
        return roles

    def register(self) -> dict[str, str]:
        """Return the columns of a register."""
        roles = {role: self._first(role) for role in REGISTER_ROLES if role in self.by_role}
        if "nama_kelompok" not in roles:
            named = [name for name in self.by_role.get(COUNT, []) if self._names_groups(name)]
            if "desa" in self.by_role:
                named += self.by_role.get("nama", [])
            if named:
                roles["nama_kelompok"] = named[0]
        return roles

    def is_register(self, register: Mapping[str, str], *, counted: bool) -> bool:
        """Tell a register by its group names, or by its other columns where no figure is given."""
        if "nama_kelompok" in register:
            return True
        own = {"tahun_berdiri", "kriteria_anggota", "sumber_dana", "pembentukan"} & set(register)
        figures = [
            name
            for role in (COUNT, GENERIC_COUNT)
            for name in self.by_role.get(role, [])
            if self._numeric(name)
        ]
        return bool(own) and not (counted and figures)

    def count(self) -> str:
        """Return the column with the number of groups."""
        for role in (COUNT, GENERIC_COUNT):
            found = [
                name
                for name in self.by_role.get(role, [])
                if self._plausible(name) and not (role == GENERIC_COUNT and means_other(name))
            ]
            if len(found) == 1:
                return found[0]
            if found:
                raise InputError(self._several(found))
        others = [
            name
            for role in ("", "penduduk", GENERIC_COUNT)
            for name in self.by_role.get(role, [])
            if self._numeric(name)
        ]
        if len(others) == 1 and not means_other(others[0]):
            self._note(
                Text(
                    "satu-satunya kolom angka; dibaca sebagai jumlah kelompok",
                    "the only numeric column; read as the number of groups",
                ),
                others[0],
            )
            return others[0]
        if len(others) > 1:
            raise InputError(self._several(others))
        what = Text("tidak ada kolom jumlah kelompok", "there is no column of group counts")
        problem = self.problem(what, Text("kolom 'jumlah_kelompok'", "a column 'jumlah_kelompok'"))
        raise InputError(replace(problem, cure=_NAME_THE_COUNT))

    def figures(self, used: set[str]) -> dict[str, str]:
        """Return the numeric columns of an attribute table by their names in the village table."""
        roles = ("", *_NAMED_ATTRIBUTES, COUNT, GENERIC_COUNT, *REGISTER_ROLES)
        found: dict[str, str] = {}
        problems = []
        for heading in self.raw.cells.columns:
            role = role_of(heading)
            if heading in used or heading in self.personal or role not in roles:
                continue
            name = role if role in _NAMED_ATTRIBUTES else heading_key(heading)
            if not name or name in _RESERVED:
                continue
            if role not in _NAMED_ATTRIBUTES and not self._numeric(heading):
                continue
            if name in found:
                problems.append(self._same_name(name, [found[name], heading]))
            found.setdefault(name, heading)
        if not found and not problems:
            problems.append(
                self.problem(
                    Text("tidak ada kolom angka", "there is no numeric column"),
                    Text("sedikitnya satu kolom angka", "at least one numeric column"),
                )
            )
        if problems:
            raise InputError(problems)
        return found

    def problem(self, what: Text, expected: Text) -> Problem:
        return Problem(
            what,
            file=self.raw.name,
            found=", ".join(self.raw.cells.columns),
            expected=expected,
            cure=Text("Beri judul kolom yang sesuai", "Name the column accordingly"),
        )

    def _first(self, role: str) -> str:
        headings = self.by_role[role]
        if len(headings) > 1:
            rest = ", ".join(headings[1:])
            self._note(
                Text(f"dipakai; diabaikan: {rest}", f"is used; ignored: {rest}"), headings[0]
            )
        return headings[0]

    def _numeric(self, heading: str) -> bool:
        return is_numeric(self.raw.cells[heading])

    def _names_groups(self, heading: str) -> bool:
        """Tell whether a column called only ``kelompok`` or ``wksbm`` holds names, not figures."""
        if not self._is_bare(heading) or self._numeric(heading):
            return False
        cells = self.raw.cells[heading]
        filled = cells[cells.str.contains(r"\w")]
        return int(filled.str.match(_OPENS_WITH_LETTER).sum()) * 2 > len(filled)

    def _is_bare(self, heading: str) -> bool:
        return heading_key(heading).split("_")[0] in _BARE_GROUPS

    def _plausible(self, heading: str) -> bool:
        """Tell whether a column named as a count may be one: not by a vague name and all words."""
        cells = self.raw.cells[heading]
        if role_of(heading) == COUNT and not self._is_bare(heading):
            return True
        return self._numeric(heading) or bool(cells.str.contains("[0-9]|^$|nihil|-").any())

    def _holds_codes(self, heading: str) -> bool:
        sample = self.raw.cells[heading].drop_duplicates().head(_SAMPLE)
        return any(
            parse_code(text) or is_lossy(text) or (is_higher_level(text) and len(text) > 3)
            for text in sample
            if text
        ) or not any(sample)

    def _tell_activities_from_kinds(self) -> None:
        """Read ``jenis_kegiatan`` as the activities where another column gives the kind."""
        kinds = self.by_role.get("jenis", [])
        activities = [name for name in kinds if heading_key(name) == "jenis_kegiatan"]
        if "kegiatan" not in self.by_role and activities and len(kinds) > len(activities):
            self.by_role["kegiatan"] = activities
            self.by_role["jenis"] = [name for name in kinds if name not in activities]

    def _find_personal_numbers(self) -> None:
        """Treat a column with NIKs or telephone numbers as personal, whatever its heading says."""
        unknown = [(role, name) for role in ("", "ordinal") for name in self.by_role.get(role, [])]
        for role, heading in unknown:
            filled = self.raw.cells[heading].drop_duplicates().head(_SAMPLE)
            filled = filled[filled != ""]
            hits = sum(
                bool(
                    _NIK.search(text) or _PHONE.search(text) or _PHONE_WITHOUT_ZERO.fullmatch(text)
                )
                for text in filled
            )
            if hits and hits * 2 >= len(filled):
                self.by_role[role].remove(heading)
                self.personal.append(heading)
        if self.personal:
            self._note(
                Text(
                    "data pribadi; tidak disalin ke hasil mana pun",
                    "personal data; not copied to any output",
                ),
                ", ".join(self.personal),
            )

    def _several(self, headings: list[str]) -> Problem:
        return Problem(
            Text("beberapa kolom angka; mana jumlah kelompoknya?", "several columns could count"),
            file=self.raw.name,
            found=", ".join(headings),
            expected=both("jumlah_kelompok"),
            cure=_NAME_THE_COUNT,
        )

    def _same_name(self, name: str, headings: list[str]) -> Problem:
        return Problem(
            Text("dua kolom bernama sama", "two columns of one name"),
            file=self.raw.name,
            column=name,
            found=", ".join(headings),
            cure=Text("Beri nama berbeda", "Rename one of them"),
        )

    def _note(self, what: Text, column: str) -> None:
        self.notes.append(Problem(what, file=self.raw.name, column=column))
