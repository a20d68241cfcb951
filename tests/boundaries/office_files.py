"""Boundary files of the kinds that offices, servers and other programs write."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.board import codes
from tests.boundaries.files import plain, write


def geojson(folder: Path) -> dict[str, object]:
    return json.loads(write(plain(), folder / "asal.geojson").read_text(encoding="utf-8"))


def text(folder: Path, value: object, name: str = "batas.json") -> Path:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def features_first(folder: Path) -> Path:
    held = geojson(folder)
    return text(folder, {"features": held["features"], "type": held["type"]})


def sequence(folder: Path) -> Path:
    features = geojson(folder)["features"]
    return text(folder, "\n".join(json.dumps(one) for one in features), "batas.geojsonl")


def answer(folder: Path) -> Path:
    return text(folder, {"status": "ok", "data": {"hasil": geojson(folder)}})


def listed(folder: Path) -> Path:
    return text(folder, geojson(folder)["features"])


def esri(folder: Path) -> Path:
    table = plain()
    features = [
        {
            "attributes": {"KODE_DESA": row.kode, "NAMA_DESA": row.desa, "KEC": row.kecamatan},
            "geometry": {"rings": [[list(point) for point in row.geometry.exterior.coords][::-1]]},
        }
        for row in table.itertuples()
    ]
    named = {"fieldAliases": {}, "spatialReference": {"wkid": 4326}}
    return text(folder, {**named, "features": features})


def topojson(folder: Path) -> Path:
    arcs, shapes = [], []
    for place, row in enumerate(plain().itertuples()):
        arcs.append([list(point) for point in row.geometry.exterior.coords])
        named = {"kode": row.kode, "desa": row.desa, "kecamatan": row.kecamatan}
        shapes.append({"type": "Polygon", "arcs": [[place]], "properties": named})
    held = {"desa": {"type": "GeometryCollection", "geometries": shapes}}
    return text(folder, {"arcs": arcs, "objects": held, "type": "Topology"})


def geodatabase(folder: Path) -> Path:
    inner = folder / "batas.gdb"
    plain().to_file(inner, driver="OpenFileGDB", layer="desa", engine="pyogrio")
    with zipfile.ZipFile(folder / "batas.zip", "w") as archive:
        for part in sorted(inner.iterdir()):
            archive.write(part, f"data/batas.gdb/{part.name}")
    return folder / "batas.zip"


def kml(folder: Path, times: int = 1, *, kecamatan: str = "kecamatan") -> Path:
    folders = ""
    repeated = [(turn, *group) for turn in range(times) for group in plain().groupby("kecamatan")]
    for turn, name, rows in repeated:
        folders += f"<Folder><name>{name}</name>"
        for row in rows.itertuples():
            shape = row.geometry.buffer(0.001 * turn) if turn else row.geometry
            points = " ".join(f"{x},{y},0" for x, y in shape.exterior.coords)
            folders += (
                f"<Placemark><name>{row.desa}</name><ExtendedData><Data name='kode'>"
                f"<value>{row.kode}</value></Data><Data name='{kecamatan}'><value>{name}</value>"
                "</Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>"
                f"{points}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
            )
        folders += "</Folder>"
    head = "<kml xmlns='http://www.opengis.net/kml/2.2'><Document>"
    return text(folder, f"{head}{folders}</Document></kml>", "batas.kml")


def renamed(folder: Path, **columns: object) -> Path:
    return write(plain().drop(columns="kode").assign(**columns), folder / "batas.gpkg")


def with_points(folder: Path) -> Path:
    path = write(plain(), folder / "batas.gpkg", layer="desa")
    points = plain().set_geometry(plain().representative_point())
    points.to_file(path, layer="titik", engine="pyogrio")
    return path


def nested_zip(folder: Path) -> Path:
    inner = geodatabase(folder)
    with zipfile.ZipFile(folder / "kiriman.zip", "w") as archive:
        archive.write(inner, "data/batas.zip")
    return folder / "kiriman.zip"


def four_columns(folder: Path) -> Path:
    """Spread the BPS codes 3403010001 to 3403010009 over columns without telling names."""
    return renamed(folder, a=34, b=3, c=10, d=range(1, 10))


def names_only(folder: Path) -> Path:
    return write(plain().drop(columns="kode"), folder / "batas.gpkg")


UNDOTTED = [kode.replace(".", "") for kode in codes()]
SHAPES: dict[str, Callable[[Path], Path]] = {
    "features first": features_first,
    "text sequence": sequence,
    "answer of a server": answer,
    "list of features": listed,
    "Esri JSON": esri,
    "TopoJSON": topojson,
    "zipped geodatabase": geodatabase,
    "KML folders": kml,
    "a layer of points beside it": with_points,
    "KODE is the kecamatan's": lambda folder: renamed(
        folder, KODE=[float(code[:6]) for code in UNDOTTED], KODE_DESA=UNDOTTED
    ),
    "float noise": lambda folder: renamed(folder, kode=[float(c) + 1e-6 for c in UNDOTTED]),
    "an unknown name": lambda folder: renamed(folder, kunci=codes(), ke=range(9)),
    "codes called Name": lambda folder: renamed(folder, Name=codes()),
    "Kemendagri code in four columns of a population office": lambda folder: renamed(
        folder,
        no_prop=34,
        no_kab=3,
        no_kec=[int(code[6:8]) for code in codes()],
        no_kel=[code[9:] for code in codes()],
    ),
    "KODE_DESA holds only its own digits": lambda folder: renamed(
        folder,
        KODE_PROV="34",
        KODE_KAB="34.03",
        KODE_KEC=[code[:8] for code in codes()],
        KODE_DESA=[code[9:] for code in codes()],
    ),
    "Kemendagri code in four columns": lambda folder: renamed(
        folder,
        KDPROV=[code[:2] for code in codes()],
        KDKAB=[code[3:5] for code in codes()],
        KDKEC=[int(code[6:8]) for code in codes()],
        KDDESA=[code[9:] for code in codes()],
    ),
}
