"""Let the output folder change from one whole state to the next, or not at all.

A build writes into a folder beside the target and takes its place when it is complete. A build
that fails or is killed leaves the previous output as it was; what it left lying is cleared away
by the next one. Two builds into one folder exclude each other. Files of the user's in the folder,
and outputs that the user has changed, are carried over (`carry_over`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from wksbm.errors import AtlasError, OutputError, Problem
from wksbm.outputs.carry_over import MANIFEST, Notice, carry_over
from wksbm.text import Text, fill

_MARK = ".mark"
_SIGN = b"wksbm: the folder of this name is a build's and is cleared away\n"
_FULL_BELOW_BYTES = 4 << 20
_SHARING = (32, 33)
_ANY_PROGRAM = Text(
    "program yang membukanya (juga jendela Explorer atau terminal di folder itu)",
    "the program that has it open (also Explorer or a terminal in that folder)",
)
_TABLE_PROGRAMS = Text("Excel atau LibreOffice", "Excel or LibreOffice")
_MAP_PROGRAMS = Text("QGIS atau program peta lain", "QGIS or another map program")
_READERS = Text("pembaca PDF", "the PDF reader")
_WRITERS = Text("Word atau LibreOffice", "Word or LibreOffice")
_PROGRAMS = {
    **dict.fromkeys((".xlsx", ".csv"), _TABLE_PROGRAMS),
    **dict.fromkeys((".gpkg", ".gpkg-wal", ".gpkg-shm", ".qgz", ".tif", ".parquet"), _MAP_PROGRAMS),
    **dict.fromkeys((".docx", ".odt"), _WRITERS),
    ".pdf": _READERS,
}
_ELSEWHERE = Text("Pilih folder lain dengan --out", "Choose another folder with --out")


@contextmanager
def staged(out: Path, notice: Notice) -> Iterator[Path]:
    """
    Give a new folder to write into; put it in the place of `out` when the block ends well.

    Parameters
    ----------
    out
        Target folder: absent, empty, or the output of an earlier build (it has a
        `manifest.json`).
    notice
        Told what of the earlier output was kept under another name (see `carry_over`).

    Raises
    ------
    OutputError
        If `out` is something else, is being written by another build, cannot be written, or
        holds files that another program keeps open, where the system then lets none be replaced
        (Windows). That is tried before anything is computed, too.
    """
    with _locked(out):
        _check(out)
        _refuse_held(out)
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            _tidy(out)
            work = _Work.begin(out)
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            yield work.stage
            carry_over(out, work.stage, notice)
            work.stage.chmod(0o755)
            _refuse_held(out)
            _replace(work, out)
        except AtlasError:
            raise
        except Exception as error:
            if isinstance(error, OSError) or _is_full(out):
                raise _unwritable(out, error) from error
            raise
        finally:
            work.end()


@dataclass(frozen=True)
class _Work:
    """
    What a build has beside its target while it runs, known by a small file with the same name.

    Only folders with such a mark are ever cleared away: another one of that name is a person's.
    """

    mark: Path

    @classmethod
    def begin(cls, out: Path) -> _Work:
        handle, mark = tempfile.mkstemp(prefix=_prefix(out), suffix=_MARK, dir=out.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_SIGN)
        work = cls(Path(mark))
        work.stage.mkdir(mode=0o700)
        return work

    @classmethod
    def left(cls, out: Path) -> Iterator[_Work]:
        """Yield what killed builds of this target have left."""
        for mark in sorted(out.parent.glob(f"{_escape(_prefix(out))}*{_MARK}")):
            if mark.is_file() and not mark.is_symlink() and mark.read_bytes() == _SIGN:
                yield cls(mark)

    @property
    def stage(self) -> Path:
        return self.mark.with_suffix(".tmp")

    @property
    def previous(self) -> Path:
        return self.mark.with_suffix(".previous")

    def end(self) -> None:
        """Clear away the folders, and then the mark."""
        for folder in (self.stage, self.previous):
            if not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)
        if not self.stage.exists() and not self.previous.exists():
            self.mark.unlink(missing_ok=True)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the lock of this folder; it goes with the process, also when that is killed."""
    name = hashlib.sha256(str(out).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"wksbm-{name}.lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout as error:
        raise OutputError(
            Problem(
                Text(
                    "sedang ditulis oleh proses wksbm yang lain",
                    "another wksbm is writing this folder",
                ),
                file=str(out),
                cure=Text("Tunggu sampai selesai", "Wait until it is done"),
            )
        ) from error


def _check(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise OutputError(
            Problem(
                Text("tujuan keluaran bukan folder", "the output is not a folder"),
                file=str(out),
                cure=_ELSEWHERE,
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
                cure=_ELSEWHERE,
            )
        )


def _replace(work: _Work, out: Path) -> None:
    if out.exists():
        out.replace(work.previous)
    try:
        work.stage.replace(out)
    except OSError:
        if work.previous.exists():
            work.previous.replace(out)
        raise


def _tidy(out: Path) -> None:
    """Put right what a killed build has left: half-written folders, an output set aside."""
    for work in _Work.left(out):
        if work.previous.is_dir() and not out.exists():
            work.previous.replace(out)
        work.end()


def _refuse_held(out: Path) -> None:
    """Refuse to replace a folder some of whose files the system does not let go."""
    held = [path for path in sorted(out.rglob("*")) if path.is_file() and _is_held(path)]
    if held:
        raise OutputError(_held(path) for path in held)


def _is_held(path: Path) -> bool:
    """Tell whether Windows refuses to rename a file, as it does for one that a program has open."""
    try:
        path.rename(path)
    except PermissionError as error:
        return getattr(error, "winerror", None) in _SHARING
    return False


def _held(path: Path) -> Problem:
    programs = _PROGRAMS.get(path.suffix.lower(), _ANY_PROGRAM)
    return Problem(
        Text(
            "terbuka di program lain, jadi tidak dapat diganti; hasil sebelumnya tetap utuh",
            "it is open in another program and cannot be replaced; the earlier output is whole",
        ),
        file=str(path),
        cure=fill(
            Text(
                "Tutup {programs}, lalu jalankan lagi; atau pilih folder lain dengan --out",
                "Close {programs}, then run it again; or choose another folder with --out",
            ),
            programs=programs,
        ),
    )


def _prefix(out: Path) -> str:
    return f".{out.name}-"


def _escape(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _is_full(out: Path) -> bool:
    return (
        out.parent.is_dir()
        and shutil.disk_usage(out.parent).total > 0
        and shutil.disk_usage(out.parent).free < _FULL_BELOW_BYTES
    )


def _unwritable(out: Path, error: Exception) -> OutputError:
    if getattr(error, "winerror", None) in _SHARING:
        name = error.filename if isinstance(error, OSError) else None
        return OutputError(_held(Path(name) if name else out))
    reason = error.strerror if isinstance(error, OSError) else None
    full = Text("ruang penyimpanan habis", "no space left on the disk")
    return OutputError(
        Problem(
            Text("keluaran tidak dapat ditulis", "the output cannot be written")
            if not _is_full(out)
            else full,
            file=str(out),
            found=reason or type(error).__name__,
            cure=Text(
                "Tutup program yang membuka folder itu, periksa izin dan sisa ruang, atau pilih "
                "folder lain dengan --out",
                "Close programs that have the folder open, check its permissions and the free "
                "space, or choose another with --out",
            ),
        )
    )
