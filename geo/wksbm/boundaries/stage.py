"""Copy boundary files to a private folder before anything opens them.

Nothing is ever written beside the input, a file that changes meanwhile does no harm, and what
is hashed is what is read. Names inside archives are never used as paths.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from wksbm.boundaries.formats import KNOWN_SUFFIXES, Format, recognise_format
from wksbm.boundaries.json_content import settle_json
from wksbm.boundaries.shapefile import SIDECARS, check_shapefile
from wksbm.errors import InputError, Problem
from wksbm.limits import exceeded, limits
from wksbm.reading import check_file
from wksbm.text import Text

_UNSUSPICIOUS = 256 << 20
_LARGEST_RATIO = 200
_CHUNK = 1 << 20
_ARCHIVES = (".zip", ".kmz", ".rar", ".7z")
_GDB_TABLE = ".gdbtable"
_GDB_MEMBER = re.compile(r"[A-Za-z0-9_]{1,40}(?:\.[A-Za-z0-9_]{1,40}){0,2}")
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Dataset:
    """
    One boundary file, copied and ready to open.

    Parameters
    ----------
    name
        How people know it: the file's name, inside archives with its folders.
    format
        Told from its content.
    path
        The private copy.
    encoding
        Encoding of its texts where the format does not say; else None.
    problems
        What was mended while copying.
    features
        How many features its text lists, where a driver may skip some; else None.
    """

    name: str
    format: Format
    path: Path
    encoding: str | None = None
    problems: tuple[Problem, ...] = ()
    features: int | None = None


@dataclass(frozen=True)
class Staged:
    """The boundary files found under one path, and the SHA-256 of the bytes read there."""

    datasets: tuple[Dataset, ...]
    sha256: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Part:
    name: str
    copy: Callable[[Path], None]

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    @property
    def folder(self) -> str:
        return str(PurePosixPath(self.name).parent)

    @property
    def file(self) -> str:
        return PurePosixPath(self.name).name

    @property
    def stem(self) -> str:
        return str(PurePosixPath(self.name).with_suffix("")).lower()


def stage(path: Path, folder: Path) -> Staged:
    """
    Copy the boundary file or files at `path` into `folder`.

    Parameters
    ----------
    path
        A boundary file, a zip of them, or a folder that holds some.
    folder
        An existing private folder.

    Returns
    -------
    Staged
        At least one data set. The hash is that of the file; of a folder or an unzipped
        Shapefile, that of all parts one after the other in the order of their names.

    Raises
    ------
    InputError
        If nothing there can be used.
    """
    try:
        if path.is_dir():
            parts = _folder_parts(path)
            if not any(part.suffix in (*KNOWN_SUFFIXES, _GDB_TABLE) for part in parts):
                zips = [part for part in parts if part.suffix in (".zip", ".kmz")]
                if len(zips) == 1:
                    return _stage_file(path / zips[0].name, folder)
            return _stage_parts(parts, folder, path.name)
        check_file(path)
        if not path.exists():
            raise InputError(
                Problem(Text("berkas tidak ada", "there is no such file"), file=str(path))
            )
        return _stage_file(path, folder)
    except OSError as error:
        raise InputError(
            Problem(
                Text("berkas tidak dapat dibaca", "the file cannot be read"),
                file=path.name,
                found=error.strerror or type(error).__name__,
            )
        ) from error


def _stage_file(path: Path, folder: Path) -> Staged:
    if path.suffix.lower() in SIDECARS:
        whole = _sibling(path, ".shp")
        path = whole if whole is not None else path
    if path.suffix.lower() == ".shp":
        siblings = [path, *(part for end in SIDECARS if (part := _sibling(path, end)))]
        recognise_format(path, path.name)
        return _stage_parts([_file_part(sibling) for sibling in siblings], folder, path.name)
    copy = folder / "original"
    shutil.copyfile(path, copy)
    log = path.with_name(f"{path.name}-wal")
    if path.suffix.lower() == ".gpkg" and log.exists():
        shutil.copyfile(log, folder / "data.gpkg-wal")
    found = recognise_format(copy, path.name)
    digest = _sha256([copy])
    if found == "zip":
        parts, ignored = _zip_parts(copy, path.name)
        if not parts and ignored:
            raise InputError(ignored)
        inside = _stage_parts(parts, folder, path.name)
        return Staged(inside.datasets, digest, (*ignored, *inside.problems))
    if found == "shapefile":
        raise InputError(
            Problem(
                Text(
                    "isinya Shapefile tetapi namanya tidak berakhir .shp",
                    "the content is a Shapefile but the name does not end in .shp",
                ),
                file=path.name,
                cure=Text(
                    "Beri nama .shp dan sertakan .dbf, .shx dan .prj-nya",
                    "Name it .shp and keep its .dbf, .shx and .prj beside it",
                ),
            )
        )
    return Staged((_renamed(copy, found, path.name),), digest)


def _stage_parts(parts: Iterable[_Part], folder: Path, name: str) -> Staged:
    """Copy every data set among `parts`; those that cannot be used are told, not fatal."""
    parts = sorted(parts, key=lambda part: part.name)
    datasets: list[Dataset] = []
    refused: list[Problem] = []
    copies: list[Path] = []
    mains = [part for part in parts if part.suffix in KNOWN_SUFFIXES]
    if len(mains) > limits().datasets:
        raise InputError(exceeded("datasets", name, found=len(mains)))
    for number, main in enumerate(mains):
        place = folder / f"{number:04d}"
        place.mkdir()
        own = [main]
        if main.suffix == ".shp":
            own += [part for part in parts if part.suffix in SIDECARS and part.stem == main.stem]
        for part in own:
            target = place / f"data{part.suffix}"
            if not target.exists():
                part.copy(target)
                copies.append(target)
        digest = _sha256(copies)
        try:
            datasets.append(_dataset(place / f"data{main.suffix}", main.name))
        except InputError as error:
            refused += error.problems
    for number, (inner, members) in enumerate(_geodatabases(parts).items()):
        place = folder / f"gdb{number:04d}" / "data.gdb"
        place.mkdir(parents=True)
        for part in members:
            part.copy(place / part.file)
            copies.append(place / part.file)
        digest = _sha256(copies)
        label = name if inner == "." else inner
        datasets.append(Dataset(label, "gdb", place))
    if not datasets:
        raise InputError(refused or [_nothing_inside(name, parts)])
    return Staged(tuple(datasets), digest, tuple(refused))


def _dataset(copy: Path, name: str) -> Dataset:
    found = recognise_format(copy, name)
    if found == "shapefile" and copy.suffix == ".shp":
        checked = check_shapefile(copy, name)
        return Dataset(name, found, copy, checked.encoding, checked.problems)
    if found in ("zip", "shapefile"):
        raise InputError(
            Problem(
                Text("isi dan nama berkas tidak cocok", "content and name of the file disagree"),
                file=name,
                found=found,
            )
        )
    return _renamed(copy, found, name)


def _renamed(copy: Path, found: Format, name: str) -> Dataset:
    """Give a copy the suffix of its content, which drivers look at."""
    if found == "json":
        content = settle_json(copy, name)
        path = copy.rename(copy.with_name(f"data.{content.format}"))
        return Dataset(
            name, content.format, path, problems=content.problems, features=content.features
        )
    return Dataset(name, found, copy.rename(copy.with_name(f"data.{found}")))


def _folder_parts(folder: Path) -> list[_Part]:
    files = [
        _file_part(file)
        for file in sorted(folder.iterdir())
        if file.is_file() and not file.name.startswith(".")
    ]
    if folder.suffix.lower() == ".gdb":
        return [replace(part, name=f"{folder.name}/{part.name}") for part in files]
    geodatabases = [
        replace(_file_part(file), name=f"{inner.name}/{file.name}")
        for inner in sorted(folder.iterdir())
        if inner.is_dir() and inner.suffix.lower() == ".gdb"
        for file in sorted(inner.iterdir())
        if file.is_file()
    ]
    return files + geodatabases


def _file_part(path: Path) -> _Part:
    def copy(target: Path) -> None:
        shutil.copyfile(path, target)

    return _Part(path.name, copy)


def _geodatabases(parts: Iterable[_Part]) -> dict[str, list[_Part]]:
    """Group the files of File Geodatabases by the folder that they lie in."""
    parts = list(parts)
    folders = {part.folder for part in parts if part.suffix == _GDB_TABLE}
    members = [part for part in parts if _GDB_MEMBER.fullmatch(part.file)]
    return {
        folder: [part for part in members if part.folder == folder] for folder in sorted(folders)
    }


def _sibling(path: Path, suffix: str) -> Path | None:
    wanted = (path.stem + suffix).lower()
    found = [file for file in sorted(path.parent.iterdir()) if file.name.lower() == wanted]
    exact = [file for file in found if file.stem == path.stem]
    return next(iter(exact + found), None)


def _zip_parts(archive: Path, name: str) -> tuple[list[_Part], list[Problem]]:
    """Return the members of a zip that belong to boundary files."""
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [
                member for member in opened.infolist() if member.filename and not member.is_dir()
            ]
    except (*_ZIP_ERRORS, ValueError) as error:
        raise InputError(_broken_zip(name, "")) from error
    if any(_leaves(member.filename) for member in members):
        raise InputError(
            Problem(
                Text(
                    "zip ini memuat nama berkas yang keluar dari foldernya",
                    "the zip holds file names that lead out of its folder",
                ),
                file=name,
                cure=Text("Minta zip yang lain dari pengirimnya", "Ask the sender for another zip"),
            )
        )
    paths = {member.filename: PurePosixPath(_plain(member.filename)) for member in members}
    geodatabases = {path.parent for path in paths.values() if path.suffix.lower() == _GDB_TABLE}
    wanted = [
        member
        for member in members
        if (
            paths[member.filename].suffix.lower() in (*KNOWN_SUFFIXES, *SIDECARS)
            or paths[member.filename].parent in geodatabases
        )
        and not _is_junk(_plain(member.filename))
    ]
    if len(members) > limits().members:
        raise InputError(exceeded("members", name, found=len(members)))
    unpacked = sum(member.file_size for member in wanted)
    packed = max(1, min(sum(m.compress_size for m in wanted), archive.stat().st_size))
    if unpacked > limits().unpacked_mb << 20 or (
        unpacked > _UNSUSPICIOUS and unpacked > _LARGEST_RATIO * packed
    ):
        raise InputError(
            Problem(
                Text(
                    "isi zip ini terlalu besar setelah dibuka",
                    "the zip's content is too large once unpacked",
                ),
                file=name,
                found=f"{unpacked >> 20} MB, {len(members)} files",
                cure=Text(
                    "Buka zip-nya sendiri dan sebutkan berkas batasnya",
                    "Unpack it yourself and name the boundary file",
                ),
            )
        )
    nested = [m.filename for m in members if m.filename.lower().endswith(_ARCHIVES)]
    first = PurePosixPath(_plain(nested[0])).name if nested else ""
    problems = [
        Problem(
            Text("zip di dalam zip tidak dibuka", "a zip inside the zip was not opened"),
            file=name,
            found=", ".join(nested),
            cure=_unpack(name, first),
        )
    ]
    return [_zip_part(archive, member, name) for member in wanted], problems if nested else []


def _unpack(name: str, inner: str) -> Text:
    if inner.lower().endswith((".zip", ".kmz")):
        return Text(
            f"Buka {name}, lalu sebutkan isinya: --boundaries {inner}",
            f"Unpack {name} and name what is in it: --boundaries {inner}",
        )
    return Text(
        f"Buka {name} dan {inner}, lalu sebutkan berkas batas di dalamnya dengan --boundaries",
        f"Unpack {name} and {inner}, and name the boundary file in it with --boundaries",
    )


def _zip_part(archive: Path, member: zipfile.ZipInfo, name: str) -> _Part:
    def copy(target: Path) -> None:
        try:
            with (
                zipfile.ZipFile(archive) as opened,
                opened.open(member) as source,
                target.open("wb") as out,
            ):
                shutil.copyfileobj(source, out, _CHUNK)
        except (*_ZIP_ERRORS, ValueError, OSError) as error:
            raise InputError(_broken_zip(name, member.filename, locked=_locked(member))) from error

    return _Part(_plain(member.filename), copy)


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _leaves(name: str) -> bool:
    path = PurePosixPath(_plain(name))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0][:2]


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _locked(member: zipfile.ZipInfo) -> bool:
    return bool(member.flag_bits & 1)


def _broken_zip(name: str, member: str, *, locked: bool = False) -> Problem:
    if locked:
        return Problem(
            Text("zip ini memakai kata sandi", "the zip is locked with a password"),
            file=name,
            cure=Text("Buka dahulu, lalu zip tanpa sandi", "Unpack it and zip it without one"),
        )
    return Problem(
        Text("zip rusak atau terpotong", "the zip is damaged or cut off"),
        file=name,
        found=member or None,
        cure=Text("Salin atau unduh ulang berkasnya", "Copy or download the file again"),
    )


def _nothing_inside(name: str, parts: list[_Part]) -> Problem:
    names = ", ".join(part.name for part in parts)
    return Problem(
        Text("tidak ada berkas batas wilayah di dalamnya", "there is no boundary file inside"),
        file=name,
        found=names or None,
        expected=Text(
            "Shapefile (.shp, .shx, .dbf, .prj), .gpkg, .gdb, .geojson, .fgb, .parquet atau .kml",
            "a Shapefile (.shp, .shx, .dbf, .prj), .gpkg, .gdb, .geojson, .fgb, .parquet or .kml",
        ),
    )


def _sha256(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
