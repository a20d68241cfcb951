"""The maps of a report as pictures, and the list of them for those who write their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from wksbm.layers.model import Atlas
from wksbm.maps.caption import finding, plain, warnings
from wksbm.maps.sheet.kinds import printed_map
from wksbm.maps.sheet.write import draw_picture
from wksbm.maps.spec import MapSpec
from wksbm.outputs.side_by_side import side_by_side
from wksbm.outputs.worksheets import write_csv
from wksbm.text import LANGUAGES, Text

PAGE: Literal["report"] = "report"
"""As wide as the text of the template, so that type and scale are printed as they were drawn."""
Progress = Callable[[Text], None]


@dataclass(frozen=True)
class Picture:
    """
    One map, drawn.

    Parameters
    ----------
    spec
        Its description.
    png
        The picture.
    note
        Finding and warnings, for below the picture in the report.
    caption, alternative
        The whole caption with sources and method; the text for those who do not see it.
    """

    spec: MapSpec
    png: bytes
    note: Text
    caption: Text
    alternative: Text


def draw_pictures(
    atlas: Atlas, maps: Sequence[MapSpec], *, jobs: int | None = None, progress: Progress
) -> tuple[Picture, ...]:
    """Draw maps as wide as the text, `jobs` at once; `progress` is told before each."""
    sheets = [replace(spec, page=PAGE) for spec in maps]
    with side_by_side(draw_picture, atlas, sheets, jobs) as drawing:
        drawn = drawing.finish(progress)
    pictures = []
    for spec, (png, caption, alternative) in zip(maps, drawn, strict=True):
        described = finding(atlas, printed_map(atlas, spec).layer)
        note = Text(
            *(
                " ".join(
                    f"{plain(text).rstrip('. ')}."
                    for text in (
                        described.to(lang),
                        *(warning.to(lang) for warning in warnings(atlas)),
                    )
                )
                for lang in LANGUAGES
            )
        )
        pictures.append(Picture(spec, png, note, caption, alternative))
    return tuple(pictures)


def write_pictures(pictures: Sequence[Picture], folder: Path) -> None:
    """Write `gambar/<id>.png` and `gambar.csv`: number, file, title, caption, alternative text."""
    (folder / "gambar").mkdir()
    rows = []
    for number, picture in enumerate(pictures, 1):
        name = f"gambar/{picture.spec.id}.png"
        (folder / name).write_bytes(picture.png)
        rows.append(
            {
                "nomor": number,
                "berkas": name,
                **{f"judul_{lang}": plain(picture.spec.title.to(lang)) for lang in LANGUAGES},
                **{f"keterangan_{lang}": picture.caption.to(lang) for lang in LANGUAGES},
                **{f"teks_alternatif_{lang}": picture.alternative.to(lang) for lang in LANGUAGES},
            }
        )
    columns = ["nomor", "berkas"] + [
        f"{name}_{lang}"
        for name in ("judul", "keterangan", "teks_alternatif")
        for lang in LANGUAGES
    ]
    write_csv(pd.DataFrame(rows, columns=columns), folder / "gambar.csv")
