"""Words that a register uses for a group's state, funds, members, activities and needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from wksbm.names import is_blank
from wksbm.tables.absence import read_absence
from wksbm.text import without_brackets

State = Literal["aktif", "vakum", "bubar", "nihil", ""]

_STATES: Mapping[State, str] = {
    "aktif": """aktif, masih aktif, sangat aktif, cukup aktif, kurang aktif, berjalan,
        masih berjalan, jalan, masih ada, ada, hidup, berkembang, active""",
    "vakum": """vakum, vacum, vacuum, vakuum, tidak aktif, tdk aktif, tak aktif, nonaktif,
        non aktif, belum aktif, pasif, mandek, mandeg, macet, berhenti sementara, istirahat,
        tidak berjalan, tdk berjalan, tidak jalan, inactive""",
    "bubar": """bubar, sudah bubar, telah bubar, dibubarkan, sudah dibubarkan, telah dibubarkan,
        mati, sudah mati, tidak ada lagi, sudah tidak ada, sudah tidak ada lagi, tutup,
        ditutup, dissolved, closed""",
    "nihil": "nihil, tidak ada, belum ada, kosong",
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
_ACTIVITIES = {
    "gotong royong": """gotong royong, gotong-royong, gotongroyong, gotong royong warga,
        kerja bakti, kerja bhakti, kerjabakti, kerja bakti lingkungan, sambatan, sambat sinambat,
        sambat-sinambat, soyo, soyoan, saling membantu, saling bantu, saling menolong,
        saling tolong, tolong-menolong, tolong menolong, bantu-membantu, bantu membantu,
        tulung-tinulung, tulung tinulung, gugur gunung, gugur-gunung, rewang, rewangan, layat,
        layatan, melayat, nglayat, mutual help, mutual aid, helping each other""",
    "arisan": """arisan, arisan warga, arisan rt, arisan ibu-ibu, arisan pkk, arisan bulanan,
        arisan rutin, arisan uang, rotating savings""",
    "simpan pinjam": """simpan pinjam, simpan-pinjam, simpanpinjam, usaha simpan pinjam, koperasi,
        koperasi simpan pinjam, pinjaman, tabungan, menabung, savings, loans, credit,
        savings and loans""",
    "kematian": """kematian, rukun kematian, urusan kematian, santunan kematian, dana kematian,
        pengurusan jenazah, perawatan jenazah, pemulasaraan jenazah, pemakaman, sripah, funeral,
        funerals, burial, burials""",
    "keagamaan": """keagamaan, agama, pengajian, yasinan, yasin, tahlilan, tahlil, mujahadah,
        majelis taklim, majlis taklim, sholawatan, doa bersama, kebaktian, kerohanian, rohani,
        ibadah, religious, religion, prayer""",
    "pertanian": """pertanian, bertani, tani, peternakan, beternak, ternak, perikanan, perkebunan,
        farming, agriculture, livestock""",
    "lumbung pangan": "lumbung pangan, lumbung, lumbung padi, lumbung desa, rice barn",
    "usaha bersama": """usaha bersama, usaha, usaha kelompok, usaha produktif,
        usaha ekonomi produktif, uep, umkm, kerajinan, dagang, business, crafts""",
    "sosial": """sosial, kegiatan sosial, bakti sosial, baksos, santunan, menjenguk orang sakit,
        jenguk orang sakit, social""",
    "kesehatan": "kesehatan, posyandu, posyandu balita, posyandu lansia, senam, health",
    "keamanan": "keamanan, ronda, ronda malam, siskamling, jaga malam, night watch, security",
    "kesenian": "kesenian, seni, budaya, seni budaya, karawitan, olahraga, arts, culture, sports",
    "pertemuan": """pertemuan, pertemuan rutin, kumpulan, kumpul rutin, rapat, musyawarah, rembug,
        meeting, meetings""",
    "lainnya": "lainnya, lain-lain, lain, dll, dsb, other, others, etc",
    "tidak ada": "tidak ada, tdk ada, belum ada, nihil, no activity",
}
_NEEDS = {
    "keterampilan": """keterampilan, ketrampilan, keterampilan warga, pelatihan, latihan, kursus,
        pelatihan keterampilan, pelatihan ketrampilan, pelatihan usaha, peningkatan keterampilan,
        peningkatan kapasitas, peningkatan sdm, sdm, kapasitas, kemampuan, keahlian, bimtek,
        bimbingan teknis, skill, skills, training, capacity building""",
    "manajemen": """manajemen, managemen, menejemen, management, manajemen kelompok,
        manajemen keuangan, pelatihan manajemen, pengelolaan, pengelolaan kelompok,
        pengelolaan keuangan, tata kelola, administrasi, pelatihan administrasi, pembukuan,
        pelatihan pembukuan, pencatatan, kelembagaan, organisasi, keorganisasian, bookkeeping,
        administration, organisation, organization""",
    "dana": """dana, sumber dana, bantuan dana, tambahan dana, pendanaan, modal, permodalan,
        modal usaha, bantuan modal, bantuan modal usaha, tambahan modal, pinjaman modal,
        bantuan keuangan, dana stimulan, stimulan, hibah, uang, bantuan uang, pembiayaan, fund,
        funds, funding, money, capital, grant, grants""",
    "lainnya": """lainnya, lain-lain, lain, dll, dsb, sarana, prasarana, sarana prasarana,
        sarana dan prasarana, sarpras, peralatan, alat, fasilitas, tempat, gedung, bibit,
        pemasaran, perizinan, izin, legalitas, badan hukum, other, others, etc, equipment,
        facilities, marketing""",
    "tidak ada": """tidak ada, tdk ada, belum ada, nihil, tidak perlu, tidak butuh,
        tidak membutuhkan, tidak memerlukan, no need, nothing""",
}
_SEPARATORS = re.compile(r"[,;/+&\n]|(?<!\s)\s+dan\s+")
_LIST_MARK = re.compile(r"(?:^|(?<=\s))(?:[0-9]{1,2}|[a-h])[.)]\s*(?=[^\W\d])|[()]")
_NOISE = re.compile(r"(?<![0-9])[0-9]+\s*%|^(?:dari|dr|berasal dari|dana dari)\s+")


def _inverse(table: Mapping[str, str]) -> dict[str, str]:
    return {
        " ".join(word.split()): term for term, words in table.items() for word in words.split(",")
    }


_STATE_OF = _inverse({str(state): words for state, words in _STATES.items()})
_TERMS = {
    "sumber_dana": _inverse(_FUNDS),
    "kriteria_anggota": _inverse(_CRITERIA),
    "kegiatan": _inverse(_ACTIVITIES),
    "kebutuhan": _inverse(_NEEDS),
}
_SEVERAL = frozenset({"kegiatan", "kebutuhan"})
_JOINER = "; "
TERM_ROLES = tuple(_TERMS)


@dataclass(frozen=True)
class Terms:
    """
    A column of words in common terms.

    Parameters
    ----------
    values
        The term of each cell, ``""`` for a blank one; a word that is not known stands for itself.
        Of what a group does and needs, all terms of a cell, each once, joined by ``"; "``.
    unknown
        Words that are not known -> number of rows, most frequent first.
    """

    values: pd.Series[str]
    unknown: Mapping[str, int]


def read_terms(role: str, cells: pd.Series[str]) -> Terms:
    """
    Read a column of sources of funds, criteria of membership, activities or needs.

    Parameters
    ----------
    role
        One of `TERM_ROLES`.
    cells
        As written, several terms separated by ``,`` ``;`` ``/`` ``+`` or ``dan``. Of funds and
        criteria the first is the main one; of activities and needs all count.
    """
    known = _TERMS[role]
    if role in _SEVERAL:
        return _read(cells, lambda text: _all_terms(text, known), frozenset(known.values()))
    return _read(cells, lambda text: _terms(text, known)[:1], frozenset(known.values()))


def read_states(cells: pd.Series[str]) -> Terms:
    """Read a column of states: aktif, vakum, bubar or nihil."""
    return _read(cells, _state, frozenset(_STATE_OF.values()))


def _read(cells: pd.Series[str], read: Callable[[str], list[str]], known: frozenset[str]) -> Terms:
    codes, uniques = pd.factorize(cells)
    terms = [read(str(text)) for text in uniques]
    joined = pd.Series([_JOINER.join(found) for found in terms], dtype="str")
    values = pd.Series(joined.to_numpy()[codes], index=cells.index, dtype="str")
    odd: Counter[str] = Counter()
    for found, times in zip(terms, np.bincount(codes, minlength=len(terms)), strict=True):
        odd.update({term: int(times) for term in found if term and term not in known})
    ranked = sorted(odd.items(), key=lambda entry: (-entry[1], entry[0]))
    return Terms(values, dict(ranked))


def _terms(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the terms of a cell in its order; a text that is a term as a whole is one."""
    whole = _word(text)
    if whole in known:
        return [known[whole]]
    words = (_word(part) for part in _SEPARATORS.split(text.casefold()))
    return [known.get(word, word) for word in words if word]


def _all_terms(text: str, known: Mapping[str, str]) -> list[str]:
    """Return each term once; ``1. arisan 2. sambatan`` and ``arisan (uang)`` are lists as well."""
    marked = _LIST_MARK.sub(";", text.casefold()).strip("; ")
    return list(dict.fromkeys(_terms(marked, known)))


def _state(text: str) -> list[str]:
    word = _word(text)
    if word not in _STATE_OF and not word.isdigit() and read_absence(text) == "none":
        return ["nihil"]
    return [_STATE_OF.get(word, word)]


def _word(text: str) -> str:
    if is_blank(text):
        return ""
    plain = without_brackets(" ".join(text.casefold().split()).strip(" .-()'\""))
    word = _NOISE.sub("", plain)
    return word.strip(" .:-'\"")
