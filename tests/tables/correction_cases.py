"""Codes that a person fills in beside the rows of perlu_diperiksa.xlsx."""

from __future__ import annotations

from dataclasses import dataclass

from wksbm.text import Text, both

from tests.board import villages
from tests.rules import Case, Outcome, code
from tests.tables.row_cases import BEJI, KEPEK, OTHER_BEJI


@dataclass(frozen=True, kw_only=True)
class CorrectionCase(Case):
    """
    A row that was not linked, and what a person wrote as its `kode_benar`.

    Parameters
    ----------
    row
        Its kode, desa and kecamatan, separated by `|`.
    written
        The cell `kode_benar`.
    kode
        Village to which the row is linked now; empty when the correction is refused.
    learned
        Spellings that ``--learn`` remembers.
    """

    row: str
    written: str
    kode: str = ""
    learned: tuple[str, ...] = ()

    @property
    def example(self) -> Text:
        names = ("kode", "desa", "kecamatan")
        cells = (
            f"{name} {code(cell)}"
            for name, cell in zip(names, self.row.split("|"), strict=True)
            if cell
        )
        return both(", ".join((*cells, f"kode_benar {code(self.written)}")))

    @property
    def outcome(self) -> Outcome:
        return "used" if self.kode else "refused"

    @property
    def result(self) -> Text:
        if not self.kode:
            return both("")
        place = villages().loc[self.kode]
        village = f"{self.kode} {place['desa']}, {place['kecamatan']}"
        names = ", ".join(code(name) for name in self.learned) or "–"
        return Text(f"{village}; `--learn`: {names}", f"{village}; `--learn`: {names}")


_NO_VILLAGE = Text("kode_benar bukan desa di peta", "kode_benar is not a mapped village")
CORRECTIONS = [
    CorrectionCase(
        rule=Text("Nama yang tidak dikenal", "An unknown name"),
        row="|Grojogan|",
        written=KEPEK,
        kode=KEPEK,
        learned=("Grojogan",),
    ),
    CorrectionCase(
        rule=Text(
            "Nama yang dimiliki dua desa tidak diingat", "A name of two villages is not kept"
        ),
        row="|Beji|",
        written=OTHER_BEJI,
        kode=OTHER_BEJI,
    ),
    CorrectionCase(
        rule=Text("Kode dan nama yang bertentangan", "Code and name that disagree"),
        row="34.03.01.2003|Beji|Lor",
        written="3403012002",
        kode=BEJI,
    ),
    CorrectionCase(
        rule=Text("Kode yang tidak ada di peta", "A code that is not on the map"),
        row="|Grojogan|",
        written="34.04.01.2001",
        told=_NO_VILLAGE,
    ),
]
