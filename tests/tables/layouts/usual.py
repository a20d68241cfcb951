"""Usual tables: none of them may be asked about, and all of their figures must come out right."""

from __future__ import annotations

from tests.tables.layouts.written import written

USUAL = (
    written("README counts: code and number", """
kode|jumlah_kelompok
34.03.01.2001|12
34.03.01.2002|7
34.03.15.2004|0
""", "Wonosari 12, Kepek/Wonosari 7, Kepek/Saptosari 0"),
    written("README counts: names and number", """
desa|kecamatan|jumlah_kelompok
Kepek|Wonosari|7
Kepek|Saptosari|3
Beji|Ngawen|5
Beji|Patuk|
""", "Kepek/Wonosari 7, Kepek/Saptosari 3, Beji/Ngawen 5"),
    written("README register", """
nama_kelompok|jenis|kode|desa|kecamatan|padukuhan|tahun_berdiri|sumber_dana|lon|lat
Arisan Melati|arisan|34.03.01.2002|Kepek|Wonosari|Trimulyo|1998|iuran|110.5925|-7.9636
Rukun Kematian Guyub|rukun kematian|34.03.01.2002|Kepek|Wonosari|Bansari|2004|iuran|110.5930|-7.9640
Simpan Pinjam Mawar|simpan pinjam|34.03.01.2004|Gari|Wonosari|Gatak|2011|iuran|110.5967|-7.9180
nihil||34.03.01.2003|Piyaman|Wonosari|||||
""", "Kepek/Wonosari 2, Gari 1, Piyaman 0"),
    written("docs counts: kode, desa, jumlah", """
kode|desa|jumlah
34.03.01.2002|Kepek|10
34.03.01.2003|Piyaman|20
34.03.01.2004|Gari|0
""", "Kepek/Wonosari 10, Piyaman 20, Gari 0"),
    written("docs counts with a title and a total", """
DATA WKSBM
Tahun 2024
kode|desa|jumlah
34.03.01.2002|Kepek|10
34.03.01.2003|Piyaman|20
|JUMLAH|30
Sumber: Dinas Sosial
""", "Kepek/Wonosari 10, Piyaman 20"),
    written("docs: numbered columns", """
kode|desa|jumlah
(1)|(2)|(3)
34.03.01.2002|Kepek|10
34.03.01.2003|Piyaman|20
""", "Kepek/Wonosari 10, Piyaman 20"),
    written("template of counts, partly filled in", """
No|Kode|Kapanewon|Kalurahan|Jumlah Kelompok|Keterangan
1|34.03.07.2001|Tepus|Giripanggung|14|
2|34.03.07.2002|Tepus|Sumberwungu||menunggu laporan
3|34.03.07.2003|Tepus|Sidoharjo|0|nihil
4|34.03.07.2004|Tepus|Tepus|21|
""", "Giripanggung 14, Sidoharjo 0, Tepus 21"),
    written("template of a register", """
No|Nama Kelompok|Jenis|Kode Desa|Kalurahan|Kapanewon|Jumlah Anggota|Tahun Berdiri
1|Ngudi Waras|arisan|34.03.12.2006|Candirejo|Semin|24|2001
2|Sido Rukun|gotong royong|34.03.12.2006|Candirejo|Semin|31|1996
3|Sri Lestari|simpan pinjam|34.03.08.2004|Candirejo|Semanu|18|2015
""", "Candirejo/Semin 2, Candirejo/Semanu 1"),
    written("number, sub-district, village, number of groups", """
No|Kapanewon|Kalurahan|Jumlah Kelompok
1|Playen|Banyusoco|6
2|Playen|Bleberan|11
3|Playen|Playen|0
4|Patuk|Patuk|9
""", "Banyusoco 6, Bleberan 11, Playen 0, Patuk 9"),
    written("count and members", """
Kapanewon|Kalurahan|Jumlah Kelompok|Jumlah Anggota
Semin|Semin|4|96
Semin|Bulurejo|3|61
Semin|Rejosari|0|0
""", "Semin 4, Bulurejo 3, Rejosari 0"),
    written("count beside residents, families and area", """
Kode Desa|Kalurahan|Kapanewon|Penduduk|KK|Luas (ha)|Jumlah Kelompok
34.03.09.2001|Bejiharjo|Karangmojo|15210|4620|2183|31
34.03.09.2002|Wiladeg|Karangmojo|6120|1930|735|12
""", "Bejiharjo 31, Wiladeg 12"),
    written("kinds and their total", """
No|Kapanewon|Kalurahan|Arisan|Simpan Pinjam|Rukun Kematian|Jumlah
1|Rongkop|Petir|4|2|3|9
2|Rongkop|Bohol|1|0|2|3
3|Rongkop|Melikan|0|0|0|0
""", "Petir 9, Bohol 3, Melikan 0"),
    written("register of two columns and a code", """
Kode|Nama Kelompok
3403172001|Guyub Rukun
3403172001|Mekar Sari
3403172003|Ngudi Makmur
""", "Hargosari 2, Kemadang 1"),
    written("register of farmers' groups", """
NO|NAMA POKTAN|KALURAHAN|KAPANEWON|KETUA|JML ANGGOTA
1|Ngudi Makmur I|Ngalang|Gedangsari|Suparjo|32
2|Ngudi Makmur II|Ngalang|Gedangsari|Wagimin|28
3|Sedyo Maju|Serut|Gedangsari|Tukiran|40
""", "Ngalang 2, Serut 1"),
    written("counts of posyandu", """
Kapanewon|Kalurahan|Jumlah Posyandu|Jumlah Kader
Nglipar|Nglipar|9|45
Nglipar|Katongan|8|40
Nglipar|Natah|7|35
""", "Nglipar 9, Katongan 8, Natah 7"),
    written("old names of the levels", """
KECAMATAN|DESA|JUMLAH KELOMPOK
GIRISUBO|JEPITU|5
GIRISUBO|BALONG|7
GIRISUBO|TILENG|2
""", "Jepitu 5, Balong 7, Tileng 2"),
    written("codes of BPS", """
kode_bps|desa|jumlah_kelompok
3403090010|Wonosari|8
3403090011|Kepek|9
""", "Wonosari 8, Kepek/Wonosari 9"),
    written("last year's and this year's count", """
Kapanewon|Kalurahan|Jumlah Kelompok 2023|Jumlah Kelompok 2024
Ponjong|Ponjong|10|12
Ponjong|Karangasem|4|4
Paliyan|Karangasem|6|5
""", "Ponjong 12, Karangasem/Ponjong 4, Karangasem/Paliyan 5"),
    written("number of groups, with units", """
Kapanewon|Kalurahan|Jumlah
Panggang|Girisuko|12 kelompok
Panggang|Giriwungu|7 kelompok
Panggang|Girimulyo|nihil
""", "Girisuko 12, Giriwungu 7, Girimulyo 0"),
    written("a workbook of one sheet, the sub-district merged", """
# Kelompok
Kapanewon|Kalurahan|Jumlah Kelompok
Purwosari|Giripurwo|4
^|Giricahyo|6
^|Girijati|0
Tanjungsari|Hargosari|5
^|Kemiri|8
""", "Giripurwo 4, Giricahyo 6, Girijati 0, Hargosari 5, Kemiri 8"),
    written("an English table", """
Village code|Village|Sub-district|Number of groups
34.03.16.2002|Jepitu|Girisubo|3
34.03.16.2003|Karangawen|Girisubo|4
""", "Jepitu 3, Karangawen 4"),
)  # fmt: skip
