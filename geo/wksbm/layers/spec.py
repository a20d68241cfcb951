"""Read an indicator's description (`layers/*.toml`) into a `LayerSpec`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from wksbm.errors import ContentError, Gathering
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.text import Text, fill
from wksbm.toml import TomlFile

MeasureKind = Literal[
    "count",
    "rate",
    "share",
    "value",
    "shortfall",
    "smoothed",
    "ratio",
    "shortage",
    "local_moran",
    "getis_ord",
    "scan",
    "priority",
    "bivariate",
]
_NOTHING = Text("", "")
Against = Literal["median", "target", "kecamatan"]
Smoothing = Literal["global", "spatial"]
ANALYSIS_KINDS = ("smoothed", "ratio", "shortage", "local_moran", "getis_ord", "scan", "priority")
CATEGORY_KINDS = ("shortage", "local_moran", "getis_ord", "scan")
BIVARIATE = "bivariate"
UNCHANGED_KINDS = ("count", "value")
_ZERO_IS_NO_GROUP = ("count", "rate", "ratio")
_NO_GROUP = Text("melapor tidak ada kelompok", "reported no group")
_GROUPS = re.compile(r"\b(kelompok|groups?)\b", re.IGNORECASE)
_ONLY_FOR = {
    "denominator": ("rate", "shortfall"),
    "per": ("rate", "shortfall", "smoothed"),
    "equals": ("share",),
    "includes": ("share",),
    "older_than_years": ("share",),
    "against": ("shortfall",),
    "smoothing": ("smoothed",),
}
Symbology = Literal["choropleth", "symbols", "categories"]
SCHEMES = ("quantiles", "fisher_jenks", "equal_interval", "pretty", "breaks")
PALETTES = ("YlGnBu", "YlOrRd", "YlOrBr", "BuPu", "PuBuGn", "Blues", "Greens", "Oranges", "Purples")
DIVERGING_PALETTES = ("BrBG", "PuOr", "RdBu", "RdYlBu")


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
        ``shortfall``: groups missing to a standard, see `against`. Those of `ANALYSIS_KINDS` are
        always about the number of groups and the residents: ``smoothed`` (empirical Bayes rate
        per `per` residents), ``ratio`` (recorded / expected), ``priority`` (score 0 to 100) and,
        as categories, ``shortage``, ``local_moran``, ``getis_ord`` and ``scan``. ``bivariate``:
        categories by three levels each of the layers `x` and `y`.
    column
        Village-table column, or register column for ``share``.
    denominator
        Village-table column (``penduduk``, ``luas_km2``) for ``rate`` and ``shortfall``.
    per
        Factor of a rate, e.g. 1000.
    equals
        ``share``: accepted cell texts, compared without case.
    includes
        ``share``: accepted terms of a cell that holds several, separated by ``;``; one of them
        is enough. Compared without case.
    older_than_years
        ``share``: `column` is a year more than this many years before the reference year.
    against
        ``shortfall``: the ``median`` rate of all villages, the ``target`` of atlas.toml, or the
        median rate of the village's own ``kecamatan``.
    smoothing
        ``smoothed``: towards the ``global`` rate or that of the neighbourhood (``spatial``).
    x, y
        ``bivariate``: ids of the two layers.
    x_name, y_name
        ``bivariate``: what is few or many by `x` and low or high by `y`, in a word.
    y_when
        ``bivariate``: whether ``low`` or ``high`` figures of `y` mean much.
    """

    kind: MeasureKind
    column: str
    denominator: str | None = None
    per: float = 1.0
    equals: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    older_than_years: int | None = None
    against: Against = "median"
    smoothing: Smoothing = "spatial"
    x: str = ""
    y: str = ""
    x_name: Text = _NOTHING
    y_name: Text = _NOTHING
    y_when: Literal["low", "high"] = "high"

    @property
    def counts_groups(self) -> bool:
        """Whether the figure is made of reported groups; words about groups belong to no other."""
        return self.kind == "share" or GROUP_COUNT in (self.column, self.denominator)


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
        ``choropleth``, ``symbols`` (circles with area proportional to the value) or
        ``categories`` (classes with a meaning of their own, for clusters and kinds of shortfall).
    scheme, k, breaks
        Classification; `breaks` are upper bounds for scheme ``breaks``.
    palette
        One of `PALETTES` or, round a middle, of `DIVERGING_PALETTES`: ColorBrewer palettes that
        colour-blind people can tell apart. Categories have colours of their own.
    decimals
        Digits after the decimal sign in classes and tooltips.
    zero_class
        True when a value of exactly 0 is a class of its own.
    zero_label
        What the legend calls that class; where the file does not say, by what is counted.
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
    kind = cast(MeasureKind, toml.choice("measure.kind", get_args(MeasureKind)))
    two = kind == BIVARIATE
    analysed = two or kind in ANALYSIS_KINDS
    denominator = toml.string("measure.denominator", default="") or None
    measure = Measure(
        kind=kind,
        column=GROUP_COUNT if analysed else toml.string("measure.column"),
        denominator=POPULATION if analysed else denominator,
        per=toml.number("measure.per", default=1.0),
        equals=tuple(text.casefold() for text in toml.strings("measure.equals", default=())),
        includes=tuple(text.casefold() for text in toml.strings("measure.includes", default=())),
        older_than_years=(
            toml.whole("measure.older_than_years", default=None, low=1, high=200)
            if toml.has("measure.older_than_years")
            else None
        ),
        against=cast(Against, toml.choice("measure.against", get_args(Against), default="median")),
        smoothing=cast(
            Smoothing, toml.choice("measure.smoothing", get_args(Smoothing), default="spatial")
        ),
        x=toml.string("measure.x") if two else "",
        y=toml.string("measure.y") if two else "",
        x_name=toml.text("measure.x_name") if two else _NOTHING,
        y_name=toml.text("measure.y_name") if two else _NOTHING,
        y_when=cast(
            Literal["low", "high"],
            toml.choice("measure.y_when", ("low", "high"), default="high") if two else "high",
        ),
    )
    unit = toml.text("unit", blank=True)
    spec = LayerSpec(
        id=toml.id(),
        title=toml.text("title"),
        question=toml.text("question"),
        explanation=toml.text("explanation"),
        unit=unit,
        source=toml.text("source"),
        measure=measure,
        symbology=cast(Symbology, toml.choice("symbology", get_args(Symbology))),
        scheme=toml.choice("classes.scheme", SCHEMES, default="quantiles"),
        k=toml.whole("classes.k", default=5, low=2, high=9),
        breaks=toml.numbers("classes.breaks"),
        palette=toml.choice("classes.palette", (*PALETTES, *DIVERGING_PALETTES), default="YlGnBu"),
        decimals=toml.whole("classes.decimals", default=1, low=0, high=6),
        zero_class=toml.flag("classes.zero", default=False),
        zero_label=toml.text("classes.zero_label", default=_zero_label(measure, unit)),
        higher_is_worse=toml.flag("higher_is_worse", default=False),
        order=toml.whole("order", default=100, low=0, high=9999),
        file=toml.name,
    )
    _check_measure(toml, spec)
    toml.finish()
    return spec


