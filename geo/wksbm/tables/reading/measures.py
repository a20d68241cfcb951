"""What the figures of a column count, as far as its heading says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from wksbm.tables.absence import word_set
from wksbm.tables.headings import GROUP_PHRASE, GROUP_WORDS, heading_key, means_other

Measure = Literal["whole", "kind", "subset", "generic", "target", "other", "unknown"]
"""Groups as a whole, one kind of them, a part of them, a bare "Jumlah", a plan, not groups."""

_NUMBER_WORDS = word_set(
    """th thn year ta jumlah jml jmlh jum jlh total banyak banyaknya n count cacah number of
    sub grand akhir seluruhnya keseluruhan semua seluruh berapa ada yang menurut per desa
    kalurahan kelurahan kapanewon kecamatan village villages by di jumlahnya angka unit buah
    gabungan tahun jenis kind kinds macam"""
)
_GENERIC = word_set("""jumlah jml jmlh jum jlh total banyak banyaknya count cacah n""")
_WHOLE = frozenset(["kelompok", "klp", "klpk", "wksbm", "group", "groups", "masyarakat"])
_SUBSET = word_set(
    """aktif vakum pasif baru bubar binaan dibina terdaftar mandiri legal berbadan hukum sk
    tidak belum sudah terverifikasi penerima menerima bantuan dibantu memiliki punya ber
    bersertifikat berizin lama hidup mati tersertifikasi"""
)
_MOMENT = word_set(
    """tw triwulan semester smt sem caturwulan cawu kuartal tahap periode minggu lalu ini kini
    sekarang sebelumnya awal januari februari pebruari maret april mei juni juli agustus september
    oktober november nopember desember jan feb peb mar apr jun jul agu agt ags sep sept okt nov
    nop des previous current first second quarter"""
)
_STAGE = re.compile(
    r"di(?!fabel|sabilitas|nas|gital|klat|abet)[a-z]{4,}|verifikasi|validasi|lolos|"
    r"ter(?:data|bentuk|verifikasi|validasi|catat|lapor|realisasi|seleksi|dampak|layani)[a-z]*"
)
"""Words for one of several moments or stages of the same groups: never parts to be added up."""
_SAYS_KINDS = word_set("jenis macam kind kinds bidang kategori menurut klasifikasi tipe")
_KIND_NOUNS = word_set(
    """lain lainnya dll campuran rt rw dasa wisma pemula lanjut madya utama pratama purnama mandiri
    muda dewasa anak batik anyaman kerajinan kriya bambu kayu tenun jahit konveksi kuliner makanan
    minuman jamu olahan pangan padi palawija sayur sayuran buah bunga hortikultura kebun perkebunan
    sapi kambing domba ayam unggas itik lebah madu lele nila gurami udang budidaya tangkap pengolah
    pemasar pengrajin perajin dagang pedagang warung jasa bengkel wisata sadar seni budaya kesenian
    karawitan jathilan ketoprak reog wayang musik olahraga senam voli tari agama keagamaan rohani
    doa yasin dzikir sholawat rebana hadroh kesehatan lingkungan sampah bank air bersih irigasi
    siaga bencana tangguh pendidikan paud baca literasi tpa tpq kebersihan keamanan jaga kampung
    duka layat jenazah hajatan rewang tabungan kredit kemasyarakatan adat kehutanan peternakan
    penangkar benih bibit pupuk tebu kopi kakao kelapa jagung kedelai ketela pekarangan lestari
    kb gizi stunting difabel disabilitas kebencanaan bina konsumsi produksi informasi farmer
    farmers women youth saving savings loan credit livestock fishery forest death social health
    women s pik r remaja"""
)
_TARGET = word_set("""target rencana sasaran kuota proyeksi usulan ideal kebutuhan renstra""")
_STRONG_OTHER = word_set(
    """anggota member members orang org jiwa kader pengurus kk operator peserta ketua
    pendamping petugas l p lk pr laki pria rp rupiah dana modal aset asset omzet omset saldo
    anggaran pagu biaya luas ha m2 km2 persen pct persentase rasio rata penduduk umur usia
    rt rw penerima_manfaat kpm manfaat jiwa responden sertifikat bantuan_rp male female men
    women people person persons households household budget amount skor nilai bulan tanggal
    nomor kas simpanan pinjaman hibah pendapatan ternak_ekor ekor kg ton liter jam hari kali
    kegiatan pertemuan"""
)
_BRACKETS = re.compile(r"[(\[]([^)\]\n]{0,99})[)\]]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MARKED_YEAR = re.compile(rf"{_YEAR.pattern}(?:(?:r|x{{1,3}}|rev)\b)?")
"""A year, and what yearbooks mark revised and provisional figures with."""


def measure_of(levels: Sequence[str]) -> Measure:
    """
    Say what a column counts by its heading.

    Parameters
    ----------
    levels
        The words of its heading rows, uppermost first; one entry for a heading of one row.

    Returns
    -------
    Measure
        ``kind`` also for what a group heading says of a nameless column below it ("Kelompok" over
        "Arisan"); ``unknown`` when nothing tells.

    Examples
    --------
    >>> measure_of(["Kelompok", "Jumlah"]), measure_of(["Kelompok", "Anggota L"])
    ('whole', 'other')
    """
    own = _measure_of_text(levels[-1])
    if len(levels) == 1:
        return own
    above = measure_of(levels[:-1])
    if own == "other":
        return own
    if above in ("other", "target"):
        return "other" if own in ("generic", "unknown", "subset") or above == "other" else "target"
    if above in ("whole", "kind"):
        if own == "generic" or _YEAR.fullmatch(levels[-1].strip()):
            return above
        if own in ("unknown", "kind"):
            return "kind"
    return own


def names_kinds(levels: Sequence[str]) -> bool:
    """
    Tell whether every word of a heading is known to name kinds of groups.

    "Kelompok Lapor" and "Kelompok Verval" may be the same groups, as far as anybody can tell by
    rule; below "Jenis Kelompok" whatever stands is a kind.

    Examples
    --------
    >>> names_kinds(["Kelompok Ternak"]), names_kinds(["Kelompok Verval"])
    (True, False)
    """
    words = [set(heading_key(_BRACKETS.sub(" ", level)).split("_")) for level in levels]
    if any(level & _SAYS_KINDS for level in words[:-1]):
        return True
    known = GROUP_PHRASE | _KIND_NOUNS | _NUMBER_WORDS | _GENERIC
    return all(word in known or word.isdigit() for level in words for word in level - {""})


def subject_of(text: str) -> Measure:
    """Say what a title line is about: groups, something else, or nothing that tells."""
    tokens = heading_key(text).split("_")
    found = _first_noun(tokens)
    groups = next((at for at, token in enumerate(tokens) if token in GROUP_WORDS), 0)
    return "other" if "penerima" in tokens[:groups] else found


def unit_of(text: str) -> Measure:
    """Say what a unit in brackets or in a column ``satuan`` counts."""
    tokens = heading_key(text).split("_")
    if set(tokens) & _STRONG_OTHER:
        return "other"
    return "whole" if set(tokens) & GROUP_WORDS else "unknown"


def year_of(heading: str) -> int | None:
    """Return the year in which a heading ends, or which it is."""
    found = _YEAR.findall(heading)
    return int(found[-1]) if len(set(found)) == 1 else None


def without_year(heading: str) -> str:
    """Return a heading's key without its year: what columns of several years share."""
    return heading_key(_MARKED_YEAR.sub(" ", heading))


