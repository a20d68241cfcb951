"""environment.yml names what pyproject.toml needs, no more and no less."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
CONDA_NAMES = {"matplotlib": "matplotlib-base"}


def _split(requirement: str) -> tuple[str, str]:
    name, version = re.fullmatch(r"([A-Za-z0-9_.-]+)([^;]*).*", requirement).groups()
    return name, version


def _pyproject() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return dict(_split(text) for text in needed)


def _conda() -> tuple[dict[str, str], list[str]]:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    listed = environment["dependencies"]
    pip = next(item["pip"] for item in listed if isinstance(item, dict))
    names = dict(_split(text) for text in listed if isinstance(text, str))
    return names, pip


def test_conda_environment_holds_every_dependency_at_the_same_version() -> None:
    conda, pip = _conda()
    from_pip = dict(_split(text) for text in pip if not text.startswith("-"))
    offered = {name: spec for name, spec in conda.items() if name not in ("python", "pip")}
    needed = {CONDA_NAMES.get(name, name): spec for name, spec in _pyproject().items()}
    assert offered | from_pip == needed
    assert not set(offered) & set(from_pip)


def test_conda_environment_installs_the_project_itself_on_the_same_python() -> None:
    conda, pip = _conda()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert conda["python"] == project["requires-python"]
    assert "--editable ." in pip


def test_requirements_pin_every_dependency_without_addresses() -> None:
    lines = [
        line
        for line in (ROOT / "requirements.txt").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line) for line in lines), lines
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    assert set(_pyproject()) <= pinned
