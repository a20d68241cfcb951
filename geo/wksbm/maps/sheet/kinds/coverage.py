"""Who reported: the state of every village as a layer of its own, and each sub-district's share."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from wksbm.layers.classes import no_data_classes
from wksbm.layers.model import Atlas, Layer, LegendClass
from wksbm.layers.places import district_names
from wksbm.maps.report_states import report_states
from wksbm.maps.sheet.kinds.base import Column, Corner, PrintedMap
from wksbm.maps.sheet.ranked_list import Item, Listing
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import PALE_LAND
from wksbm.text import Text, amount, both, figure, fill, join_texts, several

_TITLE = Text("Laporan kelompok", "Reports about groups")
_REPORTED = Text("melapor, ada kelompok", "reported groups")
_ZERO = Text("melapor tidak ada kelompok", "reported none")
_TO_CHECK = Text("perlu diperiksa", "to be checked")
_SILENT = Text("tidak melapor", "not reported")
_REPORTED_COLOUR, _ZERO_COLOUR, _TO_CHECK_COLOUR = "#a6cbe3", "#d9682c", "#f0d58c"
_FIRST_NAMED, _LEAST_ROWS, _MOST_LISTED = 3, 3, 9
BAR_COLOUR = "#3f7fa8"


def coverage_layer(atlas: Atlas, model: Layer, *, pale: bool = False) -> Layer:
    """
    Make a layer of who reported.

    Parameters
    ----------
    atlas
        The built atlas.
    model
        A layer of the number of groups, whose sources are named.
    pale
        True where points lie above: villages with a report are land.

    Returns
    -------
    Layer
        Categories: reported, zero, to_check (a person must look at the rows first), suppressed,
        not_reported. The two in between only where there are such villages.
    """
    states = report_states(atlas)
    counts = {str(key): int(count) for key, count in states.value_counts().items()}
    colours = (PALE_LAND, PALE_LAND) if pale else (_REPORTED_COLOUR, _ZERO_COLOUR)
    classes = [
        LegendClass("reported", _REPORTED, colours[0], counts.get("reported", 0)),
        LegendClass("zero", _ZERO, colours[1], counts.get("zero", 0)),
    ]
    if counts.get("to_check"):
        entry = LegendClass("to_check", _TO_CHECK, _TO_CHECK_COLOUR, counts["to_check"], hatch=True)
        classes.append(entry)
    classes += no_data_classes(counts, _SILENT)
    known, total = int(states.isin(("reported", "zero")).sum()), len(states)
    spec = replace(
        model.spec,
        title=_TITLE,
        unit=Text("", ""),
        symbology="categories",
        higher_is_worse=False,
    )
    return replace(
        model,
        spec=spec,
        values=pd.Series(float("nan"), index=states.index, name=model.id),
        states=atlas.villages["status_data"].astype(str),
        class_keys=states,
        classes=tuple(classes),
        method=Text(
            f"status laporan tiap wilayah; melapor: {known} dari {total} wilayah",
            f"state of each area's report; {known} of {total} areas reported",
        ),
        finding=_finding(atlas, states),
        axes=(),
    )


@dataclass(frozen=True)
class CoverageMap(PrintedMap):
    """Who reported, and the sub-districts by the share of their villages that did."""

    corner = Corner(58.0)

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Make the layer of reports."""
        return cls(atlas, coverage_layer(atlas, atlas.layer(spec.layers[0])))

    @property
    def listable(self) -> int:
        """Sub-districts that are listed."""
        return min(len(self.atlas.kecamatan), _MOST_LISTED)

    def lists(self, column: Column, shown: int) -> tuple[Listing, ...]:
        """
        List the sub-districts by the share of their villages that reported, the lowest first.

        Only those where a report is missing; the others are summed up.
        """
        if not shown:
            return ()
        table = _districts(self.atlas)
        short = int((table["share"] < 1).sum())
        rows = min(shown, max(short, min(len(table), _LEAST_ROWS)))
        labels, lang = self.atlas.config.labels, self.atlas.config.lang
        heading = Text(
            f"Melapor, menurut {labels.kecamatan.id}", f"Reported, by {labels.kecamatan.en}"
        )
        items = tuple(
            Item(str(row["name"]), f"{row['reported']}/{row['total']}", share=float(row["share"]))
            for _, row in table.iloc[:rows].iterrows()
        )
        listing = Listing(
            heading=heading.to(lang),
            figures=labels.desa.to(lang),
            items=items,
            rest=_others(table.iloc[rows:], labels.kecamatan).to(lang),
            width=column.width,
            size=column.list_size,
            colour=BAR_COLOUR,
        )
        return (listing,)


def _districts(atlas: Atlas) -> pd.DataFrame:
    reported = report_states(atlas).isin(("reported", "zero", "suppressed"))
    grouped = reported.groupby(atlas.villages["kode_kecamatan"])
    table = pd.DataFrame({"reported": grouped.sum(), "total": grouped.size()})
    table["share"] = table["reported"] / table["total"]
    table["name"] = district_names(atlas.villages).reindex(table.index)
    return table.sort_values(["share", "total"], ascending=[True, False], kind="stable")


def _others(others: pd.DataFrame, noun: Text) -> Text:
    if others.empty:
        return Text("", "")
    more = amount(len(others), Text(f"{noun.id} lain", f"other {noun.en}"))
    complete = bool(others["share"].min() == 1)
    if complete:
        return Text(f"{more.id}: semua melapor", f"{more.en}: all reported")
    low = figure(100 * float(others["share"].min()))
    return Text(f"{more.id}: {low.id}–100% melapor", f"{more.en}: {low.en}–100% reported")


def _finding(atlas: Atlas, states: pd.Series[str]) -> Text:
    labels, table = atlas.config.labels, _districts(atlas)
    known, total = int(states.isin(("reported", "zero", "suppressed")).sum()), len(states)
    first = fill(
        Text(
            "{known} dari {total} {desa} melapor ({share}%)",
            "{known} of {total} {desa} reported ({share}%)",
        ),
        known=figure(known),
        total=figure(total),
        desa=several(labels.desa),
        share=figure(100 * known / total, decimals=1),
    )
    short = table[table["share"] < 1]
    if short.empty:
        return first
    names = [
        both(f"{row['name']} ({row['reported']}/{row['total']})")
        for _, row in short.iloc[:_FIRST_NAMED].iterrows()
    ]
    fewest = Text("{first}; paling sedikit di {names}", "{first}; fewest in {names}")
    return fill(fewest, first=first, names=join_texts(names))
