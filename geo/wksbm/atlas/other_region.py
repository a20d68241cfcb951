"""What of the workspace's settings holds for another region than theirs, and which tables do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wksbm.boundaries.model import Boundaries
from wksbm.codes import Code, parse_code
from wksbm.config import DEFAULT_LABELS, AtlasConfig
from wksbm.errors import Problem
from wksbm.names import KABUPATEN_PREFIXES, starts_as
from wksbm.tables.headings import role_of
from wksbm.tables.model import LinkedTable
from wksbm.text import Text

_HALF = 0.5
_FIRST_CITY = "71"


def for_other_region(config: AtlasConfig, boundaries: Boundaries) -> AtlasConfig:
    """
    Take back what `atlas.toml` says about its own region only.

    Parameters
    ----------
    config
        Settings whose region does not lie in that of `atlas.toml`.
    boundaries
        The villages of the region.

    Returns
    -------
    AtlasConfig
        With a title made of the region's name, the plain names of the levels, and without the
        population raster of `atlas.toml`.
    """
    raster = config.population_raster
    name = region_name(config.region, boundaries)
    return replace(
        config,
        title=Text(f"Atlas WKSBM {name.id}".strip(), f"WKSBM Atlas {name.en}".strip()),
        labels=DEFAULT_LABELS,
        population_raster=raster if raster in config.given else None,
    )


def region_name(region: str, boundaries: Boundaries) -> Text:
    """
    Name a region as the boundary layer does.

    Returns
    -------
    Text
        E.g. ``Kabupaten Sleman``; its code where the layer has no name, nothing when all
        kabupaten of a file are shown and they are several.
    """
    villages = boundaries.villages
    digits = region.replace(".", "")
    named = {word: sorted(set(villages[word]) - {""}) for word in ("kabupaten", "provinsi")}
    code = Text(f"wilayah {region}", f"of region {region}") if region else Text("", "")
    if len(named["kabupaten"]) == 1 and len(digits) != 2:
        kabupaten = _kabupaten(named["kabupaten"][0], str(villages.index[0]))
        kecamatan = sorted(set(villages["kecamatan"]) - {""})
        if len(digits) == 6 and len(kecamatan) == 1:
            return Text(
                f"Kecamatan {kecamatan[0]}, {kabupaten.id}", f"{kecamatan[0]}, {kabupaten.en}"
            )
        return kabupaten
    if len(named["provinsi"]) == 1 and len(digits) <= 2:
        return Text(_title(named["provinsi"][0]), _title(named["provinsi"][0]))
    return code


def has_links(table: LinkedTable) -> bool:
    """Tell whether a row of a table is linked, or it has no rows at all."""
    return not len(table.rows) or bool((table.rows["status"] == "linked").any())


def left_out(names: Sequence[str]) -> Text:
    """Say which tables of `atlas.toml` are about another region."""
    listed = ", ".join(names)
    return Text(
        f"Tabel dalam atlas.toml yang tidak memuat satu pun desa wilayah ini tidak dipakai: "
        f"{listed}.",
        f"Tables of atlas.toml without a single village of this region are left out: {listed}.",
    )


def foreign_table(table: LinkedTable, boundaries: Boundaries) -> list[Problem]:
    """
    Refuse a table of the user's that is about another region than the boundaries.

    Returns
    -------
    list of Problem
        One if no row is linked although the table has figures, or if more than half of its codes
        are of one other kabupaten; else none.
    """
    layer = [
        code
        for text in (*boundaries.villages.index, *boundaries.villages["kode_bps"])
        if (code := parse_code(str(text))) is not None
    ]
    stated = _stated_codes(table)
    linked = set(table.rows.index[table.rows["status"] == "linked"])
    own = [*layer, *(code for row, code in stated if row in linked)]
    # The two systems number kabupaten differently; codes are held against those of their own.
    systems = {code.likely_system for code in own} | {"unknown"}
    here = {code.digits[:4] for code in own}
    counted = Counter(code.digits[:4] for _, code in stated if code.likely_system in systems)
    other, most = next(
        ((code, n) for code, n in counted.most_common() if code not in here), ("", 0)
    )
    if most > _HALF * counted.total() and counted.total():
        what = Text(
            f"{most} dari {counted.total()} kode dalam tabel ini berada di kabupaten "
            f"{other[:2]}.{other[2:]}, bukan di wilayah peta",
            f"{most} of the table's {counted.total()} codes are in kabupaten "
            f"{other[:2]}.{other[2:]}, not in the mapped region",
        )
        cure = Text(
            f"Pilih tabel wilayah ini, atau petakan wilayah itu: --region {other[:2]}.{other[2:]} "
            "dengan --boundaries berkas batasnya",
            f"Use a table of this region, or map that one: --region {other[:2]}.{other[2:]} with "
            "its boundary file as --boundaries",
        )
        return [Problem(what, file=table.raw.name, cure=cure)]
    empty = table.kind != "attributes" and not table.rows["value"].sum() and not table.unreadable
    if has_links(table) or empty:
        return []
    reason = next((item.reason for item in table.items), None)
    first = Text(f" ({reason.id})", f" ({reason.en})") if reason else Text("", "")
    return [
        Problem(
            Text(
                f"tidak satu pun dari {len(table.rows)} baris tertaut dengan desa pada "
                f"peta{first.id}",
                f"not one of {len(table.rows)} rows is linked to a village of the map{first.en}",
            ),
            file=table.raw.name,
            cure=Text(
                "Isi kolom desa, kecamatan dan kabupaten di samping kodenya, atau pilih tabel dan "
                "batas dari wilayah yang sama",
                "Give the columns desa, kecamatan and kabupaten beside the codes, or use table and "
                "boundaries of the same region",
            ),
        )
    ]


def _stated_codes(table: LinkedTable) -> list[tuple[int, Code]]:
    """Return row and code of every cell with one; a column of BPS codes holds those."""
    cells = table.raw.cells
    roles = {str(heading): role_of(str(heading)) for heading in cells.columns}
    return [
        (int(row), Code(code.digits, "bps") if is_bps and code.system == "unknown" else code)
        for heading, role in roles.items()
        if role in ("kode", "kode_bps")
        for is_bps in (role == "kode_bps",)
        for row, text in zip(cells.index, cells[heading], strict=True)
        if text and (code := parse_code(str(text))) is not None
    ]


def _kabupaten(name: str, kode: str) -> Text:
    name = _title(name)
    city = kode.replace(".", "")[2:4] >= _FIRST_CITY
    if starts_as(name, KABUPATEN_PREFIXES):
        return Text(name, name)
    level = Text("Kota", "City") if city else Text("Kabupaten", "Regency")
    return Text(f"{level.id} {name}", f"{name} {level.en}")


def _title(name: str) -> str:
    return name.title() if name.isupper() else name
