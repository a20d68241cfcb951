"""Build the atlas: gather the inputs, compute the figures, describe them."""

from __future__ import annotations

from collections.abc import Sequence

from wksbm.atlas.compute import compute_figures
from wksbm.atlas.describe import describe
from wksbm.atlas.gather import Progress, gather
from wksbm.boundaries.model import Boundaries
from wksbm.config import AtlasConfig
from wksbm.layers.model import Atlas
from wksbm.layers.people import PeopleInputs
from wksbm.layers.spec import LayerSpec
from wksbm.tables.model import LinkedTable
from wksbm.text import Text


def silent(_what: Text) -> None:
    """Take word of a step, and show nothing."""


def build_atlas(
    config: AtlasConfig,
    boundaries: Boundaries,
    groups: LinkedTable | None,
    attributes: Sequence[LinkedTable],
    specs: Sequence[LayerSpec],
    *,
    people: PeopleInputs | None = None,
    progress: Progress = silent,
    detail: Progress = silent,
) -> Atlas:
    """
    Compute everything that maps and tables show.

    Parameters
    ----------
    config
        Settings of the build.
    boundaries
        The villages.
    groups
        Linked register or counts table, or None.
    attributes
        Linked attribute tables.
    specs
        The indicators; one whose columns nothing provides is left out with a note.
    people
        Population raster and candidate places; None leaves out density and reach without a note.
    progress, detail
        Called before each step of density and reach; with how far a long one is.

    Returns
    -------
    Atlas

    Raises
    ------
    ContentError
        If an indicator bears the name of a column whose figures it would replace.
    """
    gathered = gather(
        config, boundaries, groups, attributes, specs, people, progress=progress, detail=detail
    )
    return describe(gathered, compute_figures(gathered))
