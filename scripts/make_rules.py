"""
Make docs/masukan.md again: what happens to what offices send, rule by rule.

The lines are the parametrised cases of the project's own tests (`tests/*/…cases.py`), so that
the page says what the tests assert. `--check` writes nothing and exits 1 if the page differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from wksbm.tables.reading.answers import KEYS  # noqa: E402
from wksbm.text import Lang, Text  # noqa: E402

from tests.board import KECAMATAN, NAMES  # noqa: E402
from tests.boundaries.cases import BOUNDARIES  # noqa: E402
from tests.outputs import cases as outputs  # noqa: E402
from tests.rules import NOTHING, Case, Outcome  # noqa: E402
from tests.tables.correction_cases import CORRECTIONS  # noqa: E402
from tests.tables.file_cases import FILES  # noqa: E402
from tests.tables.number_cases import NUMBERS  # noqa: E402
from tests.tables.place_cases import PLACES  # noqa: E402
from tests.tables.row_cases import COUNTS, REGISTER, SPELLINGS  # noqa: E402

PAGE = ROOT / "docs" / "masukan.md"
OUTCOMES: dict[Outcome, Text] = {
    "used": Text("Dipakai", "Used"),
    "reported": Text("Dipakai, dilaporkan", "Used, and reported"),
    "review": Text("Menunggu pemeriksaan", "Left for review"),
    "refused": Text("Ditolak", "Refused"),
}
VILLAGES = "; ".join(
    f"{kecamatan}: {', '.join(NAMES[at * 3 : at * 3 + 3])}"
    for at, kecamatan in enumerate(KECAMATAN)
)
INTRODUCTION = f"""# Apa yang terjadi dengan berkas yang dikirim

*What happens to the files that are sent*

Setiap berkas berakhir dengan salah satu dari dua cara: dipakai dengan benar, beserta laporan
tentang apa yang diperbaiki; atau ditolak dengan kalimat yang memberi tahu apa yang harus
dilakukan. Setiap baris di bawah ini adalah satu contoh yang diuji; kata-kata dalam tanda petik
adalah kata-kata laporannya.

*Every file ends in one of two ways: used correctly, with a report of what was mended; or refused
with a sentence that says what to do. Each line below is an example that is tested; the words in
quotation marks are those of the report.*

| Yang terjadi / *what happens* | Artinya / *meaning* |
|---|---|
| **Dipakai** / *Used* | Tanpa catatan. / *Without a remark.* |
| **Dipakai, dilaporkan** / *Used, and reported* | Dipakai; catatannya tampil di layar dan di \
`data/boundary_report.json` atau `data/link_report.json`, barisnya bila perlu di \
`data/perlu_diperiksa.xlsx`. / *Used; the remark is shown and stands in the reports.* |
| **Menunggu pemeriksaan** / *Left for review* | Tidak dipetakan sebelum seseorang memutuskan; \
tercantum di `data/perlu_diperiksa.xlsx`. / *Not mapped until a person decides; listed in \
perlu_diperiksa.xlsx.* |
| **Ditolak** / *Refused* | Berkas: perintah berhenti dengan kode 1 dan tidak menulis apa pun. \
Baris atau sel: tidak dipakai, tercantum di `data/perlu_diperiksa.xlsx`, sisanya tetap dipakai. / \
*A file: the command ends with code 1 and writes nothing. A row or cell: not used and listed; the \
rest is used.* |