def _zero_label(measure: Measure, unit: Text) -> Text:
    if measure.kind in _ZERO_IS_NO_GROUP and measure.column == GROUP_COUNT:
        return _NO_GROUP
    if measure.kind == "count" and unit.id.strip():
        return fill(Text("tanpa {unit}", "without {unit}"), unit=unit)
    return Text("tidak ada (0)", "none (0)")


def read_layers(folder: Path) -> tuple[LayerSpec, ...]:
    """
    Read every `*.toml` in `folder`, in the order of their `order` and name.

    Raises
    ------
    ContentError
        With every wrong field of every file.
    """
    specs: list[LayerSpec] = []
    gathering = Gathering()
    for path in sorted(folder.glob("*.toml")):
        with gathering.go_on():
            specs.append(read_layer(path))
    gathering.finish(ContentError)
    return tuple(sorted(specs, key=lambda spec: (spec.order, spec.id)))


def _check_measure(toml: TomlFile, spec: LayerSpec) -> None:
    measure = spec.measure
    used = (measure.column, measure.denominator)
    if spec.id in used and not (measure.kind in UNCHANGED_KINDS and spec.id == measure.column):
        toml.wrong(
            "",
            spec.id,
            Text(
                "nama berkas yang bukan nama kolom yang dipakainya: hasil hitungan akan "
                f"menggantikan angka kolom itu; misalnya {spec.id}_{measure.kind}.toml",
                "a file name that is not a column which it uses: the result would replace that "
                f"column's figures; for example {spec.id}_{measure.kind}.toml",
            ),
        )
    for field, kinds in _ONLY_FOR.items():
        if measure.kind not in kinds and toml.has(f"measure.{field}"):
            listed = ", ".join(kinds)
            toml.wrong(
                f"measure.{field}",
                measure.kind,
                Text(f"hanya untuk kind {listed}", f"only for kind {listed}"),
            )
    about_groups = measure.counts_groups or "kelompok" in measure.column
    given = toml.has("classes.zero_label")
    if given and not about_groups and any(map(_GROUPS.search, spec.zero_label)):
        toml.wrong(
            "classes.zero_label",
            " / ".join(spec.zero_label),
            Text(
                f"kata-kata tentang {measure.column}, bukan tentang kelompok; tanpa isian ini "
                "dipakai kata-kata yang sesuai",
                f"words about {measure.column}, not about groups; without this field fitting "
                "ones are used",
            ),
        )
    if measure.kind in ("rate", "shortfall") and measure.denominator is None:
        toml.wrong("measure.denominator", None, Text("kolom pembagi", "a denominator column"))
    conditions = (measure.equals, measure.includes, measure.older_than_years)
    if measure.kind == "share" and sum(map(bool, conditions)) != 1:
        toml.wrong(
            "measure",
            None,
            Text(
                "tepat satu dari equals, includes, older_than_years",
                "exactly one of equals, includes, older_than_years",
            ),
        )
    if (spec.scheme == "breaks") != bool(spec.breaks):
        toml.wrong(
            "classes.breaks",
            ", ".join(map(str, spec.breaks)),
            Text('batas kelas, hanya untuk scheme = "breaks"', 'only for scheme = "breaks"'),
        )
    most = 10 if spec.palette in DIVERGING_PALETTES else 8
    if len(spec.breaks) > most:
        toml.wrong(
            "classes.breaks",
            len(spec.breaks),
            Text(f"paling banyak {most} batas untuk palet ini", f"at most {most} for this palette"),
        )
    if spec.palette in DIVERGING_PALETTES and spec.scheme != "breaks":
        toml.wrong(
            "classes.palette",
            spec.palette,
            Text('palet dua arah hanya untuk scheme = "breaks"', 'only for scheme = "breaks"'),
        )
    worded = (*CATEGORY_KINDS, BIVARIATE)
    if (measure.kind in worded) != (spec.symbology == "categories"):
        toml.wrong(
            "symbology",
            spec.symbology,
            Text(
                f"categories, hanya untuk {', '.join(worded)}",
                f"categories, only for {', '.join(worded)}",
            ),
        )
    if measure.kind == BIVARIATE and spec.id in (measure.x, measure.y):
        toml.wrong("measure", spec.id, Text("dua indikator lain", "two other indicators"))
    if measure.kind == "count" and spec.symbology == "choropleth":
        toml.wrong(
            "symbology",
            spec.symbology,
            Text("symbols: jumlah tidak diwarnai", "symbols: a choropleth shows rates, not counts"),
        )
