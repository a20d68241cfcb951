"""What the statistics add to the interactive page, as plain values: summary, areas, priorities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wksbm.layers.model import Atlas, Priority
from wksbm.maps.page.sentences import Sentences
from wksbm.maps.page.words import both_languages


def analysis_payload(
    atlas: Atlas, layer_ids: Sequence[str], places: Mapping[str, int], sentences: Sentences
) -> dict[str, Any]:
    """
    Return what was found: all of it empty when no statistics were made.

    Parameters
    ----------
    atlas
        The built atlas.
    layer_ids
        Layers of the map, in its order; what refers to another layer refers to none.
    places
        Place of each village code in the columns of the page.
    sentences
        Where the reasons of the priorities are kept.

    Returns
    -------
    dict
        JSON-ready. Layers and villages are named by their places.

    Raises
    ------
    KeyError
        If an area or a priority names a village that is not in the atlas.
    """
    layers = {layer_id: place for place, layer_id in enumerate(layer_ids)}
    return {
        "account": [
            {
                "id": finding.id,
                "heading": both_languages(finding.heading),
                "sentences": [both_languages(sentence) for sentence in finding.sentences],
                "layer": layers.get(finding.layer or ""),
            }
            for finding in atlas.summary
        ],
        "profile": [
            {
                "id": statement.id,
                "claim": both_languages(statement.claim),
                "sentence": both_languages(statement.sentence),
                "verdict": statement.verdict,
                "caveat": both_languages(statement.caveat),
                "layer": layers.get(statement.layer or ""),
            }
            for statement in atlas.statements
        ],
        "areas": [
            {
                "number": area.number,
                "kind": area.kind,
                "villages": [places[kode] for kode in area.villages],
                "sentence": both_languages(area.sentence),
            }
            for area in atlas.scan_areas
        ],
        "priorities": [_priority(entry, places, sentences) for entry in atlas.priorities],
    }


def _priority(entry: Priority, places: Mapping[str, int], sentences: Sentences) -> dict[str, Any]:
    return {
        "village": places[entry.kode],
        "rank": entry.rank,
        "best": entry.best,
        "worst": entry.worst,
        "reasons": [sentences.keep(reason) for reason in entry.reasons],
    }
