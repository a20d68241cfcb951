"""The interactive map that the tests of the page are about."""

from __future__ import annotations

from wksbm.maps.spec import MapSpec
from wksbm.text import Text

SPEC = MapSpec(
    id="peta",
    title=Text("Peta interaktif", "Interactive map"),
    description=Text("Semua indikator.", "All indicators."),
    kind="interactive",
    layers=("kelompok_per_1000", "jumlah_kelompok"),
    page="a4-landscape",
    order=1,
    file="maps/peta.toml",
)
