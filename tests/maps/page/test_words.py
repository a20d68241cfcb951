"""The words of the page: each in both languages, none that no script asks for, none unknown."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from wksbm.config import Labels
from wksbm.maps.caption import NOT_DRAWN
from wksbm.maps.page import words
from wksbm.maps.page.words import page_words
from wksbm.text import LANGUAGES, Text

WEB = Path(words.__file__).with_name("web")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SCRIPTS = "\n".join(COMMENT.sub("", path.read_text("utf-8")) for path in sorted(WEB.glob("*.js")))
PAGE = (WEB / "page.html").read_text("utf-8")
LABELS = Labels(Text("desa", "village"), Text("kapanewon", "sub-district"))


def test_scripts_and_page_ask_for_no_unknown_word() -> None:
    asked = {
        *re.findall(r'\bword\("(\w+)"', SCRIPTS),
        *re.findall(r'\bword\([^()]*\? "(\w+)" : "\w+"', SCRIPTS),
        *re.findall(r'\bword\([^()]*\? "\w+" : "(\w+)"', SCRIPTS),
        *re.findall(r'data-(?:word|label)="(\w+)"', PAGE),
    }
    assert {"shown", "points_on", "points_off", "skip"} <= asked
    assert asked <= set(page_words(LABELS))


def test_no_word_is_unused() -> None:
    named = {
        *re.findall(r'"(\w+)"', SCRIPTS),
        *re.findall(r'data-(?:word|label)="(\w+)"', PAGE),
    }
    assert set(page_words(LABELS)) <= named


def test_the_file_holds_each_word_in_both_languages() -> None:
    raw = tomllib.loads(Path(words.__file__).with_name("words.toml").read_text("utf-8"))
    assert raw
    for key, entry in raw.items():
        assert set(entry) == set(LANGUAGES), key
        assert all(text.strip() == text != "" for text in entry.values()), key


def test_both_languages_have_the_same_places_for_the_browser() -> None:
    for key, text in page_words(LABELS).items():
        places = [set(re.findall(r"\{(\w+)\}", text.to(lang))) for lang in LANGUAGES]
        assert places[0] == places[1], key


def test_labels_are_put_in_and_other_places_stay() -> None:
    made = page_words(LABELS)
    assert made["villages"] == Text("desa", "villages")
    assert made["subdistrict"] == Text("Kapanewon", "Sub-district")
    assert made["filtered"] == Text(
        "{n} desa ditampilkan dari {all}", "{n} of {all} villages shown"
    )
    assert made["gaps_note"].en.startswith("Villages with fewer groups")


def test_groups_without_a_point_are_counted_in_the_printed_maps_words() -> None:
    assert page_words(LABELS)["unplaced"] == Text(f"{NOT_DRAWN.id}.", f"{NOT_DRAWN.en}.")


def test_an_entry_with_another_language_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.toml"
    path.write_text('skip = { id = "a", en = "b", fr = "c" }', encoding="utf-8")
    monkeypatch.setattr(words, "_WORDS", path)
    with pytest.raises(TypeError, match="fr"):
        page_words(LABELS)
