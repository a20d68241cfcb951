"""What is said about the data inside the package: title, sources, licences, dates, CRS."""

from __future__ import annotations

from wksbm.layers.model import Atlas
from wksbm.maps.caption import warnings
from wksbm.outputs.gis.tables import Table
from wksbm.text import Text

CRS_NAME = "EPSG:4326"
_NOT_STATED = Text("tidak disebut", "not stated")


def atlas_title(atlas: Atlas) -> str:
    """Return the title of the atlas, with ``DATA CONTOH`` where the data are an example."""
    title = atlas.config.title.to(atlas.config.lang)
    return f"{title} (DATA CONTOH)" if atlas.sample else title


def source_lines(atlas: Atlas) -> list[str]:
    """Return each input in a line: title, publisher, date and licence, as far as known."""
    lines = (
        "; ".join(
            part for part in (source.title, source.publisher, source.date, source.licence) if part
        )
        for source in atlas.sources
    )
    return list(dict.fromkeys(lines))


def licences(atlas: Atlas) -> list[str]:
    """Return the licences of the inputs, each once; those not stated are said to be so."""
    unstated = _NOT_STATED.to(atlas.config.lang)
    return list(dict.fromkeys(source.licence or unstated for source in atlas.sources))


def remarks(atlas: Atlas) -> list[str]:
    """Return what every reader must know: example data, approximate boundaries, suppression."""
    notes = (text.to(atlas.config.lang) for text in (*warnings(atlas), *atlas.notes))
    return [f"{sentence.rstrip('.')}." for sentence in notes]


def package_metadata(atlas: Atlas) -> dict[str, str]:
    """Return the metadata of the whole package, by name, for GDAL to keep in gpkg_metadata."""
    dates = sorted({source.date for source in atlas.sources} - {""})
    items = {
        "TITLE": atlas_title(atlas),
        "SOURCE": "\n".join(source_lines(atlas)),
        "LICENCE": "; ".join(licences(atlas)),
        "DATE": "; ".join(dates) or _NOT_STATED.to(atlas.config.lang),
        "CRS": CRS_NAME,
        "LANGUAGE": atlas.config.lang,
        "NOTES": "\n".join(remarks(atlas)),
    }
    return {name: text for name, text in items.items() if text}


def described(table: Table, atlas: Atlas) -> str:
    """Return the description of one table: what it holds, its sources and what to know."""
    lead = Text("Sumber: ", "Sources: ").to(atlas.config.lang)
    return " ".join(
        (
            table.description.to(atlas.config.lang),
            lead + " | ".join(source_lines(atlas)) + ".",
            *remarks(atlas),
        )
    )
