"""The chapter on the quality of the data: who reported, what was linked, what was mended."""

from __future__ import annotations

from collections.abc import Sequence

from wksbm.atlas.inputs import Inputs
from wksbm.layers.model import Atlas
from wksbm.outputs.report.chapters import joined
from wksbm.outputs.report.manuscript import Column, Manuscript
from wksbm.tables.model import LinkedTable
from wksbm.text import Text, figure, fill, plural

_SHOWN_ROWS = 25
_STATUS = {
    "linked": Text("tertaut", "linked"),
    "ambiguous": Text("meragukan", "ambiguous"),
    "unmatched": Text("tidak ditemukan", "not found"),
    "rejected": Text("ditolak", "rejected"),
}
_METHODS = {
    "code": Text("kode", "code"),
    "name": Text("nama", "name"),
    "unique_name": Text("nama tunggal", "unique name"),
    "alias": Text("ejaan lain", "known spelling"),
    "point": Text("koordinat", "coordinates"),
    "fuzzy": Text("nama mirip", "similar name"),
}


def write_quality(script: Manuscript, atlas: Atlas, inputs: Inputs) -> None:
    """
    Say how complete and how sound the data are.

    Parameters
    ----------
    script
        The report.
    atlas
        For who reported.
    inputs
        For the rows of every table and the boundaries.
    """
    script.heading(Text("Mutu data", "Quality of the data"), 1)
    for entry in atlas.summary:
        if entry.id == "coverage":
            script.heading(Text("Siapa yang melapor", "Who reported"), 2)
            script.paragraph(joined(entry.sentences))
    script.heading(Text("Penautan baris ke wilayah", "Linking rows to areas"), 2)
    _write_links(script, atlas, inputs)
    _write_items(script, inputs)
    script.heading(Text("Batas wilayah", "Boundaries"), 2)
    _write_boundaries(script, inputs)


def _write_links(script: Manuscript, atlas: Atlas, inputs: Inputs) -> None:
    if not inputs.tables:
        script.paragraph(Text("Tidak ada tabel yang dibaca.", "No table was read."))
        return
    script.paragraph(
        Text(
            "Setiap baris memiliki tepat satu hasil: tertaut pada satu wilayah, meragukan, tidak "
            "ditemukan, atau ditolak. Hanya baris yang tertaut ikut dihitung; baris yang melapor "
            "tidak ada kelompok tertaut tanpa menambah kelompok.",
            "Every row has exactly one outcome: linked to one area, ambiguous, not found, or "
            "rejected. Only linked rows are counted; a row that reports no group is linked and "
            "adds none.",
        )
    )
    columns = (
        Column(Text("Tabel", "Table"), 0.28),
        Column(Text("Baris", "Rows"), 0.1, numeric=True),
        *(
            Column(Text(words.id.capitalize(), words.en.capitalize()), 0.125, numeric=True)
            for words in _STATUS.values()
        ),
        Column(_with_figures(atlas), 0.12, numeric=True),
    )
    rows: list[Sequence[Text | str]] = []
    for table in inputs.tables:
        report = table.to_json(atlas.villages.index, atlas.config.lang)
        rows.append(
            (
                table.raw.name,
                figure(report["rows"]),
                *(figure(report[status]) for status in _STATUS),
                figure(report["villages_reported"]),
            )
        )
    script.table(columns, rows)
    for table in inputs.tables:
        script.paragraph(_ways(table, atlas), "Catatan")
    _write_notes(script, inputs)


def _write_notes(script: Manuscript, inputs: Inputs) -> None:
    """List what was mended, dropped or left in doubt when the tables were read."""
    notes = [note for table in inputs.tables for note in (*table.raw.notes, *table.problems)]
    if not notes:
        return
    script.heading(Text("Catatan waktu membaca tabel", "Notes from reading the tables"), 2)
    for note in notes[:_SHOWN_ROWS]:
        script.paragraph(Text(note.render("id"), note.render("en")), "List Bullet")
    if len(notes) > _SHOWN_ROWS:
        script.paragraph(
            fill(
                Text(
                    "{rest} catatan lain ada dalam data/link_report.json dari wksbm build.",
                    "{rest} more notes are in the file data/link_report.json of wksbm build.",
                ),
                rest=figure(len(notes) - _SHOWN_ROWS),
            ),
            "Catatan",
        )


