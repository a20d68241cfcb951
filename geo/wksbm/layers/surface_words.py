"""Identifiers of the surfaces over the land, what they are for and how they were made, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from wksbm.raster.density import Density
from wksbm.text import Text, exact, figure, fill

SurfaceKind = Literal["density", "ratio", "reach"]

_PLACES = Text("Letak kelompok", "Places of groups")
_RASTER = Text("Raster penduduk dan letak kelompok", "Population raster and places of groups")
_NEAR = Text("Siapa tinggal dekat kelompok?", "Who lives near a group?")


class SurfaceWords(NamedTuple):
    """The identifier of a surface, the question that it answers, how to read it, its source."""

    id: str
    question: Text
    explanation: Text
    source: Text


SURFACE_WORDS: Mapping[SurfaceKind, SurfaceWords] = {
    "density": SurfaceWords(
        "kerapatan",
        Text("Di mana kelompok terkumpul?", "Where do groups cluster?"),
        Text(
            "Banyaknya kelompok per km² di sekitar tiap tempat, tanpa melihat batas wilayah. Di "
            "wilayah yang kelompoknya tidak diketahui letaknya, kerapatan tidak dihitung.",
            "Groups per km² around each place, whatever the borders. No density is computed where "
            "the places of groups are not known.",
        ),
        _PLACES,
    ),
    "ratio": SurfaceWords(
        "kerapatan_per_1000",
        _NEAR,
        Text(
            "Kelompok per 1.000 orang di sekitar tiap tempat: kerapatan kelompok dibagi kerapatan "
            "penduduk menurut raster.",
            "Groups per 1,000 people around each place: the density of groups over that of people "
            "by the raster.",
        ),
        _RASTER,
    ),
    "reach": SurfaceWords(
        "jangkauan",
        _NEAR,
        Text(
            "Jarak garis lurus ke kelompok terdekat; jalan lebih jauh. Daerah berpenduduk yang "
            "belum terjangkau diwarnai jingga dan diberi huruf, tempat yang diusulkan untuk "
            "kelompok baru diberi nomor.",
            "Straight-line distance to the nearest group; roads are longer. Populated areas beyond "
            "reach are orange and lettered, places proposed for new groups are numbered.",
        ),
        _RASTER,
    ),
}


def density_method(density: Density, *, by_members: bool) -> Text:
    """Say how a density surface was made, without a full stop."""
    return fill(
        Text(
            "kernel Gauss, lebar pita {bandwidth} m ({chosen}), sel {cell} m, dikoreksi di tepi "
            "wilayah{weights}",
            "Gaussian kernel, bandwidth {bandwidth} m ({chosen}), cells of {cell} m, corrected at "
            "the region's edge{weights}",
        ),
        bandwidth=figure(density.bandwidth),
        chosen={
            "given": Text("ditetapkan", "given"),
            "cross-validation": Text("dipilih dengan validasi silang", "by cross-validation"),
            "raster": Text("selebar sel raster penduduk", "as wide as the raster's cells"),
        }[density.chosen],
        cell=exact(density.grid.cell),
        weights=Text(", dibobot jumlah anggota", ", weighted by members")
        if by_members
        else Text("", ""),
    )
