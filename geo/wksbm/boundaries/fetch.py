"""Bring the real boundaries of a kabupaten from a public data set into the workspace."""

from __future__ import annotations

import datetime
import hashlib
import logging
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pooch
import requests

from wksbm.boundaries.dump import read_dump
from wksbm.errors import InputError, Problem
from wksbm.text import Text

COMMIT = "3c5a7960f4d227a38489094d84252bdbb3f978a5"
REPOSITORY = "https://github.com/cahyadsn/wilayah_boundaries"
BASE_URL = f"https://raw.githubusercontent.com/cahyadsn/wilayah_boundaries/{COMMIT}/"
KNOWN_HASHES = {
    "db/kel/34/wilayah_boundaries_kel_34.03.sql": (
        "eba9ece43715c86e7f79faa03f317316a1fe029634fdc619a0990bf9f6fc0493"
    ),
    "db/kec/wilayah_boundaries_kec_34.sql": (
        "c30ed6eaed6e7987d30edbf07d224c7adadf7a84888f4dbc48eb700f1cf4da0d"
    ),
}
_KABUPATEN = re.compile(r"[0-9]{2}\.[0-9]{2}")
_UPDATED = re.compile(r"updated_at:\s*(\d{4}-\d{2}-\d{2})")
_TIMEOUT_S = (10.0, 30.0)
_RETRIES = 2


@dataclass(frozen=True)
class Fetched:
    """
    What a download brought.

    Parameters
    ----------
    folder
        Where the boundaries now are: `desa.gpkg` and `source.toml`.
    villages, kecamatan
        How many of each.
    hashes_known
        False when the data set's own hash was not known beforehand, so that only the pinned
        commit in the address vouches for the files.
    """

    folder: Path
    villages: int
    kecamatan: int
    hashes_known: bool


def fetch_boundaries(
    region: str,
    folder: Path,
    *,
    source: str = BASE_URL,
    progress: Any = None,
    timeout_s: tuple[float, float] = _TIMEOUT_S,
    retries: int = _RETRIES,
) -> Fetched:
    """
    Fetch the villages and kecamatan names of one kabupaten.

    Parameters
    ----------
    region
        Kemendagri code of the kabupaten, e.g. ``34.03``.
    folder
        Target folder; replaced when everything has been read and checked, else left as it is.
    source
        Address that the data set's paths are appended to, or a local folder that holds the two
        files, brought by hand.
    progress
        Object with `total`, `update`, `reset` and `close`, as pooch wants it; None shows none.
    timeout_s
        Seconds to wait for a connection and for each piece of the answer.
    retries
        How often a failed download is tried again.

    Returns
    -------
    Fetched

    Raises
    ------
    InputError
        If the region is not a code, the files cannot be had, have another hash than known, or
        are not the data set's. Nothing is written then.
    """
    if not _KABUPATEN.fullmatch(region):
        raise InputError(
            Problem(
                Text("kode kabupaten tidak dikenal", "not a code of a kabupaten"),
                found=region,
                expected=Text("kode seperti 34.03", "a code such as 34.03"),
            )
        )
    province = region[:2]
    paths = (
        f"db/kel/{province}/wilayah_boundaries_kel_{region}.sql",
        f"db/kec/wilayah_boundaries_kec_{province}.sql",
    )
    texts, hashes = [], []
    for path in paths:
        content = _content(path, source, progress, timeout_s, retries)
        hashes.append(hashlib.sha256(content).hexdigest())
        texts.append(_decode(content, path))
    villages = read_dump(texts[0], Path(paths[0]).name)
    kecamatan = read_dump(texts[1], Path(paths[1]).name)
    layer = _join_names(villages, kecamatan, region, Path(paths[0]).name)
    _write(layer, _source_toml(region, texts[0], paths, hashes, len(layer)), folder)
    return Fetched(
        folder,
        len(layer),
        layer["kecamatan"].nunique(),
        hashes_known=all(path in KNOWN_HASHES for path in paths),
    )


def _content(
    path: str, source: str, progress: Any, timeout_s: tuple[float, float], retries: int
) -> bytes:
    known = KNOWN_HASHES.get(path)
    if "://" not in source:
        return _local(Path(source), path, known)
    address = source.rstrip("/") + "/" + path
    pooch.get_logger().setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as cache:
        fetcher = pooch.create(
            path=cache,
            base_url=source.rstrip("/") + "/",
            registry={path: f"sha256:{known}" if known else None},
            retry_if_failed=retries,
        )
        download = pooch.HTTPDownloader(progressbar=progress or False, timeout=timeout_s)
        try:
            return Path(fetcher.fetch(path, downloader=download)).read_bytes()
        except requests.RequestException as error:
            raise _unreachable(address, error) from error
        except ValueError as error:
            raise _wrong_hash(Path(path).name, known) from error


