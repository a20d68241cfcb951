"""The pages in docs/ are what the tests' cases and the program's own help say."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from wksbm.cli.commands import cli

from tests.scripts import ROOT, run_script

PAGES = {"make_rules.py": "masukan.md", "make_commands.py": "perintah.md"}


@pytest.mark.parametrize("script", PAGES)
def test_the_page_is_up_to_date(script: str, tmp_path: Path) -> None:
    before = (ROOT / "docs" / PAGES[script]).read_bytes()
    result = run_script(script, "--check", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (ROOT / "docs" / PAGES[script]).read_bytes() == before


@pytest.mark.parametrize("script", PAGES)
def test_a_page_that_differs_is_told(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    module = __import__(script.removesuffix(".py"))
    page = tmp_path / "docs" / PAGES[script]
    page.parent.mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PAGE", page)
    monkeypatch.setattr(sys, "argv", [script, "--check"])
    assert module.main() == 1
    page.write_bytes((ROOT / "docs" / PAGES[script]).read_bytes().replace(b"wksbm", b"x", 1))
    assert module.main() == 1
    assert "differs" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", [script])
    assert module.main() == 0
    assert page.read_bytes() == (ROOT / "docs" / PAGES[script]).read_bytes()


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = (ROOT / "docs" / "perintah.md").read_text(encoding="utf-8")
    sections = {part.splitlines()[0]: part for part in text.split("\n## ")[1:]}
    section = sections[f"wksbm {name}"]
    command = cli.commands[name]
    assert " ".join((command.help or "?").split()) in " ".join(section.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert all(f"`{option}" in section for option in parameter.opts)
            assert " ".join((parameter.help or "?").split()) in section
        else:
            assert f"`{parameter.metavar}`" in section


@pytest.mark.parametrize("page", sorted(PAGES.values()))
def test_every_line_of_a_table_has_its_cells(page: str) -> None:
    width = 0
    for line in (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = line.replace("\\|", "").count("|") - 1
        width = width or cells
        assert cells == width, line
