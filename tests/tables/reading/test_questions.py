"""What is asked, with what each answer would give, and what answers do."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.errors import InputError
from wksbm.tables.read import read_table, signature_of
from wksbm.tables.reading.answers import KEYS, answer_words, parse_answers, remember
from wksbm.tables.reading.question import QuestionError

from tests.tables.reading.board_tables import (
    BALEHARJO,
    KEPEK,
    NGORO,
    POJOK,
    TENGAH,
    figures,
    link_file,
    read,
)

DOUBTFUL = "Kalurahan,Kapanewon,Arisan,Jumlah\nKepek,Lor,3,40\nPojok,Kidul,2,20\n"


def questions(folder: Path, text: str) -> QuestionError:
    with pytest.raises(QuestionError) as caught:
        read(folder, text)
    return caught.value


def test_a_question_tells_what_each_answer_gives_and_how_to_give_it(tmp_path: Path) -> None:
    error = questions(tmp_path, DOUBTFUL)
    (question,) = error.questions
    assert question.key == "hitung"
    found = {option.value: (option.total, option.villages) for option in question.options}
    assert found == {"Jumlah": (60.0, 2), "Arisan": (5.0, 2)}
    assert question.options[1].example == f"Kepek, Lor ({KEPEK}): 3"
    assert question.options[1].answer == "--read tabel.csv:hitung=Arisan"
    line = error.problems[0].render("id")
    assert "--read tabel.csv:hitung=Jumlah" in line
    assert "jumlah 60, 2 desa" in line


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("Arisan", {KEPEK: 3, POJOK: 2}), ("jumlah", {KEPEK: 40, POJOK: 20})],
)
def test_an_answer_is_used_and_said(
    tmp_path: Path, answer: str, expected: dict[str, float]
) -> None:
    table = read(tmp_path, DOUBTFUL, hitung=answer)
    assert figures(table) == expected
    assert table.reading is not None
    assert f"hitung={answer}" in table.reading.sentence().id


def test_readings_with_the_same_figures_are_not_asked_about(tmp_path: Path) -> None:
    text = "Kalurahan,Kapanewon,Arisan,Jumlah\nKepek,Lor,3,3\nPojok,Kidul,2,2\n"
    assert figures(read(tmp_path, text)) == {KEPEK: 3, POJOK: 2}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kalurahan,jumlah_wksbm\nKepek,1\nPojok,2\nUtara,1\n", "satuan"),
        ("Kalurahan,Hijau,Biru\nKepek,1,4\nPojok,2,5\n", "hitung"),
        (
            "Kalurahan,kapanewon,jumlah_kelompok,tahun\nKepek,Lor,5,2022\nPojok,Kidul,6,2022\n"
            "Kepek,Lor,7,2023\n",
            "tahun",
        ),
        (
            "Kalurahan,Golongan Sandi,Jumlah Kelompok\nKepek,merah,4\nKepek,putih,5\n"
            "Pojok,merah,1\n",
            "",
        ),
    ],
)
def test_what_is_doubtful_is_asked(tmp_path: Path, text: str, key: str) -> None:
    if not key:
        assert figures(read(tmp_path, text)) == {KEPEK: 9, POJOK: 1}
        return
    assert [question.key for question in questions(tmp_path, text).questions] == [key]


def test_networks_are_called_so(tmp_path: Path) -> None:
    text = "Kalurahan,jumlah_wksbm\nKepek,1\nPojok,2\n"
    with pytest.raises(QuestionError):
        read(tmp_path, text)
    table = read(tmp_path, text, satuan="jaringan")
    assert table.reading is not None
    assert table.reading.unit == "jaringan"
    assert "jaringan" in table.reading.sentence().id


def test_a_village_that_equals_the_sum_below_it_is_asked_about(tmp_path: Path) -> None:
    text = "Wilayah,Jumlah Kelompok\nTengah,9\nNgoro-oro,4\nBaleharjo,5\n"
    (question,) = questions(tmp_path, text).questions
    assert question.key == "seksi"
    assert figures(read(tmp_path, text, seksi="kapanewon")) == {NGORO: 4, BALEHARJO: 5}
    assert figures(read(tmp_path, text, seksi="desa")) == {TENGAH: 9, NGORO: 4, BALEHARJO: 5}


def test_answers_are_parsed_by_the_bare_name() -> None:
    found = parse_answers([r"C:\data\a b.xlsx:tahun=2024", "b.csv:hitung=Jumlah = 2"])
    assert found == {"a b.xlsx": {"tahun": "2024"}, "b.csv": {"hitung": "Jumlah = 2"}}
    assert answer_words("a b.xlsx", "lembar", "Data 1") == '--read "a b.xlsx:lembar=Data 1"'


@pytest.mark.parametrize("text", ["x", "a.csv:warna=1", "a.csv:bentuk=kotak", "tahun=2024"])
def test_a_wrong_answer_is_refused_with_the_known_ones(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_answers([text])
    assert "Yang dikenal" in caught.value.problems[0].render("id")


def test_a_remembered_answer_holds_for_the_same_headings(tmp_path: Path) -> None:
    path = tmp_path / "januari.csv"
    path.write_text(DOUBTFUL, encoding="utf-8")
    (tmp_path / "januari.toml").write_text('title = "Kelompok"\n', encoding="utf-8")
    remember(path, {"hitung": "Arisan"}, signature_of(read_table(path)))
    assert figures(link_file(path)) == {KEPEK: 3, POJOK: 2}
    assert read_table(path).source.title == "Kelompok"
    later = tmp_path / "februari.csv"
    later.write_text(DOUBTFUL.replace("3,40", "5,40"), encoding="utf-8")
    assert figures(link_file(later)) == {KEPEK: 5, POJOK: 2}
    path.write_text(DOUBTFUL.replace("Arisan", "Arisan Ibu"), encoding="utf-8")
    with pytest.raises(QuestionError):
        link_file(path)


def test_every_key_says_what_it_takes() -> None:
    assert all(words.id and words.en for words in KEYS.values())


def test_figures_without_a_village_below_one_are_asked_about(tmp_path: Path) -> None:
    text = "Kalurahan,Kapanewon,Jumlah Kelompok\nKepek,Lor,3\n,,2\nPojok,Kidul,5\nBeji,Lor,1\n"
    (question,) = questions(tmp_path, text).questions
    assert question.key == "kosong"
    assert KEPEK not in figures(read(tmp_path, text, kosong="isi"))
    assert figures(read(tmp_path, text, kosong="biarkan"))[KEPEK] == 3


def test_the_sender_of_a_form_is_no_group(tmp_path: Path) -> None:
    """Berapa kelompok is answered twice for Kepek: two figures, none is taken."""
    text = (
        "Timestamp,Nama Pengirim,Asal Kalurahan,Kapanewon,Berapa jumlah kelompok di sana?\n"
        "2024-01-03 08:00,Sri,Kepek,Lor,5\n2024-01-03 09:10,Budi,Pojok,Kidul,3\n"
        "2024-01-05 10:00,Sri,Kepek,Lor,6\n"
    )
    assert figures(read(tmp_path, text)) == {POJOK: 3}


def test_yes_and_no_are_neither_names_nor_figures(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="jumlah_kelompok"):
        read(tmp_path, "Kalurahan,Kapanewon,Ada WKSBM\nKepek,Lor,Ya\nPojok,Kidul,Tidak\n")
