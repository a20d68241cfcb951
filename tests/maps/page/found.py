"""A page with clusters and scanned areas."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wksbm.layers.model import Atlas
from wksbm.text import Text

from tests import board
from tests.maps.page.page_spec import SPEC

FOUND = replace(SPEC, layers=(*SPEC.layers, "gugus_moran", "daerah"))


def analysed(tmp_path: Path) -> Atlas:
    """Return the analysed board with a layer on which the scan's areas are outlined."""
    atlas = board.analysed(tmp_path)
    clusters = atlas.layer("gugus_moran")
    spec = replace(
        clusters.spec,
        id="daerah",
        title=Text("Daerah menonjol", "Areas that stand out"),
        measure=replace(clusters.spec.measure, kind="scan"),
    )
    return replace(atlas, layers=(*atlas.layers, replace(clusters, spec=spec)))
