"""From a workspace to its atlas: read what the settings name, and compute everything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wksbm.atlas.build import build_atlas, silent
from wksbm.atlas.gather import Progress
from wksbm.atlas.inputs import Inputs, read_inputs
from wksbm.config import AtlasConfig, find_root, read_config
from wksbm.layers.model import Atlas
from wksbm.text import Text


def open_atlas(root: Path) -> Atlas:
    """
    Return the atlas of a workspace, computed from what its atlas.toml names.

    Parameters
    ----------
    root
        The folder with atlas.toml and layers/, or one below it.

    Returns
    -------
    Atlas
        Figures in its `villages` (index `kode`, EPSG:4326), indicators in its `layers`.

    Raises
    ------
    InputError
        With the problems of all inputs at once; if there is no workspace.

    Examples
    --------
    >>> atlas = open_atlas(Path("."))
    >>> atlas.villages["status_data"].isin(["value", "zero", "not_reported", "suppressed"]).all()
    np.True_
    """
    _, atlas = compute_atlas(read_config(find_root(root.absolute())))
    return atlas


def compute_atlas(
    config: AtlasConfig,
    *,
    with_people: bool = True,
    progress: Progress = silent,
    detail: Progress = silent,
) -> tuple[Inputs, Atlas]:
    """
    Read what the settings name and compute the atlas, context included.

    Parameters
    ----------
    config
        Settings of a workspace, with a command line's on top where there are any.
    with_people
        Whether density, reach and proposed places are computed: the longest steps by far.
    progress, detail
        Called before each step; with how far a long one is.

    Returns
    -------
    tuple of Inputs and Atlas
        What was read, and what was computed from it.

    Raises
    ------
    InputError
        With the problems of all inputs at once.
    """
    inputs = read_inputs(config, progress=progress)
    progress(Text("menghitung indikator", "computing indicators"))
    atlas = build_atlas(
        inputs.config,
        inputs.boundaries,
        inputs.groups,
        inputs.attributes,
        inputs.specs,
        people=inputs.people if with_people else None,
        progress=progress,
        detail=detail,
    )
    context = inputs.context.areas if inputs.context else None
    return inputs, replace(atlas, remarks=(*inputs.remarks, *atlas.remarks), context=context)
