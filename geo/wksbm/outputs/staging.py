"""Let the output folder change from one whole state to the next, or not at all.

A build writes into a folder beside the target and takes its place when it is complete. A build
that fails or is killed leaves the previous output as it was; what it left lying is cleared away
by the next one. Two builds into one folder exclude each other. Files of the user's in the folder,
and outputs that the user has changed, are carried over.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from wksbm.errors import AtlasError, OutputError, Problem
from wksbm.text import Text

MANIFEST = "manifest.json"
_FULL_BELOW_BYTES = 4 << 20
_ELSEWHERE = Text("Pilih folder lain dengan --out", "Choose another folder with --out")


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
        If `out` is something else, is being written by another build, or cannot be written.
    """
    with _locked(out):
        _check(out)
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            _tidy(out)
            stage = Path(tempfile.mkdtemp(prefix=_prefix(out), suffix=".tmp", dir=out.parent))
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            yield stage
            _carry_over(out, stage)
            stage.chmod(0o755)
            _replace(stage, out)
        except AtlasError:
            raise
        except Exception as error:
            if isinstance(error, OSError) or _is_full(out):
                raise _unwritable(out, error) from error
            raise
        finally:
            shutil.rmtree(stage, ignore_errors=True)


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


def _carry_over(out: Path, stage: Path) -> None:
    """Copy what a person has put or changed in the earlier output into the new one."""
    if not (out / MANIFEST).is_file():
        return
    written = _written(out / MANIFEST)
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if name == MANIFEST or (path.is_dir() and not path.is_symlink()):
            continue
        if not path.is_symlink() and written.get(name) == sha256(path):
            continue
        target = stage / name
        number = 1
        while target.exists() or target.is_symlink():
            if not path.is_symlink() and target.is_file() and sha256(target) == sha256(path):
                break
            target = (stage / name).with_stem(f"{path.stem} (lama {number})")
            number += 1
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)


def _written(manifest: Path) -> dict[str, str]:
    """Return path -> sha256 of what the earlier build wrote; empty if nobody can tell."""
    try:
        outputs = json.loads(manifest.read_text(encoding="utf-8"))["outputs"]
        return {str(entry["path"]): str(entry["sha256"]) for entry in outputs}
    except (ValueError, KeyError, TypeError):
        return {}


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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


def _tidy(out: Path) -> None:
    """Put right what a killed build has left: half-written folders, an output set aside."""
    previous = _previous(out)
    if previous.exists() and not out.exists():
        previous.replace(out)
    for leftover in (previous, *out.parent.glob(f"{_escape(_prefix(out))}*.tmp")):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)


def _prefix(out: Path) -> str:
    return f".{out.name}-"


def _previous(out: Path) -> Path:
    return out.parent / f".{out.name}.previous"


def _escape(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _is_full(out: Path) -> bool:
    return (
        out.parent.is_dir()
        and shutil.disk_usage(out.parent).total > 0
        and shutil.disk_usage(out.parent).free < _FULL_BELOW_BYTES
    )


def _unwritable(out: Path, error: Exception) -> OutputError:
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
                "Periksa izin folder dan sisa ruang, atau pilih folder lain dengan --out",
                "Check the folder's permissions and free space, or choose another with --out",
            ),
        )
    )
