"""Background tiles: which templates are accepted, whom the page names for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from wksbm.cli.commands import cli
from wksbm.cli.options import configure
from wksbm.config import Basemap, basemap_of, read_config
from wksbm.errors import ContentError

from tests.settings import HEAD

TILES = "https://tile.example.org/a/{z}/{x}/{y}.png"
NOTHING = {
    "boundaries": None,
    "columns": None,
    "crs": None,
    "layer": None,
    "villages": None,
    "groups": None,
    "attributes": (),
    "corrections": None,
    "region": None,
    "lang": None,
}
WRONG = (
    "http://tile.example.org/{z}/{x}/{y}.png",
    "https://{s}.tile.example.org/{z}/{x}/{y}.png",
    "https://tile.example.org/{z}/{x}.png",
    "https://tile.example.org/{z}/{x}/{y}/{y}.png",
    "https://tile.example.org/{z}/{x}/{y}{r}.png",
    "https://user:secret@tile.example.org/{z}/{x}/{y}.png",
    "https://tile.example.org/{{ 7 * 7 }}/{z}/{x}/{y}.png",
    "https://tile.example.org/{z}/{x}/{y}.png; script-src *",
    "https://tile.example.org/{z}/{x}/{y}.png'",
    "https://tile.example.org/{z}/{x}/{y}.png</script>",
    "https://*.example.org/{z}/{x}/{y}.png",
    "https://localhost/{z}/{x}/{y}.png",
    "javascript:alert(1)//{z}{x}{y}",
    "tile.example.org/{z}/{x}/{y}.png",
    "{z}{x}{y}",
)


def _config(folder: Path, page: str = "") -> None:
    (folder / "atlas.toml").write_text(f"{HEAD}\n{page}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (TILES, "https://tile.example.org"),
        (
            "https://peta.example.go.id:8443/{z}/{y}/{x}?key=a-b_c&v=1",
            "https://peta.example.go.id:8443",
        ),
        ("https://tile.example.org/{z}/{x}/{y}@2x.png", "https://tile.example.org"),
    ],
)
def test_a_template_has_one_origin(url: str, origin: str) -> None:
    basemap = basemap_of(url, " Peta Contoh ")
    assert basemap == Basemap(url, "Peta Contoh")
    assert basemap.origin == origin


@pytest.mark.parametrize("url", WRONG)
def test_what_is_no_template_is_refused(tmp_path: Path, url: str) -> None:
    assert basemap_of(url) is None
    _config(
        tmp_path, f"[page]\nbasemap = {url!r}" if "'" not in url else f'[page]\nbasemap = "{url}"'
    )
    with pytest.raises(ContentError) as caught:
        read_config(tmp_path)
    assert [problem.column for problem in caught.value.problems] == ["page.basemap"]
    result = CliRunner().invoke(cli, ["build", "--basemap", url])
    assert result.exit_code == 2
    assert "https://TUAN-RUMAH/" in result.output


def test_who_is_named_where_nobody_says_so() -> None:
    osm = basemap_of("https://tile.openstreetmap.org/{z}/{x}/{y}.png")
    other = basemap_of(TILES)
    fake = basemap_of("https://notopenstreetmap.org/{z}/{x}/{y}.png")
    assert osm
    assert other
    assert fake
    assert osm.attribution == "© OpenStreetMap contributors"
    assert other.attribution == "tile.example.org"
    assert fake.attribution == "notopenstreetmap.org"


def test_without_a_section_there_are_no_tiles(tmp_path: Path) -> None:
    _config(tmp_path)
    assert read_config(tmp_path).basemap is None


def test_the_command_line_wins_and_the_attribution_stays_with_its_host(tmp_path: Path) -> None:
    _config(tmp_path, f'[page]\nbasemap = "{TILES}"\nattribution = "Dinas Contoh"')
    assert read_config(tmp_path).basemap == Basemap(TILES, "Dinas Contoh")

    def asked(url: str | None) -> Basemap | None:
        wanted = basemap_of(url) if url else None
        return configure(root=tmp_path, **NOTHING, basemap=wanted).basemap  # type: ignore[arg-type]

    assert asked(None) == Basemap(TILES, "Dinas Contoh")
    same = "https://tile.example.org/b/{z}/{x}/{y}.png"
    assert asked(same) == Basemap(same, "Dinas Contoh")
    other = "https://lain.example.org/{z}/{x}/{y}.png"
    assert asked(other) == Basemap(other, "lain.example.org")


def test_an_attribution_without_tiles_is_a_mistake(tmp_path: Path) -> None:
    _config(tmp_path, '[page]\nattribution = "Dinas Contoh"')
    with pytest.raises(ContentError) as caught:
        read_config(tmp_path)
    assert [problem.column for problem in caught.value.problems] == ["page.basemap"]
