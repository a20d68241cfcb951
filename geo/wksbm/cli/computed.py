"""Read what the settings name and compute the atlas: the first half of several commands."""

from __future__ import annotations

from dataclasses import replace

from wksbm.atlas.build import build_atlas
from wksbm.atlas.inputs import Inputs, read_inputs
from wksbm.cli.steps import Steps
from wksbm.config import AtlasConfig
from wksbm.layers.model import Atlas
from wksbm.text import Text


def computed(config: AtlasConfig, step: Steps) -> tuple[Inputs, Atlas]:
    """
    Return the inputs and the atlas with everything that maps, tables and reports show.

    Parameters
    ----------
    config
        Settings of the workspace with the command line's on top.
    step
        Told before each step.

    Raises
    ------
    InputError
        If an input is wrong.
    """
    inputs = read_inputs(config, progress=step)
    step(Text("menghitung indikator", "computing indicators"))
    atlas = build_atlas(
        inputs.config,
        inputs.boundaries,
        inputs.groups,
        inputs.attributes,
        inputs.specs,
        people=inputs.people,
        progress=step,
        detail=step.detail,
    )
    atlas = replace(atlas, remarks=(*inputs.remarks, *atlas.remarks))
    if inputs.context is not None:
        atlas = replace(atlas, context=inputs.context.areas)
    return inputs, atlas
