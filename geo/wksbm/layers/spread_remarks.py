"""What is said of density and reach when something is left out or rough."""

from __future__ import annotations

import re

import pandas as pd

from wksbm.config import RasterConfig
from wksbm.raster.grid import Grid
from wksbm.raster.population_file import PopulationRaster
from wksbm.text import Text, distance, exact, figure, fill

_PER_AREA = re.compile(r"(?:/|per)\s*(?:sq|km|ha|hectare|m2|m²)", re.IGNORECASE)
_TIMES, _SEVERAL, _NAMED = 2.0, 3, 5

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
    sentence = Text(
        "Jumlah anggota {missing} dari {all} kelompok tidak diketahui: kerapatan anggota memakai "
        "rata-ratanya ({mean}).",
        "The members of {missing} of {all} groups are not known: the density of members takes "
        "their mean ({mean}).",
    )
    return [
        fill(
            sentence,
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
    sentence = Text(
        "Sel raster penduduk selebar {side} m, lebih lebar daripada jarak yang diukur ({finest}): "
        "penduduk dalam jangkauan, daerah tanpa kelompok dan usulan tempat hanya perkiraan kasar. "
        "Gunakan raster yang lebih halus.",
        "The population raster's cells are {side} m wide, wider than the distance that is measured "
        "({finest}): people within reach, areas without groups and proposed places are rough "
        "estimates. Use a finer raster.",
    )
    return [fill(sentence, side=figure(side), finest=distance(finest))]


def about_raster(raster: PopulationRaster) -> list[Text]:
    """Say which of several bands is read, and that a raster of densities is no one of people."""
    sentences = []
    if raster.bands > 1:
        sentence = Text(
            "{file} memuat {bands} band; band 1 yang dipakai.",
            "{file} has {bands} bands; band 1 is used.",
        )
        sentences.append(fill(sentence, file=raster.path.name, bands=exact(raster.bands)))
    if _PER_AREA.search(raster.unit):
        sentence = Text(
            "Satuan {file} adalah “{unit}”, bukan orang per sel: jumlah penduduknya tidak benar. "
            "Gunakan raster jumlah orang, atau kalikan dengan luas sel.",
            "The unit of {file} is “{unit}”, not people per cell: its totals are wrong. Use a "
            "raster of counts, or multiply by the area of a cell.",
        )
        sentences.append(fill(sentence, file=raster.path.name, unit=raster.unit))
    return sentences


def far_from_table(
    people: pd.Series[float], residents: pd.Series[float], names: pd.Series[str]
) -> list[Text]:
    """
    Say that the raster's people are not those of the table.

    Parameters
    ----------
    people, residents
        By the raster and by the table, on the index `kode`; NaN where not known.
    names
        Of the villages.
    """
    both = people.notna() & residents.gt(0)
    raster, table = float(people[both].sum()), float(residents[both].sum())
    if not both.any():
        return []
    if not 1 / _TIMES <= raster / table <= _TIMES:
        sentence = Text(
            "Penduduk menurut raster ({raster}) jauh dari tabel penduduk wilayah yang sama "
            "({table}): periksa apakah raster memuat jumlah orang per sel.",
            "The raster's people ({raster}) are far from the table's residents of the same areas "
            "({table}): check that the raster holds people per cell.",
        )
        return [fill(sentence, raster=figure(raster), table=figure(table))]
    few = names[both & (people < residents / _TIMES)]
    if len(few) < _SEVERAL:
        return []
    sentence = Text(
        "Di {count} wilayah raster memuat kurang dari separuh penduduk tabel ({where}): periksa "
        "apakah raster lengkap di sana.",
        "In {count} areas the raster has less than half of the table's residents ({where}): check "
        "that it is complete there.",
    )
    left = len(few) - _NAMED
    rest = Text(f" dan {left} lainnya", f" and {left} more") if left > 0 else Text("", "")
    named = ", ".join(map(str, few.head(_NAMED)))
    where = Text(f"{named}{rest.id}", f"{named}{rest.en}")
    return [fill(sentence, count=exact(len(few)), where=where)]


def candidate_remarks(options: pd.DataFrame, reach: float, useful: int) -> list[Text]:
    """
    Say what in a table of candidates is of no use.

    Parameters
    ----------
    options
        lon, lat and kode; that is empty for a place in no village.
    reach
        Metres within which a group serves people.
    useful
        How many places would bring somebody within reach.
    """
    if options.empty:
        return [Text("Tabel calon tempat kosong: tidak ada tempat yang diusulkan.",
                     "The table of candidates is empty: no place is proposed.")]  # fmt: skip
    sentences = []
    outside = int(options["kode"].eq("").sum())
    if outside:
        sentence = Text(
            "{outside} dari {all} calon tempat berada di luar wilayah; tetap dipertimbangkan.",
            "{outside} of {all} candidates lie outside the region; they are considered all the "
            "same.",
        )
        sentences.append(fill(sentence, outside=exact(outside), all=exact(len(options))))
    doubled = int(options.duplicated(["lon", "lat"]).sum())
    if doubled:
        sentence = Text(
            "{doubled} calon tempat berada di titik yang sama dengan calon lain.",
            "{doubled} candidates lie on the same spot as another.",
        )
        sentences.append(fill(sentence, doubled=exact(doubled)))
    if not useful:
        sentence = Text(
            "Tidak satu pun calon tempat berjarak paling jauh {reach} dari penduduk di luar "
            "jangkauan: tidak ada tempat yang diusulkan.",
            "No candidate lies within {reach} of people beyond reach: no place is proposed.",
        )
        sentences.append(fill(sentence, reach=distance(reach)))
    return sentences


def rough_grid(grid: Grid, config: RasterConfig) -> list[Text]:
    """Say where the density's cells are wider than was asked for, or than its bandwidth."""
    sentences = []
    if grid.cell > config.cell_m:
        sentence = Text(
            "Wilayah ini terlalu luas untuk sel {wanted} m: kerapatan dihitung pada sel {cell} m.",
            "The region is too large for cells of {wanted} m: density is computed on {cell} m.",
        )
        sentences.append(fill(sentence, wanted=exact(config.cell_m), cell=exact(grid.cell)))
    if config.bandwidth_m is not None and config.bandwidth_m < grid.cell:
        sentence = Text(
            "bandwidth_m ({bandwidth} m) lebih kecil daripada sel kerapatan ({cell} m): permukaan "
            "hanya menampilkan sel yang memuat kelompok. Perbesar bandwidth_m atau perkecil "
            "cell_m.",
            "bandwidth_m ({bandwidth} m) is smaller than the density's cells ({cell} m): the "
            "surface only shows the cells with groups. Raise bandwidth_m or lower cell_m.",
        )
        sentences.append(fill(sentence, bandwidth=exact(config.bandwidth_m), cell=exact(grid.cell)))
    return sentences
