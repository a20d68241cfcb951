"""Combined layouts: two or three kinds of difficulty in one table, written by hand."""

from __future__ import annotations

from tests.tables.layouts.written import written

COMBINED = (
    written("an RW that reports twice with other figures", """
Timestamp|Kapanewon|Kalurahan|RW|Jumlah Kelompok
2025/01/12 10:03:22|Nglipar|Natah|01|3
2025/01/12 11:03:22|Nglipar|Natah|02|2
2025/01/13 09:13:00|Nglipar|Pengkol|01|4
2025/01/15 10:13:00|Nglipar|Natah|01|5
""", "Pengkol 4", review="Natah"),
    written("Roman numbers of columns and of sections", """
No|Uraian|Jumlah Kelompok|Ket
I|II|III|IV
A|Kapanewon Wonosari|17|
1|Wonosari|8|
2|Kepek|9|
B|Kapanewon Saptosari|5|
1|Kepek|3|
2|Jetis|2|
|Jumlah|22|
""", "Wonosari 8, Kepek/Wonosari 9, Kepek/Saptosari 3, Jetis 2"),
    written("a yearbook in two languages", """
Tabel 4.2.1 Banyaknya Kelompok Menurut Desa/Kelurahan di Kecamatan Semanu, 2023 dan 2024
Table Number of Groups by Village in Semanu Subdistrict, 2023 and 2024
Desa/Kelurahan|Kelompok Arisan|Kelompok Tani|Jumlah
Village|Arisan Group|Farmer Group|Total
(1)|(2)|(3)|(4)
Ngeposari|4|6|10
Semanu|3|8|11
Pacarejo|5|9|14
Candirejo|2|3|5
Dadapayu|6|7|13
Jumlah/Total|20|33|53
Sumber/Source: Kantor Kapanewon Semanu
""", "Ngeposari 10, Semanu 11, Pacarejo 14, Candirejo/Semanu 5, Dadapayu 13"),
    written("a yearbook of years with revised figures", """
Desa/Kelurahan|2021|2022|2023r|2024
Village||||
(1)|(2)|(3)|(4)|(5)
Ngeposari|4|6|10|11
Semanu|3|8|11|11
Pacarejo|5|9|14|15
Candirejo|2|3|5|6
Dadapayu|6|7|13|14
Kecamatan Semanu|20|33|53|57
""", "Ngeposari 11, Semanu 11, Pacarejo 15, Candirejo/Semanu 6, Dadapayu 14"),
    written("quarters of one year", """
Kapanewon|Kalurahan|Jumlah Kelompok TW I|Jumlah Kelompok TW II|Jumlah Kelompok TW III
Tepus|Tepus|5|6|6
Tepus|Sumberwungu|7|7|9
""", "Tepus 6, Sumberwungu 9", doubt="which quarter"),
    written("numbers before sub-districts and villages", """
Kapanewon|Kalurahan|Jumlah Kelompok
1. Wonosari|1. Wonosari|4
|2. Kepek|5
2. Saptosari|1. Kepek|6
|2. Jetis|7
""", "Wonosari 4, Kepek/Wonosari 5, Kepek/Saptosari 6, Jetis 7"),
    written("last year and this year", """
Kapanewon|Kalurahan|Jumlah Kelompok Tahun Lalu|Jumlah Kelompok Tahun Ini
Patuk|Salam|8|9
Patuk|Patuk|7|7
""", "Salam 9, Patuk 7", doubt="maybe"),
    written("proposed, verified, approved", """
Kapanewon|Kalurahan|Kelompok Diusulkan|Kelompok Diverifikasi|Kelompok Disetujui
Patuk|Salam|8|7|5
Patuk|Patuk|7|7|6
""", "Salam 5, Patuk 6", doubt="which stage"),
    written("a pivot table", """
Row Labels|Count of Nama Kelompok
Wonosari|7
Kepek|4
Gari|3
Saptosari|5
Kepek|2
Jetis|3
Grand Total|12
""", "Kepek/Wonosari 4, Gari 3, Kepek/Saptosari 2, Jetis 3"),
    written("kinds and their numbers in one cell", """
Kapanewon|Kalurahan|Kelompok
Patuk|Salam|Arisan 3, Kematian 2
Patuk|Patuk|Arisan 1, Kematian 1
Patuk|Bunder|Arisan 2
""", "Salam 5, Patuk 2, Bunder 2", doubt="text"),
    written("a register that holds two years", """
Kapanewon|Kalurahan|Nama Kelompok|Tahun
Patuk|Salam|Sari|2023
Patuk|Salam|Rejo|2023
Patuk|Patuk|Mulyo|2023
Patuk|Salam|Sari|2024
Patuk|Salam|Rejo|2024
Patuk|Salam|Tunas|2024
Patuk|Patuk|Mulyo|2024
""", "Salam 3, Patuk 1", doubt="year"),
    written("months below a heading that spans them", """
Kapanewon|Kalurahan|Jumlah Kelompok||
||Januari|Februari|Maret
Patuk|Salam|2|3|4
Patuk|Patuk|5|5|6
""", "Salam 4, Patuk 6", doubt="month"),
    written("stages in rows", """
Kapanewon|Kalurahan|Tahapan|Jumlah Kelompok
Patuk|Salam|Diusulkan|5
Patuk|Salam|Disetujui|3
Patuk|Patuk|Diusulkan|4
Patuk|Patuk|Disetujui|4
""", "Salam 3, Patuk 4", doubt="stage", also=("","Patuk 4")),
    written("target and realisation in rows", """
Kapanewon|Kalurahan|Uraian|Jumlah Kelompok
Patuk|Salam|Target|5
Patuk|Salam|Realisasi|3
Patuk|Patuk|Target|4
Patuk|Patuk|Realisasi|4
""", "Salam 3, Patuk 4", doubt="target", also=("","Patuk 4")),
    written("a row for all kinds below them", """
Kapanewon|Kalurahan|Jenis|Jumlah Kelompok
Patuk|Salam|Arisan|5
Patuk|Salam|Kematian|3
Patuk|Salam|Semua|8
Patuk|Patuk|Arisan|4
Patuk|Patuk|Kematian|4
Patuk|Patuk|Semua|8
""", "Salam 8, Patuk 8"),
    written("a total that is named like a kind", """
Kapanewon|Kalurahan|BKB|BKR|BKL|UPPKA|PIK-R|Jumlah Poktan
Patuk|Salam|2|1|2|1|1|7
Patuk|Patuk|1|1|1|0|0|3
""", "Salam 7, Patuk 3"),
    written("a unit in the cells that is not groups", """
Kapanewon|Kalurahan|Jumlah
Patuk|Salam|12 orang
Patuk|Patuk|9 orang
""", "", refuse=True),
    written("sums carried over a page", """
No|Kalurahan|Kapanewon|Jumlah Kelompok
1|Balong|Girisubo|3
2|Jepitu|Girisubo|4
|Jumlah dipindahkan||7
No|Kalurahan|Kapanewon|Jumlah Kelompok
|Jumlah pindahan||7
3|Tileng|Girisubo|5
|Jumlah||12
""", "Balong 3, Jepitu 4, Tileng 5"),
    written("a village above its kinds", """
Kalurahan / Jenis|Jumlah Kelompok
BEDOYO|6
- Arisan|4
- Kematian|2
KENTENG|4
- Arisan|3
- Kematian|1
""", "Bedoyo 6, Kenteng 4"),
    written("totals above what they count", """
Kapanewon|Kalurahan|Jumlah Kelompok
Kabupaten Gunungkidul||31
Ponjong||16
Ponjong|Bedoyo|9
Ponjong|Kenteng|7
Patuk||15
Patuk|Salam|8
Patuk|Patuk|7
""", "Bedoyo 9, Kenteng 7, Salam 8, Patuk 7"),
    written("networks beside workers and other organisations", """
REKAPITULASI PSKS KAPANEWON PATUK
No|Kalurahan|PSM|Karang Taruna|WKSBM|LKS|LK3
1|Salam|3|1|2|0|0
2|Patuk|2|1|1|1|0
3|Beji|4|1|3|0|0
""", "Salam 2, Patuk 1, Beji/Patuk 3", doubt="WKSBM networks or groups; PSM are persons"),
    written("a pivot table of members", """
Label Baris|Jumlah dari Anggota
Wonosari|70
Kepek|40
Gari|30
Grand Total|70
""", "", refuse=True),
    written("a list of names that goes on", """
Kapanewon|Kalurahan|Nama-nama Kelompok
Patuk|Salam|Sari, Rejo, Mulyo
Patuk|Patuk|Guyub, Rukun, dll
Patuk|Bunder|Santosa
""", "Salam 3, Bunder 1", doubt="dll", review="Patuk"),
    written("totals below two spanning headings", """
Kapanewon|Kalurahan|Kelompok Tani|||Anggota||
||Pemula|Lanjut|Jumlah|L|P|Jumlah
Patuk|Salam|2|3|5|40|61|101
Patuk|Patuk|5|5|10|99|88|187
""", "Salam 5, Patuk 10"),
    written("the sub-district above each page", """
Kapanewon: Wonosari
No|Kalurahan|Jumlah Kelompok
1|Kepek|5
2|Gari|4
Kapanewon: Saptosari
No|Kalurahan|Jumlah Kelompok
1|Kepek|3
2|Jetis|2
""", "Kepek/Wonosari 5, Gari 4, Kepek/Saptosari 3, Jetis 2"),
    written("members beside each kind", """
Kapanewon|Kalurahan|Arisan|Anggota|Kematian|Anggota|Total Kelompok|Total Anggota
Patuk|Salam|2|40|3|60|5|100
Patuk|Patuk|1|20|1|22|2|42
""", "Salam 5, Patuk 2"),
    written("before and after", """
Kalurahan|Kapanewon|Kelompok Sebelum Pandemi|Kelompok Sesudah Pandemi
Salam|Patuk|2|5
Patuk|Patuk|1|4
""", "Salam 5, Patuk 4", doubt="two moments"),
    written("two sources of one figure", """
Kalurahan|Kapanewon|Jumlah Kelompok Versi Kalurahan|Jumlah Kelompok Versi Dinas
Salam|Patuk|2|5
Patuk|Patuk|1|4
""", "Salam 2, Patuk 1", doubt="which source", also=("Salam 5, Patuk 4",)),
    written("reported and verified", """
Kalurahan|Kapanewon|Kelompok Lapor|Kelompok Verval
Salam|Patuk|6|5
Patuk|Patuk|4|4
""", "Salam 6, Patuk 4", doubt="which", also=("Salam 5, Patuk 4",)),
    written("flags of ones and noughts", """
Kapanewon|Kalurahan|Punya WKSBM (1=ya, 0=tidak)
Patuk|Salam|1
Patuk|Patuk|0
Patuk|Bunder|1
""", refuse=True),
)  # fmt: skip
