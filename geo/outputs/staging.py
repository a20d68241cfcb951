"""Let the output folder change from one whole state to the next, or not at all.

A build writes into a folder beside the target and is exchanged with it when it is complete. A
build that fails or is killed leaves the previous output as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import OutputError, Problem
from geo.text import Text

MANIFEST = "manifest.json"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """
    Give a new folder to write into; put it in the place of `out` when the block ends well.

    Parameters
    ----------
    out
        Target folder: absent, empty, or the output of an earlier build (it has a
        `manifest.json`).

    Raises
    ------
    OutputError
        If `out` is something else, or cannot be written.
    """
    _check(out)
    parent = out.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        _recover(out)
        stage = Path(tempfile.mkdtemp(prefix=f".{out.name}-", suffix=".tmp", dir=parent))
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        try:
            yield stage
            stage.chmod(0o755)
            _replace(stage, out)
        except OSError as error:
            raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _check(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise OutputError(
            Problem(
                Text("tujuan keluaran bukan folder", "the output is not a folder"),
                file=str(out),
                cure=Text("Pilih folder lain dengan --out", "Choose another folder with --out"),
            )
        )
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise OutputError(
            Problem(
                Text(
                    "folder tujuan berisi berkas lain yang bukan hasil atlas",
                    "the output folder holds files that are not those of an atlas",
                ),
                file=str(out),
                expected=Text(
                    "folder baru, folder kosong, atau hasil sebelumnya",
                    "a new folder, an empty one, or an earlier output",
                ),
                cure=Text("Pilih folder lain dengan --out", "Choose another folder with --out"),
            )
        )


def _replace(stage: Path, out: Path) -> None:
    previous = _previous(out)
    if out.exists():
        out.replace(previous)
    try:
        stage.replace(out)
    except OSError:
        if previous.exists():
            previous.replace(out)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _recover(out: Path) -> None:
    """Put back what a build killed between the two renames has left aside."""
    previous = _previous(out)
    if previous.exists() and not out.exists():
        previous.replace(out)
    elif previous.exists():
        shutil.rmtree(previous)


def _previous(out: Path) -> Path:
    return out.parent / f".{out.name}.previous"


def _unwritable(out: Path, error: OSError) -> OutputError:
    return OutputError(
        Problem(
            Text("keluaran tidak dapat ditulis", "the output cannot be written"),
            file=str(out),
            found=error.strerror or str(error),
            cure=Text(
                "Periksa izin folder dan sisa ruang, atau pilih folder lain dengan --out",
                "Check the folder's permissions and free space, or choose another with --out",
            ),
        )
    )
