"""
Measure how long ``wksbm check`` and ``wksbm info`` take for hostile files, and how much memory.

    python scripts/bench_hostile.py [--share 1] [--only WORDS] [--checkout FOLDER] [--most SECONDS]

Prints a table: exit code, seconds and peak memory of each command for each file of
`tests/hostile.py`. An ordinary ``check`` is measured first. FOLDER is another checkout.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
_POLL = 0.05


def _memory(process: psutil.Process) -> int:
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def measure(command: list[str], environment: dict[str, str], most: float) -> tuple[str, float, int]:
    """Return exit code (or what ended it), seconds, and peak memory in bytes of a command."""
    started, peak, ended = time.perf_counter(), 0, ""
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors: list[bytes] = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            peak = max(peak, _memory(watched))
        except psutil.NoSuchProcess:
            break
        if time.perf_counter() - started > most or peak > 8e9:
            ended = "stopped"
            for one in (*watched.children(recursive=True), watched):
                one.kill()
            break
        time.sleep(_POLL)
    process.wait()
    reader.join()
    seconds = time.perf_counter() - started
    said = errors[0].decode(errors="replace") if errors else ""
    if "Traceback" in said:
        ended = "traceback"
    print("   ", said.strip()[-300:].replace("\n", " | "), file=sys.stderr)
    return ended or str(process.returncode), seconds, peak


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--checkout", type=Path, default=ROOT)
    parser.add_argument("--most", type=float, default=100)
    asked = parser.parse_args()
    from tests.cli.workspace import make_workspace
    from tests.hostile import ATTACKS, DEVICES

    environment = {**os.environ, "PYTHONPATH": str(asked.checkout / "geo")}
    wksbm = [sys.executable, "-m", "wksbm.cli"]
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        root = make_workspace(Path(folder) / "ruang")
        check = [*wksbm, "check", "--root", str(root)]
        code, seconds, memory = measure(check, environment, asked.most)
        print(
            "| input | bytes | check | s | MB | info | s | MB |\n|---|---|---|---|---|---|---|---|"
        )
        print(f"| ordinary | | {code} | {seconds:.1f} | {memory / 1e6:.0f} | | | |", flush=True)
        for number, (name, attack) in enumerate({**ATTACKS, **DEVICES}.items()):
            if asked.only not in name:
                continue
            place = Path(folder) / str(number)
            place.mkdir()
            path = attack.write(place, asked.share)
            size = path.stat().st_size
            line = f"| {name} | {size:,} |"
            for command in ([*check, attack.option, str(path)], [*wksbm, "info", str(path)]):
                code, seconds, memory = measure(command, environment, asked.most)
                line += f" {code} | {seconds:.1f} | {memory / 1e6:.0f} |"
            print(line, flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
