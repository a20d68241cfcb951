"""What headings mean: each column's role, found by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from wksbm.limits import limits
from wksbm.personal.headings import is_personal_key
from wksbm.tables.absence import word_set
from wksbm.text import without_brackets

REGISTER_ROLES = (
    "nama_kelompok",
    "jenis",
    "padukuhan",
    "tahun_berdiri",
    "jumlah_anggota",
    "kriteria_anggota",
    "sumber_dana",
    "pembentukan",
    "status",
    "kegiatan",
    "kebutuhan",
)
PLACE_ROLES = ("kode", "kode_bps", "kode_kecamatan", "desa", "kecamatan", "kabupaten", "provinsi")
POINT_ROLES = ("lon", "lat", "koordinat")
COUNT = "jumlah_kelompok"
GENERIC_COUNT = "jumlah"
ORIGINAL = "asal: "
"""What the headings of a row's own cells begin with in `perlu_diperiksa.xlsx`."""

_SYNONYMS: Mapping[str, str] = {
    "kode": """kode kode_desa kode_kelurahan kode_kalurahan kode_kemendagri kode_desa_kemendagri
        kode_kemdagri kode_dagri kode_permendagri kode_desa_kelurahan kode_kelurahan_desa kd_desa
        kode_kel kode_kd kodedesa kdepum iddesa id_desa adm4_pcode pcode p_code village_code
        desa_code kode_wilayah kode_wil""",
    "kode_bps": "kode_bps kodebps kode_desa_bps kode_bps_desa kdebps id_bps idbps cc_4 bps_code",
    "kode_kecamatan": """kode_kecamatan kode_kapanewon kode_kec kd_kec kdcpum kdcbps idkecamatan
        id_kecamatan adm3_pcode""",
    "desa": """desa kalurahan kelurahan nama_desa nama_kalurahan nama_kelurahan desa_kelurahan
        kelurahan_desa desa_kalurahan kalurahan_desa nama_desa_kelurahan nama_kelurahan_desa
        nama_desa_kalurahan kalurahan_kelurahan nmdesa nm_desa wadmkd namobj kel_desa adm4_en
        name_4 village village_name desa_name nama_wilayah wilayah kal""",
    "kecamatan": """kecamatan kapanewon kemantren nama_kecamatan nama_kapanewon nama_kec nmkec
        nm_kec wadmkc kec kapanewon_kecamatan kecamatan_kapanewon adm3_en name_3 sub_district
        subdistrict district kap kpn""",
    "kabupaten": """kabupaten kab nama_kabupaten nama_kab kabupaten_kota kab_kota
        nama_kabupaten_kota wadmkk nmkab adm2_en name_2 regency""",
    "provinsi": "provinsi propinsi prov nama_provinsi wadmpr nmprov adm1_en name_1 province",
    COUNT: """jumlah_kelompok jml_kelompok jmlh_kelompok jum_kelompok banyak_kelompok
        banyaknya_kelompok total_kelompok n_kelompok jumlah_wksbm jml_wksbm banyak_wksbm
        banyaknya_wksbm total_wksbm jumlah_kelompok_wksbm jml_kelompok_wksbm kelompok_wksbm
        jumlah_klp jml_klp kelompok wksbm jumlah_group groups group_count""",
    GENERIC_COUNT: "jumlah jml jmlh jum total banyak banyaknya count n cacah jumlah_total",
    "nama_kelompok": """nama_kelompok nama_wksbm nama_kelompok_wksbm nama_lembaga
        nama_organisasi nama_paguyuban nama_perkumpulan nama_klp group_name""",
    "jenis": "jenis jenis_kelompok jenis_wksbm jenis_kegiatan tipe tipe_kelompok kategori bentuk",
    "padukuhan": "padukuhan pedukuhan dusun dukuh nama_padukuhan nama_dusun lingkungan",
    "tahun_berdiri": """tahun_berdiri th_berdiri thn_berdiri tahun_dibentuk tahun_pendirian
        tahun_pembentukan berdiri berdiri_sejak sejak tgl_berdiri tanggal_berdiri year_founded""",
    "jumlah_anggota": """jumlah_anggota jml_anggota jmlh_anggota anggota banyak_anggota
        banyaknya_anggota total_anggota members""",
    "kriteria_anggota": """kriteria_anggota kriteria_keanggotaan kriteria keanggotaan
        dasar_keanggotaan syarat_anggota syarat_keanggotaan""",
    "sumber_dana": """sumber_dana sumber_pendanaan sumber_pembiayaan pendanaan pembiayaan
        asal_dana""",
    "pembentukan": "pembentukan asal_pembentukan cara_pembentukan dibentuk_oleh prakarsa",
    "status": "status status_kelompok keaktifan keadaan kondisi",
    "kegiatan": """kegiatan kegiatan_kelompok kegiatan_utama kegiatan_rutin kegiatan_wksbm
        bentuk_kegiatan macam_kegiatan aktivitas aktifitas aktivitas_kelompok activity
        activities""",
    "kebutuhan": """kebutuhan kebutuhan_kelompok kebutuhan_bantuan kebutuhan_dukungan
        kebutuhan_pembinaan bantuan_dibutuhkan bantuan_yang_dibutuhkan bantuan_yang_diperlukan
        bantuan_diharapkan bantuan_yang_diharapkan dukungan_yang_dibutuhkan needs need
        help_needed help_asked_for support_needed assistance_needed""",
    "lon": "lon long longitude lng bujur garis_bujur x koordinat_x koord_x bujur_timur bt",
    "lat": "lat latitude lintang garis_lintang y koordinat_y koord_y lintang_selatan ls",
    "koordinat": """koordinat titik_koordinat koordinat_gps gps lat_lon lat_long latlong lon_lat
        lat_lng latlng titik_gps titik_lokasi koordinat_lokasi koordinat_utm link_google_maps
        link_google_map link_maps link_gmaps google_maps tautan_peta tautan_google_maps plus_code
        kode_plus""",
    "ordinal": "no nomor no_urut nomor_urut nr urut id fid objectid gid index unnamed_0 num",
    "nama": "nama name",
    "penduduk": """penduduk jumlah_penduduk jml_penduduk banyak_penduduk banyaknya_penduduk
        populasi total_penduduk jumlah_jiwa population""",
}
_VILLAGE = frozenset({"desa", "kalurahan", "kelurahan", "village", "villages"})
_DISTRICT = frozenset({"kecamatan", "kapanewon", "kemantren", "kec", "subdistrict", "district"})
_CODE_WORDS = frozenset({"kode", "kd", "code", "id"})
_PLACE_WORDS = frozenset(
    {"nama", "name", "asal", "lokasi", "alamat", "wilayah", "tempat", "pilih", "di", "kel", "kal"}
    | {"ds", "kap", "sub", "of", "wil", "domisili", "kedudukan"}
    | _VILLAGE
    | _DISTRICT
    | _CODE_WORDS
)
_NUMBER_WORDS = word_set("jumlah jml jmlh jlh jum banyak banyaknya total")
_ALL_GROUPS = frozenset({"kelompok", "klp", "klpk", "wksbm"})
_NAME_WORDS = frozenset({"nama", "nm", "name"})
GROUP_WORDS = word_set(
    """kelompok klp klpk wksbm group groups poktan gapoktan kwt kube posyandu posbindu
    poskesdes dasawisma dawis arisan paguyuban perkumpulan lembaga organisasi komunitas tani
    koperasi ksp kub kth p3a gp3a pokdarwis pokdakan pokmas pokja umkm uppks uppka bkb bkr bkl
    pikr lksa lks orsos lumbung sinoman jimpitan yasinan pengajian tahlil karang taruna
    kartar bumdes bumkal simpan pinjam sambatan linmas fprb destana pkk lpmd lpmk lpmkal psm
    tagana ksm ukm spp usep majelis taklim sanggar forum gotong royong ronda banjar rukun
    kematian hkr kelompencapir kelompoktani subak pamsimas"""
)
"""Words that name groups or their kinds."""
GROUP_PHRASE = GROUP_WORDS | word_set(
    """wanita usaha bersama ternak ikan nelayan lansia balita remaja pemuda perempuan ibu
    masyarakat hutan kesejahteraan sosial berbasis warga keluarga binaan ekonomi produktif
    dan atau peternak petani pertanian perikanan peduli swadaya kegiatan"""
)
"""Words that the name of a kind of groups is made of."""
_META = re.compile(
    r"(?:.*_)?(?:uuid|instanceid|submission_time|validation_status|timestamp|"
    r"cap_waktu|stempel_waktu|rootuuid|xform_id_string|"
    r"created_at|updated_at|tanggal_input|tgl_input|waktu_input|tanggal_pengisian|waktu_pengisian)"
    r"|start|end|today|index|parent_index|tags|notes|version|status_submission"
)
_POINT = re.compile(r"(?:.*_)?(latitude|longitude)")
_ROLE_OF = {key: role for role, keys in _SYNONYMS.items() for key in keys.split()}
_RANK = {key: rank for keys in _SYNONYMS.values() for rank, key in enumerate(keys.split())}
_OTHER_WORDS = re.compile(
    r"penduduk|populasi|population|jiwa|orang|warga|keluarga|rumah|tahun|tanggal|bulan|year|luas|area|"
    r"elevasi|ketinggian|altitude|elevation|mdpl|indeks|index|skor|score|tps|pemilih|suara|kode|code|"
    r"lintang|bujur|latitude|longitude|koordinat|umur|usia|persen|percent|rasio|ratio|harga|nominal|"
    r"rupiah|anggaran|budget|dana|biaya|apbd|apbn|laki|perempuan|pria|wanita|anggota|member|"
    r"pengurus|kader|padukuhan|dusun|jarak|panjang|lebar|kepadatan|density|miskin|sekolah|guru|siswa|"
    r"masjid|mesjid|balita|lansia|peringkat|ranking|target|nomor|saldo|modal|omzet|omset|pendapatan"
)
_OTHER_TOKENS = frozenset(
    {"kk", "l", "p", "lk", "pr", "rt", "rw", "th", "thn", "tgl", "hari", "ha", "km", "km2", "m2"}
    | {"idm", "iks", "ike", "ikl", "pos", "zip", "lat", "lon", "long", "lng", "x", "y", "pct", "rp"}
    | {"rata", "rate", "rank", "id", "fid", "no", "pad", "pagu", "dpt", "dd", "add", "age"}
)


