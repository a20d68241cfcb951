"""The words of filter, list, profile, comparison and histogram in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from wksbm.config import Labels
from wksbm.text import Text


def tool_words(labels: Labels) -> Mapping[str, Text]:
    """
    Return the words of the parts of the page that tell villages apart.

    Parameters
    ----------
    labels
        What villages and sub-districts are called.

    Returns
    -------
    mapping of str to Text
        The key is what the scripts ask for.
    """
    desa, kecamatan = labels.desa, labels.kecamatan
    return {**_filter(desa, kecamatan), **_list(desa), **_profile(desa, kecamatan)}


def _filter(desa: Text, kecamatan: Text) -> dict[str, Text]:
    return {
        "filter": Text("Saring", "Filter"),
        "any_subdistrict": Text(f"Semua {kecamatan.id}", f"Every {kecamatan.en}"),
        "any_status": Text("Semua keadaan laporan", "Every state of report"),
        "report": Text("Laporan", "Report"),
        "status_value": Text("melapor, ada kelompok", "reported groups"),
        "status_zero": Text("melapor tidak ada kelompok", "reported no group"),
        "status_not_reported": Text("tidak melapor", "did not report"),
        "status_suppressed": Text("disamarkan (jumlah kecil)", "suppressed (small number)"),
        "status_to_check": Text("datanya perlu diperiksa", "rows to be checked"),
        "filtered": Text(
            f"{{n}} {desa.id} ditampilkan dari {{all}}", f"{{n}} of {{all}} {desa.en}s shown"
        ),
        "filtered_more": Text(
            "{short} kurang terlayani (kurang {missing} kelompok), {silent} tanpa angka",
            "{short} under-served ({missing} groups short), {silent} without a figure",
        ),
        "whole_atlas": Text("seluruh wilayah atlas", "the whole atlas"),
        "reset": Text("Hapus saringan", "Clear the filter"),
        "filter_part": Text("saringan", "filtered"),
        "list_none": Text(
            f"Tidak satu pun dari {desa.id} ini dapat diberi peringkat.",
            f"None of these {desa.en}s can be ranked.",
        ),
        "filter_none": Text(
            f"Tidak ada {desa.id} yang cocok dengan saringan.", f"No {desa.en} fits the filter."
        ),
    }


def _list(desa: Text) -> dict[str, Text]:
    return {
        "short_rank": Text("No.", "No."),
        "short_missing": Text("Kurang", "Missing"),
        "short_rate": Text("Per 1.000", "Per 1,000"),
        "short_priority": Text("Prioritas", "Priority"),
        "not_short": Text("cukup", "enough"),
        "save_list": Text("Unduh CSV ({n} baris)", "Download CSV ({n} rows)"),
        "list_saved": Text("Daftar disimpan: {name}", "List saved: {name}"),
        "print_list": Text("Cetak daftar", "Print the list"),
        "code": Text("Kode Kemendagri", "Kemendagri code"),
        "rate_long": Text("Kelompok per 1.000 penduduk", "Groups per 1,000 residents"),
        "code_bps": Text("Kode BPS", "BPS code"),
        "priority_long": Text("Peringkat prioritas", "Rank of priority"),
        "priority_best": Text("Peringkat prioritas tertinggi", "Best rank of priority"),
        "priority_worst": Text("Peringkat prioritas terendah", "Worst rank of priority"),
        "why": Text("Alasan", "Reason"),
        "two_ranks": Text(
            "Jumlah kekurangan: kelompok yang kurang sampai median. Prioritas: kekurangan menurut "
            "penduduk, kebutuhan dan tetangga bersama-sama.",
            "Number missing: groups short of the median. Priority: shortfall by residents, need "
            "and neighbours together.",
        ),
        "distribution": Text(
            f"Sebaran {{n}} {desa.id}: dari {{low}} sampai {{high}}, median {{median}}",
            f"Distribution of {{n}} {desa.en}s: from {{low}} to {{high}}, median {{median}}",
        ),
    }


def _profile(desa: Text, kecamatan: Text) -> dict[str, Text]:
    return {
        "standing": Text("peringkat {rank} dari {n}", "rank {rank} of {n}"),
        "medians": Text(
            f"median wilayah {{all}}, {kecamatan.id} {{own}}",
            f"median of all {{all}}, of the {kecamatan.en} {{own}}",
        ),
        "standing_note": Text(
            "Peringkat 1 = angka tertinggi; angka yang sama setelah dibulatkan berbagi peringkat. "
            f"Pada garis: titik = {desa.id} ini, batang panjang = "
            f"median wilayah, batang pendek = median {kecamatan.id}.",
            "Rank 1 = highest figure; figures that are equal when rounded share a rank. "
            f"On the line: dot = this {desa.en}, long bar = median of "
            f"all, short bar = median of the {kecamatan.en}.",
        ),
        "interval": Text(
            "Selang kepercayaan 95%: {low}–{high} kelompok per 1.000 penduduk; makin lebar, "
            "makin tidak pasti.",
            "95% confidence interval: {low}–{high} groups per 1,000 residents; the wider, the "
            "less certain.",
        ),
        "decades": Text("Kelompok menurut waktu berdiri", "Groups by time of founding"),
        "decade": Text("{year}-an", "{year}s"),
        "no_year": Text("tahun tidak diketahui", "year not known"),
        "neighbours": Text("Berbatasan dengan", "Neighbours"),
        "to_row": Text("Lihat barisnya di daftar", "See its row in the list"),
        "compare": Text("Bandingkan", "Compare"),
        "compare_how": Text(
            f"Pilih {desa.id} kedua: klik di peta, atau lewat pencarian atau daftar.",
            f"Choose a second {desa.en}: click the map, or use the search or the list.",
        ),
        "compare_stop": Text("Batalkan", "Cancel"),
        "compare_end": Text("Akhiri perbandingan", "End the comparison"),
        "comparison": Text("Perbandingan", "Comparison"),
        "difference": Text("Selisih", "Difference"),
        "dated": Text("Keadaan data", "Date of the data"),
        "agrees_note": Text(
            "“Sesuai”: seluruh selang kepercayaan 95% di atas separuh; untuk jumlah kelompok: "
            "rata-ratanya di atas 50.",
            "“Agrees”: the whole 95% confidence interval lies above one half; for the number of "
            "groups: the mean is above 50.",
        ),
    }
