"""Give a boundary layer that has only names its codes, from a list of villages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wksbm.boundaries.places import NamedCodes, shown
from wksbm.codes import format_kemendagri, parse_code
from wksbm.errors import InputError, Problem
from wksbm.names import Aliases, is_blank, kabupaten_key
from wksbm.tables.gazetteer import Gazetteer
from wksbm.tables.headings import quoted, role_of
from wksbm.tables.placement import Key, Placement, place
from wksbm.tables.read import read_table
from wksbm.text import Text

_NEEDED = ("kode", "desa", "kecamatan")
_COLUMNS = (*_NEEDED, "kode_bps", "kabupaten")
_HALF = 0.5


class VillageList:
    """
    Finds the codes of villages by their names.

    Parameters
    ----------
    path
        A table (CSV, XLSX, ...) with the columns kode (Kemendagri), desa and kecamatan, and if
        there are kode_bps and kabupaten.
    region
        Only villages whose code begins with it count; empty for all.
    aliases
        Known spellings.

    Raises
    ------
    InputError
        If the list cannot be read, lacks a column, or has wrong codes.
    """

    def __init__(self, path: Path, region: str, aliases: Aliases) -> None:
        self.name = path.name
        self._villages = _read(path, region)
        plain = gpd.GeoDataFrame(self._villages)
        self._gazetteer = Gazetteer(plain, {}, aliases)

    def __call__(self, places: pd.DataFrame, name: str) -> NamedCodes:
        """
        Find the code of every feature, by the rules that link tables.

        Parameters
        ----------
        places
            As `wksbm.boundaries.places.Places.table`.
        name
            How messages call the boundary file.

        Raises
        ------
        InputError
            If fewer than half of the features are found.
        """
        decided = [
            place(Key("", "", "", str(desa), str(kecamatan), str(kabupaten)), self._gazetteer)
            for desa, kecamatan, kabupaten in zip(
                places["desa"], places["kecamatan"], places["kabupaten"], strict=True
            )
        ]
        kode = pd.Series([one.kode for one in decided], index=places.index, dtype=object)
        kode = _in_one_kabupaten(kode, places["kabupaten"])
        unplaced = places["kecamatan"].map(is_blank)
        twins = (kode != "") & kode.duplicated(keep=False) & unplaced
        kode = kode.where(~twins, "")
        if (kode != "").sum() < _HALF * len(kode):
            raise InputError(self._foreign(places, kode, name))
        problems = self._problems(places, kode, decided, name)
        kode_bps = kode.map(self._villages["kode_bps"]).fillna("").astype(object)
        return NamedCodes(kode, kode_bps, tuple(problems))

    def _problems(
        self, places: pd.DataFrame, kode: pd.Series, decided: list[Placement], name: str
    ) -> list[Problem]:
        found = int((kode != "").sum())
        problems = [
            Problem(
                Text(
                    f"berkas ini tanpa kode; {found} dari {len(kode)} bidang mendapat kode menurut "
                    f"nama desa dan kecamatan dari {self.name}",
                    f"the file has no codes; {found} of {len(kode)} features got theirs by desa "
                    f"and kecamatan from {self.name}",
                ),
                file=name,
            )
        ]
        without = [
            _label(desa, kecamatan)
            for desa, kecamatan in places.loc[kode == "", ["desa", "kecamatan"]].to_numpy()
        ]
        missing = self._villages.loc[~self._villages.index.isin(set(kode)), ["desa", "kecamatan"]]
        left = [_label(desa, kecamatan) for desa, kecamatan in missing.to_numpy()]
        doubtful = [
            one.reason for one, text in zip(decided, kode, strict=True) if text and one.reason
        ]
        for names, what, cure in (
            (
                without,
                Text(
                    f"{len(without)} bidang tidak dikenali atau namanya ganda, dan tidak dipakai",
                    f"{len(without)} features are unknown or have a name that occurs twice, and "
                    "are left out",
                ),
                Text(
                    "Isi kecamatannya, atau samakan ejaannya dengan daftar",
                    "Give their kecamatan, or spell them as the list does",
                ),
            ),
            (
                left,
                Text(
                    f"{len(left)} desa dalam {self.name} tidak mendapat bidang",
                    f"{len(left)} villages of {self.name} got no feature",
                ),
                None,
            ),
            (
                [reason.id for reason in doubtful],
                Text(
                    f"{len(doubtful)} nama bidang tidak persis sama dengan daftar; mohon dicek",
                    f"{len(doubtful)} names are not quite those of the list; please check",
                ),
                None,
            ),
        ):
            if names:
                problems.append(Problem(what, file=name, found="; ".join(names), cure=cure))
        return problems

    def _foreign(self, places: pd.DataFrame, kode: pd.Series, name: str) -> Problem:
        found = int((kode != "").sum())
        return Problem(
            Text(
                f"berkas ini hanya memuat nama desa, dan hanya {found} dari {len(kode)} yang dapat "
                f"ditentukan dengan {self.name}",
                f"the file holds only names of villages, and only {found} of {len(kode)} can be "
                f"settled with {self.name}",
            ),
            file=name,
            found=shown(places.loc[kode == "", "desa"]),
            cure=Text(
                "Sebutkan daftar desa wilayah ini (kolom kode, desa, kecamatan) dengan --villages "
                "daftar.csv, isi kolom kecamatan pada berkas itu, atau tambahkan kolom kode",
                "Give a list of this region's villages (columns kode, desa, kecamatan) with "
                "--villages list.csv, give the kecamatan in the file, or add a column kode",
            ),
        )


def _label(desa: str, kecamatan: str) -> str:
    return f"{desa or '?'} ({kecamatan})" if kecamatan else desa or "?"


def _in_one_kabupaten(kode: pd.Series, kabupaten: pd.Series) -> pd.Series:
    """Keep, of a file with several kabupaten, those found in the one that most of them name."""
    keys = kabupaten.map(kabupaten_key)
    starts = kode.str[:5]
    named = (kode != "") & (keys != "")
    if not named.any():
        return kode
    main = keys[named].groupby(starts[named]).agg(lambda texts: texts.mode().iloc[0])
    return kode.where(~named | (starts.map(main) == keys), "")


def _read(path: Path, region: str) -> pd.DataFrame:
    raw = read_table(path)
    headings: Mapping[str, str] = {
        role: str(heading)
        for heading in reversed(raw.cells.columns)
        if (role := role_of(str(heading))) in _COLUMNS
    }
    lacking = [role for role in _NEEDED if role not in headings]
    if lacking:
        raise InputError(
            Problem(
                Text(
                    f"daftar desa ini tidak memuat kolom {', '.join(lacking)}",
                    f"the list of villages lacks the columns {', '.join(lacking)}",
                ),
                file=path.name,
                found=quoted(raw.cells.columns, typed=raw.numeric is not None),
                cure=Text(
                    "Beri judul kolomnya kode, desa dan kecamatan",
                    "Call its columns kode, desa and kecamatan",
                ),
            )
        )
    table = pd.DataFrame(
        {role: raw.cells[headings[role]] if role in headings else "" for role in _COLUMNS},
        index=raw.cells.index,
    ).astype(object)
    codes = {
        int(row): parse_code(str(text))
        for row, text in zip(table.index, table["kode"], strict=True)
    }
    wrong = [
        Problem(
            Text("kode Kemendagri desa salah", "not the Kemendagri code of a village"),
            file=path.name,
            row=row,
            column=headings["kode"],
            found=str(table["kode"].loc[row]),
            expected=Text("misalnya 34.03.01.2001", "34.03.01.2001, say"),
        )
        for row, code in codes.items()
        if code is None or code.likely_system == "bps"
    ]
    if wrong:
        raise InputError(wrong)
    table.index = pd.Index(
        [format_kemendagri(code.digits) for code in codes.values() if code], name="kode"
    )
    table = table[~table.index.duplicated() & table.index.str.startswith(region)]
    table["kode_kecamatan"] = table.index.str[:8]
    return table.drop(columns="kode").sort_index()
