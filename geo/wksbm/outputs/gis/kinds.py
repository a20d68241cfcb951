"""The kinds of groups that a map of points tells apart, and their colours."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from wksbm.layers.model import Atlas
from wksbm.maps.symbols import readable
from wksbm.text import Text, both

COLOURS = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#f0e442",
    "#56b4e9",
    "#d55e00",
    "#101418",
)
"""Okabe and Ito's colours, from the commonest kind to the rarest, as on the interactive page."""
REST = "#63686c"
"""Of all other kinds, as on the interactive page."""
_REST_LABEL = Text("jenis lain atau tidak disebut", "other kinds, or not stated")


class GroupKind(NamedTuple):
    """A kind as column `jenis` has it (None: all the rest), its words and its colour."""

    value: str | None
    label: Text
    colour: str


def group_kinds(atlas: Atlas) -> tuple[GroupKind, ...]:
    """
    Return the eight commonest kinds, then the rest.

    A kind with characters that no XML can hold belongs to the rest.
    """
    cells = ["" if pd.isna(cell) else str(cell) for cell in atlas.groups["jenis"]]
    counts = Counter(cells)
    common = sorted(counts, key=lambda kind: -counts[kind])[: len(COLOURS)]
    shown = [
        GroupKind(kind, both(kind), colour)
        for kind, colour in zip(common, COLOURS, strict=False)
        if kind and readable(kind) == kind
    ]
    return (*shown, GroupKind(None, _REST_LABEL, REST))
