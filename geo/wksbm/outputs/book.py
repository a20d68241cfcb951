"""Write the atlas as one PDF into a folder that appears when it is complete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wksbm.atlas.inputs import Inputs
from wksbm.errors import InputError, Problem
from wksbm.layers.model import Atlas
from wksbm.maps.book.binding import make_book
from wksbm.maps.spec import FILLING, MapSpec
from wksbm.outputs.carry_over import Notice
from wksbm.outputs.manifest import write_manifest
from wksbm.outputs.staging import staged
from wksbm.outputs.write import drawable_maps
from wksbm.text import Text

NAME = "atlas.pdf"


def write_book(
    atlas: Atlas,
    inputs: Inputs,
    maps: tuple[MapSpec, ...],
    out: Path,
    *,
    progress: Callable[[Text], None],
    notice: Notice,
) -> Path:
    """
    Write `atlas.pdf` and a manifest.

    Parameters
    ----------
    atlas, inputs
        What is shown, and what it was made from.
    maps
        Static maps; the first one whose layer was built and has areas in colours is drawn.
    out
        The output folder; replaced as a whole.
    progress
        Told before each step.
    notice
        Told what of an earlier output was kept, and what is open elsewhere.

    Returns
    -------
    Path
        The PDF.

    Raises
    ------
    InputError
        If no map can be drawn.
    OutputError
        If the folder cannot be written.
    """
    fit = [
        spec
        for spec in drawable_maps(atlas, maps)
        if spec.kind == "static"
        and spec.drawing in FILLING
        and atlas.layer(spec.layers[0]).spec.symbology != "symbols"
    ]
    if not fit:
        raise InputError(
            Problem(
                Text(
                    "tidak ada peta yang mewarnai wilayah",
                    "there is no map that colours areas",
                ),
                file="--map",
                found=", ".join(spec.id for spec in maps) or None,
                expected=Text(
                    "peta statis dengan kelas atau kategori yang indikatornya dapat dihitung",
                    "a static map with classes or categories whose indicator can be computed",
                ),
            )
        )
    with staged(out, notice) as folder:
        (folder / NAME).write_bytes(make_book(atlas, fit[0], progress=progress))
        write_manifest(atlas.config, inputs.sources, folder, readings=inputs.readings)
    return out / NAME
