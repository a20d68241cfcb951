"""Write the report and its pictures into a folder that appears when it is complete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from wksbm.atlas.inputs import Inputs
from wksbm.errors import OutputError, Problem
from wksbm.layers.model import Atlas
from wksbm.maps.spec import MapSpec
from wksbm.outputs.carry_over import Notice
from wksbm.outputs.manifest import write_manifest
from wksbm.outputs.report.document import make_document
from wksbm.outputs.report.office import convert, find_office, pages_of
from wksbm.outputs.report.pictures import draw_pictures, write_pictures
from wksbm.outputs.report.template import Template
from wksbm.outputs.staging import staged
from wksbm.outputs.write import drawable_maps
from wksbm.text import Text, fill, join_texts

Format = Literal["docx", "odt", "pdf"]
FORMATS: tuple[Format, ...] = ("docx", "odt", "pdf")
Progress = Callable[[Text], None]


def write_report(
    atlas: Atlas,
    inputs: Inputs,
    maps: Sequence[MapSpec],
    out: Path,
    *,
    formats: Collection[Format] = (),
    template: Template,
    jobs: int | None = None,
    progress: Progress,
    notice: Notice,
) -> tuple[Path, ...]:
    """
    Write `laporan.docx`, `laporan.odt` and `laporan.pdf`, `gambar.csv`, `gambar/` and a manifest.

    Parameters
    ----------
    atlas, inputs
        What is reported; the language is ``atlas.config.lang``.
    maps
        The maps to show; interactive ones and those whose layer was not built are left out.
    out
        The output folder; replaced as a whole.
    formats
        What to make; when empty, Word, and the other two where there is a LibreOffice.
    template
        What gives the report its look; what was dropped from it goes to `notice`.
    jobs
        How many maps are drawn at once; None for as many as `usable_cores` says.
    progress
        Told before each step.
    notice
        Told what of an earlier output was kept, and what is open elsewhere.

    Returns
    -------
    tuple of Path
        The reports.

    Raises
    ------
    OutputError
        If the folder cannot be written, or LibreOffice is missing or fails where its format was
        asked for.
    """
    office = find_office()
    wanted = tuple(name for name in FORMATS if name in formats)
    if not wanted:
        wanted = FORMATS if office else ("docx",)
    shown = [spec for spec in drawable_maps(atlas, maps) if spec.kind == "static"]
    if template.dropped:
        notice(
            fill(
                Text("dibuang dari templat: {listed}", "dropped from the template: {listed}"),
                listed=join_texts(template.dropped),
            )
        )
    with staged(out, notice) as folder:
        pictures = draw_pictures(atlas, shown, jobs=jobs, progress=progress)
        write_pictures(pictures, folder)
        progress(Text("menulis laporan", "writing the report"))
        make = partial(make_document, atlas, inputs, pictures, template)
        documents: dict[Format, bytes] = {"docx": make()}
        if wanted != ("docx",):
            progress(Text("menomori halaman", "numbering the pages"))
            numbered = make(pages=pages_of(convert(make(pages={}), "pdf", office)))
        for name in wanted:
            if name != "docx":
                progress(Text(f"membuat {name.upper()}", f"making the {name.upper()}"))
                documents[name] = convert(numbered, name, office)
        for name in wanted:
            (folder / f"laporan.{name}").write_bytes(documents[name])
        write_manifest(atlas.config, inputs.sources, folder, readings=inputs.readings)
    return tuple(out / f"laporan.{name}" for name in wanted)


def save_template(content: bytes, path: Path) -> None:
    """
    Write a copy of a template where there is no file yet.

    Raises
    ------
    OutputError
        If it cannot be written, or there is a file.
    """
    made = False
    try:
        with path.open("xb") as stream:
            made = True
            stream.write(content)
    except OSError as error:
        if made:
            path.unlink(missing_ok=True)
        raise OutputError(
            Problem(
                Text("berkas tidak dapat ditulis", "the file cannot be written"),
                file=str(path),
                found=error.strerror,
                cure=Text(
                    "Pilih nama atau folder lain yang dapat ditulis",
                    "Choose another name, or another folder that can be written",
                ),
            )
        ) from error
