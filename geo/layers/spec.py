"""Read an indicator's description (`layers/*.toml`) into a `LayerSpec`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from geo.text import Text
from geo.toml import TomlFile

MeasureKind = Literal["count", "rate", "share", "value", "shortfall"]
Symbology = Literal["choropleth", "symbols"]
SCHEMES = ("quantiles", "fisher_jenks", "equal_interval", "pretty", "breaks")
PALETTES = ("YlGnBu", "YlOrRd", "YlOrBr", "BuPu", "PuBuGn", "Blues", "Greens", "Oranges", "Purples")


@dataclass(frozen=True)
class Measure:
    """
    What an indicator measures.

    Parameters
    ----------
    kind
        ``count``: the number in `column`. ``rate``: `column` / `denominator` * `per`.
        ``share``: per cent of a village's register rows for which the condition holds; rows
        with a blank cell count in neither part. ``value``: the attribute `column` as it is.
        ``shortfall``: groups missing to the median rate of `column` per `denominator`.
    column
        Village-table column, or register column for ``share``.
    denominator
        Village-table column (``penduduk``, ``luas_km2``) for ``rate`` and ``shortfall``.
    per
        Factor of a rate, e.g. 1000.
    equals
        ``share``: accepted cell texts, compared without case.
    older_than_years
        ``share``: `column` is a year more than this many years before the reference year.
    """

    kind: MeasureKind
    column: str
    denominator: str | None = None
    per: float = 1.0
    equals: tuple[str, ...] = ()
    older_than_years: int | None = None


@dataclass(frozen=True)
class LayerSpec:
    """
    An indicator as its TOML file describes it.

    Parameters
    ----------
    id
        File stem and column name; ASCII letters, digits and underscores.
    title, question, explanation, unit, source
        Words for people; `question` is the group in the layer chooser; `unit` may be empty.
    measure
        What is measured.
    symbology
        ``choropleth`` or ``symbols`` (circles with area proportional to the value).
    scheme, k, breaks
        Classification; `breaks` are upper bounds for scheme ``breaks``.
    palette
        One of `PALETTES`: sequential ColorBrewer palettes that colour-blind people can tell apart.
    decimals
        Digits after the decimal sign in classes and tooltips.
    zero_class
        True when a value of exactly 0 is a class of its own.
    zero_label
        What the legend calls that class.
    higher_is_worse
        True for a shortfall.
    order
        Place in the layer chooser.
    file
        Where it was read from, for messages.
    """

    id: str
    title: Text
    question: Text
    explanation: Text
    unit: Text
    source: Text
    measure: Measure
    symbology: Symbology
    scheme: str
    k: int
    breaks: tuple[float, ...]
    palette: str
    decimals: int
    zero_class: bool
    zero_label: Text
    higher_is_worse: bool
    order: int
    file: str


def read_layer(path: Path) -> LayerSpec:
    """
    Read one indicator.

    Raises
    ------
    ContentError
        With every wrong field.
    """
    toml = TomlFile(path, f"{path.parent.name}/{path.name}")
    measure = Measure(
        kind=cast(MeasureKind, toml.choice("measure.kind", get_args(MeasureKind))),
        column=toml.string("measure.column"),
        denominator=toml.string("measure.denominator", default="") or None,
        per=toml.number("measure.per", default=1.0),
        equals=tuple(text.casefold() for text in toml.strings("measure.equals", default=())),
        older_than_years=(
            toml.whole("measure.older_than_years", default=None, low=1, high=200)
            if toml.has("measure.older_than_years")
            else None
        ),
    )
    spec = LayerSpec(
        id=toml.id,
        title=toml.text("title"),
        question=toml.text("question"),
        explanation=toml.text("explanation"),
        unit=toml.text("unit"),
        source=toml.text("source"),
        measure=measure,
        symbology=cast(Symbology, toml.choice("symbology", get_args(Symbology))),
        scheme=toml.choice("classes.scheme", SCHEMES, default="quantiles"),
        k=toml.whole("classes.k", default=5, low=2, high=9),
        breaks=toml.numbers("classes.breaks"),
        palette=toml.choice("classes.palette", PALETTES, default="YlGnBu"),
        decimals=toml.whole("classes.decimals", default=1, low=0, high=6),
        zero_class=toml.flag("classes.zero", default=False),
        zero_label=toml.text("classes.zero_label", default=Text("tidak ada (0)", "none (0)")),
        higher_is_worse=toml.flag("higher_is_worse", default=False),
        order=toml.whole("order", default=100, low=0, high=9999),
        file=toml.name,
    )
    _check_measure(toml, spec)
    toml.finish()
    return spec


def read_layers(folder: Path) -> tuple[LayerSpec, ...]:
    """Read every `*.toml` in `folder`, in the order of their `order` and name."""
    specs = [read_layer(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(specs, key=lambda spec: (spec.order, spec.id)))


def _check_measure(toml: TomlFile, spec: LayerSpec) -> None:
    measure = spec.measure
    if measure.kind in ("rate", "shortfall") and measure.denominator is None:
        toml.wrong("measure.denominator", None, Text("kolom pembagi", "a denominator column"))
    if measure.kind == "share" and bool(measure.equals) == bool(measure.older_than_years):
        toml.wrong(
            "measure",
            None,
            Text("equals atau older_than_years, salah satu", "either equals or older_than_years"),
        )
    if (spec.scheme == "breaks") != bool(spec.breaks):
        toml.wrong(
            "classes.breaks",
            ", ".join(map(str, spec.breaks)),
            Text('batas kelas, hanya untuk scheme = "breaks"', 'only for scheme = "breaks"'),
        )
    if measure.kind == "count" and spec.symbology == "choropleth":
        toml.wrong(
            "symbology",
            spec.symbology,
            Text("symbols: jumlah tidak diwarnai", "symbols: a choropleth shows rates, not counts"),
        )
