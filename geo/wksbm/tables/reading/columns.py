"""Which column says what: by its heading first, by its contents where the heading does not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from wksbm.codes import is_higher_level, is_lossy, parse_code
from wksbm.errors import InputError, Problem
from wksbm.personal.columns import masked_words
from wksbm.personal.numbers import NumberKind
from wksbm.tables.headings import (
    COUNT,
    PLACE_ROLES,
    POINT_ROLES,
    REGISTER_ROLES,
    heading_key,
    quoted,
    rank_of,
    role_of,
)
from wksbm.tables.numbers import is_numeric
from wksbm.tables.reading.answers import Answers
from wksbm.tables.reading.measures import measure_of
from wksbm.tables.reading.model import Evidence
from wksbm.tables.reading.vocabulary import Vocabulary
from wksbm.text import Text

_SAMPLE = 2_000
_SURE = 3
"""Different villages that an unknown heading's column must name to be taken for the villages'."""
_VILLAGE_WORD = re.compile(r"(?:^|_)(?:kalurahan|kelurahan|desa|village)(?:_|$)")
_DISTRICT_WORD = re.compile(r"(?:^|_)(?:kapanewon|kecamatan|kemantren|kec)(?:_|$)")
_GROUP_QUESTION = re.compile(
    r"(?:^|_)nama_(?:.*_)?(?:kelompok|wksbm|paguyuban|organisasi|poktan|kube|kwt)(?:_|$)"
)
_COUNT_QUESTION = re.compile(
    r"(?:^|_)(?:berapa|jumlah|banyaknya)_(?:.*_)?(?:kelompok|wksbm|paguyuban)(?:_|$)"
)
_PERSON = re.compile(
    r"(?:.*_)?(?:nik|no_ktp|nomor_ktp|ktp|no_kk|jenis_kelamin|jk|l_p|lp|gender|kelamin|jabatan|"
    r"tempat_lahir|tanggal_lahir|tgl_lahir|ttl|tempat_tanggal_lahir|umur|usia|pekerjaan|pendidikan|"
    r"status_perkawinan|hubungan_keluarga)"
    r"|nama_(?:lengkap|anggota|pengurus|penerima|peserta|orang|warga|kader)(?:_.*)?"
    r"|nama_penerima_manfaat|kedudukan_dalam_kelompok"
)
_SENDER = re.compile(
    r"(?:.*_)?(?:nama|name)_(?:.*_)?(?:pengirim|pengisi|pelapor|responden|petugas|operator|admin|"
    r"enumerator|narasumber|pendata|penginput|penulis|pengguna|user|dukuh|lurah|carik|kepala_\w+)"
    r"(?:_.*)?|(?:pengirim|pengisi|pelapor|responden|petugas|enumerator|narasumber)(?:_.*)?"
)
_WEAK_PERSON = re.compile(r"(?:.*_)?(?:umur|usia|pekerjaan|pendidikan)")
_HEAD_PERSON = re.compile(r"ketua|kontak|penanggung|pj\b|pendamping")
_OPENS_WITH_LETTER = r"\W*[^\W\d_]"
_YES_OR_NO = re.compile(
    r"\W*(?:ya|iya|y|tidak|tdk|tak|t|n|ada|sudah|belum|v|x|yes|no|true|false|"
    r"tidak ada|belum ada)\W*",
    re.IGNORECASE,
)
_NAMED_PLACES = ("desa", "kecamatan", "kabupaten", "provinsi")
UNKNOWN_ROLES = ("", "ordinal", "meta")
"""Roles of columns that are not used; one personal number in them makes them personal."""
_ANSWERED = ("kode", "desa", "kecamatan", "nama_kelompok")


class Finder:
    """
    Looks for columns; each heading is used once.

    Parameters
    ----------
    name
        Name of the file, for messages.
    cells
        The rows.
    vocabulary
        Names of the boundary layer; an empty one where it is not known yet.
    answers
        Columns that a person has named.
    hidden
        Headings of hidden columns: the last to be taken.
    masked
        Heading -> how many personal numbers were masked below it. A column that is not known is
        personal as a whole where there is one.
    typed
        True for a spreadsheet, whose headings may stand in a message though none is known.
    """

    def __init__(
        self,
        name: str,
        cells: pd.DataFrame,
        vocabulary: Vocabulary,
        answers: Answers,
        hidden: frozenset[str] = frozenset(),
        masked: Mapping[str, Mapping[NumberKind, int]] | None = None,
        *,
        typed: bool = False,
    ) -> None:
        self.name = name
        self._typed = typed
        self.cells = cells
        self.vocabulary = vocabulary
        self.hidden = hidden
        self.notes: list[Problem] = []
        self.evidence: list[Evidence] = []
        self.by_role: dict[str, list[str]] = {}
        self._texts: dict[str, list[str]] = {}
        self._numbers: dict[str, bool] = {}
        answered = {heading_key(answers[role]): role for role in _ANSWERED if role in answers}
        for heading in cells.columns:
            role = answered.get(heading_key(heading), role_of(heading))
            if role in _NAMED_PLACES and self._is_numbered(heading):
                role = "ordinal"
            self.by_role.setdefault(role, []).append(heading)
        self._answered = {role for role in answered.values() if role in self.by_role}
        self._tell_activities_from_kinds()
        for headings in self.by_role.values():
            headings.sort(
                key=lambda name: (name in hidden, not name.startswith("("), rank_of(name))
            )
        self._tell_by_contents()
        self._prefer_smallest_groups()
        self.personal = self.by_role.pop("personal", [])
        if "nama_kelompok" in self.by_role and "nama" in self.by_role:
            self.personal += self.by_role.pop("nama")
        self._find_personal(masked or {})

    def places(self) -> dict[str, str]:
        """
        Return the columns that say where a row belongs.

        Raises
        ------
        InputError
            If there is none, or if they name sub-districts only.
        """
        roles = {
            role: self._first(role) for role in (*PLACE_ROLES, *POINT_ROLES) if role in self.by_role
        }
        if "desa" not in roles and "nama" in self.by_role and "nama_kelompok" not in self.by_role:
            roles["desa"] = self._first("nama")
        if "kode" in roles and "desa" in roles and self._holds_district_codes(roles["kode"]):
            heading = roles.pop("kode")
            roles.setdefault("kode_kecamatan", heading)
            self.note(Text("kode kecamatan", "codes of sub-districts"), heading)
        for role in ("kode", "kode_bps"):
            if role in roles and "desa" in roles and not self._holds_codes(roles[role]):
                heading = roles.pop(role)
                self.note(
                    Text("bukan kode desa; kolom diabaikan", "not village codes; column ignored"),
                    heading,
                )
        point = "koordinat" in roles or {"lon", "lat"} <= set(roles)
        if not ({"kode", "kode_bps", "desa"} & set(roles) or point):
            raise InputError(self._no_village())
        if set(roles) & {"kode", "kode_bps", "desa"} == {"desa"} and "kecamatan" not in roles:
            self._refuse_districts(roles["desa"])
        return roles

    def register(self) -> dict[str, str]:
        """Return the columns of a register."""
        roles = {role: self._first(role) for role in REGISTER_ROLES if role in self.by_role}
        if "nama_kelompok" not in roles and (named := self.group_names()):
            roles["nama_kelompok"] = named
        return roles

    def _is_numbered(self, heading: str) -> bool:
        """Tell whether a column of places holds parts of a code: 34, 03, 05, 2001."""
        filled = [text for text in self.texts(heading) if text]
        return bool(filled) and all(text.isdigit() and len(text) < 5 for text in filled)

    def group_names(self) -> str:
        """Return the column that names groups under another heading, or ``""``."""
        named = list(self.by_role.get("nama_kelompok", []))
        named += [name for name in self.by_role.get(COUNT, []) if self.names_groups(name)]
        named += [name for name in self.by_role.get("", []) if self.names_groups(name)]
        if "desa" in self.by_role and not self.persons():
            named += self.by_role.get("nama", [])
        named += [name for name in self.by_role.get("", []) if self._is_named(name)]
        return named[0] if named else ""

    def persons(self) -> list[str]:
        """Return columns that describe persons, one a row: NIK, sex, date of birth, office."""
        found = [
            heading
            for heading in self.cells.columns
            if _PERSON.fullmatch(heading_key(heading))
            and not _HEAD_PERSON.search(heading_key(heading))
        ]
        alone = len(found) == 1 and _WEAK_PERSON.fullmatch(heading_key(found[0]))
        return [] if alone else found

    def names_groups(self, heading: str) -> bool:
        """Tell whether a column under a word for groups holds names, not figures or kinds."""
        if measure_of((heading,)) not in ("whole", "kind") or self.numeric(heading):
            return False
        if re.match(r"jumlah|jml|banyak|total", heading_key(heading)):
            return False
        cells = self.cells[heading]
        filled = cells[cells.str.contains(r"\w")]
        if not len(filled) or int(filled.str.match(_OPENS_WITH_LETTER).sum()) * 2 <= len(filled):
            return False
        if int(filled.str.fullmatch(_YES_OR_NO).sum()) * 2 > len(filled):
            return False
        bare = heading_key(heading) in ("kelompok", "wksbm", "groups", "kelompok_wksbm")
        return bare or filled.nunique() * 10 >= len(filled) * 6

    def _is_named(self, heading: str) -> bool:
        """Tell whether a column "Nama ..." of whatever it may be holds different names."""
        persons = self.persons()
        key = heading_key(heading)
        if not key.startswith("nama_") or heading in persons or _SENDER.fullmatch(key):
            return False
        if persons and not any(heading_key(name).startswith("nama") for name in persons):
            return False
        cells = self.cells[heading]
        filled = cells[cells != ""]
        named = int(filled.str.match(_OPENS_WITH_LETTER).sum()) * 2 > len(filled)
        return named and filled.nunique() * 10 >= len(filled) * (2 if persons else 6)

    def texts(self, heading: str) -> list[str]:
        """Return a sample of the different texts of a column."""
        if heading not in self._texts:
            self._texts[heading] = self.cells[heading].drop_duplicates().head(_SAMPLE).tolist()
        return self._texts[heading]

    def numeric(self, heading: str) -> bool:
        """Tell whether a column holds numbers."""
        if heading not in self._numbers:
            self._numbers[heading] = is_numeric(self.cells[heading])
        return self._numbers[heading]

    def problem(self, what: Text, expected: Text, cure: Text | None = None) -> Problem:
        """Return a problem about the columns of the table."""
        return Problem(
            what,
            file=self.name,
            found=quoted(self.cells.columns, typed=self._typed),
            expected=expected,
            cure=cure or Text("Beri judul kolom yang sesuai", "Name the column accordingly"),
        )

    def note(self, what: Text, column: str) -> None:
        """Note what was assumed about a column."""
        self.notes.append(Problem(what, file=self.name, column=column))

    def _first(self, role: str) -> str:
        headings = self.by_role[role]
        if len(headings) > 1:
            rest = ", ".join(headings[1:])
            self.note(Text(f"dipakai; diabaikan: {rest}", f"is used; ignored: {rest}"), headings[0])
        return headings[0]

    def _tell_by_contents(self) -> None:
        """Find villages, sub-districts, groups and counts under headings that are not known."""
        unknown = self.by_role.get("", [])
        for role, words, known in (
            ("desa", _VILLAGE_WORD, self.vocabulary.share_of_villages),
            ("kecamatan", _DISTRICT_WORD, self.vocabulary.share_of_districts),
        ):
            if role in self.by_role:
                self._prefer_known(role, known)
                continue
            best: tuple[float, str] = (0.0, "")
            for heading in unknown:
                named = bool(words.search(heading_key(heading)))
                hits, share = known(self.texts(heading))
                sure = hits >= (1 if named else _SURE) and share >= (0.5 if named else 0.7)
                sure |= role == "kecamatan" and hits > 0 and share == 1
                if sure and share > best[0]:
                    best = (share, heading)
            if best[1]:
                self._move(best[1], role, Text("isinya nama wilayah", "its cells name places"))
        for role, pattern in (("nama_kelompok", _GROUP_QUESTION), (COUNT, _COUNT_QUESTION)):
            if role in self.by_role:
                continue
            for heading in list(unknown):
                if pattern.search(heading_key(heading)) and self._fits(role, heading):
                    self._move(heading, role, Text("pertanyaan formulir", "a form's question"))
                    break

    def _prefer_smallest_groups(self) -> None:
        """Of several columns of group names take the members of federations, not these."""
        names = self.by_role.get("nama_kelompok", [])
        if len(names) < 2 or "nama_kelompok" in self._answered:
            return
        sizes = {name: self.cells[name].nunique() for name in names}
        if max(sizes.values()) * 10 > sizes[names[0]] * 12:
            names.sort(key=lambda name: -sizes[name])

    def _fits(self, role: str, heading: str) -> bool:
        if role == COUNT:
            return self.numeric(heading) and measure_of((heading,)) in ("whole", "kind")
        return not self.numeric(heading)

    def _prefer_known(self, role: str, known: Callable[[list[str]], tuple[int, float]]) -> None:
        headings = self.by_role[role]
        if len(headings) < 2 or role in self._answered:
            return
        shares = {heading: known(self.texts(heading))[1] for heading in headings}
        headings.sort(key=lambda heading: -round(shares[heading], 1))

    def _move(self, heading: str, role: str, why: Text) -> None:
        self.by_role[""].remove(heading)
        self.by_role.setdefault(role, []).append(heading)
        self.evidence.append(Evidence(role, heading, why))
        self.note(Text(f"dibaca sebagai {role}: {why.id}", f"read as {role}: {why.en}"), heading)

    def _holds_codes(self, heading: str) -> bool:
        sample = self.texts(heading)
        return any(
            parse_code(text) or is_lossy(text) or (is_higher_level(text) and len(text) > 4)
            for text in sample
            if text
        ) or not any(sample)

    def _holds_district_codes(self, heading: str) -> bool:
        """Tell whether a column "Kode" holds codes of sub-districts, each over several villages."""
        filled = [text for text in self.texts(heading) if text]
        return (
            bool(filled)
            and len(filled) < int((self.cells[heading] != "").sum())
            and all(is_higher_level(text) and len(text) > 5 for text in filled)
        )

    def _refuse_districts(self, heading: str) -> None:
        """Refuse a table of sub-districts: many of them have a village of the same name."""
        texts = self.texts(heading)
        hits, share = self.vocabulary.share_of_districts(texts)
        plain = heading_key(heading) in ("desa", "kalurahan", "kelurahan", "nama_desa")
        if share == 1 and hits >= (5 if plain else 3):
            raise InputError(
                self.problem(
                    Text(
                        "tabel ini menyebut kapanewon, bukan kalurahan",
                        "the table names sub-districts, not villages",
                    ),
                    Text("satu baris per desa", "one row per village"),
                    Text(
                        "Pakai tabel per desa, atau tambahkan kolom 'desa' dan 'kecamatan'",
                        "Use a table by village, or add columns 'desa' and 'kecamatan'",
                    ),
                )
            )

    def _no_village(self) -> Problem:
        return self.problem(
            Text(
                "tidak ada kolom yang menyebut desanya",
                "no column says which village a row belongs to",
            ),
            Text(
                "kolom 'kode', atau 'desa' dan 'kecamatan'",
                "a column 'kode', or 'desa' and 'kecamatan'",
            ),
            Text(
                f'Beri judul kolom yang sesuai, atau jawab --read "{self.name}:desa=JUDUL KOLOM"',
                f'Name the column accordingly, or answer --read "{self.name}:desa=HEADING"',
            ),
        )

    def _tell_activities_from_kinds(self) -> None:
        """Read ``jenis_kegiatan`` as the activities where another column gives the kind."""
        kinds = self.by_role.get("jenis", [])
        activities = [name for name in kinds if heading_key(name) == "jenis_kegiatan"]
        if "kegiatan" not in self.by_role and activities and len(kinds) > len(activities):
            self.by_role["kegiatan"] = activities
            self.by_role["jenis"] = [name for name in kinds if name not in activities]

    def _find_personal(self, masked: Mapping[str, Mapping[NumberKind, int]]) -> None:
        """Take columns with personal numbers for personal, and say what was masked in others."""
        for role in UNKNOWN_ROLES:
            for heading in [name for name in self.by_role.get(role, []) if name in masked]:
                self.by_role[role].remove(heading)
                self.personal.append(heading)
        if self.personal:
            self.note(
                Text(
                    "data pribadi; tidak disalin ke hasil mana pun",
                    "personal data; not copied to any output",
                ),
                ", ".join(self.personal),
            )
        for heading in self.cells.columns:
            if heading in masked and heading not in self.personal:
                self.note(masked_words(masked[heading]), heading)


def numbered_alike(columns: Sequence[pd.Series[str]]) -> pd.Series[int]:
    """Give rows numbers so that those with the same texts, capitals apart, have one number."""
    numbers = np.zeros(len(columns[0]) if columns else 0, dtype=np.int64)
    for column in columns:
        codes, texts = pd.factorize(column.str.casefold())
        numbers = pd.factorize(numbers * (len(texts) + 1) + codes)[0].astype(np.int64)
    return pd.Series(numbers, index=columns[0].index)


def village_keys(cells: pd.DataFrame, roles: Mapping[str, str]) -> pd.Series[str]:
    """Return what rows say about their village, as one text: equal texts mean one village."""
    parts = [
        cells[roles[role]].str.casefold()
        for role in ("kode", "kode_bps", "desa", "kecamatan")
        if role in roles
    ]
    if not parts:
        return pd.Series("", index=cells.index, dtype="str")
    return joined_texts(parts, "|")


def joined_texts(parts: Sequence[pd.Series[str]], separator: str) -> pd.Series[str]:
    """Return the texts of several columns joined row by row."""
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + separator + part
    return whole
