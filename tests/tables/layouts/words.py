"""Words of the offices: kinds of groups, their names, people, notes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.tables.layouts.villages import Village


@dataclass(frozen=True)
class GroupKind:
    """
    A kind of group.

    `full` and `short` are what it is called in titles and headings; `named` begins the names of its
    groups ("" where they have plain names).
    """

    full: str
    short: str
    named: tuple[str, ...]


KINDS = (
    GroupKind("Kelompok WKSBM", "Kelompok", ("",)),
    GroupKind("Kelompok Warga", "Klp", ("", "Arisan ", "Paguyuban ")),
    GroupKind("Kelompok Tani", "Poktan", ("", "KT ", "Tani ", "Poktan ")),
    GroupKind("Kelompok Wanita Tani", "KWT", ("KWT ", "")),
    GroupKind("Kelompok Usaha Bersama", "KUBE", ("KUBE ", "")),
    GroupKind("Posyandu", "Posyandu", ("Posyandu ", "")),
    GroupKind("Dasawisma", "Dasa Wisma", ("Dasawisma ", "")),
    GroupKind("Majelis Taklim", "Majelis Taklim", ("MT ", "Majelis Taklim ")),
    GroupKind("Kelompok Arisan", "Arisan", ("Arisan ",)),
    GroupKind("Kelompok Simpan Pinjam", "KSP", ("SP ", "Simpan Pinjam ")),
    GroupKind("Kelompok Ternak", "Klp Ternak", ("Ternak ", "")),
    GroupKind("Karang Taruna", "Karang Taruna", ("Karang Taruna ", "KT. ")),
    GroupKind("Rukun Kematian", "Rukti", ("Rukti ", "Rukun Kematian ")),
)

FIRST = (
    "Sido", "Ngudi", "Sari", "Mekar", "Guyub", "Tunas", "Karya", "Maju", "Sri", "Mulyo", "Argo",
    "Tirto", "Bina", "Setyo", "Rukun", "Sedyo", "Suko", "Manunggal", "Wono", "Lestari",
)  # fmt: skip
LAST = (
    "Maju", "Rahayu", "Makmur", "Rejeki", "Rukun", "Mulyo", "Sejahtera", "Mandiri", "Lestari",
    "Utomo", "Harapan", "Bakti", "Raharjo", "Santosa", "Sentosa", "Waras", "Subur", "Jaya",
)  # fmt: skip
FLOWERS = (
    "Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Kamboja", "Flamboyan", "Seruni",
    "Bougenvil",
)  # fmt: skip
TRICKY = (
    "Sumber Rejeki", "Sumber Makmur", "Sumber: Mulyo", "Jumlah Barokah", "Total Karya",
    "Sumber Waras", "Total Sejahtera", "Jumlah Rejeki", "Rekap Mulya", "Catatan Hati",
    "Ket. Makmur",
)  # fmt: skip
HAMLETS = (
    "Krajan", "Ngelo", "Gunungsari", "Kedungwaru", "Tegalrejo", "Sumberjo", "Bulu", "Ngasem",
    "Karanglor", "Pati", "Klepu", "Wuni", "Tanjung", "Dawung", "Ploso", "Jambe",
)  # fmt: skip
PEOPLE = (
    "Sukarjo", "Wagiyem", "Tumijan", "Suparti", "Ngadiyo", "Rubiyem", "Sumarno", "Tukinem",
    "Paijo", "Saminah", "Suratman", "Sutinah", "Wakijo", "Mujinem", "Triyono", "Lasiyem",
    "Parjiyo", "Ngatinah",
)  # fmt: skip
KINDS_WIDE = (
    "Arisan", "Posyandu", "Poktan", "KWT", "KUBE", "Karang Taruna", "Dasawisma", "Simpan Pinjam",
    "Rukun Kematian", "Majelis Taklim", "Gotong Royong", "Kelompok Ternak",
)  # fmt: skip

NONE_FIGURE = (
    "0", "nihil", "NIHIL", "Nihil", "tidak ada", "Tidak Ada", "belum ada", "tdk ada", "Nol",
)  # fmt: skip
NO_REPORT = (
    "", "-", "–", "...", "belum lapor", "tidak ada data", "n/a", "blm ada data",
)  # fmt: skip
NONE_NAMES = (
    "Nihil", "NIHIL", "Tidak ada", "tidak ada", "Belum ada kelompok", "Belum terbentuk",
    "tdk ada klp", "Tidak ada kelompok", "Belum ada", "NIHIL (tidak ada kelompok)",
    "Tidak memiliki kelompok", "belum ada klp", "Kosong (tidak ada kelompok)",
    "belum punya kelompok",
)  # fmt: skip


def group_names(rng: Random, kind: GroupKind, count: int, *, tricky: float = 0.0) -> list[str]:
    """Return different names of groups."""
    found: list[str] = []
    while len(found) < count:
        if rng.random() < tricky:
            name = rng.choice(TRICKY)
        elif rng.random() < 0.4:
            name = rng.choice(FLOWERS) + rng.choice(("", "", " I", " II", " 1", " 2", " Putih"))
        else:
            name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        if not tricky:
            name = rng.choice(kind.named) + name
        if name.casefold() not in {other.casefold() for other in found}:
            found.append(name)
    return found


def person(rng: Random) -> str:
    """Return the name of a person who is made up."""
    return rng.choice(("", "", "Ibu ", "Bpk. ", "Hj. ")) + rng.choice(PEOPLE)


def phone(rng: Random) -> str:
    """Return a telephone number that nobody has."""
    return rng.choice(("0812", "0878", "+62 812-", "0857-")) + f"{rng.randint(0, 9999999):07d}"


def nik(rng: Random, entry: Village) -> str:
    """Return a number of the form of an identity number."""
    return entry.kode.replace(".", "")[:6] + f"{rng.randint(10, 71)}0180{rng.randint(0, 9999):04d}"


def figures(rng: Random, villages: list[Village]) -> dict[str, int]:
    """Return a number of groups for every village; some report none."""
    largest = rng.choice((4, 9, 25, 60, 120))
    return {entry.kode: 0 if rng.random() < 0.08 else rng.randint(1, largest) for entry in villages}
