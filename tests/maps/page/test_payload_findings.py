"""What the statistics add to the data of the interactive page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from wksbm.maps.page.payload import page_payload
from wksbm.maps.page.sentences import Sentences
from wksbm.maps.page.write import write_interactive
from wksbm.text import LANGUAGES, Lang, Text

from tests import board
from tests.maps.page.page_spec import SPEC
from tests.maps.payloads import classes_of, data_of


def told(patterns: list[Any], kept: list[Any], lang: Lang) -> str:
    """Put a sentence together again as the page does."""
    pattern, *numbers = kept
    text = patterns[pattern] if isinstance(patterns[pattern], str) else patterns[pattern][lang]
    for place, number in enumerate(numbers):
        shown = number if lang == "id" else number.translate(str.maketrans(".,", ",."))
        text = text.replace(f"{{{place}}}", shown)
    return str(text)


def test_without_statistics_there_is_nothing_of_them(tmp_path: Path) -> None:
    data = page_payload(board.atlas(tmp_path), SPEC)
    for part in ("account", "profile", "areas", "priorities"):
        assert data[part] == []
    assert [layer["finding"] for layer in data["layers"]] == [None, None]
    assert [layer["outlines"] for layer in data["layers"]] == [False, False]


def test_categories_have_classes_and_no_numbers(tmp_path: Path) -> None:
    spec = replace(SPEC, layers=(*SPEC.layers, "gugus_moran"))
    layer = page_payload(board.analysed(tmp_path), spec)["layers"][2]
    assert layer["symbology"] == "categories"
    assert layer["values"] == [None] * 9
    assert classes_of(layer) == [
        "ll", "ll", "ns", "ll", "ns", "hh", "undefined", "hh", "not_reported",
    ]  # fmt: skip
    assert not any(entry["numeric"] or entry["marked"] for entry in layer["classes"])
    assert layer["circles"] is None
    assert layer["finding"]["en"] == "5 of 7 villages are part of a cluster"


def test_only_the_scan_layer_shows_outlines(tmp_path: Path) -> None:
    atlas = board.analysed(tmp_path)
    first, *others = atlas.layers
    measure = replace(first.spec.measure, kind="scan")
    scan = replace(first, spec=replace(first.spec, measure=measure))
    data = page_payload(replace(atlas, layers=(scan, *others)), SPEC)
    assert [layer["outlines"] for layer in data["layers"]] == [False, True]


def test_the_account_and_the_profile_name_layers_by_their_place(tmp_path: Path) -> None:
    atlas = board.analysed(tmp_path)
    data = page_payload(atlas, SPEC)
    missing, method = data["account"]
    assert (missing["id"], missing["layer"]) == ("missing", 0)
    assert missing["heading"] == {"id": "Kekurangan", "en": "Shortfall"}
    assert missing["sentences"][1]["en"] == "1 village did not report."
    assert method["layer"] is None
    (dues,) = data["profile"]
    assert (dues["id"], dues["verdict"], dues["layer"]) == ("dues", "agrees", 0)
    assert dues["claim"]["id"] == "Kegiatan dibiayai iuran anggota."
    assert dues["caveat"]["en"] == "Only groups on record."
    elsewhere = page_payload(atlas, replace(SPEC, layers=("jumlah_kelompok",)))
    assert elsewhere["account"][0]["layer"] is None
    assert elsewhere["profile"][0]["layer"] is None


def test_areas_have_their_villages_from_the_middle(tmp_path: Path) -> None:
    more, fewer = page_payload(board.analysed(tmp_path), SPEC)["areas"]
    assert (more["number"], more["kind"], more["villages"]) == (1, "more", [7, 6])
    assert (fewer["number"], fewer["kind"], fewer["villages"]) == (2, "fewer", [0, 1, 3])
    assert more["sentence"] == {"id": "Daerah 1.", "en": "Area 1."}


def test_sentences_stand_once_and_priorities_point_to_them(tmp_path: Path) -> None:
    data = page_payload(board.analysed(tmp_path), SPEC)
    assert [pattern["id"] for pattern in data["patterns"]] == [
        "Melapor tidak ada kelompok.",
        "Kurang {0} kelompok.",
        "Tidak melapor.",
        "Melapor tidak ada kelompok.",
        "Tetangganya juga kurang.",
        "Kurang kelompok.",
    ]
    assert data["gaps"][1]["sentence"] == [1, "25"]
    assert len(data["priorities"]) == 8
    assert data["priorities"][2] == {
        "village": 2, "rank": 3, "best": 1, "worst": 5, "reasons": [[5], [4]],
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        Text("7,6 per 1.000, di bawah 9,0; kurang 5.", "7.6 per 1,000, below 9.0; 5 short."),
        Text("5 dari 6 kurang.", "Of 6, 5 are short."),
        Text("satu dari 5.", "1 of 5."),
        Text("5 dan 5, 1.5.", "5 and 5."),
        Text("Desa {0} kurang 5.", "Village {0}: 5 short."),
        Text("34.03.01.2001", "34.03.01.2001"),
        Text("", ""),
    ],
)
def test_a_sentence_reads_as_it_did(text: Text) -> None:
    sentences = Sentences()
    kept = sentences.keep(text)
    assert "{0}" in text.id or [told(sentences.patterns, kept, lang) for lang in LANGUAGES] == list(
        text
    )
    assert "{0}" not in text.id or (kept, sentences.patterns) == ([0], [text._asdict()])


def test_sentences_that_differ_in_numbers_share_a_pattern() -> None:
    sentences = Sentences()
    kept = [sentences.keep(Text(f"Kurang {n},5.", f"{n}.5 short.")) for n in (1, 22)]
    assert kept == [[0, "1,5"], [0, "22,5"]]
    assert sentences.patterns == [{"id": "Kurang {0}.", "en": "{0} short."}]


def test_hostile_words_of_findings_stay_text(tmp_path: Path) -> None:
    atlas = board.analysed(tmp_path)
    for hostile in board.HOSTILE_NAMES:
        text = Text(hostile, hostile)
        hostile_atlas = replace(
            atlas,
            summary=(replace(atlas.summary[0], heading=text, sentences=(text,)),),
            statements=(replace(atlas.statements[0], claim=text, sentence=text, caveat=text),),
            scan_areas=(replace(atlas.scan_areas[0], sentence=text),),
            priorities=(replace(atlas.priorities[0], reasons=(text,)),),
        )
        data = data_of(
            write_interactive(hostile_atlas, SPEC, tmp_path).read_bytes().decode("utf-8")
        )
        assert data["account"][0]["sentences"] == [hostile]
        (reason,) = data["priorities"][0]["reasons"]
        assert told(data["patterns"], reason, "id") == hostile
