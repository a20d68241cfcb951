"""
Make docs/perintah.md again: every subcommand of `wksbm` and its options, from click's own help.

`--check` writes nothing and exits 1 if the page differs.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from dataclasses import fields
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from wksbm.cli.commands import cli  # noqa: E402
from wksbm.limits import MEANINGS, Limits  # noqa: E402

PAGE = ROOT / "docs" / "perintah.md"
INTRODUCTION = """\
<!-- Dibuat oleh scripts/make_commands.py dari bantuan program; jangan disunting. -->
# Perintah `wksbm`

*The commands of `wksbm`*

Setiap perintah menampilkan bantuan ini dengan `--help`. Kode akhir: 0 selesai; 1 ada masukan yang
salah (sebabnya tertulis di layar); 2 perintahnya salah tulis; 130 dihentikan.

*Every command shows this help with `--help`. Exit codes: 0 done; 1 an input is wrong (the screen
says why); 2 wrong usage; 130 interrupted.*
"""
LIMITS = """\
## Batas / *Limits*

Tidak ada berkas yang boleh menghentikan atlas. Yang melampaui batas ditolak dengan menyebut berkas
dan batasnya; bila berkas itu memang benar, batasnya dapat dinaikkan dengan `--limit NAMA=ANGKA`.

*No file may bring the atlas to a halt. What goes beyond a limit is refused, with file and limit; if
the file is right all the same, raise the limit with `--limit NAME=NUMBER`.*

| Nama / *name* | Paling banyak / *at most* | Batas untuk | *Limit of* |
|---|---|---|---|"""
WORDS = {
    "atlas": "Membuat atlas sebagai satu PDF untuk dicetak: ikhtisar, satu halaman peta, temuan "
    "dan tabel untuk setiap kecamatan, serta indeks desa dengan nomor halamannya.",
    "build": "Membuat atlas: peta, tabel dan data GIS dari batas wilayah dan data kelompok. Tanpa "
    "pilihan apa pun dibuat apa yang tertulis dalam atlas.toml.",
    "check": "Memeriksa masukan tanpa menggambar peta: bagaimana setiap baris ditautkan, dan apa "
    "yang diperbaiki pada batas wilayah.",
    "fetch-boundaries": "Mengunduh batas desa yang sebenarnya untuk satu kabupaten. Hanya perintah "
    "ini yang memerlukan internet.",
    "gaps": "Menampilkan daftar desa yang kurang terlayani beserta alasannya.",
    "report": "Membuat laporan untuk kantor sebagai dokumen Word, dan sebagai ODT dan PDF bila "
    "LibreOffice terpasang. Gayanya diambil dari templat yang dapat diubah: simpan salinannya "
    "dengan --save-template, ubah di Word, lalu pakai dengan --template. Saat dibuka, Word "
    "menawarkan untuk memperbarui isian: jawab Ya, agar nomor halaman pada daftar isi terisi.",
    "info": "Menjelaskan sebuah berkas: jenis, kolom, sistem koordinat, jumlah desa. "
    "Tidak ada yang diubah.",
}


def page() -> str:
    """Return the whole page."""
    sections = (_section(name) for name in sorted(cli.commands))
    return "\n".join([INTRODUCTION, *sections, LIMITS, *_limit_rows(), ""])


def _limit_rows() -> list[str]:
    return [
        f"| `{one.name}` | {one.default:,} | {meaning.id} | *{meaning.en}* |"
        for one in fields(Limits)
        for meaning in (MEANINGS[one.name],)
    ]


def _section(name: str) -> str:
    command = cli.commands[name]
    whole = click.Context(cli, info_name="wksbm", **cli.context_settings)
    context = click.Context(command, info_name=name, parent=whole)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    rows = [f"| `{_cell(option)}` | {_cell(words)} |" for option, words in filter(None, records)]
    help_text = inspect.cleandoc(command.help or "")
    table = ["| Pilihan / *option* | *What it does* |", "|---|---|", *rows]
    return "\n".join(
        [f"## wksbm {name}\n", WORDS[name], f"\n```\n{usage}\n```\n", f"{help_text}\n", *table, ""]
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it differs")
    made = page().encode("utf-8")
    if parser.parse_args().check:
        if PAGE.is_file() and PAGE.read_bytes() == made:
            return 0
        print(f"{PAGE.relative_to(ROOT)} differs: run scripts/make_commands.py", file=sys.stderr)
        return 1
    PAGE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
