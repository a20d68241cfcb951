"""Words that a register uses for the state, the funds and the members of a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from geo.names import is_blank

State = Literal["aktif", "vakum", "bubar", "nihil", ""]
NIL = frozenset({"nihil", "tidak ada", "tdk ada", "tidak ada kelompok", "belum ada", "kosong"})

_STATES: Mapping[State, str] = {
    "aktif": """aktif, masih aktif, sangat aktif, cukup aktif, kurang aktif, berjalan,
        masih berjalan, jalan, masih ada, ada, hidup, berkembang, active""",
    "vakum": """vakum, vacum, vacuum, vakuum, tidak aktif, tdk aktif, tak aktif, nonaktif,
        non aktif, belum aktif, pasif, mandek, mandeg, macet, berhenti sementara, istirahat,
        tidak berjalan, tdk berjalan, tidak jalan, inactive""",
    "bubar": """bubar, sudah bubar, telah bubar, dibubarkan, sudah dibubarkan, telah dibubarkan,
        mati, sudah mati, tidak ada lagi, sudah tidak ada, sudah tidak ada lagi, tutup,
        ditutup, dissolved, closed""",
    "nihil": ", ".join(sorted(NIL)),
}
_FUNDS = {
    "iuran": """iuran, iuran anggota, iuran warga, iuran rutin, iuran bulanan, iuran sukarela,
        iuran wajib, swadaya, swadaya anggota, swadaya warga, swadaya masyarakat, kas,
        kas anggota, kas kelompok, simpanan anggota, jimpitan, urunan, patungan""",
    "donatur": "donatur, donasi, donator, sumbangan, sumbangan donatur, sponsor, csr, infak, infaq",
    "dana desa": """dana desa, dd, add, apbdes, apbkal, apb desa, apb kalurahan, dana kalurahan,
        alokasi dana desa, bantuan desa, pemerintah desa, pemdes""",
    "hibah pemerintah": """hibah, hibah pemerintah, hibah/bantuan pemerintah, bantuan pemerintah,
        bantuan, bansos, bantuan sosial, apbd, apbn, pemda, pemkab, pemerintah, pemerintah daerah,
        dinas sosial, kemensos""",
    "usaha kelompok": "usaha, usaha kelompok, hasil usaha, usaha bersama, unit usaha, jasa usaha",
}
_CRITERIA = {
    "domisili": """domisili, berdomisili, warga, warga setempat, warga sekitar, warga padukuhan,
        warga dusun, warga rt, warga desa, warga kalurahan, tempat tinggal, bertempat tinggal,
        tinggal, penduduk, penduduk setempat, satu rt, satu rw, satu rt/rw, satu padukuhan,
        satu dusun, satu wilayah, wilayah, se-rt, kewilayahan, kepala keluarga""",
    "perempuan": "perempuan, wanita, ibu, ibu-ibu, ibu ibu, ibu rumah tangga, kaum perempuan, pkk",
    "profesi": "profesi, pekerjaan, mata pencaharian, petani, pedagang, nelayan, peternak, usaha",
    "agama": "agama, keagamaan, seagama, muslim, muslimah, islam, kristen, katolik, jamaah, jemaah",
    "pemuda": "pemuda, pemudi, remaja, karang taruna, muda-mudi, muda mudi, generasi muda",
}
_SEPARATORS = re.compile(r"[,;/+&\n]|\s+dan\s+")
_NOISE = re.compile(r"\([^)]*\)|[0-9]+\s*%|^(?:dari|dr|berasal dari|dana dari)\s+")


def _inverse(table: Mapping[str, str]) -> dict[str, str]:
    return {
        " ".join(word.split()): term for term, words in table.items() for word in words.split(",")
    }


_STATE_OF = _inverse({str(state): words for state, words in _STATES.items()})
_TERMS = {"sumber_dana": _inverse(_FUNDS), "kriteria_anggota": _inverse(_CRITERIA)}
TERM_ROLES = tuple(_TERMS)


@dataclass(frozen=True)
class Terms:
    """
    A column of words in common terms.

    Parameters
    ----------
    values
        The term of each cell, ``""`` for a blank one; a word that is not known stands for itself.
    unknown
        Words that are not known -> number of rows, most frequent first.
    """

    values: pd.Series[str]
    unknown: Mapping[str, int]


def read_terms(role: str, cells: pd.Series[str]) -> Terms:
    """
    Read a column of sources of funds or of criteria of membership.

    Parameters
    ----------
    role
        One of `TERM_ROLES`.
    cells
        As written; of several terms (separated by ``,`` ``;`` ``/`` ``+`` or ``dan``) the first
        is the main one.
    """
    known = _TERMS[role]
    return _read(cells, lambda text: _first_term(text, known), frozenset(known.values()))


def read_states(cells: pd.Series[str]) -> Terms:
    """Read a column of states: aktif, vakum, bubar or nihil."""
    return _read(cells, _state, frozenset(_STATE_OF.values()))


def _read(cells: pd.Series[str], read: Callable[[str], str], known: frozenset[str]) -> Terms:
    codes, uniques = pd.factorize(cells)
    terms = pd.Series([read(str(text)) for text in uniques], dtype="str")
    values = pd.Series(terms.to_numpy()[codes], index=cells.index, dtype="str")
    odd = values[~values.isin(known) & values.ne("")].value_counts()
    ranked = sorted(odd.items(), key=lambda entry: (-int(entry[1]), str(entry[0])))
    return Terms(values, {str(term): int(times) for term, times in ranked})


def _first_term(text: str, known: Mapping[str, str]) -> str:
    whole = _word(text)
    if whole in known:
        return known[whole]
    words = (_word(part) for part in _SEPARATORS.split(text.casefold()))
    first = next((word for word in words if word), "")
    return known.get(first, first)


def _state(text: str) -> str:
    word = _word(text)
    return _STATE_OF.get(word, word)


def _word(text: str) -> str:
    if is_blank(text):
        return ""
    word = _NOISE.sub("", " ".join(text.casefold().split()).strip(" .-()'\""))
    return word.strip(" .:-'\"")
