"""Choose the columns with village codes by what stands in them, not by their names alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from wksbm.boundaries.provinces import PROVINCES
from wksbm.boundaries.schema import Schema
from wksbm.codes import Code, parse_code, stated_system
from wksbm.errors import Problem
from wksbm.text import Text

FITTING = 0.8
"""Share of features from which codes and sub-districts go together (see `agreement`)."""
_MOST = 0.9
_HALF = 0.5
_FEW = 3
_KEMENDAGRI_WIDTHS = {4: (2, 2, 2, 4), 3: (4, 2, 4), 2: (6, 4)}
_BPS_WIDTHS = {4: (2, 2, 3, 3), 3: (4, 3, 3), 2: (7, 3)}


def parse_codes(texts: pd.Series) -> pd.Series:
    """Return the village code of each text, None where it is none."""
    codes = {text: parse_code(text) if text else None for text in texts.unique()}
    return pd.Series([codes[text] for text in texts], index=texts.index, dtype=object)


def join_parts(attributes: pd.DataFrame, parts: Sequence[str]) -> pd.Series:
    """
    Put together codes that are spread over columns.

    Parameters
    ----------
    attributes
        Texts, one row per feature.
    parts
        Two to four columns, from the province (or kabupaten, or kecamatan) to the village.
        Numbers have lost their leading zeros; a column may repeat the digits before its own.

    Returns
    -------
    pandas.Series
        With points: as Kemendagri codes if villages have four digits (2001), else as BPS codes.
        Empty where a part is missing.
    """
    digits = [attributes[part].str.replace(r"\D", "", regex=True) for part in parts]
    is_kemendagri = bool(digits[-1].str[-4:].str.fullmatch("[12][0-9]{3}").mean() > _HALF)
    widths = (_KEMENDAGRI_WIDTHS if is_kemendagri else _BPS_WIDTHS)[len(parts)]
    joined = pd.Series("", index=attributes.index, dtype=object)
    for part, width in zip(digits, widths, strict=True):
        joined = joined + part.str.zfill(width).str[-width:]
    complete = pd.concat([part != "" for part in digits], axis=1).all(axis=1)
    cuts = (0, 2, 4, 6, 10) if is_kemendagri else (0, 2, 4, 7, 10)
    written = [joined.str[start:end] for start, end in pairwise(cuts)]
    dotted = written[0] + "." + written[1] + "." + written[2] + "." + written[3]
    return dotted.where(complete, "")


def settle_code_columns(attributes: pd.DataFrame, schema: Schema) -> Schema:
    """
    Keep, of the columns that are called so, those that hold village codes.

    Parameters
    ----------
    attributes
        The columns `schema.used` as text, one row per feature.
    schema
        With every column that by its name may hold codes.

    Returns
    -------
    Schema
        The column whose codes are most complete, distinct and in step with the sub-districts
        comes first; further ones only fill its blanks, where they do not contradict it.
    """
    columns = dict(schema.columns)
    for word in ("kode", "kode_bps"):
        named = schema.columns.get(word, ())
        if word in schema.given or not named:
            continue
        ranked = _ranked(attributes, named, _kecamatan(attributes, schema))
        columns.pop(word)
        if ranked:
            columns[word] = ranked
    settled = replace(schema, columns=columns)
    first = next(iter(columns.get("kode", ())), "")
    if first and first not in schema.own:
        settled = replace(settled, system=stated_system(first))
    parts = schema.code_parts
    if parts and not _is_code_column(parse_codes(join_parts(attributes, parts))):
        settled = replace(settled, code_parts=())
    return settled


def find_code_columns(
    attributes: pd.DataFrame, schema: Schema, name: str
) -> tuple[Schema, list[Problem]]:
    """
    Look for village codes in columns whose names do not say so.

    Parameters
    ----------
    attributes
        All columns of the layer as text.
    schema
        What is known already; no column of codes.
    name
        How messages call the file.

    Returns
    -------
    tuple
        The schema, with the column if there is one, and what is to be said about it.
    """
    kecamatan = _kecamatan(attributes, schema)
    found = [
        str(column)
        for column in attributes.columns
        if column not in schema.given_columns
        and schema.columns.get("desa") != (column,)
        and _surely_codes(attributes[column], kecamatan)
    ]
    if not found:
        return schema, []
    names = {
        word: tuple(column for column in columns if column not in found)
        for word, columns in schema.columns.items()
    }
    columns = {word: left for word, left in names.items() if left} | {"kode": (found[0],)}
    settled = replace(schema, columns=columns, system=stated_system(found[0]))
    what = Text(
        "kolom ini dibaca sebagai kode desa karena isinya",
        "this column is read as the village codes, because of what it holds",
    )
    cure = Text(
        "Jika bukan itu, sebutkan kolomnya: --columns kode=KOLOM",
        "If it is another one, name it: --columns kode=COLUMN",
    )
    return settled, [Problem(what, file=name, column=found[0], cure=cure)]


def agreement(codes: pd.Series, kecamatan: pd.Series, length: int) -> float:
    """
    Say how far the first digits of codes and the names of sub-districts go together.

    Parameters
    ----------
    codes
        `Code` objects, None for none.
    kecamatan
        Names; blank for none.
    length
        6 for Kemendagri codes, 7 for BPS codes.

    Returns
    -------
    float
        Share of the features whose beginning is the most frequent of their sub-district, and
        whose sub-district is the most frequent of their beginning; NaN without names.
    """
    known = codes.notna() & (kecamatan != "")
    if not known.any():
        return float("nan")
    starts = codes[known].map(lambda code: code.digits[:length])
    # A name may occur in several kabupaten.
    names = starts.str[:4] + kecamatan[known].str.casefold()
    pairs = pd.DataFrame({"start": starts, "name": names})
    most_common = pairs.groupby("name")["start"].agg(lambda texts: texts.mode().iloc[0])
    main_name = pairs.groupby("start")["name"].agg(lambda texts: texts.mode().iloc[0])
    fits = (pairs["name"].map(most_common) == pairs["start"]) & (
        pairs["start"].map(main_name) == pairs["name"]
    )
    return float(fits.mean())


def _kecamatan(attributes: pd.DataFrame, schema: Schema) -> pd.Series:
    column = next(iter(schema.columns.get("kecamatan", ())), None)
    return attributes[column] if column else pd.Series("", index=attributes.index, dtype=object)


def _ranked(
    attributes: pd.DataFrame, named: Sequence[str], kecamatan: pd.Series
) -> tuple[str, ...]:
    codes = {column: parse_codes(attributes[column]) for column in named}
    usable = [column for column in named if _is_code_column(codes[column], attributes[column])]
    usable = usable or [column for column in named if codes[column].notna().any()]
    order = sorted(usable, key=lambda column: -_score(codes[column], kecamatan))
    if not order:
        return ()
    first = order[0]
    return (first, *(other for other in order[1:] if _fills(codes[first], codes[other])))


def _score(codes: pd.Series, kecamatan: pd.Series) -> float:
    digits = _digits(codes)
    complete = len(digits) / len(codes)
    fits = max(agreement(codes, kecamatan, length) for length in (6, 7))
    return round(complete * digits.nunique() / len(digits) + (fits if fits == fits else 0), 1)


def _is_code_column(codes: pd.Series, texts: pd.Series | None = None) -> bool:
    """Tell whether at least half of what is filled are codes of different villages."""
    digits = _digits(codes)
    filled = int((texts != "").sum()) if texts is not None else len(codes)
    if not len(digits) or len(digits) < _HALF * filled:
        return False
    return bool(len(digits) < _FEW or digits.nunique() >= _HALF * len(digits))


def _surely_codes(texts: pd.Series, kecamatan: pd.Series) -> bool:
    codes = parse_codes(texts)
    digits = _digits(codes)
    if len(digits) < max(_FEW, _MOST * len(texts)) or digits.nunique() < _MOST * len(digits):
        return False
    if not digits.str[:2].isin(list(PROVINCES)).all():
        return False
    written = all(code.system != "unknown" for code in codes if code is not None)
    fits = max(agreement(codes, kecamatan, length) for length in (6, 7))
    return bool(written or fits >= FITTING)


def _fills(first: pd.Series, other: pd.Series) -> bool:
    """Tell whether a second column says the same where both are filled."""
    both = first.notna() & other.notna()
    if not both.any():
        return True
    same = [one.digits == two.digits for one, two in zip(first[both], other[both], strict=True)]
    return bool(sum(same) >= _MOST * len(same))


def _digits(codes: pd.Series) -> pd.Series:
    return pd.Series([code.digits for code in codes if isinstance(code, Code)], dtype=object)
