"""What is said of density and reach when something is left out or rough."""

from __future__ import annotations

import pandas as pd

from geo.config import RasterConfig
from geo.raster.grid import Grid
from geo.text import Text, distance, exact, figure, fill

NO_PLACES = Text(
    "Letak kelompok (lon, lat) tidak tersedia: kerapatan, penduduk dalam jangkauan, daerah tanpa "
    "kelompok dan usulan tempat tidak dihitung.",
    "The groups' places (lon, lat) are not available: density, people within reach, areas without "
    "groups and proposed places are left out.",
)
NO_RASTER = Text(
    "Raster penduduk tidak tersedia: penduduk dalam jangkauan, daerah tanpa kelompok dan usulan "
    "tempat tidak dihitung.",
    "There is no population raster: people within reach, areas without groups and proposed places "
    "are left out.",
)
NO_MEMBERS = Text(
    "Jumlah anggota tidak diketahui: kerapatan menghitung kelompok, bukan anggota.",
    "The number of members is not known: the density counts groups, not members.",
)
TOO_FEW_PLACES = Text(
    "Kelompok yang letaknya diketahui terlalu sedikit untuk menghitung kerapatan; dengan "
    "bandwidth_m satu kelompok di dalam wilayah cukup.",
    "Too few groups have a known place for a density to be computed; with bandwidth_m one group "
    "inside the region is enough.",
)


def mean_members(points: pd.DataFrame) -> list[Text]:
    """Say for how many groups the mean stands in place of members that are not known."""
    members = points["jumlah_anggota"].astype(float)
    missing = int(members.isna().sum())
    if not missing:
        return []
    told = Text(
        "Jumlah anggota {missing} dari {all} kelompok tidak diketahui: kerapatan anggota memakai "
        "rata-ratanya ({mean}).",
        "The members of {missing} of {all} groups are not known: the density of members takes "
        "their mean ({mean}).",
    )
    return [
        fill(
            told,
            missing=figure(missing),
            all=figure(len(members)),
            mean=figure(float(members.mean()), decimals=1),
        )
    ]


NO_GROUPS = Text(
    "Tidak ada kelompok yang tercatat: kerapatan, jarak ke kelompok, daerah tanpa kelompok dan "
    "usulan tempat tidak dihitung.",
    "No group is on record: density, distances to groups, areas without groups and proposed "
    "places are left out.",
)
NOBODY = Text(
    "Menurut raster tidak ada penduduk di wilayah yang letak kelompoknya diketahui: penduduk dalam "
    "jangkauan, daerah tanpa kelompok dan usulan tempat tidak dihitung.",
    "By the raster nobody lives where the groups' places are known: people within reach, areas "
    "without groups and proposed places are left out.",
)
NO_RATIO = Text(
    "Kelompok per 1.000 orang di sekitarnya tidak dihitung: menurut raster di mana pun tinggal "
    "kurang dari 10 orang per km².",
    "Groups per 1,000 people around are left out: by the raster fewer than 10 people per km² live "
    "anywhere.",
)


def coarse_raster(side: float, finest: float) -> list[Text]:
    """Say that cells of `side` metres are too wide for distances of `finest` metres."""
    if side <= finest:
        return []
    told = Text(
        "Sel raster penduduk selebar {side} m, lebih lebar daripada jarak yang diukur ({finest}): "
        "penduduk dalam jangkauan, daerah tanpa kelompok dan usulan tempat hanya perkiraan kasar. "
        "Gunakan raster yang lebih halus.",
        "The population raster's cells are {side} m wide, wider than the distance that is measured "
        "({finest}): people within reach, areas without groups and proposed places are rough "
        "estimates. Use a finer raster.",
    )
    return [fill(told, side=figure(side), finest=distance(finest))]


def rough_grid(grid: Grid, config: RasterConfig) -> list[Text]:
    """Say where the density's cells are wider than was asked for, or than its bandwidth."""
    said = []
    if grid.cell > config.cell_m:
        told = Text(
            "Wilayah ini terlalu luas untuk sel {wanted} m: kerapatan dihitung pada sel {cell} m.",
            "The region is too large for cells of {wanted} m: density is computed on {cell} m.",
        )
        said.append(fill(told, wanted=exact(config.cell_m), cell=exact(grid.cell)))
    if config.bandwidth_m is not None and config.bandwidth_m < grid.cell:
        told = Text(
            "bandwidth_m ({bandwidth} m) lebih kecil daripada sel kerapatan ({cell} m): permukaan "
            "hanya menampilkan sel yang memuat kelompok. Perbesar bandwidth_m atau perkecil "
            "cell_m.",
            "bandwidth_m ({bandwidth} m) is smaller than the density's cells ({cell} m): the "
            "surface only shows the cells with groups. Raise bandwidth_m or lower cell_m.",
        )
        said.append(fill(told, bandwidth=exact(config.bandwidth_m), cell=exact(grid.cell)))
    return said
