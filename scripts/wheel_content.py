"""Put the default content into the wheel; an editable install reads the top-level folders."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("atlas.toml", "boundaries", "layers", "maps")


class WheelContent(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Called by hatchling before it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the content to a wheel that is not editable."""
        if version == "standard":
            build_data["force_include"].update({name: f"wksbm/content/{name}" for name in CONTENT})
