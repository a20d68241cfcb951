"""Link a table of text on the chess board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from wksbm.boundaries.model import Boundaries, BoundaryReport, Source
from wksbm.personal.columns import mask_cells, times_by_kind
from wksbm.tables.link import link_table
from wksbm.tables.model import Kind, LinkedTable, RawTable
from wksbm.tables.reading.model import Layout

from tests.board import villages

BEJI, KEPEK, OTHER_BEJI = "34.03.01.2002", "34.03.01.2003", "34.03.03.2002"
"""In Lor, Lor and Kidul; Beji stands twice on the board."""


def board(*, approximate: bool = False) -> Boundaries:
    """Return the chess board as a boundary layer."""
    report = BoundaryReport(9, 9, 0, 0, 0, 0.0, 0.0, 43.8, "EPSG:4326", "file", "plain")
    return Boundaries(villages(), Source("papan.gpkg", approximate=approximate), report)


def raw(columns: str, *rows: str, sample: bool = False, **changes: Any) -> RawTable:
    """Return a table as it is read; cells are separated by `|`, rows count from 2."""
    names = columns.split("|")
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    index = pd.RangeIndex(2, 2 + len(rows), name="row")
    frame = pd.DataFrame(cells, columns=names, index=index, dtype="str")
    masked = mask_cells(frame)
    layout = Layout(
        masked={
            name: times_by_kind(hits)
            for name in names
            if len(hits := masked.hits[masked.hits["column"] == name])
        }
    )
    source = Source("tabel.csv", sample=sample)
    table = RawTable("tabel.csv", masked.cells, {}, source, layout=layout)
    return replace(table, **changes) if changes else table


def link(
    columns: str,
    *rows: str,
    kinds: Sequence[Kind] = ("register", "counts"),
    boundaries: Boundaries | None = None,
    **options: Any,
) -> LinkedTable:
    """Link a table of text on the chess board."""
    return link_table(raw(columns, *rows), boundaries or board(), kinds=kinds, **options)


def outcome(table: LinkedTable, row: int = 2) -> tuple[str, str, str]:
    """Return status, code and method of one row."""
    status, kode, method = table.rows.loc[row, ["status", "kode", "method"]]
    return str(status), str(kode), str(method)


def item(table: LinkedTable, row: int = 2) -> Any:
    """Return the listed item of one row."""
    return next(entry for entry in table.items if entry.row == row)


def candidates(table: LinkedTable, row: int = 2) -> list[str]:
    """Return the codes of an item's candidates."""
    return [str(candidate["kode"]) for candidate in item(table, row).candidates]


def check_conservation(table: LinkedTable) -> Mapping[str, Any]:
    """Check the contract of the link report; return it."""
    report = table.to_json(board().villages.index, "id")
    parts = ("linked", "ambiguous", "unmatched", "rejected")
    assert report["rows"] == len(table.raw.cells) == sum(report[part] for part in parts)
    assert report["linked"] == sum(report["by"].values()) == len(table.data)
    left = [entry for entry in report["items"] if entry["status"] != "linked"]
    assert len(left) == report["rows"] - report["linked"]
    places = {(entry["sheet"], entry["row"]) for entry in report["items"]}
    assert len(places) == len(report["items"])
    if table.kind != "attributes":
        lost = sum(entry["value"] or 0 for entry in left)
        assert report["value_total"] == report["value_linked"] + lost
    assert report["villages"] == report["villages_reported"] + report["villages_no_data"]
    assert report["conflicts"] == sum(entry["conflict"] for entry in report["items"])
    return report
