"""``wksbm fetch-boundaries``: real boundaries in place of the approximate ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click
from rich.console import Console
from rich.progress import Progress

from wksbm.boundaries.fetch import BASE_URL, fetch_boundaries
from wksbm.cli.options import lang_option, root_option
from wksbm.config import fetched_boundaries, find_root, read_config
from wksbm.text import Lang, Text


class _DownloadBar:
    """Show a download's bytes on a rich bar; the object that pooch asks for."""

    def __init__(self, progress: Progress, words: str) -> None:
        self._progress = progress
        self._words = words
        self._task = progress.add_task(words, total=None)
        self._done = 0

    @property
    def total(self) -> int:
        return self._done

    @total.setter
    def total(self, size: int) -> None:
        self._done = 0
        self._progress.update(self._task, total=size or None, completed=0)

    def update(self, size: int) -> None:
        self._done += size
        self._progress.update(self._task, completed=self._done)

    def reset(self) -> None:
        self._done = 0

    def close(self) -> None:
        self._progress.update(self._task, description=self._words)


@click.command("fetch-boundaries")
@click.argument("region", metavar="CODE")
@root_option
@click.option(
    "--source",
    default=BASE_URL,
    metavar="URL|FOLDER",
    help="A mirror of the data set, or a folder with its two files, brought by hand. "
    "Default: the data set on GitHub, at a fixed commit.",
)
@lang_option
def fetch(region: str, root: Path | None, source: str, lang: str | None) -> None:
    """Fetch the real boundaries of a kabupaten, e.g. 34.03, into this workspace.

    From the public data set cahyadsn/wilayah_boundaries (MIT). Afterwards `wksbm build` uses them
    and the word "approximate" is gone from the maps. This is the only command that needs a
    network.
    """
    workspace = find_root((root or Path.cwd()).absolute())
    config = read_config(workspace)
    language = cast(Lang, lang or config.lang)
    words = Text("mengunduh", "downloading").to(language)
    console = Console(stderr=True, markup=False, emoji=False)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar: Any = _DownloadBar(progress, words)
        fetched = fetch_boundaries(
            region, fetched_boundaries(workspace, region), source=source, progress=bar
        )
    click.echo(
        Text(
            f"{fetched.villages} desa dalam {fetched.kecamatan} kecamatan: {fetched.folder}",
            f"{fetched.villages} villages in {fetched.kecamatan} sub-districts: {fetched.folder}",
        ).to(language)
    )
    if not fetched.hashes_known:
        note = Text(
            "Catatan: sha256 berkas ini belum dikenal sebelumnya; dicatat dalam source.toml.",
            "Note: the sha256 of these files was not known beforehand; it is in source.toml.",
        )
        click.echo(note.to(language), err=True)
    if region != config.region:
        note = Text(
            f'Atur region = "{region}" dalam atlas.toml agar batas ini dipakai.',
            f'Set region = "{region}" in atlas.toml for these boundaries to be used.',
        )
        click.echo(note.to(language), err=True)
