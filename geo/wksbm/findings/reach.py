"""What places of groups and people say together, in words."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from wksbm.boundaries.model import Source
from wksbm.config import Labels
from wksbm.layers.model import Finding
from wksbm.layers.places import places, where
from wksbm.layers.spread import (
    DIFFERENCE_COLUMN,
    PEOPLE_COLUMN,
    WITHIN_COLUMNS,
    Spread,
)
from wksbm.layers.surface_words import density_method
from wksbm.layers.surfaces import village_at_top
from wksbm.raster.density import Density
from wksbm.raster.population_file import PopulationRaster, year_note
from wksbm.text import Text, amount, distance, exact, figure, fill, join_texts

FAR_APART_PCT = 30.0
_NAMED = 3
_THINNED = Text(
    " (sel berpenduduk, satu dari setiap petak kecil)",
    " (populated cells, one of each small square)",
)


def find_reach(
    spread: Spread,
    villages: gpd.GeoDataFrame,
    raster: PopulationRaster | None,
    source: Source | None,
    labels: Labels,
    *,
    layer: str | None,
) -> Finding | None:
    """
    State density, people within reach, areas without groups and proposed places.

    Parameters
    ----------
    spread
        What was found.
    villages
        The village table.
    raster, source
        The population raster and where it comes from.
    labels
        What villages and sub-districts are called.
    layer
        Id of the layer that shows the share of people within 1 km, if there is one.

    Returns
    -------
    Finding or None
        None when nothing could be computed.
    """
    sentences: list[Text] = []
    if spread.density is not None:
        sentences += _density(spread, spread.density, villages, labels)
    if raster is not None and source is not None and PEOPLE_COLUMN in spread.columns:
        sentences += _people(spread, villages, raster, source, labels)
    if spread.spots is not None:
        sentences += _within(spread, labels)
        sentences += _spots(spread, spread.spots, villages, labels)
        sentences += _proposals(spread, villages, labels)
    if not sentences:
        return None
    unknown = len(villages) - len(spread.known)
    if unknown:
        sentences.append(
            fill(
                Text(
                    "{unknown} tidak ikut, karena tidak melapor, disamarkan, atau letak sebagian "
                    "besar kelompoknya tidak diketahui.",
                    "{unknown} left out: without a report, suppressed, or without the places of "
                    "most groups.",
                ),
                unknown=amount(unknown, labels.desa),
            )
        )
    return Finding("reach", Text("Jangkauan", "Reach"), tuple(sentences), layer)


def _density(
    spread: Spread, density: Density, villages: gpd.GeoDataFrame, labels: Labels
) -> list[Text]:
    what = (
        Text("anggota kelompok per km²", "members of groups per km²")
        if spread.config.by_members
        else Text("kelompok per km²", "groups per km²")
    )
    mean = density.total / float(density.grid.inside.sum() * density.grid.cell_km2)
    top = village_at_top(density, villages)
    return [
        fill(
            Text(
                "Kelompok paling rapat di {top}: {most} {what}, rata-ratanya {mean} ({method}).",
                "Groups are densest in {top}: {most} {what}, {mean} on average ({method}).",
            ),
            top=where(villages, [top], labels) if top else Text("wilayah ini", "this region"),
            most=figure(float(np.nanmax(density.values)), decimals=1),
            mean=figure(mean, decimals=1),
            what=what,
            method=density_method(density, by_members=spread.config.by_members),
        )
    ]


def _people(
    spread: Spread,
    villages: gpd.GeoDataFrame,
    raster: PopulationRaster,
    source: Source,
    labels: Labels,
) -> list[Text]:
    people = spread.columns[PEOPLE_COLUMN]
    sentences = [
        fill(
            Text(
                "Menurut raster “{title}” ({year}) di sini tinggal {people} orang.",
                "By the raster “{title}” ({year}), {people} people live here.",
            ),
            title=source.title,
            year=year_note(raster),
            people=figure(float(people.sum())),
        )
    ]
    outside = int(people.isna().sum())
    if outside:
        sentences.append(
            fill(
                Text(
                    "{outside} tidak tercakup seluruhnya oleh raster itu; penduduknya tidak "
                    "dihitung.",
                    "It does not cover the whole of {outside}; their people are not counted.",
                ),
                outside=amount(outside, labels.desa),
            )
        )
    difference = spread.columns[DIFFERENCE_COLUMN]
    far = difference[difference.abs() > FAR_APART_PCT]
    if len(far):
        sentences.append(
            fill(
                Text(
                    "Raster dan tabel penduduk berbeda lebih dari {limit}% di {far} ({where}): "
                    "angka di sana perlu diperiksa.",
                    "Raster and table of residents differ by more than {limit}% in {far} "
                    "({where}): check the figures there.",
                ),
                limit=exact(FAR_APART_PCT),
                far=amount(len(far), labels.desa),
                where=places(villages, far.index, labels),
            )
        )
    return sentences


def _within(spread: Spread, labels: Labels) -> list[Text]:
    if not spread.people_known > 0:
        return []
    live = (Text("tinggal ", "live "), Text("", ""), Text("", ""))
    shares = [
        fill(
            Text("{share}% {live}paling jauh {reach}", "{share}% {live}within {reach}"),
            live=verb,
            share=figure(
                float(spread.columns[column].sum()) / spread.people_known * 100, decimals=1
            ),
            reach=distance(metres),
        )
        for (metres, column), verb in zip(WITHIN_COLUMNS.items(), live, strict=False)
    ]
    return [
        fill(
            Text(
                "Dari {people} orang di {known} yang letak kelompoknya diketahui, {shares} dari "
                "kelompok terdekat, diukur sebagai garis lurus; jalan lebih jauh.",
                "Of {people} people in {known} whose groups' places are known, {shares} of the "
                "nearest group, measured as a straight line; roads are longer.",
            ),
            people=figure(spread.people_known),
            known=amount(len(spread.judged), labels.desa),
            shares=join_texts(shares),
        )
    ]


def _spots(
    spread: Spread, spots: gpd.GeoDataFrame, villages: gpd.GeoDataFrame, labels: Labels
) -> list[Text]:
    reach = distance(spread.config.reach_m)
    if spots.empty:
        return [
            fill(
                Text(
                    "Tidak ada daerah berpenduduk sekurangnya {fewest} orang yang lebih jauh dari "
                    "{reach} dari kelompok mana pun.",
                    "No populated area of at least {fewest} people lies farther than {reach} from "
                    "every group.",
                ),
                fewest=figure(spread.config.fewest_people),
                reach=reach,
            )
        ]
    first = [
        fill(
            Text("{where}, {people} orang", "{where}, {people} people"),
            where=where(villages, [spot.kode], labels),
            people=figure(float(spot.people)),
        )
        for spot in spots.head(_NAMED).itertuples()
    ]
    return [
        fill(
            Text(
                "Lebih jauh dari {reach} dari kelompok mana pun terdapat {spots} yang masing-"
                "masing dihuni sekurangnya {fewest} orang, seluruhnya {people} orang; yang "
                "terbanyak: {first}.",
                "Farther than {reach} from every group lie {spots} of at least {fewest} people "
                "each, {people} people in all; those with most: {first}.",
            ),
            reach=reach,
            spots=amount(len(spots), Text("daerah", "area")),
            fewest=figure(spread.config.fewest_people),
            people=figure(float(spots["people"].sum())),
            first=join_texts(first, by="; "),
        )
    ]


def _proposals(spread: Spread, villages: gpd.GeoDataFrame, labels: Labels) -> list[Text]:
    if not spread.proposals:
        return []
    last, greedy = spread.proposals[-1], spread.greedy[-1]
    named = [entry.kode for entry in spread.proposals if entry.kode]
    sentences = [
        fill(
            Text(
                "{places} kelompok baru di tempat yang diusulkan menjangkau {gained} dari {beyond} "
                "orang di luar jangkauan, termasuk yang tinggal di luar daerah itu; tempat usulan "
                "berada di {where}.",
                "New groups at {places} would reach {gained} of the {beyond} people beyond reach, "
                "those outside these areas included; the places lie in {where}.",
            ),
            places=Text(
                figure(len(spread.proposals)).id,
                amount(len(spread.proposals), Text("tempat", "proposed place")).en,
            ),
            gained=figure(last.together),
            beyond=figure(spread.beyond),
            where=places(villages, dict.fromkeys(named), labels),
        )
        if named
        else fill(
            Text(
                "{places} kelompok baru di tempat yang diusulkan menjangkau {gained} dari {beyond} "
                "orang di luar jangkauan.",
                "New groups at {places} would reach {gained} of the {beyond} people beyond reach.",
            ),
            places=figure(len(spread.proposals)),
            gained=figure(last.together),
            beyond=figure(spread.beyond),
        )
    ]
    sentences.append(
        fill(
            Text(
                "Tempat dipilih dari {candidates} calon{thinned}; {proof} Cara selangkah demi "
                "selangkah menjangkau {greedy} orang.",
                "They are chosen from {candidates} candidates{thinned}; {proof} Going step by step "
                "would reach {greedy} people.",
            ),
            candidates=figure(spread.candidates),
            thinned=Text("", "") if any(entry.name for entry in spread.proposals) else _THINNED,
            proof=Text(
                "di antara calon itu tidak ada pilihan lain sebanyak itu yang menjangkau lebih "
                "banyak orang.",
                "no other choice of so many of them reaches more people.",
            )
            if spread.optimal
            else Text(
                "belum terbukti bahwa tidak ada pilihan yang lebih baik.",
                "it is not proven that no choice is better.",
            ),
            greedy=figure(greedy.together),
        )
    )
    return sentences
