"""Hand over density, distances, areas without groups and proposed places."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from wksbm.layers.figures import SPREAD_FIGURES
from wksbm.layers.model import Atlas
from wksbm.layers.reach_tables import (
    JUDGED_COLUMN,
    PROPOSAL_TABLE,
    REACH_PACKAGE,
    SPOT_TABLE,
    proposal_table,
    reach_by_district,
    reach_by_village,
    spot_table,
)
from wksbm.layers.spread import Spread
from wksbm.layers.surface_words import density_method
from wksbm.outputs.gis.layers import fixed_date, write_layer
from wksbm.outputs.tables import SAMPLE_BANNER
from wksbm.outputs.worksheets import Worksheet, write_csv, write_xlsx
from wksbm.raster.cog import write_cog
from wksbm.text import Lang, Text

_PER_KM2 = Text("kelompok per km²", "groups per km²")
_SHARES = Text(
    "jumlah adalah jumlah nilai dikali luas bagian sel yang berada di dalam wilayah; sel di tepi "
    "hanya sebagian di dalam",
    "jumlah is the sum of values times the area of each cell inside the region; cells on its edge "
    "lie only partly inside",
)
_NOTE = Text(
    "Garis lurus dari tengah sel; jalan lebih jauh.",
    "Straight lines from the middles of cells; roads are longer.",
)


def write_rasters(atlas: Atlas, folder: Path) -> None:
    """
    Write what density and reach have found, as far as it could be computed.

    `kerapatan.tif` (groups per km²), `kerapatan_per_1000.tif` (groups per 1,000 people, smoothed
    alike), `jangkauan.tif` (metres to the nearest group), all Cloud-Optimised; `jangkauan.xlsx`,
    `jangkauan_desa.csv` and `jangkauan_kecamatan.csv`; `titik_kosong.gpkg` (layers titik_kosong and
    usulan_lokasi) and `titik_kosong.csv`; `usulan_lokasi.csv`.

    Parameters
    ----------
    atlas
        The built atlas; one without a spread writes nothing.
    folder
        Where to write.
    """
    spread = atlas.spread
    if spread is None:
        return
    _write_density(atlas, spread, folder)
    if spread.distances is None:
        return
    _write_distances(atlas, spread, folder)
    _write_reach(atlas, spread, folder)
    _write_places(atlas, spread, folder)


def _write_density(atlas: Atlas, spread: Spread, folder: Path) -> None:
    density = spread.density
    if density is None:
        return
    lang = atlas.config.lang
    members = spread.config.by_members
    method = density_method(density, by_members=members).to(lang)
    what = Text("anggota per km²", "members per km²") if members else _PER_KM2
    write_cog(
        density.values,
        folder / "kerapatan.tif",
        transform=density.grid.transform,
        crs=density.grid.crs,
        unit=what.to(lang),
        description=Text("kerapatan kelompok", "density of groups").to(lang),
        tags=_tags(
            atlas,
            method=method,
            jumlah=f"{density.total:.10g}",
            catatan=_SHARES.to(lang),
            lebar_pita_m=f"{density.bandwidth:.10g}",
        ),
    )
    if spread.ratio is None:
        return
    write_cog(
        spread.ratio.values,
        folder / "kerapatan_per_1000.tif",
        transform=density.grid.transform,
        crs=density.grid.crs,
        unit=Text("kelompok per 1.000 orang", "groups per 1,000 people").to(lang),
        description=Text(
            "kerapatan kelompok dibagi kerapatan penduduk", "density of groups over that of people"
        ).to(lang),
        tags=_tags(
            atlas,
            method=density_method(spread.ratio.groups, by_members=False).to(lang),
            lebar_pita_m=f"{spread.ratio.groups.bandwidth:.10g}",
        ),
    )


def _write_distances(atlas: Atlas, spread: Spread, folder: Path) -> None:
    if spread.distances is None:
        return
    window = spread.distances.window
    lang = atlas.config.lang
    write_cog(
        spread.distances.values,
        folder / "jangkauan.tif",
        transform=window.transform,
        crs=window.raster.crs,
        unit="m",
        description=Text("jarak ke kelompok terdekat", "distance to the nearest group").to(lang),
        tags=_tags(atlas, method=_NOTE.to(lang)),
    )


def _tags(atlas: Atlas, *, method: str, **others: str) -> dict[str, str]:
    """Return the words inside a raster: title, method, sources, sample or not."""
    lang = atlas.config.lang
    tags = {
        "judul": atlas.config.title.to(lang),
        "metode": method,
        "sumber": "; ".join(source.title for source in atlas.sources),
        **others,
    }
    if atlas.sample:
        tags["contoh"] = SAMPLE_BANNER.to(lang)
    return tags


def _write_reach(atlas: Atlas, spread: Spread, folder: Path) -> None:
    lang, labels = atlas.config.lang, atlas.config.labels
    villages = reach_by_village(atlas.villages, spread)
    districts = reach_by_district(atlas.villages, spread)
    write_csv(villages, folder / "jangkauan_desa.csv")
    write_csv(districts, folder / "jangkauan_kecamatan.csv")
    headings = _headings(atlas, lang)
    decimals = {entry.column: entry.decimals for entry in SPREAD_FIGURES} | {JUDGED_COLUMN: 0}
    banner = SAMPLE_BANNER.to(lang) if atlas.sample else ""
    whole = Text("seluruhnya", "all").to(lang)
    shown = districts.assign(kecamatan=districts["kecamatan"].replace("", whole))
    explained = pd.DataFrame(
        {
            Text("kolom", "column").to(lang): [entry.column for entry in SPREAD_FIGURES],
            Text("arti", "meaning").to(lang): [entry.meaning.to(lang) for entry in SPREAD_FIGURES],
            Text("satuan", "unit").to(lang): [entry.unit.to(lang) for entry in SPREAD_FIGURES],
        }
    )
    write_xlsx(
        [
            Worksheet(labels.kecamatan.to(lang), shown, headings, decimals, banner),
            Worksheet(labels.desa.to(lang), villages, headings, decimals, banner),
            Worksheet(Text("Keterangan kolom", "About the columns").to(lang), explained, {}, {}),
        ],
        folder / "jangkauan.xlsx",
    )


def _headings(atlas: Atlas, lang: Lang) -> dict[str, str]:
    labels = atlas.config.labels
    words = {
        "kode": Text("Kode Kemendagri", "Kemendagri code"),
        "desa": labels.desa,
        "kecamatan": labels.kecamatan,
        "kode_kecamatan": Text(f"Kode {labels.kecamatan.id}", f"{labels.kecamatan.en} code"),
        JUDGED_COLUMN: Text(
            "Penduduk di wilayah yang letak kelompoknya diketahui",
            "People where the groups' places are known",
        ),
    } | {
        entry.column: Text(
            *(
                f"{entry.meaning.to(each)} ({entry.unit.to(each)})"
                if entry.unit.to(each)
                else entry.meaning.to(each)
                for each in ("id", "en")
            )
        )
        for entry in SPREAD_FIGURES
    }
    return {name: text.to(lang)[:1].upper() + text.to(lang)[1:] for name, text in words.items()}


def _write_places(atlas: Atlas, spread: Spread, folder: Path) -> None:
    spots = spot_table(atlas.villages, spread)
    proposals = proposal_table(atlas.villages, spread)
    write_csv(pd.DataFrame(spots.drop(columns="geometry")), folder / "titik_kosong.csv")
    write_csv(proposals, folder / "usulan_lokasi.csv")
    points = gpd.GeoDataFrame(
        proposals,
        geometry=gpd.points_from_xy(proposals["lon"], proposals["lat"]),
        crs="EPSG:4326",
    )
    package = folder / REACH_PACKAGE
    with fixed_date():
        for name, frame, geometry in (
            (SPOT_TABLE, spots, "MultiPolygon"),
            (PROPOSAL_TABLE, points, "Point"),
        ):
            if len(frame):
                write_layer(frame, package, name, geometry)
