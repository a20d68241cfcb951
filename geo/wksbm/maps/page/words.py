"""The words of the interactive page in both languages; ``{...}`` is filled in by the browser."""

from __future__ import annotations

from collections.abc import Mapping

from wksbm.config import Labels
from wksbm.maps.caption import NOT_DRAWN
from wksbm.maps.page.words_tools import tool_words
from wksbm.text import Text


def both_languages(text: Text) -> str | dict[str, str]:
    """Return a text in both languages as the page keeps it, once when they read the same."""
    return text.id if text.id == text.en else {"id": text.id, "en": text.en}


def page_words(labels: Labels) -> Mapping[str, Text]:
    """
    Return every word of the page that does not come from the data.

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
    desa_title = Text(desa.id.capitalize(), desa.en.capitalize())
    kecamatan_title = Text(kecamatan.id.capitalize(), kecamatan.en.capitalize())
    return {
        **tool_words(labels),
        "village": desa_title,
        "subdistrict": kecamatan_title,
        "villages": Text(desa.id, f"{desa.en}s"),
        "warning": Text("Peringatan", "Notice"),
        "skip": Text("Langsung ke peta", "Skip to the map"),
        "indicators": Text("Indikator", "Indicators"),
        "legend": Text("Legenda", "Legend"),
        "profile": Text("Profil", "Profile"),
        "gaps": Text("Kurang terlayani", "Under-served"),
        "priorities": Text("Urutan prioritas", "Order of priority"),
        "rank_short": Text("Peringkat {rank} {range}", "Rank {rank} {range}"),
        "findings": Text("Temuan", "Findings"),
        "panels": Text("Bagian halaman", "Parts of the page"),
        "map": Text(
            f"Peta. Setiap {desa.id} juga dapat dicapai lewat pencarian dan daftar.",
            f"Map. Every {desa.en} can also be reached by the search and the list.",
        ),
        "language": Text("Bahasa", "Language"),
        "print": Text("Cetak", "Print"),
        "zoom_in": Text("Perbesar", "Zoom in"),
        "zoom_out": Text("Perkecil", "Zoom out"),
        "whole": Text("Seluruh wilayah", "Whole area"),
        "search": Text(
            f"Cari {desa.id}, {kecamatan.id} atau kode",
            f"Search {desa.en}, {kecamatan.en} or code",
        ),
        "results": Text("Hasil pencarian", "Search results"),
        "found": Text("{n} hasil ditemukan", "{n} results found"),
        "unfiltered": Text("di luar saringan", "outside the filter"),
        "nothing": Text("Tidak ditemukan", "Nothing found"),
        "whole_subdistrict": Text(f"seluruh {kecamatan.id}", f"whole {kecamatan.en}"),
        "source": Text("Sumber", "Source"),
        "method": Text("Cara", "Method"),
        "class": Text("Kelas", "Class"),
        "points": Text("Titik kelompok", "Group points"),
        "show_points": Text("Tampilkan {n} kelompok di peta", "Show {n} groups on the map"),
        "points_note": Text(
            "Angka dalam lingkaran adalah banyaknya kelompok di sekitarnya; perbesar peta untuk "
            "melihat satu per satu.",
            "The figure in a circle is the number of groups around it; zoom in to see each one.",
        ),
        "unplaced": Text(f"{NOT_DRAWN.id}.", f"{NOT_DRAWN.en}."),
        "points_on": Text("Titik kelompok ditampilkan", "Group points are shown"),
        "points_off": Text("Titik kelompok disembunyikan", "Group points are hidden"),
        "year": Text("Sudah berdiri pada tahun", "Existed in the year"),
        "existed": Text(
            "{n} kelompok di peta sudah berdiri pada {year}; {m} tanpa tahun.",
            "{n} groups on the map existed in {year}; {m} without a year.",
        ),
        "existed_dated": Text(
            "{n} kelompok di peta sudah berdiri pada {year}; {m} tanpa tahun tidak ditampilkan.",
            "{n} groups on the map existed in {year}; {m} without a year are not shown.",
        ),
        "existed_all": Text(
            "{n} kelompok di peta sudah berdiri pada {year}.",
            "{n} groups on the map existed in {year}.",
        ),
        "existed_note": Text(
            "Kelompok yang sudah bubar tidak tercatat.",
            "Groups that have ended since are not on record.",
        ),
        "play": Text("Putar tahun demi tahun", "Play year by year"),
        "pause": Text("Hentikan", "Stop"),
        "step": Text("Maju {n} tahun", "{n} years on"),
        "undated": Text("Tanpa tahun berdiri ({n})", "Without a year ({n})"),
        "other_kinds": Text("jenis lain", "other kinds"),
        "basemap": Text("Peta dasar (perlu internet)", "Background map (needs internet)"),
        "basemap_note": Text(
            "Gambar latar diambil dari {host} selama sakelar ini menyala; peta dan angkanya tidak "
            "memerlukannya.",
            "The background is fetched from {host} while this is switched on; map and figures do "
            "not need it.",
        ),
        "basemap_missing": Text(
            "Peta dasar tidak dapat diambil. Periksa sambungan internet.",
            "The background map cannot be fetched. Check the connection.",
        ),
        "save_picture": Text("Simpan gambar", "Save picture"),
        "picture_saved": Text("Gambar disimpan: {name}", "Picture saved: {name}"),
        "made_on": Text("Dibuat {date}", "Made on {date}"),
        "grows_right": Text("{name} makin banyak", "more {name}"),
        "grows_up": Text("{name} makin tinggi", "more {name}"),
        "square_note": Text(
            f"Angka dalam kotak: banyaknya {desa.id}; di tepinya: batas antara tingkat.",
            f"Figures in the square: number of {desa.en}s; at its edges: where levels change.",
        ),
        "shown": Text("Peta menampilkan: {layer}", "The map shows: {layer}"),
        "selected": Text("Dipilih: {village}", "Selected: {village}"),
        "choose": Text(
            f"Pilih {desa.id} di peta, lewat pencarian atau dari daftar untuk melihat semua "
            "angkanya.",
            f"Choose a {desa.en} on the map, by the search or from the list to see its figures.",
        ),
        "figures": Text("Semua indikator", "All indicators"),
        "not_listed": Text(
            "Tidak termasuk daftar kurang terlayani.", "Not on the list of under-served areas."
        ),
        "not_judged": Text("Belum dapat dinilai.", "It cannot be judged yet."),
        "ranked": Text(
            "Jumlah kekurangan: peringkat {rank} dari {n}", "Number missing: rank {rank} of {n}"
        ),
        "groups_here": Text("Kelompok menurut jenis", "Groups by kind"),
        "points_here": Text(
            "{n} dari {all} kelompok memiliki titik di peta.",
            "{n} of {all} groups have a point on the map.",
        ),
        "no_kind": Text("jenis tidak disebut", "kind not stated"),
        "rank": Text("Peringkat", "Rank"),
        "missing": Text("Kurang (kelompok)", "Missing (groups)"),
        "gaps_note": Text(
            f"{desa_title.id} dengan kelompok lebih sedikit daripada median wilayah di peta ini, "
            "yang paling kurang lebih dahulu.",
            f"{desa_title.en}s with fewer groups than the median of this map, worst first.",
        ),
        "gaps_none": Text(
            f"Tidak ada {desa.id} yang kurang terlayani.", f"No {desa.en} is under-served."
        ),
        "not_reported": Text("Tidak melapor ({n})", "Did not report ({n})"),
        "to_check": Text("Perlu diperiksa ({n})", "To be checked ({n})"),
        "cannot_judge": Text("Belum dapat dinilai ({n})", "Cannot be judged yet ({n})"),
        "order": Text("Urut menurut", "Order by"),
        "shortfall": Text("kekurangan", "shortfall"),
        "priority": Text("prioritas", "priority"),
        "priority_note": Text(
            f"Semua {desa.id} yang dapat dinilai, yang perlu didahulukan paling atas. Dalam "
            "kurung: rentang peringkat bila cara menghitungnya diubah.",
            f"Every {desa.en} that can be judged, first things first. In brackets: the range of "
            "ranks when it is computed in other ways.",
        ),
        "show_all": Text("Tampilkan semua ({n})", "Show all ({n})"),
        "priority_rank": Text("Prioritas {rank} dari {n}", "Priority {rank} of {n}"),
        "priority_range": Text(
            "Peringkat {best}–{worst} bila cara menghitungnya diubah.",
            "Rank {best}–{worst} when it is computed in other ways.",
        ),
        "priority_fixed": Text(
            "Peringkat ini tetap walaupun cara menghitungnya diubah.",
            "The rank stays when it is computed in other ways.",
        ),
        "areas": Text("Daerah bernomor di peta", "Numbered areas on the map"),
        "more": Text("lebih banyak", "more groups"),
        "fewer": Text("lebih sedikit", "fewer groups"),
        "see": Text("Lihat di peta", "See on the map"),
        "study": Text("Profil penelitian", "The study’s profile"),
        "study_note": Text(
            "Pernyataan penelitian, dihitung ulang dari data yang dipakai peta ini.",
            "What the study stated, recomputed from the data of this map.",
        ),
        "agrees": Text("sesuai", "agrees"),
        "differs": Text("berbeda", "differs"),
        "unclear": Text("belum jelas", "unclear"),
        "no_data": Text("tidak ada data", "no data"),
        "print_findings": Text("Cetak temuan", "Print the findings"),
        "kind": Text("Jenis", "Kind"),
        "hamlet": Text("Padukuhan", "Hamlet"),
        "founded": Text("Tahun berdiri", "Founded"),
        "unknown": Text("tidak disebut", "not stated"),
        "about": Text("Tentang data", "About the data"),
        "inputs": Text("Data masukan", "Input data"),
        "notes": Text("Catatan", "Notes"),
        "more_notes": Text("(dan {n} catatan lain)", "(further notes: {n})"),
        "credit": Text(
            "Dibuat dengan WKSBM Atlas; peta digerakkan oleh Leaflet.",
            "Made with WKSBM Atlas; the map runs on Leaflet.",
        ),
    }
