"""The reading of a table as it is said, shown and written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wksbm.tables.reading.model import (
    Checksum,
    Columns,
    Evidence,
    Form,
    Layout,
)
from wksbm.text import Lang, Text, figure

_FORMS: Mapping[Form, Text] = {
    "register": Text("daftar kelompok, satu baris satu kelompok", "a register, a row is a group"),
    "counts": Text("jumlah kelompok per desa", "numbers of groups by village"),
    "long": Text("jumlah kelompok, beberapa baris per desa", "numbers, several rows per village"),
    "wide": Text("jumlah kelompok, satu kolom per jenis", "numbers of groups, a column per kind"),
    "persons": Text("daftar orang; kelompoknya dihitung", "a list of persons; groups are counted"),
    "attributes": Text("angka per desa", "figures by village"),
}
_SHOWN_REASONS = 6


@dataclass(frozen=True)
class Reading:
    """
    What a table was taken for.

    Parameters
    ----------
    layout
        Where it lies in its file, and the rows left out.
    form
        Register, counts, long, wide, persons or attributes.
    columns
        What each column is, how rows are combined, and the year.
    unit
        ``kelompok`` or ``jaringan``: what is counted.
    evidence
        Why a column has its role, where the heading alone did not tell.
    checksums
        Totals held against rows and columns.
    answers
        Questions that a person has answered: key -> value.
    """

    layout: Layout
    form: Form
    columns: Columns
    unit: str = "kelompok"
    evidence: tuple[Evidence, ...] = ()
    checksums: tuple[Checksum, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    def sentence(self) -> Text:
        """Return "Cara membaca" in one sentence, without a full stop."""
        parts = [_FORMS[self.form]]
        count = self.columns.roles.get("jumlah_kelompok", "")
        if self.unit == "jaringan":
            parts.append(Text("yang dihitung jaringan (WKSBM)", "what is counted are networks"))
        if self.columns.kind_columns and not count:
            names = " + ".join(self.columns.kind_columns)
            parts.append(Text(f"jumlah dari {names}", f"the sum of {names}"))
        elif count:
            parts.append(Text(f"kolom '{count}'", f"column '{count}'"))
        if name := self.columns.roles.get("nama_kelompok"):
            parts.append(Text(f"nama di kolom '{name}'", f"names in column '{name}'"))
        if self.columns.parts:
            names = ", ".join(self.columns.parts)
            parts.append(
                Text(f"baris satu desa ({names}) dijumlahkan", f"rows of a village ({names}) added")
            )
        if self.columns.year is not None:
            parts.append(Text(f"tahun {self.columns.year}", f"year {self.columns.year}"))
        if any(self.layout.sheets):
            sheets = ", ".join(f"'{title}'" for title in self.layout.sheets)
            parts.append(Text(f"lembar {sheets}", f"sheet {sheets}"))
        if self.layout.left_out:
            parts.append(self._left_out())
        wrong = [check for check in self.checksums if not check.agrees]
        if self.checksums:
            agree = len(self.checksums) - len(wrong)
            parts.append(
                Text(
                    f"pemeriksa jumlah: {agree} cocok, {len(wrong)} tidak",
                    f"totals: {agree} agree, {len(wrong)} do not",
                )
            )
        if self.answers:
            words = ", ".join(f"{key}={value}" for key, value in sorted(self.answers.items()))
            parts.append(Text(f"jawaban: {words}", f"answers: {words}"))
        return Text("; ".join(part.id for part in parts), "; ".join(part.en for part in parts))

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """Return the reading as it stands in `link_report.json` and `wksbm check --json`."""
        return {
            "summary": self.sentence().to(lang),
            "form": self.form,
            "unit": self.unit,
            "sheets": list(self.layout.sheets),
            "heading_rows": list(self.layout.heading_rows),
            "roles": dict(self.columns.roles) | dict(self.columns.figures),
            "kinds": dict(self.columns.kind_columns),
            "combine": self.columns.combine,
            "parts": list(self.columns.parts),
            "year": self.columns.year,
            "filled_down": list(dict.fromkeys(self.layout.filled)),
            "dash_is_zero": self.layout.dash_is_zero,
            "evidence": [
                {"role": entry.role, "column": entry.heading, "why": entry.why.to(lang)}
                for entry in self.evidence
            ],
            "checksums": [
                {
                    "place": check.place,
                    "stated": check.stated,
                    "computed": check.computed,
                    "agrees": check.agrees,
                }
                for check in self.checksums
            ],
            "left_out": [
                {
                    "sheet": entry.sheet,
                    "row": entry.row,
                    "reason": entry.reason.to(lang),
                    "text": entry.text,
                }
                for entry in self.layout.left_out
            ],
            "answers": dict(self.answers),
        }

    def _left_out(self) -> Text:
        times: dict[Text, int] = {}
        for entry in self.layout.left_out:
            times[entry.reason] = times.get(entry.reason, 0) + 1
        shown = list(times.items())[:_SHOWN_REASONS]
        count = figure(len(self.layout.left_out))
        return Text(
            f"{count.id} baris bukan data ("
            + ", ".join(f"{words.id} {number}" for words, number in shown)
            + ")",
            f"{count.en} rows are no data ("
            + ", ".join(f"{words.en} {number}" for words, number in shown)
            + ")",
        )
