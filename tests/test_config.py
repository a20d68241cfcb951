"""`[analysis]` of atlas.toml: what may stand there, and that every mistake is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.config import AnalysisConfig, read_config
from wksbm.errors import ContentError

from tests.settings import HEAD

ROOT = Path(__file__).resolve().parents[1]


def _read(folder: Path, section: str) -> AnalysisConfig:
    (folder / "atlas.toml").write_text(f"{HEAD}\n[analysis]\n{section}\n", encoding="utf-8")
    return read_config(folder).analysis


def _wrong(folder: Path, section: str) -> set[str | None]:
    with pytest.raises(ContentError) as caught:
        _read(folder, section)
    assert {problem.file for problem in caught.value.problems} == {"atlas.toml"}
    return {problem.column for problem in caught.value.problems}


def test_without_a_section_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text(HEAD, encoding="utf-8")
    assert read_config(tmp_path).analysis == AnalysisConfig()


def test_a_section_whose_lines_are_all_commented_out_is_no_mistake(tmp_path: Path) -> None:
    assert _read(tmp_path, "# seed = 2026") == AnalysisConfig()


def test_the_projects_own_settings_are_the_defaults_but_for_need() -> None:
    analysis = read_config(ROOT).analysis
    assert analysis.need == "idm_2024"
    assert analysis.need_when == "low"
    assert analysis.replicas == 999
    assert analysis.weights == AnalysisConfig().weights


def test_every_setting_arrives(tmp_path: Path) -> None:
    analysis = _read(
        tmp_path,
        """
seed = 7
significance = 0.01
neighbours = "nearest"
tolerance_m = 3
nearest = 4
distance_km = 2.5
replicas = 199
largest_share = 0.25
clear_ratio = 0.5
target_per_1000 = 3.5
target_per_padukuhan = 2
padukuhan_column = "dusun"
need = "kemiskinan"
need_when = "high"
weights = { shortfall = 1, need = 2, isolation = 0 }
""",
    )
    assert analysis == AnalysisConfig(
        seed=7,
        significance=0.01,
        neighbours="nearest",
        tolerance_m=3.0,
        nearest=4,
        distance_km=2.5,
        replicas=199,
        largest_share=0.25,
        clear_ratio=0.5,
        target_per_1000=3.5,
        target_per_padukuhan=2.0,
        padukuhan_column="dusun",
        need="kemiskinan",
        need_when="high",
        weights=(1.0, 2.0, 0.0),
    )


def test_one_weight_may_be_given_alone(tmp_path: Path) -> None:
    assert _read(tmp_path, "weights = { need = 0 }").weights == (0.6, 0.0, 0.2)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("seed = -1", "seed"),
        ("seed = 1.5", "seed"),
        ("seed = true", "seed"),
        ("seed = 2147483648", "seed"),
        ("significance = 0", "significance"),
        ("significance = 0.6", "significance"),
        ("significance = nan", "significance"),
        ('significance = "0,05"', "significance"),
        ('neighbours = "queen"', "neighbours"),
        ("neighbours = 6", "neighbours"),
        ("tolerance_m = -0.5", "tolerance_m"),
        ("tolerance_m = inf", "tolerance_m"),
        ('tolerance_m = "auto"', "tolerance_m"),
        ("nearest = 0", "nearest"),
        ("nearest = 2.5", "nearest"),
        ("distance_km = 0", "distance_km"),
        ("replicas = 0", "replicas"),
        ("replicas = 18", "replicas"),
        ("replicas = 100000", "replicas"),
        ("largest_share = 0", "largest_share"),
        ("largest_share = 0.51", "largest_share"),
        ("clear_ratio = 0", "clear_ratio"),
        ("clear_ratio = 1.1", "clear_ratio"),
        ("target_per_1000 = 0", "target_per_1000"),
        ("target_per_1000 = -3", "target_per_1000"),
        ("target_per_padukuhan = 0", "target_per_padukuhan"),
        ("padukuhan_column = 3", "padukuhan_column"),
        ("need = 3", "need"),
        ('need_when = "rendah"', "need_when"),
        ("weights = { shortfall = -1 }", "weights.shortfall"),
        ("weights = { need = nan }", "weights.need"),
        ("weights = { isolation = true }", "weights.isolation"),
        ("weights = { shortfall = 0, need = 0, isolation = 0 }", "weights"),
        ("weights = { poverty = 1 }", "weights.poverty"),
        ("weights = [0.6, 0.2, 0.2]", "weights"),
        ("permutations = 999", "permutations"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, line: str, field: str) -> None:
    assert _wrong(tmp_path, line) == {f"analysis.{field}"}


def test_the_end_of_each_range_may_be_used(tmp_path: Path) -> None:
    analysis = _read(tmp_path, "seed = 0\nreplicas = 19\nlargest_share = 0.5\nclear_ratio = 1")
    assert (analysis.seed, analysis.replicas) == (0, 19)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    section = 'seed = "x"\nreplicas = 1\nneighbours = "rook"\ntarget_per_1000 = 0\nfoo = 1'
    assert _wrong(tmp_path, section) == {
        "analysis.seed",
        "analysis.replicas",
        "analysis.neighbours",
        "analysis.target_per_1000",
        "analysis.foo",
    }


def test_the_message_says_what_is_right_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, "largest_share = 0.9")
    problem = caught.value.problems[0]
    for lang in ("id", "en"):
        line = problem.render(lang)
        assert "analysis.largest_share" in line
        assert "0.9" in line
        assert "0.5" in line


def test_a_section_that_is_no_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text(f"analysis = 3\n{HEAD}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_config(tmp_path)
    assert {problem.column for problem in caught.value.problems} == {"analysis"}