def names_moment(text: str) -> bool:
    """
    Tell whether a heading or label names one of several moments or stages of the same groups.

    Examples
    --------
    >>> names_moment("Triwulan II"), names_moment("Kelompok Diusulkan"), names_moment("Arisan")
    (True, True, False)
    """
    words = set(heading_key(text).split("_"))
    return bool(words & _MOMENT) or any(map(_STAGE.fullmatch, words))


def _measure_of_text(text: str) -> Measure:
    units = [unit_of(unit) for unit in _BRACKETS.findall(text)]
    if "other" in units:
        return "other"
    if heading_key(text) == "nilai":
        return "unknown"
    tokens = [token for token in heading_key(_BRACKETS.sub(" ", text)).split("_") if token]
    words = set(tokens)
    if words & _TARGET and not words & _STRONG_OTHER:
        return "target"
    if words & _STRONG_OTHER:
        return "other"
    found = _first_noun(tokens)
    if found == "whole" and words & _SUBSET:
        return "subset"
    if found != "other" and names_moment(text):
        return "subset"
    if found != "unknown":
        return found
    if words & _GENERIC and words <= _NUMBER_WORDS | _GENERIC:
        return "whole" if "whole" in units else "generic"
    if words & _SUBSET and words <= _SUBSET | _NUMBER_WORDS:
        return "subset"
    return "unknown"


def _first_noun(tokens: Sequence[str]) -> Measure:
    """Let the first word that names groups or something else decide."""
    words = set(tokens)
    for token in tokens:
        if token in GROUP_WORDS:
            named = words - _NUMBER_WORDS - _SUBSET
            plain = {word for word in named if not word.isdigit()}
            return "whole" if plain <= _WHOLE else "kind"
        if token in _STRONG_OTHER or (token not in _NUMBER_WORDS and means_other(token)):
            return "other"
    return "unknown"
