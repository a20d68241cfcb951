"""Words for "none" and words for "nobody has reported": two answers that must not be mixed up.

A cell is taken apart into words. *None* is a word of zero (``nihil``, ``0``) or a denial with a
verb of being (``belum ada``, ``tdk punya``, ``belum terbentuk``), followed by nothing but words
for groups and for here and now. A denial of a report (``belum lapor``, ``tidak ada data``) is *no
report*. A denial of something else (``belum ada pengurus``) is *unclear*: it is no group's name,
and nobody can tell whether it means none.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Absence = Literal["", "none", "no_report", "unclear"]


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text that are separated by spaces."""
    return frozenset(words.split())


_ZERO = word_set("nihil nil nol kosong zero none 0 00")
_NOT = word_set("""tidak tdk tak gak ga nggak ndak belum blm belom blum ora durung dereng mboten no
    not tanpa""")
_BE = word_set("""ada punya memiliki mempunyai miliki terbentuk dibentuk membentuk terdapat berdiri
    didirikan ono duwe gadhah wonten formed yet""")
_REPORT = word_set("""lapor melapor melaporkan dilaporkan laporan terdata didata mendata data
    datanya diisi terisi mengisi isian diketahui tahu tersedia keterangan info informasi kabar
    jawaban masuk dikirim mengirim mengumpulkan report reported known available response answer""")
_NAME = word_set("nama namanya bernama dinamai name named")
_HERE = word_set("""masih saat ini sampai sampe hingga dengan sekarang kini sementara memang di sini
    disini desa kalurahan kelurahan padukuhan dusun wilayah daerah tempat kami setempat sama sekali
    pernah satu pun satupun yang juga sedang sudah telah lagi untuk ya maaf tahun at all here""")
_GROUP = word_set("""kelompok kelompoknya klp klpk klmpk klompok kel kelp kelomp wksbm kube kwt
    poktan gapoktan paguyuban organisasi lembaga perkumpulan grup group groups pokja dasawisma dawis
    arisan posyandu posbindu pkk uppks uppka lumbung koperasi karang taruna tani ternak wanita
    perempuan usaha bersama lansia balita remaja pemuda simpan pinjam sosial masyarakat warga
    kematian rukun majelis taklim puskesos lks umkm swadaya kth""")

ABSENCE_WORDS = "|".join(sorted(_ZERO | _NOT | {"na", "nan", "null", "n"}))
"""Alternatives of a pattern without which a text that begins with a letter denies nothing."""


def read_absence(text: str) -> Absence:
    """
    Tell whether a cell says that there is none, or that nothing is known.

    Parameters
    ----------
    text
        As written, in a column of names or of figures.

    Returns
    -------
    str
        ``none``, ``no_report`` (blank cells and dashes too), ``unclear`` for a denial that says
        neither, and ``""`` for everything else: names, figures.

    Examples
    --------
    >>> [read_absence(text) for text in ("NIHIL (tidak ada kelompok)", "blm lapor", "Melati")]
    ['none', 'no_report', '']
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    clauses = [
        words for part in re.split(r"[^\w\s'’]+|\n", plain) if (words := re.findall(r"\w+", part))
    ]
    if not clauses:
        return "no_report"
    whole = _clause([word for words in clauses for word in words])
    if whole in ("none", "no_report", "unclear"):
        return whole
    found = {_clause(words) for words in clauses}
    if "" in found:
        return "unclear" if "none" in found else ""
    return found.pop() if len(found) == 1 else "unclear"


def _clause(words: list[str]) -> Absence:
    if words in (["n", "a"], ["na"], ["nan"], ["null"]):
        return "no_report"
    kept = [word for word in words if word not in _HERE]
    if not kept:
        return ""
    if kept[0] in _ZERO:
        return "none" if _denies_only_groups(kept[1:]) else ""
    denied = [place for place, word in enumerate(kept) if word in _NOT]
    if not denied:
        return ""
    rest = set(kept)
    if rest & _REPORT and (denied[0] == 0 or (denied[0] == 1 and kept[0] in _REPORT)):
        return "no_report"
    if denied[0] != 0 or rest & _NAME:
        return ""
    if len(kept) == 1:
        return "unclear"
    if kept[1] in _BE or kept[0] == "no":
        return "none" if _denies_only_groups(kept[1:]) else "unclear"
    return ""


def _denies_only_groups(words: list[str]) -> bool:
    return set(words) <= _GROUP | _BE | _NOT | _ZERO