def _local(folder: Path, path: str, known: str | None) -> bytes:
    name = Path(path).name
    found = next((file for file in (folder / path, folder / name) if file.is_file()), None)
    if found is None:
        raise InputError(
            Problem(
                Text("berkas tidak ada di folder itu", "the file is not in that folder"),
                file=str(folder / name),
                cure=Text(f"Unduh dari {REPOSITORY}", f"Download it from {REPOSITORY}"),
            )
        )
    content = found.read_bytes()
    if known and hashlib.sha256(content).hexdigest() != known:
        raise _wrong_hash(name, known)
    return content


def _decode(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            Problem(
                Text("berkas bukan teks UTF-8", "the file is not UTF-8 text"), file=Path(path).name
            )
        ) from error


def _join_names(
    villages: gpd.GeoDataFrame, kecamatan: gpd.GeoDataFrame, region: str, name: str
) -> gpd.GeoDataFrame:
    names = kecamatan.set_index("kode")["nama"]
    parents = villages["kode"].str[:8]
    strangers = villages.loc[~villages["kode"].str.startswith(f"{region}."), "kode"]
    orphans = villages.loc[~parents.isin(names.index), "kode"]
    problems = [
        Problem(
            Text("desa di luar kabupaten yang diminta", "a village outside the kabupaten"),
            file=name,
            found=kode,
            expected=Text(f"kode {region}.…", f"a code {region}.…"),
        )
        for kode in strangers
    ] + [
        Problem(
            Text("kecamatan desa ini tidak ada dalam data", "the village's kecamatan is missing"),
            file=name,
            found=kode,
        )
        for kode in orphans
    ]
    if problems:
        raise InputError(problems)
    return gpd.GeoDataFrame(
        {
            "kode": villages["kode"],
            "desa": villages["nama"],
            "kecamatan": parents.map(names),
            "geometry": villages.geometry,
        },
        crs=villages.crs,
    ).sort_values("kode")


def _source_toml(
    region: str, text: str, paths: tuple[str, str], hashes: list[str], villages: int
) -> str:
    updated = _UPDATED.search(text)
    date = updated[1] if updated else datetime.date.today().isoformat()
    files = "\n".join(
        f'[[files]]\npath = "{path}"\nsha256 = "{digest}"'
        for path, digest in zip(paths, hashes, strict=True)
    )
    return f"""title = "Batas desa {region} (wilayah_boundaries)"
publisher = "cahyadsn/wilayah_boundaries"
licence = "MIT"
date = "{date}"
url = "{REPOSITORY}"
commit = "{COMMIT}"
file = "desa.gpkg"
crs = "EPSG:4326"
villages = {villages}
sample = false
approximate = false

{files}
"""


def _write(layer: gpd.GeoDataFrame, source: str, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        layer.to_file(stage / "desa.gpkg", layer="desa", driver="GPKG", engine="pyogrio")
        (stage / "source.toml").write_text(source, encoding="utf-8")
        stage.chmod(0o755)
        previous = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        if folder.exists():
            folder.replace(previous)
        stage.replace(folder)
        shutil.rmtree(previous, ignore_errors=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _unreachable(address: str, error: requests.RequestException) -> InputError:
    return InputError(
        Problem(
            Text("data batas tidak dapat diunduh", "the boundary data cannot be downloaded"),
            file=address,
            found=type(error).__name__,
            cure=Text(
                "Periksa sambungan internet; atau bawa kedua berkas dengan cara lain dan jalankan "
                "wksbm fetch-boundaries KODE --source FOLDER",
                "Check the network; or bring the two files some other way and run "
                "wksbm fetch-boundaries CODE --source FOLDER",
            ),
        )
    )


def _wrong_hash(name: str, known: str | None) -> InputError:
    return InputError(
        Problem(
            Text(
                "isi berkas tidak sama dengan yang diterbitkan",
                "the file is not the one that was published",
            ),
            file=name,
            expected=Text(f"sha256 {known}", f"sha256 {known}"),
            cure=Text("Coba unduh sekali lagi", "Try the download again"),
        )
    )
