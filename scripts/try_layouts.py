"""Try made-up tables of many layouts: ``python scripts/try_layouts.py 2000 --out FOLDER``.

Prints by family how many end right, asked, refused, lost, vanished and WRONG, and writes those that
do not end as they should, with what was found, into the folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.tables.layouts.files import write_table
from tests.tables.layouts.generate import FAMILIES, make_many
from tests.tables.layouts.judge import OUTCOMES, judge, read_by_command, read_by_engine
from tests.tables.layouts.model import BOOKS, OLD_BOOKS, TEXT, Table


def main() -> int:
    """Run the tables that the command line names; 1 when any ends WRONG or breaks down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--first", type=int, default=0, help="seed of the first table")
    parser.add_argument("--family", action="append", help="only this family; may be repeated")
    parser.add_argument("--old", action="store_true", help="also .xls and HTML saved as .xls")
    parser.add_argument("--command", action="store_true", help="run wksbm build (slow)")
    parser.add_argument("--out", type=Path, default=Path("build/layouts"))
    options = parser.parse_args()
    formats = (*TEXT, *BOOKS, *(OLD_BOOKS if options.old else ()))
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    clear: Counter[str] = Counter()
    began = time.perf_counter()
    options.out.mkdir(parents=True, exist_ok=True)
    for seed, table, form in make_many(options.count, first=options.first, formats=formats):
        if options.family and table.family not in options.family:
            continue
        name = f"{table.family}_{seed}"
        path = write_table(table, options.out, form, name)
        try:
            seen = (
                read_by_command(path, options.out / "atlas")
                if options.command
                else read_by_engine(path)
            )
            verdict = judge(table, seen)
            outcome, details = str(verdict.outcome), verdict.details
        except Exception as error:
            outcome, details = "BROKE", f"{type(error).__name__}: {error}"
        scores[table.family][outcome] += 1
        clear[outcome] += not table.doubt
        if outcome == "right" or (table.doubt and outcome == "asked"):
            path.unlink()
        else:
            _keep(options.out / f"{name}.txt", table, outcome, details)
    _print(scores, clear, time.perf_counter() - began)
    total = sum(scores.values(), Counter())
    return int(bool(total["WRONG"] or total["BROKE"]))


def _keep(path: Path, table: Table, outcome: str, details: str) -> None:
    lines = [outcome, details, f"doubt: {table.doubt}", f"note: {table.note}", "truth:"]
    lines += [f"  {kode} {figure}" for kode, figure in table.truth.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _print(scores: dict[str, Counter[str]], clear: Counter[str], seconds: float) -> None:
    words = (*OUTCOMES, "BROKE")
    print(f"{'family':26}" + "".join(f"{word:>9}" for word in words))
    for family in [function.__name__ for function in FAMILIES]:
        if family in scores:
            print(f"{family:26}" + "".join(f"{scores[family][word] or '':>9}" for word in words))
    total = sum(scores.values(), Counter())
    print(f"{'all':26}" + "".join(f"{total[word]:>9}" for word in words))
    print(f"{'without doubt':26}" + "".join(f"{clear[word]:>9}" for word in words))
    share = clear["right"] / max(clear.total(), 1)
    print(f"right, of those without doubt: {share:.1%}; {total.total()} tables in {seconds:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
