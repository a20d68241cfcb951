"""Measure `wksbm check` on a large register beside an older checkout's."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
ROWS = 1_000_000
RUNS = 3
KINDS = ("arisan", "simpan pinjam", "karang taruna", "posyandu", "kematian", "tani", "lain-lain")


def bench_tables(before: Path | None, rows: int = ROWS) -> None:
    """Check one register with this checkout and with the one in `before`, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "kelompok.csv"
        write_register(register, rows)
        print(f"check of a register of {rows:,} rows, {register.stat().st_size / 1e6:.0f} MB")
        checkouts = [("now", ROOT), *([("before", before)] if before else [])]
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name, _ in checkouts}
        for _ in range(RUNS):
            for name, checkout in checkouts:
                seen[name].append(_check(checkout.resolve(), register))
    middle = {}
    for name, runs in seen.items():
        seconds, memory = (statistics.median(part) for part in zip(*runs, strict=True))
        middle[name] = (seconds, memory)
        print(f"  {name}: {seconds:.1f} s of processor time, {memory:.0f} MB at most, n={RUNS}")
    if before:
        ratios = [now / old for now, old in zip(middle["now"], middle["before"], strict=True)]
        print(f"  time {ratios[0]:.2f}x, memory {ratios[1]:.2f}x of before")


def write_register(path: Path, rows: int) -> None:
    """Write groups of the sample's villages, spelled as offices spell them; some fit none."""
    places = pd.read_csv(ROOT / "boundaries" / "gunungkidul" / "titik_desa.csv", dtype=str)
    dice = np.random.default_rng(1)
    places = places.iloc[dice.integers(0, len(places), rows)].reset_index(drop=True)
    desa, kode = places["desa"], places["kode"]
    ways = dice.random(rows)
    desa = desa.mask(ways < 0.2, desa.str.upper()).mask(ways > 0.8, "Kalurahan " + desa)
    desa = desa.mask((ways > 0.5) & (ways < 0.52), desa.str[:-1] + "h").mask(
        ways > 0.998, "Tak ada"
    )
    kode = kode.mask(ways < 0.3, "").mask(ways > 0.6, kode.str.replace(".", ""))
    kode = kode.mask((ways > 0.5) & (ways < 0.52), "")
    years = pd.Series(dice.integers(1970, 2026, rows)).astype(str)
    pd.DataFrame(
        {
            "nama_kelompok": "Guyub " + pd.Series(dice.integers(0, 400, rows)).astype(str),
            "jenis": dice.choice(KINDS, rows),
            "kode": kode,
            "desa": desa,
            "kecamatan": places["kecamatan"],
            "padukuhan": "Dusun " + pd.Series(dice.integers(1, 20, rows)).astype(str),
            "tahun_berdiri": years.mask(dice.random(rows) < 0.05, "-"),
            "jumlah_anggota": dice.integers(5, 90, rows),
            "keterangan": np.where(dice.random(rows) < 0.1, "kegiatan rutin", ""),
        }
    ).to_csv(path, index=False)


def _check(checkout: Path, register: Path) -> tuple[float, float]:
    """Return the seconds of processor time and the megabytes of one `check`."""
    renamed = (checkout / "geo" / "wksbm").is_dir()
    package, source = ("wksbm.cli", checkout / "geo") if renamed else ("geo.cli", checkout)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            package,
            "check",
            "--root",
            str(checkout),
            "--groups",
            str(register),
        ],
        env={**os.environ, "PYTHONPATH": str(source)},
        cwd=register.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"check of {checkout.name} ended with status {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