def means_other(heading: str) -> bool:
    """
    Tell whether a heading, known or not, speaks of something else than a number of groups.

    A bare ``nilai`` does not; what is a value of something does.
    """
    key = heading_key(heading)
    tokens = key.split("_")
    if _OTHER_WORDS.search(key) or _OTHER_TOKENS & set(tokens):
        return True
    return len(tokens) > 1 and "nilai" in tokens


def heading_key(heading: str) -> str:
    """Return a heading as a name of a-z, 0-9 and _: ``Jml. Kelompok`` gives ``jml_kelompok``."""
    text = unicodedata.normalize("NFKD", heading.replace("²", "2")).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")


def role_of(heading: str) -> str:
    """
    Return the role of a column by its heading.

    Parameters
    ----------
    heading
        As written; a unit in brackets and a year at the end do not matter.

    Returns
    -------
    str
        A role (`PLACE_ROLES`, `REGISTER_ROLES`, ...), ``personal`` for what identifies a person,
        or ``""`` when the heading is not known.
    """
    if len(heading) > limits().heading:
        return ""
    for key in _keys(heading):
        if key in _ROLE_OF:
            return _ROLE_OF[key]
        if composed := _composed(key):
            return composed
        if is_personal_key(key):
            return "personal"
    return ""


def quoted(headings: Iterable[object], *, typed: bool) -> str | None:
    """
    Return the headings of a table for a message.

    Parameters
    ----------
    headings
        As written.
    typed
        True for a spreadsheet.

    Returns
    -------
    str or None
        None for a text in which no heading is known: it may be no table at all but a letter or a
        list of passwords, and messages travel.
    """
    names = [str(heading) for heading in headings]
    return ", ".join(names) if typed or any(map(role_of, names)) else None


