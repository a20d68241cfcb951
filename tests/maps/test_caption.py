"""Captions and alternative texts: every figure in them is the layer's."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from wksbm.boundaries.model import Source
from wksbm.config import Labels
from wksbm.layers.model import Atlas, Layer
from wksbm.layers.spec import Measure
from wksbm.maps.caption import (
    alt_text,
    caption,
    caption_file,
    dates,
    finding,
    method_line,
    plain,
    sources,
    warnings,
)
from wksbm.maps.spec import MapSpec
from wksbm.text import Text, counted

from tests import board
from tests.maps.scanned import SCAN, scanned


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return board.atlas(tmp_path)


def spec(layer: str) -> MapSpec:
    return MapSpec(
        id=layer,
        title=Text("Judul peta", "Title of the map"),
        description=Text("Satu kalimat.", "One sentence."),
        kind="static",
        layers=(layer,),
        page="a4-landscape",
        order=1,
        file=f"maps/{layer}.toml",
    )


def changed(layer: Layer, values: list[float], **of_spec: object) -> Layer:
    """Return the layer with other values; its legend stays."""
    series = pd.Series(values, index=layer.values.index, dtype=float)
    described = dataclasses.replace(layer.spec, **of_spec)  # type: ignore[arg-type]
    return dataclasses.replace(layer, spec=described, values=series)


def test_finding_of_a_rate(atlas: Atlas) -> None:
    assert finding(atlas, atlas.layer("kelompok_per_1000")) == Text(
        "Nilai tengah (median) kalurahan: 35,0 kelompok per 1.000 penduduk; "
        "tertinggi 70,0 (Beji, Kidul). 1 kalurahan tidak ada (0), 1 tidak melapor.",
        "Median of the villages: 35.0 groups per 1,000 residents; "
        "highest 70.0 (Beji, Kidul). 1 village none (0), 1 not reported.",
    )


def test_finding_of_a_count(atlas: Atlas) -> None:
    assert finding(atlas, atlas.layer("jumlah_kelompok")) == Text(
        "280 kelompok tercatat di 7 kalurahan; terbanyak 70 (Beji, Kidul). "
        "1 kalurahan tidak ada (0), 1 tidak melapor.",
        "280 groups recorded in 7 villages; most 70 (Beji, Kidul). "
        "1 village none (0), 1 not reported.",
    )


def test_finding_of_a_shortfall(atlas: Atlas) -> None:
    layer = changed(
        atlas.layer("jumlah_kelompok"),
        [35, 25, 15, 5, 0, 0, 0, 0, np.nan],
        measure=Measure("shortfall", "jumlah_kelompok", "penduduk", 1000),
    )
    assert finding(atlas, layer).id.startswith(
        "4 dari 8 kalurahan di bawah median wilayah ini: seluruhnya kurang 80 kelompok; "
        "terbanyak 35 (Utara, Lor)."
    )
    assert finding(atlas, layer).en.startswith(
        "4 of 8 villages are below the median of this area: 80 groups missing in all; "
        "most 35 (Utara, Lor)."
    )
    nowhere = changed(layer, [0.0] * 8 + [np.nan])
    assert finding(atlas, nowhere).id.startswith(
        "Tidak ada kalurahan yang di bawah median wilayah ini."
    )


@pytest.mark.parametrize(
    ("against", "id_text", "en_text"),
    [
        ("median", "median wilayah ini", "the median of this area"),
        ("kecamatan", "median kapanewonnya sendiri", "their own sub-district's median"),
        ("target", "sasaran yang ditetapkan", "the target that was set"),
    ],
)
def test_a_shortfall_says_against_what(
    atlas: Atlas, against: str, id_text: str, en_text: str
) -> None:
    measure = Measure("shortfall", "jumlah_kelompok", "penduduk", 1000, against=against)
    layer = changed(atlas.layer("jumlah_kelompok"), [35] + [0] * 7 + [np.nan], measure=measure)
    assert finding(atlas, layer).id.startswith(f"1 dari 8 kalurahan di bawah {id_text}: ")
    assert finding(atlas, layer).en.startswith(f"1 of 8 villages are below {en_text}: ")
    nowhere = changed(layer, [0.0] * 8 + [np.nan])
    assert finding(atlas, nowhere).en.startswith(f"No village is below {en_text}.")


def test_finding_of_a_score_has_no_unit(atlas: Atlas) -> None:
    layer = changed(
        atlas.layer("jumlah_kelompok"),
        [90, 80, 70, 60, 50, 40, 30, 20, np.nan],
        measure=Measure("priority", ""),
        unit=Text("skor 0 sampai 100", "score 0 to 100"),
    )
    assert finding(atlas, layer).id.startswith(
        "Skor tertinggi 90 (Utara, Lor); nilai tengah (median) kalurahan 55. "
    )
    assert finding(atlas, layer).en.startswith(
        "Highest score 90 (Utara, Lor); median of the villages 55. "
    )


def test_finding_of_an_attribute_gives_median_and_range(atlas: Atlas) -> None:
    layer = changed(
        atlas.layer("kelompok_per_1000"),
        [0.5, 0.6, 0.7, 0.8, 0.9, 0.55, 0.65, 0.75, np.nan],
        measure=Measure("value", "idm_2024"),
        unit=Text("nilai IDM", "IDM score"),
        decimals=3,
    )
    assert finding(atlas, layer).id.startswith(
        "Nilai tengah (median) kalurahan: 0,675 nilai IDM; "
        "terendah 0,500 (Utara, Lor), tertinggi 0,900 (Ngoro-oro, Tengah)."
    )


@pytest.mark.parametrize("values", [[5.0] * 7 + [9.0, np.nan], [2.0, 8.0] * 4 + [np.nan]])
def test_no_half_is_claimed_for_a_median(atlas: Atlas, values: list[float]) -> None:
    text = finding(atlas, changed(atlas.layer("kelompok_per_1000"), values))
    assert text.id.startswith("Nilai tengah (median) kalurahan: 5,0 kelompok per 1.000 penduduk;")
    assert text.en.startswith("Median of the villages: 5.0 groups per 1,000 residents;")


def test_shared_extremes_name_no_village(atlas: Atlas) -> None:
    layer = changed(atlas.layer("jumlah_kelompok"), [0, 70, 70, 1, 1, 1, 1, 1, np.nan])
    assert "terbanyak 70 (2 kalurahan)" in finding(atlas, layer).id
    assert "most 70 (2 villages)" in finding(atlas, layer).en


def test_finding_without_any_value(atlas: Atlas) -> None:
    layer = changed(atlas.layer("kelompok_per_1000"), [np.nan] * 9)
    assert finding(atlas, layer).id.startswith("Belum ada kalurahan dengan data")
    assert finding(atlas, layer).en.startswith("No village has data")


def test_numbers_are_written_as_each_language_does(atlas: Atlas) -> None:
    layer = changed(atlas.layer("jumlah_kelompok"), [1234.5] * 8 + [np.nan], decimals=1)
    assert "9.876,0 kelompok" in finding(atlas, layer).id
    assert "9,876.0 groups" in finding(atlas, layer).en
    assert counted(1234, Text("kalurahan", "village"), "id") == "1.234 kalurahan"
    assert counted(1234, Text("kalurahan", "village"), "en") == "1,234 villages"
    assert counted(1, Text("kalurahan", "village"), "en") == "1 village"


def test_caption_holds_title_finding_source_method_and_projection(atlas: Atlas) -> None:
    layer = atlas.layer("kelompok_per_1000")
    text = caption(atlas, spec(layer.id), layer, "WGS 84 / UTM zone 49S (EPSG:32749)")
    assert text.id == (
        f"Judul peta. {finding(atlas, layer).id} "
        "Data per 2026. Sumber: Papan catur 2026. Data: papan_catur.csv (Dinas Contoh, 2026). "
        "Metode: kuantil, 4 kelas, 8 dari 9 desa. Proyeksi: WGS 84 / UTM zona 49S (EPSG:32749)."
    )
    assert text.en.startswith(
        f"Title of the map. {finding(atlas, layer).en} Data as of 2026. Source: "
    )


def test_sources_are_named_once(atlas: Atlas) -> None:
    doubled = dataclasses.replace(atlas, sources=atlas.sources * 2)
    layer = atlas.layer("kelompok_per_1000")
    assert sources(doubled, layer) == sources(atlas, layer)
    assert (
        method_line(layer, "X").en == "Method: quantiles, 4 classes, 8 of 9 villages. Projection: X"
    )


def test_a_bare_file_is_called_one(atlas: Atlas) -> None:
    layer = dataclasses.replace(
        atlas.layer("kelompok_per_1000"),
        sources=(
            Source("batas desa 2024.zip"),
            Source("Potensi Desa 3.5"),
            Source("penduduk.csv", date="2024"),
            Source("Sensus", "BPS"),
        ),
    )
    assert sources(atlas, layer).id.endswith(
        "Data: berkas batas desa 2024.zip; Potensi Desa 3.5; penduduk.csv (2024); Sensus (BPS)"
    )
    assert "Data: file batas desa 2024.zip; " in sources(atlas, layer).en


@pytest.mark.parametrize(
    ("given", "id_text", "en_text"),
    [
        (["2024"], "Data per 2024", "Data as of 2024"),
        (["2024", "2024"], "Data per 2024", "Data as of 2024"),
        (
            ["2025", "2021", "2024"],
            "Data per 2021, 2024 dan 2025",
            "Data as of 2021, 2024 and 2025",
        ),
        (
            ["", "2024", ""],
            "Data per 2024 (2 masukan tanpa tanggal)",
            "Data as of 2024 (date unknown for 2 of the inputs)",
        ),
        (["", ""], "Tanggal data tidak disebut", "The date of the data is not stated"),
    ],
)
def test_dates_are_those_of_the_sources(
    atlas: Atlas, given: list[str], id_text: str, en_text: str
) -> None:
    used = tuple(Source(f"masukan {place}", date=date) for place, date in enumerate(given))
    layer = dataclasses.replace(atlas.layer("kelompok_per_1000"), sources=used)
    assert dates(atlas, layer) == Text(id_text, en_text)


def test_all_notes_stand_in_the_caption_before_the_warnings(atlas: Atlas) -> None:
    layer = atlas.layer("kelompok_per_1000")
    noted = dataclasses.replace(
        atlas,
        approximate=True,
        notes=tuple(Text(f"Catatan {place}.", f"Note {place}.") for place in (1, 2, 3)),
    )
    text = caption(noted, spec(layer.id), layer, "X")
    assert text.id.endswith(
        "Proyeksi: X. Catatan 1. Catatan 2. Catatan 3. Batas wilayah hanya perkiraan."
    )
    assert "Projection: X. Note 1. Note 2. Note 3. The boundaries" in text.en


def test_warnings_go_with_sample_and_approximate_only(atlas: Atlas) -> None:
    layer = atlas.layer("kelompok_per_1000")
    assert warnings(atlas) == ()
    marked = dataclasses.replace(atlas, sample=True, approximate=True)
    for text in (
        caption(marked, spec(layer.id), layer, "X"),
        alt_text(marked, spec(layer.id), layer),
    ):
        assert text.id.endswith(
            "Data contoh (rekaan), bukan data sebenarnya. Batas wilayah hanya perkiraan."
        )
        assert text.en.endswith(
            "Sample data (made up), not real data. The boundaries are only an approximation."
        )


def test_alt_text_of_a_choropleth_reads_out_its_legend(atlas: Atlas) -> None:
    layer = atlas.layer("kelompok_per_1000")
    text = alt_text(atlas, spec(layer.id), layer).id
    assert text == (
        "Peta koroplet 9 kalurahan di Gunungkidul: Judul peta. "
        "Kelas (kelompok per 1.000 penduduk): 10 – 20 (2 kalurahan); 20 – 40 (2 kalurahan); "
        "40 – 60 (2 kalurahan); 60 – 70 (1 kalurahan); tidak ada (0) (1 kalurahan); "
        "tidak melapor (1 kalurahan). "
        "Tertinggi: 70,0 (Beji, Kidul), 60,0 (Selatan, Kidul) dan 50,0 (Baleharjo, Tengah); "
        "terendah: 10,0 (Beji, Lor), 20,0 (Kepek, Lor) dan 30,0 (Tengah, Tengah). "
        "Nilai tengah (median) per kapanewon tertinggi di Kidul (65,0), terendah di Lor (10,0)."
    )


def test_alt_text_of_circles_names_the_villages_without_one(atlas: Atlas) -> None:
    layer = atlas.layer("jumlah_kelompok")
    text = alt_text(atlas, spec(layer.id), layer).en
    assert text.startswith(
        "Proportional-symbol map of 9 villages in Gunungkidul: Title of the map."
    )
    assert "Without a circle: none (0) (1 village); not reported (1 village)." in text
    assert "10 – 20" not in text


def test_a_finding_of_its_own_comes_first_and_the_states_follow(tmp_path: Path) -> None:
    atlas = board.analysed(tmp_path)
    assert finding(atlas, atlas.layer("gugus_moran")) == Text(
        "5 dari 7 kalurahan berada dalam gugus. 1 kalurahan tidak dapat dihitung, 1 tidak melapor.",
        "5 of 7 villages are part of a cluster. 1 village cannot be computed, 1 not reported.",
    )
    numeric = dataclasses.replace(
        atlas.layer("kelompok_per_1000"), finding=Text("Angka terpisah.", "Its own.")
    )
    assert (
        finding(atlas, numeric).id == "Angka terpisah. 1 kalurahan tidak ada (0), 1 tidak melapor."
    )


def test_categories_without_a_finding_are_counted(tmp_path: Path) -> None:
    atlas = board.analysed(tmp_path)
    layer = dataclasses.replace(atlas.layer("gugus_moran"), finding=None)
    assert finding(atlas, layer).en == (
        "2 villages many among many, 3 few among few, 2 not significant. "
        "1 village cannot be computed, 1 not reported."
    )


def test_caption_of_categories_keeps_the_method(tmp_path: Path) -> None:
    atlas = board.analysed(tmp_path)
    text = caption(atlas, spec("gugus_moran"), atlas.layer("gugus_moran"), "X").id
    assert text.startswith("Judul peta. 5 dari 7 kalurahan berada dalam gugus. 1 kalurahan ")
    assert text.endswith("Metode: Moran lokal, 9.999 permutasi. Proyeksi: X.")


def test_alt_text_of_categories_counts_them_and_names_no_extremes(tmp_path: Path) -> None:
    atlas = board.analysed(tmp_path)
    text = alt_text(atlas, spec("gugus_moran"), atlas.layer("gugus_moran"))
    assert text.id == (
        "Peta kategori 9 kalurahan di Gunungkidul: Judul peta. "
        "Kategori: banyak, dikelilingi banyak (2 kalurahan); "
        "sedikit, dikelilingi sedikit (3 kalurahan); banyak di antara sedikit (0 kalurahan); "
        "sedikit di antara banyak (0 kalurahan); tidak bermakna (2 kalurahan); "
        "tidak dapat dihitung (1 kalurahan); tidak melapor (1 kalurahan)."
    )
    assert text.en.startswith("Map of categories of 9 villages in Gunungkidul: Title of the map.")


def test_alt_text_tells_the_areas_of_the_scan_and_only_there(tmp_path: Path) -> None:
    atlas = scanned(tmp_path)
    text = alt_text(atlas, spec(SCAN), atlas.layer(SCAN))
    assert text.id.endswith(
        "Daerah bergaris utuh: lebih banyak; bergaris putus-putus: lebih sedikit. "
        "Daerah 1. Daerah 2."
    )
    assert "solid outline: more; with a dashed outline: fewer. Area 1. Area 2." in text.en
    for layer in atlas.layers:
        assert ("Daerah bergaris" in alt_text(atlas, spec(layer.id), layer).id) == (
            layer.id == SCAN
        )


def test_english_plurals_of_other_labels(atlas: Atlas) -> None:
    labels = Labels(Text("kota", "city"), Text("kecamatan", "district"))
    renamed = dataclasses.replace(atlas, config=dataclasses.replace(atlas.config, labels=labels))
    layer = atlas.layer("kelompok_per_1000")
    assert finding(renamed, layer).en.startswith("Median of the cities: 35.0 groups")
    assert "9 cities in Gunungkidul" in alt_text(renamed, spec(layer.id), layer).en


def test_the_file_has_both_languages() -> None:
    content = caption_file(spec("x"), Text("ket.", "capt."), Text("alt id.", "alt en."))
    assert content == (
        "[id]\nJudul: Judul peta\nKeterangan gambar: ket.\nTeks alternatif: alt id.\n\n"
        "[en]\nTitle: Title of the map\nCaption: capt.\nAlternative text: alt en.\n"
    )


def test_hostile_and_endless_names_make_one_harmless_line(tmp_path: Path) -> None:
    names = ("x" * 5000, *board.HOSTILE_NAMES[1:7], "a\nb\x00\N{RIGHT-TO-LEFT OVERRIDE}c", "z")
    atlas = board.atlas(tmp_path, names)
    layer = atlas.layer("kelompok_per_1000")
    text = alt_text(atlas, spec(layer.id), layer).id
    assert "70,0 (a bc, Kidul)" in text
    assert len(text) < 1200 and text.isprintable()
    assert plain(" a\t\N{ZERO WIDTH SPACE}b ") == "a b"