Contoh memakai sembilan desa rekaan (kode 34.03.01.2001 sampai 34.03.03.2003) / *the examples use \
nine invented villages*: {VILLAGES}.
"""
SECTIONS: tuple[tuple[Text, Text, Sequence[Case]], ...] = (
    (
        Text("Batas wilayah", "Boundaries"),
        Text(
            "Berkas asli tidak pernah diubah dan tidak ada yang ditulis di sampingnya.",
            "The files are never changed, and nothing is written beside them.",
        ),
        BOUNDARIES,
    ),
    (
        Text("Tabel: berkas", "Tables: files"),
        Text(
            "Format dikenali dari isinya, bukan dari nama berkasnya.",
            "The format is told by the content, not by the name.",
        ),
        FILES,
    ),
    (
        Text("Tabel: angka", "Tables: numbers"),
        Text(
            "Angka yang dapat berarti dua hal tidak ditebak.",
            "A number that could mean two things is not guessed.",
        ),
        NUMBERS,
    ),
    (
        Text("Tabel: kode dan nama desa", "Tables: codes and names of villages"),
        Text(
            "Setiap baris tepat satu hasil; tidak ada baris yang hilang.",
            "Every row has exactly one outcome; no row is lost.",
        ),
        [*SPELLINGS, *COUNTS],
    ),
    (
        Text("Daftar kelompok (register)", "Registers"),
        Text(
            "Satu baris adalah satu kelompok.",
            "One row is one group.",
        ),
        REGISTER,
    ),
    (
        Text("Koordinat", "Coordinates"),
        Text(
            "Mana bujur dan mana lintang ditentukan oleh letak Indonesia. Yang dapat berarti dua "
            "tempat tidak dipakai; kelompoknya tetap dihitung menurut desanya.",
            "Which is the longitude is decided by where Indonesia lies. What could mean two places "
            "is not used; the group still counts for its village.",
        ),
        PLACES,
    ),
    (
        Text("Perbaikan: perlu_diperiksa.xlsx", "Corrections: perlu_diperiksa.xlsx"),
        Text(
            "Tulis kode yang benar pada kolom `kode_benar`, lalu "
            "`wksbm build --corrections perlu_diperiksa.xlsx`; dengan `--learn` ejaannya diingat "
            "dalam aliases.csv.",
            "Write the right code in the column `kode_benar`, then "
            "`wksbm build --corrections perlu_diperiksa.xlsx`; `--learn` keeps the spelling in "
            "aliases.csv.",
        ),
        CORRECTIONS,
    ),
    (
        Text("Keluaran yang aman", "Output safety"),
        Text(
            "Nama desa dan kelompok tidak pernah menjadi nama berkas.",
            "Names of villages and groups never become names of files.",
        ),
        [*outputs.TEXTS, *outputs.NAMES, *outputs.PAGES],
    ),
)


def page() -> str:
    """Return the whole page."""
    parts = [
        "<!-- Dibuat oleh scripts/make_rules.py dari contoh pengujian; jangan disunting. -->",
        INTRODUCTION.rstrip("\n"),
    ]
    for heading, words, cases in SECTIONS:
        parts += [
            f"\n## {heading.id}\n",
            f"*{heading.en}*\n",
            f"{words.id} *{words.en}*\n",
            "| Aturan / *rule* | Contoh / *example* | Yang terjadi / *what happens* |",
            "|---|---|---|",
            *_lines(cases),
        ]
    parts += _answers()
    return "\n".join(parts) + "\n"


def _answers() -> list[str]:
    """Return the closed list of keys with which questions about a table are answered."""
    lines = [
        "\n## Pertanyaan tentang tabel\n",
        "*Questions about a table*\n",
        "Bila sebuah tabel dapat dibaca dengan dua cara yang memberi angka berbeda, `wksbm` "
        "bertanya, berhenti dengan kode 1 dan tidak menulis apa pun. Jawab dengan "
        "`--read NAMA_BERKAS:KUNCI=NILAI` (nama berkas tanpa folder), dengan `wksbm check --ask`, "
        "atau dalam berkas TOML di samping tabel di bawah `[reading]`; "
        "`wksbm check --ask --remember` menulisnya di sana. Jawaban berlaku selama judul kolomnya "
        "tetap. *A table that can be read in two ways with different figures is asked about; "
        "answer on the command line, by `wksbm check --ask`, or under `[reading]` in the TOML file "
        "beside the table, where `--remember` writes it. An answer holds as long as the headings "
        "stay the same.*\n",
        "| Kunci / *key* | Nilai / *value* |",
        "|---|---|",
    ]
    return lines + [f"| `{key}` | {words.id}<br>*{words.en}* |" for key, words in KEYS.items()]


def _lines(cases: Sequence[Case]) -> list[str]:
    """Return a line per case; cases of the same rule in a row name it once."""
    lines, before = [], NOTHING
    for case in cases:
        rule = "" if case.rule == before else _both(case.rule)
        lines.append(f"| {rule} | {_both(case.example)} | {_what_happens(case)} |")
        before = case.rule
    return lines


def _what_happens(case: Case) -> str:
    def words(lang: Lang) -> str:
        outcome = OUTCOMES[case.outcome].to(lang)
        result = case.result.to(lang)
        told = case.told.to(lang).replace("|", "\\|")
        first = f"**{outcome}**" if lang == "id" else f"*{outcome}*"
        return first + (f": {result}" if result else "") + (f" “{told}”" if told else "")

    if case.result.id == case.result.en and case.result != NOTHING and case.told == NOTHING:
        outcome = OUTCOMES[case.outcome]
        return f"**{outcome.id}** / *{outcome.en}*: {case.result.id}"
    return f"{words('id')}<br>{words('en')}"


def _both(text: Text) -> str:
    return text.id if text.id == text.en else f"{text.id}<br>*{text.en}*"


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it differs")
    made = page().encode("utf-8")
    if parser.parse_args().check:
        if PAGE.is_file() and PAGE.read_bytes() == made:
            return 0
        print(f"{PAGE.relative_to(ROOT)} differs: run scripts/make_rules.py", file=sys.stderr)
        return 1
    PAGE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
