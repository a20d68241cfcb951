"""Write the whole output of a build, each file once, into a folder that appears when complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from wksbm.atlas.inputs import Inputs
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive
from wksbm.maps.sheet.kinds import can_show
from wksbm.maps.sheet.write import write_static
from wksbm.maps.spec import MapSpec
from wksbm.outputs.carry_over import CONFIDENTIAL, Notice
from wksbm.outputs.changes import Changes, find_changes, read_previous, write_changes
from wksbm.outputs.gis.package import write_gis
from wksbm.outputs.gis.project import write_project
from wksbm.outputs.manifest import write_json, write_manifest
from wksbm.outputs.rasters import write_rasters
from wksbm.outputs.review import write_review
from wksbm.outputs.side_by_side import side_by_side
from wksbm.outputs.staging import staged
from wksbm.outputs.start_page import write_start_page
from wksbm.outputs.statistics import write_statistics
from wksbm.outputs.tables import write_gap_tables, write_village_tables
from wksbm.text import Text

Progress = Callable[[Text], None]


def write_outputs(
    atlas: Atlas,
    inputs: Inputs,
    maps: Sequence[MapSpec],
    out: Path,
    *,
    jobs: int | None = None,
    progress: Progress,
    notice: Notice,
) -> Changes | None:
    """
    Write everything that DESIGN.md promises of a build.

    Parameters
    ----------
    atlas
        The built atlas.
    inputs
        What it was built from, for the reports.
    maps
        The maps to draw; those whose layers were left out are skipped or lose that layer.
    out
        The output folder; replaced as a whole.
    jobs
        How many printed maps are drawn at once; None for as many as `usable_cores` says.
    progress
        Told before each step.
    notice
        Told what of an earlier output was kept, and what is open elsewhere.

    Returns
    -------
    Changes or None
        What has changed since the output that was replaced; None where nothing can be compared.

    Raises
    ------
    OutputError
        If the folder cannot be written; the earlier output is then as it was.
    """
    drawable = drawable_maps(atlas, maps)
    sheets = [spec for spec in drawable if spec.kind == "static"]
    changes = find_changes(read_previous(out), atlas)
    with staged(out, notice) as folder:
        data, pages = folder / "data", folder / "maps"
        data.mkdir()
        pages.mkdir()
        with side_by_side(partial(write_static, folder=pages), atlas, sheets, jobs) as drawing:
            progress(Text("menulis tabel", "writing tables"))
            _write_reports(inputs, folder)
            write_village_tables(atlas, inputs.dictionary, data)
            write_gap_tables(atlas, data)
            write_statistics(atlas, data)
            write_changes(changes, atlas, data)
            progress(Text("menulis data GIS", "writing GIS data"))
            write_gis(atlas, data, inputs.dictionary)
            write_project(atlas, drawable, data, inputs.dictionary)
            write_rasters(atlas, data)
            files: dict[str, Sequence[Path]] = {}
            for spec in drawable:
                if spec.kind == "interactive":
                    progress(Text(f"menulis {spec.title.id}", f"writing {spec.title.en}"))
                    files[spec.id] = (write_interactive(atlas, spec, pages),)
            drawn = drawing.finish(progress)
        files |= {spec.id: paths for spec, paths in zip(sheets, drawn, strict=True)}
        progress(Text("menulis halaman awal", "writing the start page"))
        write_start_page(atlas, drawable, files, folder, changes)
        write_manifest(atlas.config, inputs.sources, folder, readings=inputs.readings)
    return changes


def write_check(inputs: Inputs, out: Path, *, notice: Notice) -> None:
    """
    Write only the reports about the inputs, and a manifest; `notice` as in `write_outputs`.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    with staged(out, notice) as folder:
        (folder / "data").mkdir()
        _write_reports(inputs, folder)
        write_manifest(inputs.config, inputs.sources, folder, readings=inputs.readings)


def _write_reports(inputs: Inputs, folder: Path) -> None:
    """Write the boundary report, the link report and the rows to check."""
    lang, villages = inputs.config.lang, inputs.boundaries.villages.index
    write_json(inputs.boundaries.report.to_json(lang), folder / "data" / "boundary_report.json")
    links = [table.to_json(villages, lang) for table in inputs.tables]
    of_the_office = folder / (CONFIDENTIAL if inputs.config.minimum_groups else "data")
    of_the_office.mkdir(exist_ok=True)
    write_json(links, of_the_office / "link_report.json")
    write_review(inputs.tables, lang, of_the_office / "perlu_diperiksa.xlsx")


def drawable_maps(atlas: Atlas, maps: Sequence[MapSpec]) -> tuple[MapSpec, ...]:
    """
    Return the maps that can be drawn from the layers there are.

    A map loses the layers that were left out of the atlas; one that has none left is skipped, and
    so is a map of groups where no group has a place, or by year, where none has a year, and a
    surface that could not be computed. Maps, and the layers of a page, on which no village has a
    value come after the others, so that nothing opens on a grey map.
    """
    built = {layer.id for layer in atlas.layers}
    reduced = (
        replace(spec, layers=tuple(name for name in spec.layers if name in built)) for spec in maps
    )
    drawable = [
        replace(spec, layers=_with_values_first(atlas, spec)) if _is_page(spec) else spec
        for spec in reduced
        if spec.layers and can_show(atlas, spec)
    ]
    return tuple(sorted(drawable, key=lambda spec: not _has_values(atlas, spec.layers[0])))


def _is_page(spec: MapSpec) -> bool:
    return spec.kind == "interactive"


def _with_values_first(atlas: Atlas, spec: MapSpec) -> tuple[str, ...]:
    first = next((name for name in spec.layers if _has_values(atlas, name)), spec.layers[0])
    return (first, *(name for name in spec.layers if name != first))


def _has_values(atlas: Atlas, layer: str) -> bool:
    return bool(atlas.layer(layer).states.isin(("value", "zero")).any())
