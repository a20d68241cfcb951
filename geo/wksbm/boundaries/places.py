"""Say for every feature which village it is: code, names and what had to be decided for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from wksbm.boundaries.evidence import FITTING, agreement, join_parts, parse_codes
from wksbm.boundaries.layers import FOLDER
from wksbm.boundaries.schema import Schema
from wksbm.codes import Code, format_kemendagri, is_higher_level
from wksbm.errors import Problem
from wksbm.text import Text

_SHOWN = 5
_STRAY_SHARE = 0.02
_NAMES = ("desa", "kecamatan", "kabupaten", "provinsi")


@dataclass(frozen=True)
class Places:
    """
    What the attributes of a file say.

    Parameters
    ----------
    table
        One row per feature in the order of the file; columns kode (empty: no village code),
        kode_bps, desa, kecamatan, kabupaten, provinsi, layer (of a joined layer), all text, and
        higher (True where the code is that of a kecamatan, kabupaten or province).
    systems
        Codes that were found: ``kemendagri``, ``bps``.
    problems
        What was doubtful.
    """

    table: pd.DataFrame
    systems: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class NamedCodes:
    """
    Codes that were found by names.

    Parameters
    ----------
    kode, kode_bps
        For each feature, on the index of the table; empty where none was found.
    problems
        What could not be settled, on either side.
    """

    kode: pd.Series
    kode_bps: pd.Series
    problems: tuple[Problem, ...]


CodesByName = Callable[[pd.DataFrame, str], NamedCodes]
"""Takes `Places.table` and the name of the file; raises InputError when next to nothing fits."""


def name_places(
    attributes: pd.DataFrame, schema: Schema, crosswalk: Mapping[str, str], name: str
) -> Places:
    """
    Read codes and names of every feature.

    Parameters
    ----------
    attributes
        The columns `schema.used` as text, one row per feature.
    schema
        What they hold.
    crosswalk
        BPS code -> Kemendagri code; may be empty.
    name
        How messages call the file.

    Returns
    -------
    Places
        `kode` is the dotted Kemendagri code; the 10-digit BPS code where a feature has only
        that and `crosswalk` does not know it.
    """
    stated = _first_filled(attributes, schema.columns.get("kode", ()))
    stated_bps = _first_filled(attributes, schema.columns.get("kode_bps", ()))
    if schema.code_parts:
        joined = join_parts(attributes, schema.code_parts)
        stated = stated.where(stated != "", joined)
    codes = parse_codes(stated)
    kecamatan = _first_filled(attributes, schema.columns.get("kecamatan", ()))
    system, problems = _settle(codes, kecamatan, schema, crosswalk, name)
    parsed_bps = parse_codes(stated_bps)
    misnamed = _kemendagri_codes(parsed_bps, crosswalk)
    if misnamed:
        problems = [*problems, _not_bps(sorted(misnamed), name)]
        codes = codes.where(codes.notna(), parsed_bps)
    bps_of_feature = parsed_bps.map(
        lambda code: "" if code is None or code.digits in misnamed else code.digits
    )
    reverse = {kode: bps for bps, kode in sorted(crosswalk.items(), reverse=True)}

    def decide(code: Code | None, bps: str) -> tuple[str, str]:
        own = system if code is None or code.system == "unknown" else code.system
        if code is not None and (own == "kemendagri" or code.digits in misnamed):
            kode = format_kemendagri(code.digits)
            return kode, bps or reverse.get(kode, "")
        bps = code.digits if code is not None else bps
        return crosswalk.get(bps, bps), bps

    pairs = [decide(*pair) for pair in zip(codes, bps_of_feature, strict=True)]
    table = pd.DataFrame(pairs, columns=["kode", "kode_bps"], index=attributes.index, dtype=object)
    for word in _NAMES:
        table[word] = _first_filled(attributes, schema.columns.get(word, ()))
    written = stated.where(stated != "", stated_bps)
    codeless = table["kode"] == ""
    table["layer"] = attributes.get(FOLDER, "")
    table["higher"] = codeless & written.isin(
        [text for text in written[codeless].unique() if is_higher_level(text)]
    )
    only_bps = table.loc[(table["kode"] != "") & ~is_dotted(table["kode"]), "kode"]
    if len(only_bps):
        problems.append(_only_bps(only_bps, name))
    systems = [
        word
        for word, is_there in (
            ("kemendagri", is_dotted(table["kode"]).any()),
            ("bps", (table["kode_bps"] != "").any()),
        )
        if is_there
    ]
    return Places(table, tuple(systems), tuple(problems))


def fill_names(table: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """
    Fill missing names of kecamatan, kabupaten and province from villages of the same code.

    Parameters
    ----------
    table
        As in `Places`, only rows with a code.
    name
        How messages call the file.

    Returns
    -------
    tuple
        The table, and a problem for each column of which a part was missing.
    """
    table, problems = table.copy(), []
    for word, length in (("kecamatan", 8), ("kabupaten", 5), ("provinsi", 2)):
        is_blank = table[word] == ""
        if not is_blank.any() or is_blank.all():
            continue
        above = higher_code(table["kode"], length)
        named = table.loc[~is_blank, word]
        known = named.groupby(above[~is_blank]).agg(lambda names: names.mode().iloc[0])
        table.loc[is_blank, word] = [known.get(code, "") for code in above[is_blank]]
        left = int((table[word] == "").sum())
        problems.append(
            Problem(
                Text(
                    f"nama {word} kosong pada {int(is_blank.sum())} desa; "
                    f"{int(is_blank.sum()) - left} diisi dari desa lain di {word} yang sama",
                    f"the name of the {word} is blank in {int(is_blank.sum())} villages; "
                    f"{int(is_blank.sum()) - left} were filled from villages of the same {word}",
                ),
                file=name,
            )
        )
    return table, problems


def is_dotted(kode: pd.Series) -> pd.Series:
    """Tell which codes are Kemendagri codes (the others are BPS codes or empty)."""
    return kode.str.len() == 13


def higher_code(kode: pd.Series, length: int) -> pd.Series:
    """
    Cut codes to those of the level above.

    Parameters
    ----------
    kode
        Kemendagri or BPS codes.
    length
        8 for the kecamatan, 5 for the kabupaten, 2 for the province, in Kemendagri codes.
    """
    return kode.str[:length].where(is_dotted(kode), kode.str[: {8: 7, 5: 4}.get(length, length)])


def shown(values: pd.Series | list[str]) -> str:
    """Return the first few of many values, with an ellipsis for the rest."""
    values = [str(value) for value in values]
    return ", ".join(values[:_SHOWN]) + (", …" if len(values) > _SHOWN else "")


def _first_filled(attributes: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    values = pd.Series("", index=attributes.index, dtype=object)
    for column in columns:
        values = values.where(values != "", attributes[column])
    return values


def _settle(
    codes: pd.Series,
    kecamatan: pd.Series,
    schema: Schema,
    crosswalk: Mapping[str, str],
    name: str,
) -> tuple[str, list[Problem]]:
    """Decide what ten bare digits in the column `kode` are, for all its rows alike."""
    bare = sorted({code.digits for code in codes if code is not None and code.system == "unknown"})
    known = set(crosswalk.values())
    if schema.system != "unknown" or not bare:
        return ("kemendagri" if schema.system == "unknown" else schema.system), []
    as_bps = sum(digits in crosswalk for digits in bare)
    as_kemendagri = sum(format_kemendagri(digits) in known for digits in bare)
    if as_bps != as_kemendagri:
        return ("bps" if as_bps > as_kemendagri else "kemendagri"), []
    seventh = [digits[6] for digits in bare]
    if sum(digit not in "12" for digit in seventh) > _STRAY_SHARE * len(bare):
        return "bps", []
    if agreement(codes, kecamatan, 7) >= FITTING > agreement(codes, kecamatan, 6):
        return "bps", []
    if "2" in seventh:
        return "kemendagri", []
    return "kemendagri", [
        Problem(
            Text(
                "kode 10 angka ini dapat berarti kode Kemendagri atau BPS; dianggap Kemendagri",
                "these 10-digit codes could be Kemendagri or BPS codes; taken as Kemendagri",
            ),
            file=name,
            found=shown(bare),
            cure=Text("Tulis dengan titik: 34.03.01.2001", "Write them with points: 34.03.01.2001"),
        )
    ]


def _kemendagri_codes(codes: pd.Series, crosswalk: Mapping[str, str]) -> set[str]:
    """
    Return what stands in a column of BPS codes but is a Kemendagri code.

    Its points say so. Ten bare digits stay BPS codes, unless membership decides: the crosswalk
    knows every one of its kabupaten as a Kemendagri code, and none as a BPS code.
    """
    stated = {code.digits for code in codes if code is not None and code.system == "unknown"}
    dotted = {code.digits for code in codes if code is not None and code.system == "kemendagri"}
    known = {kode.replace(".", "") for kode in crosswalk.values()}
    covered = {digits[:4] for digits in known}
    concerned = {digits for digits in stated if digits[:4] in covered}
    whole = concerned <= known and not stated & set(crosswalk)
    return dotted | (concerned if whole else set())


def _not_bps(codes: list[str], name: str) -> Problem:
    return Problem(
        Text(
            "kolom kode BPS ini berisi kode Kemendagri; dibaca demikian",
            "this column of BPS codes holds Kemendagri codes; read as such",
        ),
        file=name,
        found=shown(codes),
    )


def _only_bps(codes: pd.Series, name: str) -> Problem:
    return Problem(
        Text(
            f"{len(codes)} desa hanya memiliki kode BPS dan tidak ada dalam daftar padanan kode; "
            "kode BPS itu dipakai sebagai kode",
            f"{len(codes)} villages have only a BPS code that the crosswalk does not know; "
            "the BPS code is used as their code",
        ),
        file=name,
        found=shown(codes),
        cure=Text(
            "Tabel berkode Kemendagri tertaut bila memuat desa, kecamatan dan kabupaten; atau "
            'sebutkan daftar padanan dalam atlas.toml: crosswalk = "padanan.csv" (kolom kode_bps '
            "dan kode)",
            "Tables with Kemendagri codes link if they hold desa, kecamatan and kabupaten; or name "
            'a crosswalk in atlas.toml: crosswalk = "crosswalk.csv" (columns kode_bps and kode)',
        ),
    )
