"""Boundary files as offices send them: told apart by what they hold, or refused with a cure."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from wksbm.boundaries.describe import describe
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import InputError
from wksbm.names import Aliases
from wksbm.tables.village_list import VillageList

from tests.board import codes
from tests.boundaries.files import plain, write
from tests.cli.workspace import ROOT, run
from tests.shared import FIELD

LAYERS = FIELD / "boundaries"
BPS = [f"3403010{number:03d}" for number in range(1, 10)]


def _geojson(folder: Path) -> dict[str, object]:
    return json.loads(write(plain(), folder / "asal.geojson").read_text(encoding="utf-8"))


def _text(folder: Path, value: object, name: str = "batas.json") -> Path:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def _features_first(folder: Path) -> Path:
    held = _geojson(folder)
    return _text(folder, {"features": held["features"], "type": held["type"]})


def _sequence(folder: Path) -> Path:
    features = _geojson(folder)["features"]
    return _text(folder, "\n".join(json.dumps(one) for one in features), "batas.geojsonl")


def _answer(folder: Path) -> Path:
    return _text(folder, {"status": "ok", "data": {"hasil": _geojson(folder)}})


def _listed(folder: Path) -> Path:
    return _text(folder, _geojson(folder)["features"])


def _esri(folder: Path) -> Path:
    table = plain()
    features = [
        {
            "attributes": {"KODE_DESA": row.kode, "NAMA_DESA": row.desa, "KEC": row.kecamatan},
            "geometry": {"rings": [[list(point) for point in row.geometry.exterior.coords][::-1]]},
        }
        for row in table.itertuples()
    ]
    return _text(folder, {"features": features, "spatialReference": {"wkid": 4326}})


def _topojson(folder: Path) -> Path:
    arcs, shapes = [], []
    for place, row in enumerate(plain().itertuples()):
        arcs.append([list(point) for point in row.geometry.exterior.coords])
        named = {"kode": row.kode, "desa": row.desa, "kecamatan": row.kecamatan}
        shapes.append({"type": "Polygon", "arcs": [[place]], "properties": named})
    held = {"desa": {"type": "GeometryCollection", "geometries": shapes}}
    return _text(folder, {"arcs": arcs, "objects": held, "type": "Topology"})


def _geodatabase(folder: Path) -> Path:
    inner = folder / "batas.gdb"
    plain().to_file(inner, driver="OpenFileGDB", layer="desa", engine="pyogrio")
    with zipfile.ZipFile(folder / "batas.zip", "w") as archive:
        for part in sorted(inner.iterdir()):
            archive.write(part, f"data/batas.gdb/{part.name}")
    return folder / "batas.zip"


def _kml(folder: Path, times: int = 1, *, kecamatan: str = "kecamatan") -> Path:
    folders = ""
    for name, rows in list(plain().groupby("kecamatan")) * times:
        folders += f"<Folder><name>{name}</name>"
        for row in rows.itertuples():
            shape = row.geometry.buffer(0.001 * (folders.count(f"<name>{name}<") - 1))
            points = " ".join(f"{x},{y},0" for x, y in shape.exterior.coords)
            folders += (
                f"<Placemark><name>{row.desa}</name><ExtendedData><Data name='kode'>"
                f"<value>{row.kode}</value></Data><Data name='{kecamatan}'><value>{name}</value>"
                "</Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>"
                f"{points}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
            )
        folders += "</Folder>"
    head = "<kml xmlns='http://www.opengis.net/kml/2.2'><Document>"
    return _text(folder, f"{head}{folders}</Document></kml>", "batas.kml")


def _renamed(folder: Path, **columns: object) -> Path:
    return write(plain().drop(columns="kode").assign(**columns), folder / "batas.gpkg")


def _with_points(folder: Path) -> Path:
    path = write(plain(), folder / "batas.gpkg", layer="desa")
    points = plain().set_geometry(plain().representative_point())
    points.to_file(path, layer="titik", engine="pyogrio")
    return path


UNDOTTED = [kode.replace(".", "") for kode in codes()]
SHAPES: dict[str, Callable[[Path], Path]] = {
    "features first": _features_first,
    "text sequence": _sequence,
    "answer of a server": _answer,
    "list of features": _listed,
    "Esri JSON": _esri,
    "TopoJSON": _topojson,
    "zipped geodatabase": _geodatabase,
    "KML folders": _kml,
    "a layer of points beside it": _with_points,
    "KODE is the kecamatan's": lambda folder: _renamed(
        folder, KODE=[float(code[:6]) for code in UNDOTTED], KODE_DESA=UNDOTTED
    ),
    "float noise": lambda folder: _renamed(folder, kode=[float(c) + 1e-6 for c in UNDOTTED]),
    "an unknown name": lambda folder: _renamed(folder, kunci=codes(), ke=range(9)),
    "codes called Name": lambda folder: _renamed(folder, Name=codes()),
    "Kemendagri code in four columns of a population office": lambda folder: _renamed(
        folder,
        no_prop=34,
        no_kab=3,
        no_kec=[int(code[6:8]) for code in codes()],
        no_kel=[code[9:] for code in codes()],
    ),
    "KODE_DESA holds only its own digits": lambda folder: _renamed(
        folder,
        KODE_PROV="34",
        KODE_KAB="34.03",
        KODE_KEC=[code[:8] for code in codes()],
        KODE_DESA=[code[9:] for code in codes()],
    ),
    "Kemendagri code in four columns": lambda folder: _renamed(
        folder,
        KDPROV=[code[:2] for code in codes()],
        KDKAB=[code[3:5] for code in codes()],
        KDKEC=[int(code[6:8]) for code in codes()],
        KDDESA=[code[9:] for code in codes()],
    ),
}


@pytest.mark.parametrize("make", SHAPES.values(), ids=SHAPES.keys())
def test_files_of_every_shape_give_the_same_villages(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    read = read_boundaries(make(tmp_path))
    assert list(read.villages.index) == codes()
    assert list(read.villages["desa"]) == list(plain()["desa"])


def test_a_bps_code_in_four_columns_can_be_named(tmp_path: Path) -> None:
    numbers = [int(code[7:]) for code in BPS]
    path = _renamed(tmp_path, a=34, b=3, c=10, d=numbers)
    read = read_boundaries(path, columns={"kode": "a+b+c+d"})
    assert list(read.villages["kode_bps"]) == BPS


def test_folders_are_kecamatan_where_no_column_names_them(tmp_path: Path) -> None:
    read = read_boundaries(_kml(tmp_path, kecamatan="catatan"))
    assert list(read.villages["kecamatan"]) == list(plain()["kecamatan"])
    said = " ".join(problem.render("en") for problem in read.report.problems)
    assert "folders in the KML are taken as those of the kecamatan" in said


def test_folders_that_cut_across_kecamatan_are_none(tmp_path: Path) -> None:
    text = _kml(tmp_path, kecamatan="catatan").read_text(encoding="utf-8")
    first, *rest = text.split("<Placemark>")
    moved = [*rest[3:5], rest[0], *rest[1:3], *rest[5:]]
    bare = [part.replace("</Folder>", "") for part in moved]
    bare = [re.sub("<Folder><name>.*?</name>", "", part) for part in bare]
    ends = "</Document></kml>"
    bare = [part.replace(ends, "") for part in bare]
    halves = ("<Placemark>".join(["", *bare[:4]]), "<Placemark>".join(["", *bare[4:]]))
    head = first.split("<Folder>")[0]
    folders = "".join(
        f"<Folder><name>Bagian {n}</name>{half}</Folder>" for n, half in enumerate(halves)
    )
    read = read_boundaries(_text(tmp_path, head + folders + ends, "lain.kml"))
    assert list(read.villages.index) == codes()
    assert set(read.villages["kecamatan"]) == {""}


def test_a_zip_inside_a_zip_names_a_cure_that_works(tmp_path: Path) -> None:
    inner = _geodatabase(tmp_path)
    with zipfile.ZipFile(tmp_path / "kiriman.zip", "w") as archive:
        archive.write(inner, "data/batas.zip")
    with pytest.raises(InputError, match=r"Unpack kiriman\.zip .*--boundaries batas\.zip"):
        read_boundaries(tmp_path / "kiriman.zip")
    with zipfile.ZipFile(tmp_path / "kiriman.zip") as archive:
        archive.extractall(tmp_path / "buka")
    assert list(read_boundaries(tmp_path / "buka/data/batas.zip").villages.index) == codes()


def test_folders_that_draw_the_same_village_differently_are_refused(tmp_path: Path) -> None:
    path = _kml(tmp_path, times=2)
    with pytest.raises(InputError, match="--layer"):
        read_boundaries(path)


def test_several_layers_of_villages_are_refused_with_a_cure_that_works(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "batas.gpkg", layer="lama")
    plain().to_file(path, layer="baru", engine="pyogrio")
    with pytest.raises(InputError, match='--layer "lama"'):
        read_boundaries(path)
    assert len(read_boundaries(path, layer="lama").villages) == 9


def test_several_collections_in_one_file_are_refused(tmp_path: Path) -> None:
    held = _geojson(tmp_path)
    with pytest.raises(InputError, match=r"a, b.*\.geojson of its own"):
        read_boundaries(_text(tmp_path, {"a": held, "b": held}))


def test_a_server_that_sent_only_a_part_is_reported(tmp_path: Path) -> None:
    path = _text(tmp_path, {**_geojson(tmp_path), "exceededTransferLimit": True})
    said = " ".join(problem.render("en") for problem in read_boundaries(path).report.problems)
    assert "only a part: 9 features" in said


def _list(folder: Path) -> Path:
    path = folder / "daftar.csv"
    plain()[["kode", "desa", "kecamatan"]].to_csv(path, index=False)
    return path


def test_names_alone_are_refused_and_the_cure_works(tmp_path: Path) -> None:
    path = write(plain().drop(columns="kode"), tmp_path / "batas.gpkg")
    with pytest.raises(InputError, match=r"--villages list\.csv"):
        read_boundaries(path)
    listed = VillageList(_list(tmp_path), "34.03", Aliases())
    assert list(read_boundaries(path, find_codes=listed).villages.index) == codes()


def test_a_feature_that_the_list_does_not_know_is_reported_on_both_sides(tmp_path: Path) -> None:
    table = plain().drop(columns="kode")
    table.loc[0, "desa"] = "Xyzzy"
    path = write(table, tmp_path / "batas.gpkg")
    listed = VillageList(_list(tmp_path), "34.03", Aliases())
    read = read_boundaries(path, find_codes=listed)
    said = " ".join(problem.render("en") for problem in read.report.problems)
    assert list(read.villages.index) == codes()[1:]
    assert "Xyzzy" in said
    assert "1 villages of daftar.csv got no feature" in said


def test_info_reports_features_without_codes_and_doubles(tmp_path: Path) -> None:
    table = plain()
    table.loc[8, "kode"] = None
    twice = gpd.GeoDataFrame(table.iloc[[*range(9), 0]], crs=table.crs)
    found = describe(write(twice, tmp_path / "b.gpkg"))
    said = " ".join(found.to_json("en")["problems"])
    assert "1 features without a village code are left out" in said
    assert "1 villages stand more than once" in said


def _cases() -> list[dict[str, object]]:
    path = LAYERS / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


@pytest.mark.real
@pytest.mark.parametrize("case", _cases(), ids=lambda case: str(case["boundary"]))
def test_files_of_the_field(case: dict[str, object], tmp_path: Path) -> None:
    boundary, table = LAYERS / str(case["boundary"]), LAYERS / str(case["table"])
    words = ["check", "--root", ROOT, "--boundaries", boundary, "--groups", table]
    words += ["--region", "34.04", "--lang", "en", "--out", tmp_path / "out"]
    result = run(*words)
    if result.code == 1 and case["asking_is_right_too"]:
        assert "--villages" in result.err or "kabupaten beside the codes" in result.err
        return
    assert result.code == 0, result.err
    report = json.loads((tmp_path / "out/data/link_report.json").read_text(encoding="utf-8"))
    linked = next(one for one in report if one["table"] == table.name)
    assert (linked["villages"], linked["value_linked"]) == (case["villages"], case["total"])


@pytest.mark.real
def test_the_cures_named_for_files_of_the_field_work(tmp_path: Path) -> None:
    table = LAYERS / "06_float_noise" / "jumlah.csv"
    boundary = LAYERS / "11_wrong_cure" / "m_nocode.geojson"
    result = run(
        *["check", "--root", ROOT, "--boundaries", boundary, "--groups", table],
        *["--region", "34.04", "--villages", table, "--out", tmp_path / "out"],
    )
    assert result.code == 0, result.err
    report = json.loads((tmp_path / "out/data/link_report.json").read_text(encoding="utf-8"))
    assert report[0]["value_linked"] == 63


def test_shapes_of_the_field_keep_their_area(tmp_path: Path) -> None:
    read = read_boundaries(_topojson(tmp_path))
    expected = shapely.area(plain().geometry.to_numpy()).sum()
    assert np.isclose(shapely.area(read.villages.geometry.to_numpy()).sum(), expected)