def _with_figures(atlas: Atlas) -> Text:
    desa = atlas.config.labels.desa
    return Text(f"{desa.id.capitalize()} berdata", f"{plural(desa.en).capitalize()} with data")


def _ways(table: LinkedTable, atlas: Atlas) -> Text:
    """Say by what the rows of a table were linked, and which figures could not be read."""
    report = table.to_json(atlas.villages.index, atlas.config.lang)
    used = [(name, count) for name, count in report["by"].items() if count]
    parts = [
        fill(Text("{name} {count}", "{name} {count}"), name=_METHODS[name], count=figure(count))
        for name, count in used
    ]
    ways = Text(
        ", ".join(part.id for part in parts) or "–", ", ".join(part.en for part in parts) or "–"
    )
    sentence = Text("{table}: ditautkan menurut {ways}.", "{table}: linked by {ways}.")
    unreadable = int(report["values_unreadable"])
    if unreadable:
        sentence = Text(
            "{table}: ditautkan menurut {ways}; {unreadable} angka tidak terbaca.",
            "{table}: linked by {ways}; {unreadable} figures cannot be read.",
        )
    return fill(sentence, table=table.raw.name, ways=ways, unreadable=figure(unreadable))


def _write_items(script: Manuscript, inputs: Inputs) -> None:
    """List the first rows that a person should look at."""
    items = [(table.raw.name, item) for table in inputs.tables for item in table.items]
    script.heading(Text("Baris yang perlu diperiksa", "Rows to be checked"), 2)
    if not items:
        script.paragraph(Text("Tidak ada.", "None."))
        return
    columns = (
        Column(Text("Tabel", "Table"), 0.24),
        Column(Text("Baris", "Row"), 0.09, numeric=True),
        Column(Text("Hasil", "Outcome"), 0.15),
        Column(Text("Sebab", "Reason"), 0.52),
    )
    rows = [
        (name, figure(item.row), _STATUS[item.status], item.reason)
        for name, item in items[:_SHOWN_ROWS]
    ]
    script.table(columns, rows)
    if len(items) > _SHOWN_ROWS:
        script.paragraph(
            fill(
                Text(
                    "{rest} baris lain ada dalam data/perlu_diperiksa.xlsx dari wksbm build.",
                    "{rest} more rows are in the file data/perlu_diperiksa.xlsx of wksbm build.",
                ),
                rest=figure(len(items) - _SHOWN_ROWS),
            ),
            "Catatan",
        )


def _write_boundaries(script: Manuscript, inputs: Inputs) -> None:
    report = inputs.boundaries.report
    script.paragraph(
        fill(
            Text(
                "Berkas batas memuat {features} bidang; dipakai {villages}, diperbaiki {repaired}, "
                "ganda {duplicates}, di luar wilayah atau tanpa kode {dropped}. Luas seluruhnya "
                "{area} km²; tumpang tindih {overlap}, celah {gap}. Sistem koordinat "
                "{crs}.",
                "The boundary file holds {features} areas; {villages} used, {repaired} repaired, "
                "{duplicates} duplicates, {dropped} outside the region or without a code. Total "
                "area {area} km²; overlaps {overlap}, gaps {gap}. Coordinate system {crs}.",
            ),
            features=figure(report.features),
            villages=figure(report.villages),
            repaired=figure(report.repaired),
            duplicates=figure(report.duplicates),
            dropped=figure(report.dropped),
            area=figure(report.area_km2, decimals=1),
            overlap=_square_kilometres(report.overlap_km2),
            gap=_square_kilometres(report.gap_km2),
            crs=report.crs,
        )
    )
    for problem in report.problems:
        script.paragraph(Text(problem.render("id"), problem.render("en")), "List Bullet")


def _square_kilometres(area: float | None) -> Text:
    if area is None:
        return Text("tidak diukur", "not measured")
    return fill(Text("{area} km²", "{area} km²"), area=figure(area, decimals=2))
