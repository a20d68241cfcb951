"""Bring what a person has put or changed in an earlier output into the new one.

Programs lay files of their own beside a file: SQLite's log, QGIS's notes and styles, GDAL's
statistics and overviews. Such a sidecar speaks of the file that it was made for. Beside a new
output it would be false, or destroy it, so it stays with the old file or goes with it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from wksbm.errors import OutputError, Problem
from wksbm.text import Text, both, fill

MANIFEST = "manifest.json"
CONFIDENTIAL = "rahasia"
"""The folder of an output that is not to be passed on, with a manifest of its own."""
Notice = Callable[[Text], None]

_OF_THE_OFFICE = ("perlu_diperiksa", "link_report")
_LOGS = ("-wal", "-journal")
_SHARED_MEMORY = "-shm"
_APPENDED = (*_LOGS, _SHARED_MEMORY, ".aux.xml", ".ovr", ".msk", ".qmd", ".qml")
_REPLACING = (".aux.xml", ".aux", ".ovr", ".qix", ".cpg", ".qmd", ".qml")
_OF_SHAPEFILES = (".qix", ".cpg")
_WRITTEN_BY_PEOPLE = (".qmd", ".qml")
_TRIES = 5

_CLOSE_IT = Text(
    "{file} masih terbuka di program lain, atau program itu berhenti tanpa menutupnya. Tutup "
    "program itu sebelum memakai hasil yang baru.",
    "{file} is open elsewhere, or the program stopped without closing it. Close that program "
    "before you use the new output.",
)
_KEPT = Text(
    "{file} telah diubah setelah dibuat; yang diubah itu disimpan sebagai {kept}.",
    "{file} was changed after it was written; what was changed is kept as {kept}.",
)
_OF_EARLIER = Text(
    "{file} dibuat untuk berkas yang lama; disimpan sebagai {kept}.",
    "{file} was made for the earlier file; it is kept as {kept}.",
)
_LOG_KEPT = Text(
    "Catatan perubahan {log} tidak dapat digabungkan; disimpan apa adanya sebagai {kept}.",
    "The log {log} could not be folded into its file; it is kept as it is as {kept}.",
)


@dataclass(frozen=True)
class _Sidecar:
    """A file that belongs to others: `owners` has more than one where only the stem is shared."""

    path: Path
    suffix: str
    owners: tuple[str, ...]
    appended: bool

    def beside(self, owner: Path) -> Path:
        """Return where it lies if it belongs to `owner`."""
        if self.appended:
            return owner.with_name(owner.name + self.suffix)
        return owner.with_name(owner.stem + self.suffix)


def carry_over(out: Path, stage: Path, notice: Notice) -> None:
    """
    Copy what a person has put or changed in the earlier output `out` into the new one, `stage`.

    A changed file whose name a new output takes is kept as ``<stem> (lama 1)<suffix>`` with its
    sidecars; an SQLite database is folded with its log first. Sidecars of an unchanged output
    stay beside it only if the new one has the same bytes; styles and notes of people (``.qml``,
    ``.qmd``) are kept under the name of an earlier version, what programs compute anew is not.

    Parameters
    ----------
    out
        Folder of an earlier build; without a manifest nothing is taken from it.
    stage
        The complete new output.
    notice
        Told what was kept under which name, and what is open elsewhere.

    Raises
    ------
    OutputError
        If a database is being changed while it is copied.
    """
    if not (out / MANIFEST).is_file():
        return
    written = {
        **_written(out / MANIFEST),
        **{
            f"{CONFIDENTIAL}/{name}": digest
            for name, digest in _written(out / CONFIDENTIAL / MANIFEST).items()
        },
    }
    files = {
        path.relative_to(out).as_posix(): path
        for path in sorted(out.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }
    for manifest in (MANIFEST, f"{CONFIDENTIAL}/{MANIFEST}"):
        files.pop(manifest, None)
    new = {path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()}
    known = {*files, *written, *new} - {MANIFEST}
    is_confidential = (stage / CONFIDENTIAL).is_dir()
    locks = {name: owner for name in files if (owner := _locked_file(name, known))}
    sidecars = [
        sidecar
        for name, path in files.items()
        if name not in locks
        and name not in written
        and name not in new
        and (sidecar := _sidecar(name, path, known))
    ]
    of_others = {sidecar.path for sidecar in sidecars}
    opened = {owner for owner in locks.values() if owner}
    kept: dict[str, Path] = {}
    for name, path in files.items():
        if name in locks or path in of_others:
            continue
        logs = [
            sidecar
            for sidecar in sidecars
            if name in sidecar.owners and sidecar.suffix in (*_LOGS, _SHARED_MEMORY)
        ]
        opened |= {name} if logs else set()
        held = [log.path for log in logs if log.suffix in _LOGS and log.path.stat().st_size > 0]
        if path.is_symlink() or held or written.get(name) != sha256(path):
            place = _confidential(name) if is_confidential else name
            kept[name] = _keep(path, stage / place, held, notice, taken=place in new)
    for sidecar in sidecars:
        _keep_sidecar(sidecar, stage, written, kept, notice)
    for name in sorted(opened):
        notice(fill(_CLOSE_IT, file=both(name)))


def _confidential(name: str) -> str:
    """Return where a person's copy of the rows to check goes, once these are confidential."""
    file = PurePosixPath(name)
    return f"{CONFIDENTIAL}/{file.name}" if file.stem.startswith(_OF_THE_OFFICE) else name


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _written(manifest: Path) -> Mapping[str, str]:
    """Return path -> sha256 of what the earlier build wrote; empty if nobody can tell."""
    try:
        outputs = json.loads(manifest.read_text(encoding="utf-8"))["outputs"]
        return {str(entry["path"]): str(entry["sha256"]) for entry in outputs}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


