"""Read and link everything that a build needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from wksbm.atlas.other_region import for_other_region, foreign_table, has_links, left_out
from wksbm.boundaries.context import Context, read_context
from wksbm.boundaries.model import Boundaries, Source
from wksbm.boundaries.places import CodesByName
from wksbm.boundaries.read import read_boundaries
from wksbm.codes import read_crosswalk
from wksbm.config import AtlasConfig
from wksbm.errors import Gathering, InputError, Problem
from wksbm.layers.attributes import join_attributes
from wksbm.layers.dictionary import ColumnNote, read_dictionary
from wksbm.layers.people import PeopleInputs, beside, read_people
from wksbm.layers.spec import LayerSpec, read_layers
from wksbm.layers.suppression import suppress
from wksbm.names import Aliases, read_aliases
from wksbm.reading import reading
from wksbm.tables.corrections import read_corrections
from wksbm.tables.link import link_table
from wksbm.tables.model import Kind, LinkedTable
from wksbm.tables.read import read_table
from wksbm.tables.reading.question import Question, QuestionError
from wksbm.tables.reading.report import Reading
from wksbm.tables.reading.vocabulary import vocabulary_of
from wksbm.tables.village_list import VillageList
from wksbm.text import Text, both

Progress = Callable[[Text], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Inputs:
    """
    What a build starts from.

    Parameters
    ----------
    config
        The settings.
    boundaries
        The villages.
    groups
        Linked register or counts table, or None.
    attributes
        Linked attribute tables, each column of one tier only: the person's own, or the workspace's.
    specs
        The indicators to compute.
    aliases
        The spellings known, or None.
    dictionary
        What the tables' columns mean, by column name.
    context
        The surroundings of the region, or None.
    people
        Population raster and candidate places.
    remarks
        What was put in the place of what, and what of the settings does not hold for this region.
    """

    config: AtlasConfig
    boundaries: Boundaries
    groups: LinkedTable | None
    attributes: tuple[LinkedTable, ...]
    specs: tuple[LayerSpec, ...]
    aliases: Aliases | None
    dictionary: Mapping[str, ColumnNote]
    context: Context | None = None
    people: PeopleInputs = field(default_factory=PeopleInputs)
    remarks: tuple[Text, ...] = ()

    @property
    def tables(self) -> tuple[LinkedTable, ...]:
        """Every linked table, the groups first."""
        return (*((self.groups,) if self.groups else ()), *self.attributes)

    @property
    def readings(self) -> dict[str, str]:
        """How each table was read, in a sentence of the atlas's language, by file name."""
        return {
            table.raw.name: table.reading.sentence().to(self.config.lang)
            for table in self.tables
            if table.reading is not None
        }

    @property
    def published(self) -> Inputs:
        """What may be passed on: nothing about villages with few groups, no note on the table."""
        minimum = self.config.minimum_groups
        if not minimum or self.groups is None:
            return self
        return replace(self, groups=suppress(self.groups, minimum), remarks=())

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where everything comes from: boundaries, tables, population raster, surroundings."""
        tables = (table.raw.source for table in self.tables)
        around = (self.context.source,) if self.context else ()
        return (self.boundaries.source, *tables, *self.people.sources, *around)


def read_inputs(config: AtlasConfig, *, progress: Progress) -> Inputs:
    """
    Read boundaries, indicators and tables, and link every row.

    Parameters
    ----------
    config
        What to read.
    progress
        Told before each step.

    Raises
    ------
    InputError
        With the problems of all inputs at once. Rows are linked only where boundaries, aliases and
        corrections could be read; else the tables' own problems are told.
    """
    gathering = Gathering()

    def read(reader: Callable[[Path], T], path: Path | None) -> T | None:
        if path is not None:
            with gathering.go_on(), reading(path):
                return reader(path)
        return None

    progress(Text("membaca batas wilayah", "reading boundaries"))
    crosswalk = read(read_crosswalk, config.crosswalk) or {}
    is_known = not gathering.problems
    aliases = read(read_aliases, config.aliases)
    boundaries = None
    if is_known:
        boundaries = read(
            partial(
                read_boundaries,
                region=config.region,
                crosswalk=crosswalk,
                columns=dict(config.columns) or None,
                crs=config.crs,
                layer=config.layer,
                find_codes=_codes_by_name(config, aliases),
            ),
            config.boundaries,
        )
    if boundaries is not None and not config.is_at_home:
        config = for_other_region(config, boundaries)
    specs = read(read_layers, config.root / "layers") or ()
    dictionary = read(read_dictionary, config.dictionary) or {}
    corrections = read(read_corrections, config.corrections)
    complete = not gathering.problems

    names = None if boundaries is None else vocabulary_of(boundaries.villages, aliases)
    questions: list[Question] = []
    readings: dict[str, Reading] = {}

    def link(path: Path, kinds: tuple[Kind, ...]) -> LinkedTable | None:
        progress(Text(f"menautkan {path.name}", f"linking {path.name}"))
        with gathering.go_on(), reading(path):
            raw = read_table(path, vocabulary=names, answers=config.answers_about(path.name))
            if boundaries is None or not complete:
                return None
            try:
                table = link_table(
                    raw,
                    boundaries,
                    kinds=kinds,
                    crosswalk=crosswalk,
                    aliases=aliases,
                    corrections=corrections,
                    reference_year=config.reference_year,
                )
            except QuestionError as error:
                questions.extend(error.questions)
                readings.update(error.readings)
                return None
            if table.reading is not None:
                readings[path.name] = table.reading
            return table
        return None

    groups = link(config.groups, ("register", "counts")) if config.groups else None
    attributes = [link(path, ("attributes",)) for path in config.attributes]
    own = [link(path, ("attributes",)) for path in config.own_attributes]
    paths = [path for path in (config.groups, *config.attributes, *config.own_attributes) if path]
    tables = [*([groups] if config.groups else []), *attributes, *own]
    foreign = {
        path
        for path, table in zip(paths, tables, strict=True)
        if table is not None and path not in config.given and not has_links(table)
    }
    for path, table in zip(paths, tables, strict=True):
        if path in config.given and table is not None and boundaries is not None:
            gathering.problems.extend(foreign_table(table, boundaries))

    def kept(paths: Sequence[Path], tables: Sequence[LinkedTable | None]) -> list[LinkedTable]:
        pairs = zip(paths, tables, strict=True)
        return [table for path, table in pairs if table is not None and path not in foreign]

    joined: tuple[LinkedTable, ...] = ()
    notes: tuple[Text, ...] = ()
    if boundaries is not None:
        with gathering.go_on():
            joined, notes = join_attributes(
                kept(config.attributes, attributes),
                kept(config.own_attributes, own),
                boundaries.villages.index,
            )
    people = PeopleInputs()
    with gathering.go_on():
        people = read_people(config)
    context = read(read_context, config.context)
    gathering.problems += _unknown_answers(config)
    if questions:
        raise QuestionError(questions, readings, list(dict.fromkeys(gathering.problems)))
    if gathering.problems or boundaries is None:
        raise InputError(dict.fromkeys(gathering.problems))
    groups = None if config.groups in foreign else groups
    read_as = [_how_read(table) for table in (groups, *joined) if table is not None]
    remarks = (
        *filter(None, read_as),
        *notes,
        *(_outside(entry) for entry in config.outside),
        *((left_out(sorted(path.name for path in foreign)),) if foreign else ()),
    )
    people = beside(people, groups)
    return Inputs(
        config, boundaries, groups, joined, specs, aliases, dictionary, context, people, remarks
    )


def _outside(entry: str) -> Text:
    """Say that a setting leads out of the workspace; a folder that is sent along would not."""
    return Text(
        f"atlas.toml membaca berkas di luar folder kerja: {entry}.",
        f"atlas.toml reads a file outside the workspace: {entry}.",
    )


def _how_read(table: LinkedTable) -> Text | None:
    """Say how a table was read; of plain tables of figures there is nothing to say."""
    reading = table.reading
    if reading is None or not (
        reading.form != "attributes" or reading.layout.left_out or reading.answers
    ):
        return None
    words = reading.sentence()
    name = table.raw.name
    return Text(f"Cara membaca {name}: {words.id}.", f"How {name} is read: {words.en}.")


def _unknown_answers(config: AtlasConfig) -> list[Problem]:
    """Report answers about files that are not read."""
    tables = (config.groups, *config.attributes, *config.own_attributes)
    read = {path.name for path in tables if path is not None}
    return [
        Problem(
            Text(
                "jawaban untuk berkas yang tidak dibaca", "an answer about a file that is not read"
            ),
            file="--read",
            found=f"{name}:{key}={value}",
            expected=both(", ".join(sorted(read))),
        )
        for name, key, value in config.answers
        if name not in read
    ]


def _codes_by_name(config: AtlasConfig, aliases: Aliases | None) -> CodesByName | None:
    """Return what reads the list of villages, once a file turns out to have only names."""
    path = config.villages
    if path is None:
        return None
    return lambda places, name: VillageList(path, config.region, aliases or Aliases())(places, name)
