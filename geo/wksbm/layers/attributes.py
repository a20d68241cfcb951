"""Several tables of village figures: which replaces which, and what they say of one village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from wksbm.errors import InputError, Problem
from wksbm.tables.model import LinkedTable
from wksbm.text import Text

_NAMED_VILLAGES = 5


def join_attributes(
    workspace: Sequence[LinkedTable], own: Sequence[LinkedTable], villages: pd.Index[str]
) -> tuple[tuple[LinkedTable, ...], tuple[Text, ...]]:
    """
    Let the person's own tables take the place of the workspace's, column by column.

    Parameters
    ----------
    workspace
        Linked attribute tables that atlas.toml names.
    own
        Those that the person has added. A column of theirs replaces the workspace's whole: a
        village without a figure in it has none.
    villages
        The codes of the boundary layer.

    Returns
    -------
    tables : tuple of LinkedTable
        All tables; the workspace's without the columns replaced, and left out when none remains.
    notes : tuple of Text
        Which columns were replaced, and how many villages have no figure now.

    Raises
    ------
    InputError
        If two tables of one tier give different figures for one village.
    """
    problems = [*_contradictions(workspace), *_contradictions(own)]
    if problems:
        raise InputError(problems)
    given = _columns(own)
    kept, notes = [], []
    for table in workspace:
        replaced = [name for name in _columns([table]) if name in given]
        data = table.data.drop(columns=replaced)
        notes += [_replaced(name, table, own, villages) for name in replaced]
        if len(data.columns) > 1:
            kept.append(replace(table, data=data) if replaced else table)
    return (*kept, *own), tuple(notes)


def _columns(tables: Sequence[LinkedTable]) -> list[str]:
    names = (str(name) for table in tables for name in table.data.columns if name != "kode")
    return list(dict.fromkeys(names))


def _figures(table: LinkedTable, column: str) -> pd.DataFrame:
    """Return kode, row and figure of the rows that give one."""
    if column not in table.data:
        return pd.DataFrame(columns=["kode", "row", "figure"])
    frame = pd.DataFrame({"kode": table.data["kode"], "figure": table.data[column].astype(float)})
    return frame.assign(row=frame.index)[frame["figure"].notna()]


def _contradictions(tables: Sequence[LinkedTable]) -> list[Problem]:
    problems = []
    for column in _columns(tables):
        seen = pd.concat([_figures(table, column).assign(table=table.raw.name) for table in tables])
        differing = seen.groupby("kode")["figure"].transform("nunique").gt(1)
        villages = seen[differing].groupby("kode", sort=True)
        if not len(villages):
            continue
        shown = [
            f"{kode}: " + " / ".join(f"{row.figure:g} ({row.table})" for row in rows.itertuples())
            for kode, rows in list(villages)[:_NAMED_VILLAGES]
        ]
        more = " …" if len(villages) > _NAMED_VILLAGES else ""
        problems.append(
            Problem(
                Text(
                    f"dua angka berbeda untuk satu desa ({len(villages)} desa)",
                    f"two different figures for one village ({len(villages)} villages)",
                ),
                file=", ".join(dict.fromkeys(seen[differing]["table"])),
                column=column,
                found="; ".join(shown) + more,
                expected=Text(
                    "satu angka per desa dari semua tabel", "one figure per village in all tables"
                ),
                cure=Text(
                    "Hapus desa itu dari salah satu tabel", "Take the village out of one table"
                ),
            )
        )
    return problems


def _replaced(
    column: str, table: LinkedTable, own: Sequence[LinkedTable], villages: pd.Index[str]
) -> Text:
    holders = [mine for mine in own if column in mine.data]
    known = {kode for mine in holders for kode in _figures(mine, column)["kode"]}
    without = len(villages.difference(pd.Index(sorted(known))))
    names = ", ".join(mine.raw.name for mine in holders)
    id_rest, en_rest = "", ""
    if without:
        id_rest = f" {without} wilayah tidak punya angka di sana dan tidak memakai angka lama."
        en_rest = f" {without} areas have no figure there, and none is taken from the earlier ones."
    return Text(
        f"Kolom '{column}' dari {names} menggantikan seluruh kolom itu dari "
        f"{table.raw.name}.{id_rest}",
        f"Column '{column}' of {names} replaces that of {table.raw.name} as a whole.{en_rest}",
    )
