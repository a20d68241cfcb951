"""Counts, recapitulations and reports as offices of Gunungkidul lay them out, written by hand."""

from __future__ import annotations

from tests.tables.layouts.written import written

COUNTS = (
    written("posyandu by class and health centre", """
Puskesmas|Kalurahan|Pratama|Madya|Purnama|Mandiri|Jumlah Posyandu|Kader Aktif
Semin I|Kalitekuk|0|2|5|1|8|40
Semin I|Kemejing|1|3|3|0|7|35
Semin II|Bendung|0|0|4|2|6|30
""", "Kalitekuk 8, Kemejing 7, Bendung 6",
        note="the health centre bears the name of a village"),
    written("PKK: groups of RW, of RT, and dasawisma", """
Kalurahan|Kapanewon|Kelompok PKK RW|Kelompok PKK RT|Kelompok Dasawisma|KRT|KK
Pulutan|Wonosari|6|24|61|1890|2011
Mulo|Wonosari|8|30|75|2290|2344
""", "Pulutan 91, Mulo 113", doubt="three kinds of groups, of which one may be meant",
        also=("Pulutan 61, Mulo 75",)),
    written("loans of the UPK: groups, persons, rupiah", """
REKAP PINJAMAN SPP
No|Desa|Kecamatan|Kelompok|Pemanfaat|Pinjaman|Saldo
1|Sodo|Paliyan|4|41|41.000.000|12.300.000
2|Giring|Paliyan|2|18|18.500.000|3.100.000
|JUMLAH||6|59|59.500.000|15.400.000
""", "Sodo 4, Giring 2"),
    written("old, new and all groups", """
Kapanewon|Kalurahan|Kelompok Lama|Kelompok Baru|Jumlah
Ngawen|Tancep|5|1|6
Ngawen|Jurangjero|3|0|3
Ngawen|Kampung|0|2|2
""", "Tancep 6, Jurangjero 3, Kampung 2"),
    written("active, inactive, all", """
Kapanewon|Kalurahan|Aktif|Tidak Aktif|Jumlah Kelompok
Tepus|Purwodadi|7|2|9
Tepus|Sidoharjo|4|0|4
""", "Purwodadi 9, Sidoharjo 4", doubt="all groups, or the active ones",
        also=("Purwodadi 7, Sidoharjo 4",)),
    written("groups of men, of women, mixed", """
No|Kapanewon|Kalurahan|Kelompok Laki-laki|Kelompok Perempuan|Kelompok Campuran|Total Kelompok
1|Girisubo|Pucung|2|3|1|6
2|Girisubo|Nglindur|0|2|0|2
""", "Pucung 6, Nglindur 2"),
    written("a letter with letterhead", """
PEMERINTAH KABUPATEN GUNUNGKIDUL
KAPANEWON KARANGMOJO
Jalan Karangmojo-Ponjong Km 1, Telp. (0274) 391000

Nomor|: 460/117/2025
Perihal|: Laporan jumlah kelompok

NO.|KALURAHAN|JML KELOMPOK|KETERANGAN
1.|Bejiharjo|20|
2.|Wiladeg|14|
3.|Kelor|9|
|JUMLAH|43|

||Karangmojo, 4 Februari 2025
||Panewu

||SUMARYANTO
""", "Bejiharjo 20, Wiladeg 14, Kelor 9"),
    written("a hint for the spreadsheet in the first line", """
sep=,
Kode Desa|Jumlah Kelompok
34.03.06.2001|4
34.03.06.2002|5
""", "Girikarto 4, Girisekar 5"),
    written("ditto marks", """
Kapanewon|Kalurahan|Jumlah Kelompok
Rongkop|Bohol|3
"|Petir|4
"|Semugih|6
""", "Bohol 3, Petir 4, Semugih 6"),
    written("idem", """
No|Kecamatan|Desa|Jml Klp
1|Saptosari|Kepek|3
2|sda|Jetis|4
3|idem|Ngloro|6
""", "Kepek/Saptosari 3, Jetis 4, Ngloro 6"),
    written("the figure in words behind it", """
Kapanewon|Kalurahan|Jumlah Kelompok
Patuk|Salam|3 (tiga)
Patuk|Nglegi|12 (dua belas)
""", "Salam 3, Nglegi 12"),
    written("groups and persons in one cell", """
Kapanewon|Kalurahan|Kelompok / Anggota
Patuk|Terbah|3 klp / 60 org
Patuk|Semoyo|12 klp / 241 org
""", "Terbah 3, Semoyo 12", doubt="two figures in a cell"),
    written("ranks and shares", """
Peringkat|Kalurahan|Kapanewon|Jumlah Kelompok|% terhadap kabupaten
1|Bejiharjo|Karangmojo|31|6,2
2|Semanu|Semanu|24|4,8
3|Pacarejo|Semanu|23|4,6
""", "Bejiharjo 31, Semanu 24, Pacarejo 23"),
    written("postal codes", """
Kode Pos|Kalurahan|Kapanewon|Klp
55851|Piyaman|Wonosari|11
55811|Baleharjo|Wonosari|9
55871|Hargosari|Tanjungsari|2
""", "Piyaman 11, Baleharjo 9, Hargosari 2"),
    written("the office's coordinates beside the count", """
Kalurahan|Kapanewon|Lintang|Bujur|Jumlah Kelompok
Gari|Wonosari|-7.9180|110.5967|6
Selang|Wonosari|-7.9683|110.6211|8
""", "Gari 6, Selang 8"),
    written("months of one year", """
Kapanewon|Kalurahan|Januari|Februari|Maret
Semanu|Dadapayu|7|7|8
Semanu|Ngeposari|5|6|6
""", "Dadapayu 8, Ngeposari 6", doubt="the newest month, or another"),
    written("founded before and after", """
No|Kapanewon|Kalurahan|< 2010|2010 - 2020|> 2020|Jumlah Kelompok
1|Nglipar|Pengkol|3|2|1|6
2|Nglipar|Kedungpoh|1|0|0|1
""", "Pengkol 6, Kedungpoh 1"),
    written("sub-districts only", """
REKAP KELOMPOK PER KAPANEWON
No|Kapanewon|Jumlah Kelompok
1|Wonosari|210
2|Playen|188
3|Patuk|97
4|Semanu|120
|JUMLAH|615
""", refuse=True, note="sub-districts bear the names of villages"),
    written("sub-districts under a general heading", """
JUMLAH KELOMPOK MENURUT KAPANEWON
No|Wilayah|Jumlah Kelompok
1|Wonosari|210
2|Nglipar|71
3|Playen|188
4|Patuk|97
5|Gedangsari|44
6|Rongkop|65
7|Saptosari|58
8|Purwosari|23
""", refuse=True, note="all names are sub-districts', four of them villages' too"),
    written("another kabupaten", """
Kode|Desa|Kecamatan|Jumlah Kelompok
34.02.01.2001|Poncosari|Srandakan|5
34.02.01.2002|Trimurti|Srandakan|7
34.02.02.2001|Gadingsari|Sanden|4
""", refuse=True),
    written("age groups are no groups", """
Kapanewon|Kalurahan|Kelompok Umur|L|P|Jumlah
Playen|Ngawu|0-4|70|66|136
Playen|Ngawu|5-9|81|75|156
Playen|Getas|0-4|60|58|118
Playen|Getas|5-9|55|61|116
""", refuse=True),
    written("families that are helped", """
Kapanewon|Kalurahan|Jumlah KPM|Nilai Bantuan (Rp)
Paliyan|Grogol|311|186600000
Paliyan|Pampang|204|122400000
""", refuse=True, note="keluarga penerima manfaat"),
    written("members of groups", """
Kapanewon|Kalurahan|Jumlah Anggota Kelompok
Paliyan|Mulusan|311
Paliyan|Karangduwet|204
""", refuse=True),
    written("members of groups beside groups", """
Kapanewon|Kalurahan|Jumlah Anggota Kelompok|Jumlah Kelompok
Paliyan|Mulusan|311|12
Paliyan|Karangduwet|204|8
""", "Mulusan 12, Karangduwet 8"),
    written("kinds in blocks", """
REKAP KELOMPOK MENURUT JENIS
A. ARISAN
No|Kapanewon|Kalurahan|Jumlah Kelompok
1|Gedangsari|Sampang|4
2|Gedangsari|Mertelu|3
B. SIMPAN PINJAM
No|Kapanewon|Kalurahan|Jumlah Kelompok
1|Gedangsari|Sampang|2
2|Gedangsari|Mertelu|0
""", "Sampang 6, Mertelu 3", doubt="blocks of one village may be added up or not"),
    written("measures in rows", """
Kapanewon|Kalurahan|Indikator|Nilai
Tanjungsari|Banjarejo|Jumlah kelompok|9
Tanjungsari|Banjarejo|Jumlah anggota|203
Tanjungsari|Ngestirejo|Jumlah kelompok|7
Tanjungsari|Ngestirejo|Jumlah anggota|150
""", "Banjarejo 9, Ngestirejo 7", doubt="which measure"),
    written("what a village has to hand in, on one page", """
LAPORAN KALURAHAN
Kalurahan|: Logandeng
Kapanewon|: Playen
Jumlah kelompok|: 14
Jumlah anggota|: 330
""", "Logandeng 14", doubt="a form for one village, not a table"),
    written("remarks that hold numbers", """
Kapanewon|Kalurahan|Jumlah Kelompok|Keterangan
Ponjong|Bedoyo|9|2 kelompok vakum
Ponjong|Kenteng|6|bertambah 1 kelompok
Ponjong|Sidorejo|4|
""", "Bedoyo 9, Kenteng 6, Sidorejo 4"),
    written("networks and the groups in them", """
Kapanewon|Kalurahan|Jumlah WKSBM|Jumlah Kelompok Anggota WKSBM
Panggang|Giriharjo|1|7
Panggang|Girisekar|1|9
""", "Giriharjo 7, Girisekar 9", doubt="networks or groups",
        also=("Giriharjo 1, Girisekar 1",)),
    written("kind and RW, each in its own row", """
Kapanewon|Kalurahan|RW|Jenis|Jumlah Kelompok
Ngawen|Sambirejo|01|Arisan|2
Ngawen|Sambirejo|01|Posyandu|1
Ngawen|Sambirejo|02|Arisan|3
Ngawen|Sambirejo|02|Posyandu|1
""", "Sambirejo 7"),
    written("a report sent again with the same figures", """
Tanggal Kirim|Kapanewon|Kalurahan|Jumlah Kelompok|Pengirim
03/02/2025|Semin|Sumberejo|8|Ulu-ulu
04/02/2025|Semin|Pundungsari|5|Jagabaya
09/02/2025|Semin|Sumberejo|8|Carik
""", "Sumberejo 8, Pundungsari 5"),
    written("a report sent again with other figures", """
Tanggal Kirim|Kapanewon|Kalurahan|Jumlah Kelompok|Pengirim
03/02/2025|Semin|Sumberejo|8|Ulu-ulu
04/02/2025|Semin|Pundungsari|5|Jagabaya
09/02/2025|Semin|Sumberejo|11|Carik
""", "Pundungsari 5", review="Sumberejo"),
    written("sub-districts bold above their villages, no number of their own", """
No|Kapanewon / Kalurahan|Jumlah Kelompok|Jumlah Anggota
A|SEMANU||
1|Semanu|12|260
2|Candirejo|7|140
B|SEMIN||
1|Semin|5|96
2|Candirejo|4|80
""", "Semanu 12, Candirejo/Semanu 7, Semin 5, Candirejo/Semin 4"),
    written("figures of the sub-district in its own column", """
Kapanewon|Jumlah Kelompok Kapanewon|Kalurahan|Jumlah Kelompok Kalurahan
Tepus|16|Tepus|9
||Giripanggung|7
Rongkop|5|Bohol|2
||Melikan|3
""", "Tepus 9, Giripanggung 7, Bohol 2, Melikan 3"),
)  # fmt: skip
