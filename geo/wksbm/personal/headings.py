"""Columns that are personal by their heading."""

from __future__ import annotations

import re

_NUMBERS = (
    r"nik|ktp|no_kk|nomor_kk|nokk|kartu_keluarga|npwp|nitku|telepon|telp|telpon|tlp|tel|hp|no_hp|nohp|"
    r"handphone|ponsel|phone|mobile|wa|whatsapp|telegram|email|e_mail|surel|kontak|contact|"
    r"contact_person|cp|rekening|norek|no_rek|nomor_rek|pic|nomor_induk_kependudukan|no_identitas|"
    r"nomor_identitas|no_bpjs|nomor_bpjs|no_paspor|nomor_paspor|no_sim|nomor_sim"
)
_PERSONS = (
    r"ketua|wakil_ketua|sekretaris|bendahara|pengurus|penanggung_jawab|pj|pendamping|narahubung|"
    r"petugas|pemilik|pengelola|pelapor|pemohon|wali|suami|istri|bapak|ibu|bpk|kepala_keluarga|"
    r"responden|pengisi|surveyor|enumerator|kepala_desa|lurah|dukuh_nama|pemimpin|pimpinan|pembina|"
    r"pelindung|penasihat|penasehat|koordinator|direktur|manajer|operator|nasabah|ayah|ortu|"
    r"orang_tua|ibu_kandung|tokoh|leader|chairman|chairperson|chair|secretary|treasurer|"
    r"head_of_household|respondent"
)
_NAMES = r"lengkap|orang|anggota|penerima|petugas|kk|pic|pj|kader|peserta|warga|panggilan"
_PERSONAL = re.compile(
    rf"(?:.*_)?(?:{_NUMBERS})(?:_.*)?"
    rf"|(?:nama_)?(?:lengkap_)?(?:{_PERSONS})(?:_.*)?"
    rf"|nama_(?:{_NAMES})|(?:name_of_|nama_).*(?:{_PERSONS})"
    r"|(?:tanggal|tgl|tempat|tempat_tanggal|tempat_tgl)_lahir|ttl|date_of_birth|birth_?date"
    r"|alamat(?:_.*)?|address(?:_.*)?|(?:sdr|sdri|bpk|bapak)(?:_.*)?|atas_nama|a_n"
    r"|(?:nip|nipy|nrp|nuptk|nisn)(?:_.*)?|(?:.*_)?(?:facebook|instagram|medsos)"
    r"|(?:.*_)?(?:submitted_by|username|deviceid|simserial|subscriberid)"
)


def is_personal_key(key: str) -> bool:
    """
    Tell whether a heading says that its column identifies persons.

    Parameters
    ----------
    key
        The heading as a name of a-z, 0-9 and _ (`wksbm.tables.headings.heading_key`).

    Examples
    --------
    >>> is_personal_key("nama_pemimpin"), is_personal_key("jumlah_kk")
    (True, False)
    """
    return bool(_PERSONAL.fullmatch(key))
