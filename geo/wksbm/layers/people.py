"""Read what tells where people live: the population raster and a table of candidate places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from wksbm.boundaries.model import Source
from wksbm.boundaries.source import read_sidecar
from wksbm.config import AtlasConfig
from wksbm.csvfile import read_rows
from wksbm.errors import Gathering, InputError, Problem
from wksbm.personal.numbers import masked_text
from wksbm.raster.population_file import PopulationRaster, open_population
from wksbm.reading import reading
from wksbm.tables.coordinates import SWAPPED, read_points
from wksbm.tables.model import LinkedTable
from wksbm.text import Text, both

_NO_PLACE = Text("letak tidak diisi", "no place is given")
_FILL_IN = Text(
    "Isi bujur (lon) dan lintang (lat) dalam derajat, atau hapus baris itu",
    "Fill in longitude and latitude in degrees, or remove the row",
)
_COLUMNS = ("nama", "lon", "lat")
SAMPLE_LEFT_OUT = Text(
    "Raster penduduk contoh hanya dipakai bersama register contoh; sebutkan raster penduduk Anda "
    "dengan --population.",
    "The sample population raster is used with the sample register only; name your own with "
    "--population.",
)


@dataclass(frozen=True)
class PeopleInputs:
    """
    Where people live and where a group could meet.

    Parameters
    ----------
    raster
        Population raster, or None.
    raster_source
        Where it comes from; None without one.
    candidates
        Index 0..n-1, columns nama, lon, lat (degrees), or None: every populated cell.
    candidates_source
        Where they come from; None without them.
    remarks
        What was left out, for who made the atlas.
    """

    raster: PopulationRaster | None = None
    raster_source: Source | None = None
    candidates: pd.DataFrame | None = None
    candidates_source: Source | None = None
    remarks: tuple[Text, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source there is."""
        return tuple(filter(None, (self.raster_source, self.candidates_source)))


def read_people(config: AtlasConfig) -> PeopleInputs:
    """
    Open the raster and read the candidates that the settings name.

    Raises
    ------
    InputError
        With the problems of both.
    """
    gathering = Gathering()
    found = PeopleInputs()
    if config.population_raster is not None:
        with gathering.go_on():
            with reading(config.population_raster):
                raster = open_population(config.population_raster)
            found = replace(found, raster=raster)
            found = replace(found, raster_source=_source(config.population_raster))
    if config.raster.candidates is not None:
        with gathering.go_on():
            candidates = _read_candidates(config.raster.candidates)
            source = _source(config.raster.candidates)
            found = replace(found, candidates=candidates, candidates_source=source)
    gathering.finish()
    return found


def beside(people: PeopleInputs, groups: LinkedTable | None) -> PeopleInputs:
    """
    Leave out invented people beside real groups: what they would say together is about nobody.

    Parameters
    ----------
    people
        As read.
    groups
        The groups that they would be compared with.
    """
    source = people.raster_source
    if source is None or not source.sample or (groups is not None and groups.raw.source.sample):
        return people
    return replace(
        people, raster=None, raster_source=None, remarks=(*people.remarks, SAMPLE_LEFT_OUT)
    )


def _source(path: Path) -> Source:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return read_sidecar(path, digest).source


def _read_candidates(path: Path) -> pd.DataFrame:
    rows = read_rows(path, _COLUMNS)
    given = dict(rows)
    index = pd.Index([row for row, _ in rows], dtype=int)
    texts = pd.DataFrame([cells for _, cells in rows], index=index, columns=list(_COLUMNS))
    texts = texts.astype("str")
    points = read_points(texts["lon"], texts["lat"])
    reasons = {
        row: what for what, where in points.notes.items() if what != SWAPPED for row in where
    }
    blank = index[pd.Series(points.lon, index=index).isna()].difference(pd.Index(list(reasons)))
    problems = [
        Problem(
            reasons.get(row, _NO_PLACE),
            file=path.name,
            row=row,
            column="lon, lat",
            found=_written(given[row]),
            expected=both("110.60, -7.96"),
            cure=_FILL_IN,
        )
        for row in sorted({*reasons, *blank})
    ]
    if problems:
        raise InputError(problems)
    names = texts["nama"].map(masked_text).to_numpy()
    return pd.DataFrame({"nama": names, "lon": points.lon, "lat": points.lat})


def _written(cells: dict[str, str]) -> str | None:
    """Return the place as it stands in the file; None where nothing does."""
    place = cells["lon"].strip(), cells["lat"].strip()
    return ", ".join(place) if any(place) else None