def _locked_file(name: str, known: set[str]) -> str | None:
    """Return the file for which an office program has laid the lock file `name`, if it is one."""
    path = PurePosixPath(name)
    owners = []
    if path.name.startswith(".~lock.") and path.name.endswith("#"):
        owners = [path.name.removeprefix(".~lock.").removesuffix("#")]
    elif path.name.startswith("~$"):
        rest = path.name.removeprefix("~$")
        names = sorted(PurePosixPath(other).name for other in known if other != name)
        owners = [rest, *(other for other in names if other[2:] == rest)]
    found = (path.with_name(owner).as_posix() for owner in owners)
    return next((owner for owner in found if owner in known), None)


def _sidecar(name: str, path: Path, known: set[str]) -> _Sidecar | None:
    for suffix in _APPENDED:
        owner = name.removesuffix(suffix)
        if owner != name and owner in known:
            return _Sidecar(path, suffix, (owner,), appended=True)
    for suffix in _REPLACING:
        stem = name.removesuffix(suffix)
        owners = [
            other
            for other in sorted(known)
            if PurePosixPath(other).with_suffix("").as_posix() == stem
            and not other.endswith(_REPLACING)
        ]
        if stem != name and owners:
            shapes = [owner for owner in owners if owner.endswith(".shp")]
            of_shapes = suffix in _OF_SHAPEFILES and shapes
            return _Sidecar(path, suffix, tuple(shapes if of_shapes else owners), appended=False)
    return None


def _keep(path: Path, target: Path, logs: Sequence[Path], notice: Notice, *, taken: bool) -> Path:
    """Copy a file into the new output under its own name or the next free one; return where."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place = _free(target) if logs else _free(target, like=path)
    if logs:
        _fold(path, logs, place, notice)
    elif not _same(path, place):
        shutil.copy2(path, place, follow_symlinks=False)
    if taken and place != target:
        notice(fill(_KEPT, file=both(target.name), kept=both(place.name)))
    return place


def _free(target: Path, *, like: Path | None = None, first: int = 0) -> Path:
    """
    Return the first of `target` and its ``(lama n)`` that is free or has the bytes of `like`.

    `first` is the n to begin with; 0 is `target` itself.
    """
    for number in itertools.count(first):
        place = target.with_stem(f"{target.stem} (lama {number})") if number else target
        if not _taken(place) or (like is not None and _same(like, place)):
            return place
    raise AssertionError


def _taken(place: Path) -> bool:
    """Tell whether a file, or a sidecar that would fall to it, has this name."""
    names = (place, *(place.with_name(place.name + suffix) for suffix in _APPENDED))
    return any(name.exists() or name.is_symlink() for name in names)


def _same(path: Path, other: Path) -> bool:
    if path.is_symlink() or not other.is_file():
        return False
    return sha256(path) == sha256(other)


def _fold(path: Path, logs: Sequence[Path], place: Path, notice: Notice) -> None:
    """Write a database with all that its log holds as one file; if that fails, both as they are."""
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".") as room:
        copies = _copy_at_rest([path, *logs], Path(room))
        if _folded(copies[0]):
            shutil.move(copies[0], place)
            return
    for found in (path, *logs):
        kept = place.with_name(place.name + found.name.removeprefix(path.name))
        shutil.copy2(found, kept)
        if found != path:
            notice(fill(_LOG_KEPT, log=both(found.name), kept=both(kept.name)))


def _copy_at_rest(paths: Sequence[Path], room: Path) -> list[Path]:
    """Copy files that belong together at a moment in which nobody writes them."""
    for _ in range(_TRIES):
        before = [_state(path) for path in paths]
        copies = [Path(shutil.copy2(path, room / path.name)) for path in paths]
        if [_state(path) for path in paths] == before:
            return copies
    raise OutputError(
        Problem(
            Text("sedang diubah oleh program lain", "another program is changing it"),
            file=str(paths[0]),
            cure=Text("Simpan dan tutup program itu", "Save there and close that program"),
        )
    )


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _folded(database: Path) -> bool:
    """Write the log into a copy of a database; tell whether the result is whole."""
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _keep_sidecar(
    sidecar: _Sidecar,
    stage: Path,
    written: Mapping[str, str],
    kept: Mapping[str, Path],
    notice: Notice,
) -> None:
    if sidecar.suffix == _SHARED_MEMORY:
        return
    own = stage / sidecar.owners[0]
    places = [kept[owner] for owner in sidecar.owners if owner in kept]
    if sidecar.suffix in _LOGS:
        if not places and sidecar.path.stat().st_size > 0:
            orphan = own.with_name(f"{sidecar.path.name} (lama 1)")
            shutil.copy2(sidecar.path, orphan, follow_symlinks=False)
            notice(fill(_LOG_KEPT, log=both(sidecar.path.name), kept=both(orphan.name)))
        return
    unchanged = all(
        (stage / owner).is_file() and written.get(owner) == sha256(stage / owner)
        for owner in sidecar.owners
    )
    target = sidecar.beside(places[0] if places else own)
    stays = bool(places) or unchanged
    if sidecar.suffix in _WRITTEN_BY_PEOPLE:
        target = _free(target, like=sidecar.path, first=0 if stays else 1)
        if target.name != sidecar.path.name:
            notice(fill(_OF_EARLIER, file=both(sidecar.path.name), kept=both(target.name)))
    elif not stays or _taken(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if not _same(sidecar.path, target):
        shutil.copy2(sidecar.path, target, follow_symlinks=False)
