"""``wksbm info FILE``: say what a file is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

import click
from rich import box
from rich.table import Table
from rich.text import Text as Cell

from wksbm.boundaries.describe import Description, describe
from wksbm.cli.console import console
from wksbm.cli.options import (
    column_pairs,
    columns_option,
    crs_option,
    lang_option,
    layer_option,
    region_option,
    root_option,
    villages_option,
)
from wksbm.codes import read_crosswalk
from wksbm.config import AtlasConfig, find_root, read_config
from wksbm.errors import AtlasError, InputError, Problem
from wksbm.names import Aliases, read_aliases
from wksbm.personal.numbers import masked_text
from wksbm.reading import reading
from wksbm.tables.headings import quoted
from wksbm.tables.model import RawTable
from wksbm.tables.read import read_table
from wksbm.tables.reading.model import Columns
from wksbm.tables.reading.propose import propose
from wksbm.tables.village_list import VillageList
from wksbm.text import Lang, Text, number

_TABLES = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".htm", ".html",
)  # fmt: skip


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@root_option
@columns_option
@crs_option
@layer_option
@villages_option
@region_option
@click.option(
    "--sheet", metavar="NAME", help="Sheet of a workbook; default: the first with a table."
)
@lang_option
def info(
    file: Path,
    root: Path | None,
    columns: str | None,
    crs: str | None,
    layer: str | None,
    villages: Path | None,
    region: str | None,
    sheet: str | None,
    lang: str | None,
) -> None:
    """Tell what a file is: a boundary file or a table, which schema, which CRS, how many villages.

    For a boundary file: format, layers, schema, coordinate system and where it was found, number
    of villages, kabupaten, and what a build would mend, leave out or refuse, with the region, the
    crosswalk and the list of villages of the workspace if there is one. For a table: kind, columns
    recognised, rows. Nothing is changed.
    """
    language = cast(Lang, lang or "id")
    if not file.exists():
        raise InputError(Problem(Text("berkas tidak ada", "there is no such file"), file=str(file)))
    with reading(file):
        _describe(file, root, columns, crs, layer, villages, region, sheet, language)


def _describe(
    file: Path,
    root: Path | None,
    columns: str | None,
    crs: str | None,
    layer: str | None,
    villages: Path | None,
    region: str | None,
    sheet: str | None,
    language: Lang,
) -> None:
    if file.suffix.lower() in _TABLES:
        raw = read_table(file, sheet=sheet)
        try:
            recognised = propose(raw, ("register", "counts", "attributes")).columns
        except AtlasError as error:
            _print(_table_lines(raw, None, language), (*raw.notes, *error.problems), language)
            return
        _print(_table_lines(raw, recognised, language), (*raw.notes, *recognised.notes), language)
        return
    workspace = _workspace(root)
    aliases = read_aliases(workspace.aliases) if workspace and workspace.aliases else Aliases()
    chosen = region if region is not None else workspace.region if workspace else ""
    listed = villages or (workspace.villages if workspace else None)
    description = describe(
        file,
        region=chosen,
        crosswalk=(
            read_crosswalk(workspace.crosswalk) if workspace and workspace.crosswalk else None
        ),
        columns=dict(column_pairs(columns)) or None,
        crs=crs,
        layer=layer,
        find_codes=(
            (lambda places, name: VillageList(listed, chosen, aliases)(places, name))
            if listed
            else None
        ),
    )
    _print(_boundary_lines(description, chosen, language), description.problems, language)


def _workspace(root: Path | None) -> AtlasConfig | None:
    """Return the settings of the workspace named, or of the one around this folder if any."""
    if root is not None:
        return read_config(find_root(root.absolute()))
    with suppress(InputError):
        return read_config(find_root(Path.cwd().absolute()))
    return None


def _boundary_lines(found: Description, region: str, lang: Lang) -> list[tuple[Text, str]]:
    unknown = Text("tidak dikenal", "not recognised").to(lang)
    columns = ", ".join(f"{word} = {column}" for word, column in found.columns.items())
    kabupaten = ", ".join(
        f"{code} ({number(count, lang)})" for code, count in found.kabupaten.items()
    )
    bounds = (
        ", ".join(number(value, lang, decimals=4) for value in found.bounds) if found.bounds else ""
    )
    return [
        (Text("Berkas", "File"), masked_text(found.file)),
        (Text("Format", "Format"), found.driver),
        (Text("Lapisan", "Layers"), masked_text(", ".join(found.layers))),
        (Text("Lapisan desa", "Village layer"), masked_text(found.layer)),
        (Text("Skema", "Schema"), found.schema or unknown),
        (Text("Kolom", "Columns"), masked_text(columns)),
        (Text("Jenis kode", "Kinds of code"), ", ".join(found.codes)),
        (Text("Sistem koordinat", "CRS"), f"{found.crs or unknown} ({found.crs_source or '–'})"),
        (Text("Fitur", "Features"), number(found.features, lang)),
        (Text("Desa", "Villages"), number(found.villages, lang)),
        (
            Text(f"Dipakai (wilayah {region or '–'})", f"Used (region {region or '–'})"),
            number(found.used, lang),
        ),
        (Text("Kabupaten (fitur)", "Kabupaten (features)"), kabupaten),
        (Text("Batas (B, S, T, U)", "Bounds (W, S, E, N)"), bounds),
        (Text("sha256", "sha256"), found.sha256),
    ]


def _table_lines(raw: RawTable, columns: Columns | None, lang: Lang) -> list[tuple[Text, str]]:
    kinds = {
        "register": Text("register: satu baris per kelompok", "register: one row per group"),
        "counts": Text("jumlah: satu baris per desa", "counts: one row per village"),
        "attributes": Text("data desa: satu baris per desa", "attributes: one row per village"),
    }
    unknown = Text("tidak dikenal", "not recognised").to(lang)
    roles = {} if columns is None else {**columns.roles, **columns.figures}
    return [
        (Text("Berkas", "File"), raw.name),
        (
            Text("Jenis tabel", "Kind of table"),
            kinds[columns.kind].to(lang) if columns else unknown,
        ),
        (Text("Baris", "Rows"), number(len(raw.cells), lang)),
        (
            Text("Kolom", "Columns"),
            quoted(raw.cells.columns, typed=raw.numeric is not None) or "–",
        ),
        (Text("Dikenali", "Recognised"), ", ".join(f"{k} = {v}" for k, v in roles.items())),
        (Text("Baris jumlah", "Total rows"), ", ".join(map(str, raw.totals))),
        (Text("sha256", "sha256"), raw.source.sha256),
    ]


def _print(lines: Sequence[tuple[Text, str]], problems: Sequence[Problem], lang: Lang) -> None:
    screen = console()
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in lines:
        if value:
            table.add_row(label.to(lang), Cell(value))
    screen.print(table)
    for problem in problems:
        screen.print(f"  • {problem.render(lang)}", soft_wrap=True)