def rank_of(heading: str) -> int:
    """Return how well a heading fits its role: 0 is the role's own name."""
    return next((_RANK[key] for key in _keys(heading) if key in _RANK), len(_RANK))


def is_heading_row(cells: list[str]) -> bool:
    """Tell whether a row names at least one place column and, in all, two columns or more."""
    roles = [role_of(cell) for cell in cells if cell]
    known = [role for role in roles if role]
    known += [cell for cell in cells if cell and not role_of(cell) and _is_number_of(cell)]
    places = {"kode", "kode_bps", "desa", "kecamatan", "nama", "lon", "lat", "koordinat"}
    return len(set(known)) >= min(2, len(roles)) and bool(places & set(known))


def _is_number_of(cell: str) -> bool:
    """Tell whether a cell opens as a heading of figures: ``Jumlah Kader``, ``Banyaknya KWT``."""
    tokens = heading_key(cell).split("_")
    return len(tokens) > 1 and tokens[0] in _NUMBER_WORDS


def _keys(heading: str) -> list[str]:
    """Return what a heading may be known by: whole, without brackets, year, path and language."""
    whole = heading_key(heading)
    bare = heading_key(without_brackets(heading, "([", ")]", by=" "))
    keys = [whole, bare, re.sub(r"_(?:tahun_)?(?:19|20)[0-9]{2}$", "", bare)]
    if "/" in heading and " " not in heading.strip():
        keys.append(heading_key(heading.rsplit("/", 1)[1]))
    keys += [heading_key(line) for line in heading.splitlines() if "\n" in heading]
    keys.append(re.sub(r"^[0-9]+_", "", bare))
    return list(dict.fromkeys(keys))


def _composed(key: str) -> str:
    """Return the role of a heading that is made of known words only: ``asal_kalurahan``."""
    if _META.fullmatch(key):
        return "meta"
    if point := _POINT.fullmatch(key):
        return {"la": "lat", "lo": "lon"}[point.group(1)[:2]]
    tokens = key.split("_")
    words = set(tokens)
    place = words & _VILLAGE, words & _DISTRICT
    if any(place) and words <= _PLACE_WORDS:
        if words & _CODE_WORDS:
            return "kode" if place[0] else "kode_kecamatan"
        return "desa" if place[0] else "kecamatan"
    if words & _NUMBER_WORDS and words & _ALL_GROUPS and words <= _NUMBER_WORDS | _ALL_GROUPS:
        return COUNT
    if words & _NAME_WORDS and words & GROUP_WORDS and words <= _NAME_WORDS | GROUP_PHRASE:
        return "nama_kelompok"
    return ""
