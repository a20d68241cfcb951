"""Registers and workbooks as offices of Gunungkidul lay them out, written by hand."""

from __future__ import annotations

from tests.tables.layouts.written import written

REGISTERS = (
    written("KUBE with its head and its money", """
No|Nama KUBE|Ketua|Alamat (Kalurahan)|Kapanewon|Jml Anggota|Jenis Usaha|Nilai Bantuan
1|Maju Bersama|Sutarni|Pampang|Paliyan|10|Ternak|20.000.000
2|Sekar Arum|Lasmi|Pampang|Paliyan|10|Warung|20.000.000
3|Ngudi Boga|Parni|Grogol|Paliyan|9|Kuliner|18.000.000
""", "Pampang 2, Grogol 1"),
    written("farmers' groups within their federation", """
Kabupaten|Kecamatan|Desa|BPP|Nama Gapoktan|Nama Poktan|Kelas|Jumlah Anggota
Gunungkidul|Playen|Ngunut|Playen|Tani Manunggal|Sido Maju I|Lanjut|30
Gunungkidul|Playen|Ngunut|Playen|Tani Manunggal|Sido Maju II|Pemula|22
Gunungkidul|Playen|Dengok|Playen|Ngudi Raharjo|Sari Bumi|Madya|35
""", "Ngunut 2, Dengok 1", note="the federation is no second name of the group"),
    written("artists", """
NO INDUK|NAMA GRUP/PAGUYUBAN|JENIS KESENIAN|PADUKUHAN|KALURAHAN|KAPANEWON|PIMPINAN
0341|Krido Budoyo|Jathilan|Gunungsari|Getas|Playen|Sarjo
0342|Turonggo Seto|Jathilan|Ngasem|Getas|Playen|Tugiman
0343|Laras Madyo|Karawitan|Krajan|Gading|Playen|Sukir
""", "Getas 2, Gading 1"),
    written("loans by group", """
No.|Nama Kelompok|Desa|Alokasi|Angsuran|Tunggakan
1|SPP Anggrek|Natah|15.000.000|1.250.000|0
2|SPP Cempaka|Natah|10.000.000|850.000|425.000
3|SPP Teratai|Pilangrejo|12.000.000|1.000.000|0
|JUMLAH||37.000.000|3.100.000|425.000
""", "Natah 2, Pilangrejo 1"),
    written("waste banks", """
No|Nama Bank Sampah|Alamat|Jumlah Nasabah
1|Gari Bersih|Gari, Wonosari|45
2|Resik Mulyo|Siraman, Wonosari|30
3|Asri|Kepek, Saptosari|25
""", "Gari 1, Siraman 1, Kepek/Saptosari 1"),
    written("circles of prayer", """
NSMT|Nama Majelis Taklim|Desa|Kecamatan|Jamaah L|Jamaah P|Jml
431234030001|Al Hidayah|Beji|Patuk|10|32|42
431234030002|Nurul Iman|Beji|Patuk|0|40|40
431234030003|Al Ikhlas|Beji|Ngawen|12|18|30
""", "Beji/Patuk 2, Beji/Ngawen 1"),
    written("the same name in several hamlets", """
Kapanewon|Kalurahan|Padukuhan|RT|Nama Dasawisma|Jumlah KRT
Karangmojo|Ngipak|Ngipak I|01|Melati|14
Karangmojo|Ngipak|Ngipak I|02|Mawar|11
Karangmojo|Ngipak|Ngipak II|01|Melati|15
""", "Ngipak 3", note="two hamlets have a Melati each"),
    written("groups called like totals", """
Nama Kelompok|Kalurahan|Kapanewon|Anggota
Total Guyub|Jatiayu|Karangmojo|20
Sumber Agung|Jatiayu|Karangmojo|31
Jumlah Barokah|Gedangrejo|Karangmojo|12
Sumber Lestari|Gedangrejo|Karangmojo|19
""", "Jatiayu 2, Gedangrejo 2"),
    written("a source below a group of that name", """
Nama Kelompok|Kalurahan|Kapanewon
Sumber Mulyo|Watugajah|Gedangsari
Sumber Rejeki|Tegalrejo|Gedangsari
Sumber: Kalurahan Watugajah, 2025||
""", "Watugajah 1, Tegalrejo 1"),
    written("groups per village with their subtotals", """
No|Kalurahan|Nama Kelompok|Anggota
1|Umbulrejo|Karya Tani|21
2|Umbulrejo|Karya Wanita|18
||Jumlah Umbulrejo|39
3|Tambakromo|Sari Rejo|25
||Jumlah Tambakromo|25
||JUMLAH TOTAL|64
""", "Umbulrejo 2, Tambakromo 1"),
    written("heads of groups merged over officers", """
# Pengurus
No|Nama Kelompok|Kalurahan|Kapanewon|Jabatan|Nama Pengurus
1|Setyo Rukun|Bulurejo|Semin|Ketua|Warga A
^|^|^|^|Sekretaris|Warga B
2|Sari Mulyo|Karangsari|Semin|Ketua|Warga C
^|^|^|^|Bendahara|Warga D
""", "Bulurejo 1, Karangsari 1", doubt="rows or groups"),
    written("persons of two groups of one name", """
NIK|Nama Anggota|Nama Kelompok|Kalurahan|Kapanewon
3403050101800001|Warga Satu|Melati|Sodo|Paliyan
3403050101800002|Warga Dua|Melati|Sodo|Paliyan
3403050101800003|Warga Tiga|Melati|Giring|Paliyan
""", "Sodo 1, Giring 1", doubt="persons or groups"),
    written("beneficiaries without groups", """
No|NIK|Nama Penerima|Alamat|Kalurahan|Kapanewon|Nominal
1|3403010101900001|Warga Satu|RT 01|Duwet|Wonosari|600000
2|3403010101900002|Warga Dua|RT 02|Duwet|Wonosari|600000
3|3403010101900003|Warga Tiga|RT 01|Wareng|Wonosari|600000
""", refuse=True),
    written("cadres without groups", """
No|Nama Kader|Jabatan|Kalurahan|Kapanewon|No HP
1|Warga Satu|TKSK|Kemadang|Tanjungsari|081200000001
2|Warga Dua|PSM|Kemiri|Tanjungsari|081200000002
""", refuse=True),
    written("members in a column without the word", """
Kapanewon|Kalurahan|Nama KWT|Ketua|L|P|Total
Girisubo|Songbanyu|Sri Rejeki|Partinem|0|25|25
Girisubo|Songbanyu|Dewi Sri|Suminah|0|18|18
Girisubo|Jerukwudel|Mekar|Tumirah|1|20|21
""", "Songbanyu 2, Jerukwudel 1"),
    written("villages that say they have none, in sentences", """
Kapanewon|Kalurahan|Nama Kelompok|Keterangan
Purwosari|Giriasih|Tidak ada kelompok warga|
Purwosari|Giritirto|Belum pernah dibentuk|
Purwosari|Giripurwo|Rukun Santosa|
Purwosari|Girijati|-|belum melapor
""", "Giriasih 0, Giritirto 0, Giripurwo 1"),
    written("the village above its groups", """
DAFTAR KELOMPOK KAPANEWON PANGGANG
No|Nama Kelompok|Ketua|Anggota
KALURAHAN GIRIMULYO
1|Tri Manunggal|Paimin|30
2|Sri Mulyo|Sukinah|22
KALURAHAN GIRIKARTO
1|Ngudi Lestari|Wardi|17
""", "Girimulyo 2, Girikarto 1"),
    written("a workbook with a sheet per village", """
# Selang
No|Nama Kelompok|Ketua
1|Arisan Mawar|Sri
2|Arisan Melati|Tuti
# Wunung
No|Nama Kelompok|Ketua
1|Guyub|Harjo
""", "Selang 2, Wunung 1", doubt="the village stands only in the sheet's name"),
    written("a workbook: recapitulation, two sub-districts, an empty sheet", """
# REKAP
Kapanewon|Jumlah Kelompok
Ponjong|5
Rongkop|3
# PONJONG
Kalurahan|Nama Kelompok
Genjahan|Ngudi Makmur
Genjahan|Sedyo Rukun
Gombang|Sari Rejo
Karangasem|Karya Bakti
Karangasem|Karya Mulya
# RONGKOP
Kalurahan|Nama Kelompok
Karangwuni|Setyo
Pucanganom|Tunas Karya
Pucanganom|Tunas Muda
# Sheet3
""", "Genjahan 2, Gombang 1, Karangasem/Ponjong 2, Karangwuni 1, Pucanganom 2"),
    written("a workbook with instructions and a list of codes", """
# Petunjuk
PETUNJUK
1. Isi semua kolom
2. Satu baris satu kelompok
# Isian
Nama Kelompok|Kalurahan|Kapanewon|Tahun Berdiri
Sido Mukti|Balong|Girisubo|2002
Sido Asih|Balong|Girisubo|2011
# Kode
kode|desa|kecamatan
34.03.16.2001|Balong|Girisubo
34.03.16.2002|Jepitu|Girisubo
""", "Balong 2"),
    written("groups with a decree and two dates", """
No|Nama WKSBM|Kalurahan|Kapanewon|No. SK|Tgl SK|Tgl Berdiri|Kas
1|Cahyo Rukun|Putat|Patuk|12/KPTS/2017|04-05-2017|01-03-2015|1.250.000
2|Sari Guyub|Pengkok|Patuk|13/KPTS/2017|04-05-2017|12-11-2010|725.000
""", "Putat 1, Pengkok 1"),
    written("a number in the register's name", """
Kapanewon|Kalurahan|Kelompok|Jumlah|Keterangan
Tepus|Purwodadi|Arisan RT 01|25|orang
Tepus|Purwodadi|Arisan RT 02|31|orang
Tepus|Tepus|Arisan RT 05|18|orang
""", "Purwodadi 2, Tepus 1"),
)  # fmt: skip
