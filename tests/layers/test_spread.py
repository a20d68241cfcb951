"""Density, reach, areas without groups and proposals on the chess board, counted by hand.

Each village has its people in the middle of its nine raster cells, and its groups there too. From
the north-west: A has 2 groups, B reports none, C did not report, D has 4 groups of which 3 have a
place, E has 5 of which 4 have one, F to I have one each.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from wksbm.atlas.build import build_atlas
from wksbm.boundaries.model import Source
from wksbm.config import RasterConfig
from wksbm.errors import InputError
from wksbm.layers.people import PeopleInputs, beside, read_people
from wksbm.layers.reach_tables import proposal_table, reach_by_district, spot_table
from wksbm.raster.population_file import open_population

from tests.board import NORTH, SIDE, WEST, codes, settings
from tests.layers.boards import SPECS, told
from tests.layers.spread_board import (
    MIDDLES,
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    build,
    groups,
    people,
    spread_of,
)
from tests.layers.tables import attributes, boundaries, counts, register
from tests.raster.rasters import write_raster

EAST_WEST_M = 2205
"""0.02 degrees of longitude at 7.91 degrees south."""


def test_people_of_the_raster_stand_beside_those_of_the_table(tmp_path: Path) -> None:
    villages = build(tmp_path).villages
    assert villages["penduduk_raster"].tolist() == pytest.approx([1000] * 9)
    assert villages["beda_penduduk_pct"].round(6).tolist() == [0] * 5 + [-50] + [0] * 3


def test_villages_whose_groups_places_are_not_known_are_not_judged(tmp_path: Path) -> None:
    atlas = build(tmp_path)
    assert spread_of(atlas).known.tolist() == [A, B, E, F, G, H, I]
    judged = atlas.villages["pct_penduduk_1km"].notna()
    assert judged.index[judged].tolist() == [A, B, E, F, G, H, I]
    assert atlas.layer("pct_penduduk_1km").states.to_dict() == {
        A: "value", B: "zero", C: "not_reported", D: "undefined",
        **dict.fromkeys((E, F, G, H, I), "value"),
    }  # fmt: skip


def test_people_within_reach_are_those_of_the_village_itself_but_for_the_one_without(
    tmp_path: Path,
) -> None:
    villages = build(tmp_path).villages
    assert villages.loc[A, ["penduduk_500m", "penduduk_5km"]].tolist() == pytest.approx([1000] * 2)
    near = ["penduduk_500m", "penduduk_1km", "penduduk_2km"]
    assert villages.loc[B, near].tolist() == [0, 0, 0]
    assert villages.loc[B, "penduduk_5km"] == pytest.approx(1000)
    assert villages.loc[B, "jarak_kelompok_m"] == pytest.approx(EAST_WEST_M, abs=3)
    assert villages.loc[A, "jarak_kelompok_m"] == pytest.approx(0, abs=1)


def test_the_density_holds_the_placed_groups_of_known_villages_only(tmp_path: Path) -> None:
    density = spread_of(build(tmp_path)).density
    assert density is not None
    assert density.total == 2 + 4 + 4 * 1
    assert density.integral == pytest.approx(10)
    assert density.grid.inside.sum() * density.grid.cell_km2 == pytest.approx(7 * 4.87, rel=0.01)
    assert (np.isfinite(density.values) == (density.grid.inside > 0)).all()


def test_members_weigh_when_asked(tmp_path: Path) -> None:
    spread = spread_of(build(tmp_path, by_members=True))
    assert spread.density is not None and spread.density.total == 100
    assert spread.ratio is None


def test_without_members_each_group_counts_one_and_the_build_says_so(tmp_path: Path) -> None:
    rows = [{"kode": kode, "lon": MIDDLES[kode][0], "lat": MIDDLES[kode][1]} for kode in codes()]
    atlas = build(tmp_path, table=register(rows), by_members=True)
    spread = spread_of(atlas)
    assert spread.density is not None and spread.density.total == 9
    assert not spread.config.by_members and spread.ratio is not None
    assert any(remark.id.startswith("Jumlah anggota tidak diketahui") for remark in atlas.remarks)


def test_the_mean_stands_for_members_that_are_not_known_and_the_build_says_so(
    tmp_path: Path,
) -> None:
    rows: list[dict[str, Any]] = [
        {"kode": kode, "lon": MIDDLES[kode][0], "lat": MIDDLES[kode][1]} for kode in codes()
    ]
    for row, members in zip(rows, (10, 20, 33), strict=False):
        row["jumlah_anggota"] = members
    atlas = build(tmp_path, table=register(rows), by_members=True)
    density = spread_of(atlas).density
    assert density is not None and density.total == 9 * 21
    (said,) = [remark for remark in atlas.remarks if remark.id.startswith("Jumlah anggota 6 dari")]
    assert "memakai rata-ratanya (21,0)" in said.id and "mean (21.0)" in said.en


def test_a_group_of_a_village_with_few_places_still_serves_its_neighbours(tmp_path: Path) -> None:
    """D has 4 groups of which 2 have a place, one of them in the middle of A, which has none."""
    rows: list[dict[str, Any]] = [{"kode": A, "nil": True}]
    at = [MIDDLES[A], MIDDLES[D], None, None]
    for spot in at:
        rows.append({"kode": D} | ({"lon": spot[0], "lat": spot[1]} if spot else {}))
    rows.append({"kode": I, "lon": MIDDLES[I][0], "lat": MIDDLES[I][1]})
    villages = build(tmp_path, table=register(rows)).villages
    assert np.isnan(villages.at[D, "jarak_kelompok_m"])
    assert villages.at[A, "jarak_kelompok_m"] == pytest.approx(0, abs=1)
    assert villages.at[A, "penduduk_500m"] == pytest.approx(1000)


def test_one_group_has_a_density_only_with_a_bandwidth_and_the_build_says_so(
    tmp_path: Path,
) -> None:
    rows: list[dict[str, Any]] = [{"kode": A, "lon": MIDDLES[A][0], "lat": MIDDLES[A][1]}]
    atlas = build(tmp_path, table=register(rows), bandwidth_m=None)
    assert spread_of(atlas).density is None
    assert any(remark.id.startswith("Kelompok yang letaknya") for remark in atlas.remarks)
    density = spread_of(build(tmp_path, table=register(rows))).density
    assert density is not None and density.integral == pytest.approx(1)


def test_groups_per_thousand_people_where_both_are(tmp_path: Path) -> None:
    spread = spread_of(build(tmp_path))
    assert spread.ratio is not None and spread.density is not None
    grid = spread.density.grid
    ratio = spread.ratio.values
    row, column = np.unravel_index(np.nanargmax(spread.density.values), ratio.shape)
    assert ratio[row, column] == pytest.approx(4, rel=0.03)  # E: 4 groups, 1,000 people
    assert grid.inside[row, column] == 1


def test_the_village_without_groups_is_the_white_spot_and_gets_the_proposal(
    tmp_path: Path,
) -> None:
    atlas = build(tmp_path)
    spread = spread_of(atlas)
    spots = spot_table(atlas.villages, spread)
    assert spots[["peringkat", "kode", "desa"]].to_numpy().tolist() == [[1, B, "Beji"]]
    assert spots["penduduk"].tolist() == pytest.approx([1000])
    assert spots["luas_km2"].iloc[0] == pytest.approx(4.87 / 9, rel=0.01)
    assert spread.beyond == pytest.approx(1000)
    proposals = proposal_table(atlas.villages, spread)
    assert proposals["cara"].tolist() == ["cakupan_maksimal", "bertahap"]
    first = proposals.iloc[0]
    assert (first["lon"], first["lat"]) == pytest.approx(MIDDLES[B], abs=1e-5)
    assert first[["kode", "penduduk_bertambah", "pct_terjangkau"]].tolist() == [B, 1000, 100]


def test_people_and_reach_by_district(tmp_path: Path) -> None:
    atlas = build(tmp_path)
    table = reach_by_district(atlas.villages, spread_of(atlas)).set_index("kode_kecamatan")
    assert table.index.tolist() == ["34.03.01", "34.03.02", "34.03.03", ""]
    assert table["penduduk_raster"].tolist() == pytest.approx([3000, 3000, 3000, 9000])
    assert table["penduduk_dinilai"].tolist() == pytest.approx([2000, 2000, 3000, 7000])
    assert table["pct_penduduk_1km"].tolist() == pytest.approx([50, 100, 100, 600 / 7])
    assert table.at["34.03.01", "jarak_kelompok_m"] == pytest.approx(EAST_WEST_M / 2, abs=3)


def test_suppressed_villages_and_their_groups_take_no_part(tmp_path: Path) -> None:
    """Only B (none), D and E are shown when fewer than three are suppressed; D stays unknown."""
    spread = spread_of(build(tmp_path, minimum_groups=3))
    assert spread.known.tolist() == [B, E]
    assert spread.density is not None and spread.density.total == 4
    assert spread.columns.loc[A, ["penduduk_500m", "pct_penduduk_1km"]].isna().all()


def test_the_account_says_it_all_in_both_languages(tmp_path: Path) -> None:
    atlas = build(tmp_path)
    assert [finding.id for finding in atlas.summary][-2:] == ["reach", "method"]
    assert next(part for part in atlas.summary if part.id == "reach").layer == "pct_penduduk_1km"
    said = told(atlas, "reach")
    for words in (
        "di sini tinggal 9.000 orang",
        "orang_2020.tif” (tahun 2020, menurut nama berkas)",
        "berbeda lebih dari 30% di 1 kalurahan (Tengah)",
        "Dari 7.000 orang di 7 kalurahan",
        "85,7% paling jauh 1 km",
        "terdapat 1 daerah yang masing-masing dihuni sekurangnya 50 orang, seluruhnya 1.000 orang; "
        "yang terbanyak: Beji (Lor), 1.000 orang",
        "menjangkau 1.000 dari 1.000 orang",
        "2 kalurahan tidak ikut",
        "garis lurus",
    ):
        assert words in said
    english = told(atlas, "reach", "en")
    for words in (
        "85.7% within 1 km",
        "1 area of at least 50 people",
        "straight line",
        "2 villages left out",
    ):
        assert words in english


def test_without_a_raster_the_density_stands_and_the_rest_is_said_to_be_left_out(
    tmp_path: Path,
) -> None:
    atlas = build(tmp_path, given=PeopleInputs())
    spread = spread_of(atlas)
    assert spread.density is not None and spread.distances is None
    assert any(remark.id.startswith("Raster penduduk tidak tersedia") for remark in atlas.remarks)
    assert "pct_penduduk_1km" not in {layer.id for layer in atlas.layers}
    assert "kernel Gauss" in told(atlas, "reach")


def test_without_places_the_people_stand_and_the_rest_is_said_to_be_left_out(
    tmp_path: Path,
) -> None:
    atlas = build(tmp_path, table=counts([2, 0, None, 4, 5, 1, 1, 1, 1]))
    spread = spread_of(atlas)
    assert spread.density is None and spread.distances is None
    assert atlas.villages["penduduk_raster"].sum() == pytest.approx(9000)
    assert any(remark.id.startswith("Letak kelompok") for remark in atlas.remarks)
    assert "di sini tinggal 9.000 orang" in told(atlas, "reach")


def test_a_raster_of_another_region_is_told_and_left_out(tmp_path: Path) -> None:
    atlas = build(tmp_path, given=people(tmp_path, west=100.0))
    told_of = [remark.id for remark in atlas.remarks if "tidak mencakup wilayah" in remark.id]
    assert len(told_of) == 1 and told_of[0].startswith("orang_2020.tif")
    assert "Gunakan raster yang mencakup wilayah ini" in told_of[0]
    assert spread_of(atlas).density is not None
    assert "penduduk_raster" not in atlas.villages


def test_a_raster_of_a_part_leaves_the_other_villages_without_a_figure(tmp_path: Path) -> None:
    atlas = build(tmp_path, given=people(tmp_path, west=WEST + SIDE))
    people_there = atlas.villages["penduduk_raster"]
    assert people_there[[A, D, G]].isna().all() and people_there[[B, E, H]].notna().all()
    assert atlas.villages.loc[A, ["penduduk_1km", "pct_penduduk_1km"]].isna().all()
    assert "3 kalurahan tidak tercakup seluruhnya oleh raster itu" in told(atlas, "reach")


def test_a_raster_that_cannot_be_read_to_its_end_stops_the_build(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).random((600, 600))
    where: dict[str, Any] = {"cell": SIDE / 200, "west": WEST, "north": NORTH, "crs": "EPSG:4326"}
    path = write_raster(tmp_path / "putus.tif", noise, compress="deflate", tiled=True, **where)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    given = PeopleInputs(open_population(path), Source("putus.tif"))
    with pytest.raises(InputError, match=r"putus\.tif"):
        build(tmp_path, given=given)


def test_when_everybody_has_a_group_nothing_is_proposed(tmp_path: Path) -> None:
    atlas = build(tmp_path, reach_m=3000.0)
    assert spread_of(atlas).proposals == ()
    assert "Tidak ada daerah berpenduduk" in told(atlas, "reach")


def test_no_proposals_when_none_are_wanted(tmp_path: Path) -> None:
    spread = spread_of(build(tmp_path, proposals=0))
    assert spread.proposals == () and spread.spots is not None and len(spread.spots) == 1


def test_candidates_of_a_table_are_used_and_named(tmp_path: Path) -> None:
    lon, lat = MIDDLES[B]
    candidates = pd.DataFrame(
        {
            "nama": ["Jauh", "Balai", "Luar"],
            "lon": [MIDDLES[I][0], lon + 0.005, lon],
            "lat": [MIDDLES[I][1], lat, NORTH + 0.005],
        }
    )
    given = replace(people(tmp_path), candidates=candidates)
    atlas = build(tmp_path, given=given)
    first = spread_of(atlas).proposals
    assert [(entry.name, entry.kode) for entry in first] == [("Balai", B)]
    assert spread_of(atlas).candidates == 3
    far = build(tmp_path, given=given, reach_m=1900.0)
    outside = replace(given, candidates=candidates.iloc[[2]].reset_index(drop=True))
    assert spread_of(far).proposals[0].name == "Balai"
    only = spread_of(build(tmp_path, given=outside, reach_m=1900.0)).proposals
    assert [(entry.name, entry.kode) for entry in only] == [("Luar", "")]
    assert "tempat itu" not in told(build(tmp_path, given=outside, reach_m=1900.0), "reach")


def test_a_column_of_the_users_own_wins(tmp_path: Path) -> None:
    config = replace(settings(tmp_path), raster=RasterConfig(bandwidth_m=500))
    own = attributes(penduduk=[1000.0] * 9, penduduk_raster=[7.0] * 9)
    atlas = build_atlas(config, boundaries(), groups(), [own], SPECS, people=people(tmp_path))
    assert atlas.villages["penduduk_raster"].tolist() == [7] * 9


def test_not_asked_for_nothing_is_computed_or_said(tmp_path: Path) -> None:
    atlas = build_atlas(settings(tmp_path), boundaries(), groups(), [], SPECS)
    assert atlas.spread is None
    assert not any("Raster" in remark.id or "Letak" in remark.id for remark in atlas.remarks)


def _read(folder: Path, candidates: str | None, raster: str = "") -> PeopleInputs:
    path = None
    if candidates is not None:
        path = folder / "calon.csv"
        path.write_text(candidates, encoding="utf-8")
    config = replace(
        settings(folder),
        population_raster=folder / raster if raster else None,
        raster=RasterConfig(candidates=path),
    )
    return read_people(config)


def test_candidates_are_read_as_people_write_them(tmp_path: Path) -> None:
    found = _read(tmp_path, 'nama,lon,lat,catatan\nBalai,110.6,-7.96,x\nPos,"110,61","7,97 LS",\n')
    assert found.candidates is not None and found.candidates_source is not None
    assert found.candidates.to_numpy().tolist() == [["Balai", 110.6, -7.96], ["Pos", 110.61, -7.97]]
    assert len(found.candidates_source.sha256) == 64


def test_every_bad_candidate_and_the_raster_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, "nama,lon,lat\nA,110.6,-7.96\nB,,\nC,abc,-7\nD,0,0\n", "tidak_ada.tif")
    problems = caught.value.problems
    assert [(problem.file, problem.row) for problem in problems] == [
        ("tidak_ada.tif", None),
        ("calon.csv", 3),
        ("calon.csv", 4),
        ("calon.csv", 5),
    ]
    assert "abc" in problems[2].render("id")


def test_invented_people_are_not_set_beside_real_groups(tmp_path: Path) -> None:
    given = people(tmp_path)
    assert given.raster_source is not None
    sample = replace(given, raster_source=replace(given.raster_source, sample=True))
    real = groups()
    invented = replace(real, raw=replace(real.raw, source=replace(real.raw.source, sample=True)))
    assert beside(given, real) is given
    assert beside(sample, invented) is sample
    for table in (real, None):
        left = beside(sample, table)
        assert left.raster is None and left.sources == ()
    atlas = build(tmp_path, given=beside(sample, real))
    assert not atlas.sample
    assert any("hanya dipakai bersama register contoh" in remark.id for remark in atlas.remarks)


def test_the_sidecar_says_that_a_raster_is_a_sample(tmp_path: Path) -> None:
    people(tmp_path)
    (tmp_path / "orang_2020.toml").write_text('title = "Orang"\nsample = true\n', encoding="utf-8")
    found = _read(tmp_path, None, "orang_2020.tif")
    assert found.raster_source is not None
    assert (found.raster_source.title, found.raster_source.sample) == ("Orang", True)
    assert build(tmp_path, given=found).sample
    assert len(found.raster_source.sha256) == 64
