"""The office's own check: what has changed in the villages since the build that is replaced."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd

from wksbm.layers.model import Atlas
from wksbm.layers.village_table import GROUP_COUNT
from wksbm.outputs.carry_over import MANIFEST
from wksbm.outputs.elements import add, add_ranking, add_section
from wksbm.outputs.tables import SAMPLE_BANNER
from wksbm.outputs.worksheets import Worksheet, write_xlsx
from wksbm.text import LANGUAGES, Lang, Text, number

Kind = Literal["changed", "lost", "gained"]

CHANGES = Text("Perubahan sejak hasil sebelumnya", "Changes since the earlier output")
CHANGES_FILE = "perubahan.xlsx"
_LARGEST = 10
_KINDS: Mapping[Kind, Text] = {
    "changed": Text("angkanya berubah", "with another figure"),
    "lost": Text("sekarang tanpa laporan", "without a report now"),
    "gained": Text("sekarang melapor", "with a report now"),
}
_COLUMNS: Mapping[str, Text] = {
    "before": Text("sebelumnya", "before"),
    "now": Text("sekarang", "now"),
    "difference": Text("selisih", "difference"),
    "kind": Text("keterangan", "note"),
}


@dataclass(frozen=True)
class Previous:
    """
    The figures of an earlier output.

    Parameters
    ----------
    villages
        Index `kode`: jumlah_kelompok (float) and status_data.
    region
        The region that it was made for.
    sample
        True when it showed sample data.
    """

    villages: pd.DataFrame
    region: str
    sample: bool


@dataclass(frozen=True)
class Changes:
    """
    Villages whose figure is another one than before.

    Parameters
    ----------
    villages
        Index `kode`, the largest changes first: desa, kecamatan, kind (`Kind`), before and now
        (groups, NaN without a report).
    compared
        Number of villages held against each other.
    """

    villages: pd.DataFrame
    compared: int

    @property
    def sentence(self) -> Text:
        """One line for the screen and the start page."""
        times = self.villages["kind"].value_counts()
        counts = {kind: int(times[kind]) for kind in _KINDS if kind in times}
        return Text(*(_sentence(counts, number(self.compared, lang), lang) for lang in LANGUAGES))


def _sentence(counts: Mapping[Kind, int], compared: str, lang: Lang) -> str:
    if counts:
        parts = ", ".join(
            f"{number(counts[kind], lang)} {_KINDS[kind].to(lang)}" for kind in counts
        )
        return {
            "id": f"Dibandingkan dengan hasil sebelumnya, dari {compared} wilayah: {parts}.",
            "en": f"Compared with the earlier output, of {compared} areas: {parts}.",
        }[lang]
    return {
        "id": f"Dibandingkan dengan hasil sebelumnya, tidak ada dari {compared} wilayah yang "
        "jumlah kelompoknya berubah.",
        "en": f"Compared with the earlier output, none of {compared} areas has another number of "
        "groups.",
    }[lang]


def read_previous(out: Path) -> Previous | None:
    """
    Read the figures of the output that a build is about to replace.

    Parameters
    ----------
    out
        The output folder.

    Returns
    -------
    Previous or None
        None where there is no earlier output, or none that can be read.
    """
    try:
        manifest: dict[str, Any] = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        villages = pd.read_parquet(
            out / "data" / "desa.parquet", columns=["kode", GROUP_COUNT, "status_data"]
        )
        return Previous(
            villages.set_index("kode").astype({GROUP_COUNT: float}),
            str(manifest["configuration"]["region"]),
            any(bool(source.get("sample")) for source in manifest["inputs"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def find_changes(previous: Previous | None, atlas: Atlas) -> Changes | None:
    """
    Hold the villages of an atlas against those of an earlier output.

    Parameters
    ----------
    previous
        The earlier output.
    atlas
        The new one. Villages that either of them suppresses are left out.

    Returns
    -------
    Changes or None
        None where the two cannot be compared: no earlier output, another region, or sample data
        in one of them only.
    """
    if previous is None or previous.region != atlas.config.region:
        return None
    if previous.sample != atlas.sample:
        return None
    now = pd.DataFrame(atlas.villages[["desa", "kecamatan", GROUP_COUNT, "status_data"]])
    both = now.join(previous.villages.add_suffix("_before"), how="inner")
    both = both[both["status_data"].ne("suppressed") & both["status_data_before"].ne("suppressed")]
    if both.empty:
        return None
    before, after = both[f"{GROUP_COUNT}_before"], both[GROUP_COUNT].astype(float)
    kind = np.select(
        [
            before.notna() & after.isna(),
            before.isna() & after.notna(),
            before.notna() & after.notna() & before.ne(after),
        ],
        ["lost", "gained", "changed"],
        "",
    )
    table = both[["desa", "kecamatan"]].assign(kind=kind, before=before, now=after)
    table = table[table["kind"] != ""]
    size = (table["now"].fillna(0) - table["before"].fillna(0)).abs()
    order = size.sort_values(ascending=False, kind="stable").index
    return Changes(table.loc[order], len(both))


def write_changes(changes: Changes | None, atlas: Atlas, folder: Path) -> None:
    """
    Write `perubahan.xlsx` with every village that has changed; nothing where none has.

    Parameters
    ----------
    changes
        As `find_changes` gives them.
    atlas
        The new atlas, for language and names of levels.
    folder
        Where to write.
    """
    if changes is None or changes.villages.empty:
        return
    lang, labels = atlas.config.lang, atlas.config.labels
    table = _with_difference(changes.villages).reset_index()
    headings = {"desa": labels.desa, "kecamatan": labels.kecamatan, **_COLUMNS}
    sheet = Worksheet(
        CHANGES.to(lang),
        table.assign(kind=[_KINDS[kind].to(lang) for kind in table["kind"]])[
            ["kode", "desa", "kecamatan", *_COLUMNS]
        ],
        headings={name: words.to(lang) for name, words in headings.items()},
        decimals={"before": 0, "now": 0, "difference": 0},
        banner=SAMPLE_BANNER.to(lang) if atlas.sample else "",
    )
    write_xlsx([sheet], folder / CHANGES_FILE)


def changes_section(main: Element, changes: Changes | None, atlas: Atlas, lang: Lang) -> None:
    """Add the line and the ten largest changes to the start page, where anything has changed."""
    if changes is None or changes.villages.empty:
        return
    section = add_section(main, CHANGES, lang)
    add(section, "p", changes.sentence.to(lang))
    labels = atlas.config.labels
    columns = [(Text("No.", "No."), "n"), (labels.desa, ""), (labels.kecamatan, "")]
    columns += [(words, "" if name == "kind" else "n") for name, words in _COLUMNS.items()]
    rows = [
        (
            str(place),
            str(row["desa"]),
            str(row["kecamatan"]),
            *(_figure(float(row[name]), lang) for name in ("before", "now", "difference")),
            _KINDS[row["kind"]].to(lang),
        )
        for place, (_, row) in enumerate(
            _with_difference(changes.villages).head(_LARGEST).iterrows(), 1
        )
    ]
    add_ranking(section, CHANGES, columns, rows, lang)


def _with_difference(villages: pd.DataFrame) -> pd.DataFrame:
    return villages.assign(difference=villages["now"] - villages["before"])


def _figure(value: float, lang: Lang) -> str:
    return "–" if np.isnan(value) else number(value, lang)
