"""Remember the spellings that a person has corrected, so that nobody corrects them twice."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from wksbm.boundaries.model import Boundaries
from wksbm.names import Aliases, is_blank, name_key
from wksbm.tables.model import LinkedTable

_HEADINGS = ("tingkat", "varian", "kode", "sumber")


def new_aliases(
    tables: Sequence[LinkedTable],
    boundaries: Boundaries,
    aliases: Aliases | None,
) -> list[tuple[str, str]]:
    """
    List the spellings that the corrections teach.

    Parameters
    ----------
    tables
        The linked tables; only rows to which a correction has given their village count.
    boundaries
        The villages.
    aliases
        The spellings known already.

    Returns
    -------
    list of (spelling, code)
        In the order of the tables. Not taken: a name that is the village's own, is known
        already, or is the right name of another village (that was a wrong name, not a spelling).
    """
    names = boundaries.villages["desa"].map(name_key)
    official = set(names)
    known = {} if aliases is None else aliases.desa
    learned: dict[tuple[str, str], str] = {}
    for table in tables:
        heading = table.roles.get("desa")
        if heading is None:
            continue
        for row in sorted(table.corrected):
            if table.rows.at[row, "status"] != "linked":
                continue
            spelling = str(table.raw.cells.loc[row, heading]).strip()
            kode = str(table.rows.loc[row, "kode"])
            key = name_key(spelling)
            if not is_blank(spelling) and key not in official and kode not in known.get(key, ()):
                learned.setdefault((key, kode), spelling)
    return [(spelling, kode) for (_, kode), spelling in learned.items()]


def append_aliases(path: Path, learned: Sequence[tuple[str, str]], source: str) -> None:
    """
    Add spellings to an alias file; the file is replaced in one step.

    Parameters
    ----------
    path
        An `aliases.csv`; made when it does not exist.
    learned
        (spelling, code) pairs.
    source
        What the column `sumber` says of them.
    """
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(_HEADINGS) + "\n"
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows(("desa", spelling, kode, source) for spelling, kode in learned)
    whole = text.rstrip("\n") + "\n" + stream.getvalue()
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
        new.write(whole.encode("utf-8"))
    Path(new.name).chmod(0o644)
    Path(new.name).replace(path)
