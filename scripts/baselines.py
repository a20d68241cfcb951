"""
Draw the pictures of tests/maps/baselines anew: run it when maps look otherwise on purpose.

    python scripts/baselines.py

Look at them before they are committed. They show the sample's own boundaries, never official ones.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from wksbm.maps.sheet.write import draw_picture

from tests.maps.pictures import BASELINES, printed_maps, small, whole_atlas


def main() -> None:
    """Write one small PNG for each printed map, and remove those of maps that are no more."""
    BASELINES.mkdir(exist_ok=True)
    for old in BASELINES.glob("*.png"):
        old.unlink()
    atlas = whole_atlas()
    for spec in printed_maps(atlas):
        png, _, _ = draw_picture(atlas, spec)
        small(png).save(BASELINES / f"{spec.id}.png", optimize=True)


if __name__ == "__main__":
    main()
