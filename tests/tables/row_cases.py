"""Rows that name a village in every way offices do: every rule with examples.

The villages are those of the chess board (`tests.board`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wksbm.names import Aliases
from wksbm.tables.model import Status
from wksbm.text import Text, both

from tests.board import villages
from tests.rules import NOTHING, Case, Outcome, code

BEJI, KEPEK, OTHER_BEJI = "34.03.01.2002", "34.03.01.2003", "34.03.03.2002"
NGORO, BALEHARJO = "34.03.02.2002", "34.03.02.2003"
CROSSWALK = {"3403099001": KEPEK}
ALIASES = Aliases({"trowono": (KEPEK,)})
_OUTCOMES: Mapping[Status, Outcome] = {
    "ambiguous": "review",
    "unmatched": "review",
    "rejected": "refused",
}


@dataclass(frozen=True, kw_only=True)
class RowCase(Case):
    """
    Rows of a table; the case is about the last one.

    Parameters
    ----------
    columns, rows
        Headings and cells, separated by `|`.
    kode
        Village to which it is linked; empty when it is left for review or refused.
    status
        Outcome of the row.
    conflict
        True when code, name and place disagree.
    data
        Columns of the linked row -> what they hold; None for nothing.
    absent
        Texts of the row that must not stand in the linked data nor in the list for review.
    """

    columns: str
    rows: tuple[str, ...]
    status: Status = "linked"
    kode: str = ""
    conflict: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

    @property
    def example(self) -> Text:
        names = self.columns.split("|")
        rows = [
            ", ".join(
                f"{name} {code(cell.strip())}"
                for name, cell in zip(names, row.split("|"), strict=True)
                if cell and name not in ("jumlah", "nama_kelompok")
            )
            for row in self.rows
        ]
        return both("<br>".join(rows))

    @property
    def outcome(self) -> Outcome:
        if self.status != "linked":
            return _OUTCOMES[self.status]
        return "reported" if self.told != NOTHING else "used"

    @property
    def result(self) -> Text:
        held = [f"{name} = {'–' if value is None else value}" for name, value in self.data.items()]
        if self.conflict:
            return Text("bertentangan", "conflict")
        if not self.kode:
            return both(", ".join(held))
        village = villages().loc[self.kode]
        return both("; ".join([f"{self.kode} {village['desa']}, {village['kecamatan']}", *held]))


def _rows(
    rule: Text, columns: str, *rows: str, told: Text = NOTHING, before: str = "", **wanted: Any
) -> list[RowCase]:
    above = (before,) if before else ()
    return [
        RowCase(
            rule=rule, columns=f"{columns}|jumlah", rows=(*above, f"{row}|5"), told=told, **wanted
        )
        for row in rows
    ]


NAMES = "desa|kecamatan"
CODED = "kode|desa|kecamatan"
SPELLINGS = [
    *_rows(
        Text("Kode dalam segala tulisan", "Codes in every writing"),
        "kode",
        *("34.03.01.2002", "3403012002", "3403012002.0", "'3403012002", "3.403012002E+09"),
        *("3.403.012.002", "ID3403010002"),
        kode=BEJI,
    ),
    *_rows(
        Text("Kode BPS, lewat daftar padanan", "BPS codes, through the crosswalk"),
        "kode_bps",
        "3403099001",
        kode=KEPEK,
    ),
    *_rows(
        Text("Kode yang dipotong Excel", "Codes that Excel has cut"),
        CODED,
        "3.403012E+09||",
        status="rejected",
        told=Text("kehilangan angka terakhirnya di Excel", "Excel has cut the last digits"),
    ),
    *_rows(
        Text("Kode yang dipotong Excel, nama jelas", "Codes that Excel has cut, clear names"),
        CODED,
        "3.403012E+09|Beji|Lor",
        kode=BEJI,
        told=Text("ditautkan menurut namanya", "linked by its name"),
    ),
    *_rows(
        Text("Kode yang dijadikan tanggal oleh Excel", "Codes that Excel made dates"),
        CODED,
        "2001-03-12|Pojok|Kidul",
        before="34.03.01.2003|||5",
        kode="34.03.03.2003",
        told=Text("menjadi tanggal", "into a date"),
    ),
    *_rows(
        Text("Kode di luar wilayah peta", "Codes outside the mapped area"),
        CODED,
        *("34.04.01.2002|Baleharjo|Tengah", "3404012002|Baleharjo|Tengah"),
        status="unmatched",
        told=Text("adalah desa di luar wilayah peta", "is of a village outside the mapped area"),
    ),
    *_rows(
        Text("Kode yang tidak ada di batas wilayah", "Codes that the boundaries do not have"),
        CODED,
        "34.03.01.2099|Baleharjo|Tengah",
        status="unmatched",
        told=Text("tidak ada dalam batas wilayah", "is not in the boundary layer"),
    ),
    *_rows(
        Text("Kode kecamatan bukan kode desa", "The code of a kecamatan is no village's"),
        CODED,
        "34.03.02|Tengah|",
        status="rejected",
        told=Text("adalah kode kecamatan", "is the code of a kecamatan"),
    ),
    *_rows(
        Text("Awalan nama desa dan kecamatan", "Prefixes of village and kecamatan"),
        NAMES,
        *("Desa Baleharjo|Kecamatan Tengah", "Kalurahan Baleharjo|Kapanewon Tengah"),
        *("Ds. Baleharjo|Kec. Tengah", "Kel. Baleharjo|Kap. Tengah"),
        kode=BALEHARJO,
    ),
    *_rows(
        Text("Huruf besar, tanda hubung, apostrof", "Capitals, hyphens, apostrophes"),
        NAMES,
        *("NGORO-ORO|TENGAH", "Ngoro oro|Tengah", "Ngoro’oro|tengah"),
        kode=NGORO,
    ),
    *_rows(
        Text("Nol sebagai huruf O, huruf ganda", "Zero for O, doubled letters"),
        NAMES,
        *("Ng0ro-or0|Tengah", "Ngoroo-oro|Tengah"),
        kode=NGORO,
    ),
    *_rows(
        Text("Kecamatan menempel pada nama", "The kecamatan stuck to the name"),
        NAMES,
        *("Beji Lor|", "Beji (Lor)|", "Beji, Kec. Lor|"),
        kode=BEJI,
    ),
    *_rows(
        Text("Nama lain dalam kurung", "Another name in brackets"),
        NAMES,
        "Ngorooro (lama)|Tengah",
        kode=NGORO,
    ),
    *_rows(
        Text("Ejaan yang tercatat di aliases.csv", "A spelling on file in aliases.csv"),
        NAMES,
        "Trowono|",
        kode=KEPEK,
    ),
    *_rows(
        Text("Salah ketik, kecamatan jelas", "A misspelling, clear kecamatan"),
        NAMES,
        "Balehajo|Tengah",
        kode=BALEHARJO,
        told=Text("mirip dengan", "resembles"),
    ),
    *_rows(
        Text("Salah ketik tanpa kecamatan", "A misspelling without kecamatan"),
        NAMES,
        "Balehajo|",
        status="ambiguous",
        told=Text("ada yang mirip", "some are similar"),
    ),
    *_rows(
        Text("Kecamatan salah ketik, desa tepat", "A misspelt kecamatan, exact village"),
        NAMES,
        "Ngoro-oro|Tenga",
        kode=NGORO,
        told=Text("dibaca sebagai", "was read as"),
    ),
    *_rows(
        Text("Nama yang dimiliki dua desa", "A name that two villages have"),
        NAMES,
        "Beji|",
        status="ambiguous",
        told=Text("ada 2 desa bernama 'Beji'", "2 villages are called 'Beji'"),
    ),
    *_rows(
        Text("Desa yang tidak ada", "Villages that do not exist"),
        NAMES,
        "Antah Berantah|Tengah",
        status="unmatched",
        told=Text("tidak ada desa bernama", "there is no desa called"),
    ),
    *_rows(
        Text("Desa bernama sama di kabupaten tetangga", "A neighbour's village of the same name"),
        NAMES,
        "Baleharjo|Pracimantoro",
        status="unmatched",
        told=Text("di luar wilayah peta", "outside the mapped area"),
    ),
    *_rows(
        Text("Baris kecamatan bukan desa", "The row of a kecamatan is no village"),
        NAMES,
        "Kec. Tengah|",
        status="rejected",
        told=Text(
            "adalah baris kecamatan, bukan desa", "is a row of a kecamatan, not of a village"
        ),
    ),
    *_rows(
        Text("Kode dan nama bertentangan", "Code and names disagree"),
        CODED,
        "34.03.01.2003|Beji|",
        status="ambiguous",
        conflict=True,
        told=Text("tetapi desanya tertulis 'Beji'", "but its desa reads 'Beji'"),
    ),
    *_rows(
        Text("Kode dan nama bertentangan", "Code and names disagree"),
        CODED,
        "34.03.01.2002|Beji|Kidul",
        status="ambiguous",
        conflict=True,
        told=Text("tetapi kecamatannya tertulis 'Kidul'", "but its kecamatan reads 'Kidul'"),
    ),
    *_rows(
        Text("Kecamatan dan nama bertentangan", "Kecamatan and name disagree"),
        NAMES,
        "Baleharjo|Lor",
        status="ambiguous",
        conflict=True,
        told=Text("yang ada: Baleharjo", "there is: Baleharjo"),
    ),
]


def _counts(rule: Text, *rows: str, told: Text = NOTHING, **wanted: Any) -> RowCase:
    return RowCase(rule=rule, columns="kode|jumlah_kelompok", rows=rows, told=told, **wanted)


COUNTS = [
    _counts(
        Text("Jumlah 0 adalah laporan “tidak ada kelompok”", "A count of 0 reports “no group”"),
        f"{BEJI}|0",
        kode=BEJI,
        data={"jumlah_kelompok": 0},
    ),
    _counts(
        Text("Sel kosong bukan 0", "A blank cell is not 0"),
        f"{BEJI}|-",
        kode=BEJI,
        data={"jumlah_kelompok": None},
    ),
    _counts(
        Text("Angka yang ditolak menolak barisnya", "A refused number refuses its row"),
        f"{BEJI}|>10",
        status="rejected",
        told=Text("bukan satu angka", "not one number"),
    ),
    _counts(
        Text("Dua baris sama untuk satu desa", "Two equal rows for one village"),
        f"{BEJI}|5",
        "3403012002|5",
        status="rejected",
        told=Text("sama dengan baris 2", "the same as row 2"),
    ),
    _counts(
        Text("Dua baris berbeda untuk satu desa", "Two different rows for one village"),
        f"{BEJI}|5",
        f"{BEJI}|6",
        status="ambiguous",
        told=Text("dengan angka berbeda", "with different figures"),
    ),
]


def _groups(rule: Text, columns: str, *rows: str, told: Text = NOTHING, **wanted: Any) -> RowCase:
    return RowCase(
        rule=rule,
        columns=f"nama_kelompok|{columns}",
        rows=tuple(f"Sido Rukun|{row}" for row in rows),
        told=told,
        **wanted,
    )


def _place(
    rule: Text, stated: str, lon: str, lat: str, told: Text = NOTHING, **wanted: Any
) -> RowCase:
    return _groups(rule, "kode|lon|lat", f"{stated}|{lon}|{lat}", told=told, **wanted)


_COMMA = Text("Koma desimal", "Decimal commas")
_DMS = Text("Derajat, menit, detik", "Degrees, minutes, seconds")
_DROPPED = {"lon": None, "lat": None}
REGISTER = [
    _place(Text("Hanya titik", "A place only"), "", "110.55", "-7.91", kode=KEPEK),
    _place(_COMMA, "", "110,55", "-7,91", kode=KEPEK, data={"lon": 110.55, "lat": -7.91}),
    _place(_DMS, "", "110°33'00\"E", "7°54'36\"S", kode=KEPEK, data={"lon": 110.55, "lat": -7.91}),
    _place(_DMS, "", "110 33 00 BT", "7 54 36 LS", kode=KEPEK, data={"lon": 110.55, "lat": -7.91}),
    _place(
        Text("Bujur dan lintang tertukar", "Longitude and latitude swapped"),
        "",
        "-7.91",
        "110.55",
        kode=KEPEK,
        told=Text("tertukar; ditukar kembali", "swapped back"),
        data={"lon": 110.55, "lat": -7.91},
    ),
    _place(
        Text("Titik di desa lain daripada kodenya", "A place in another village than its code"),
        BEJI,
        "110.55",
        "-7.91",
        status="ambiguous",
        conflict=True,
        told=Text("titik jatuh di Kepek, Lor", "the point lies in Kepek, Lor"),
    ),
    _place(
        Text("Titik (0,0)", "A place at (0,0)"),
        BEJI,
        "0",
        "0",
        kode=BEJI,
        told=Text("koordinat (0,0)", "coordinates (0,0)"),
        data=_DROPPED,
    ),
    _place(
        Text("Titik di laut", "A place in the sea"),
        BEJI,
        "110.55",
        "-8.50",
        kode=BEJI,
        told=Text("di luar wilayah peta; dihapus", "outside the mapped area; dropped"),
        data=_DROPPED,
    ),
    _place(
        Text("Titik di luar kabupaten", "A place outside the kabupaten"),
        BEJI,
        "110.90",
        "-7.90",
        kode=BEJI,
        told=Text("di luar wilayah peta; dihapus", "outside the mapped area; dropped"),
        data=_DROPPED,
    ),
    _place(
        Text("Titik di luar Indonesia", "A place outside Indonesia"),
        BEJI,
        "10",
        "50",
        kode=BEJI,
        told=Text("di luar Indonesia", "outside Indonesia"),
        data=_DROPPED,
    ),
    _place(
        Text("Titik tidak terbaca", "A place that cannot be read"),
        BEJI,
        "110.608.242",
        "-7.96",
        kode=BEJI,
        told=Text("tanpa tanda desimal", "without their decimal sign"),
        data=_DROPPED,
    ),
    _groups(
        Text("Status kelompok dipertahankan", "The status of a group is kept"),
        "kode|status",
        f"{BEJI}|aktif",
        kode=BEJI,
        data={"status": "aktif"},
    ),
    _groups(
        Text("Status kelompok dipertahankan", "The status of a group is kept"),
        "kode|status",
        f"{BEJI}|Tidak aktif",
        kode=BEJI,
        told=Text("status kelompok: vakum 1", "states of groups: vakum 1"),
        data={"status": "Tidak aktif", "dissolved": False},
    ),
    _groups(
        Text("Kelompok yang bubar tidak dihitung", "A dissolved group is not counted"),
        "kode|status",
        f"{BEJI}|Sudah dibubarkan",
        kode=BEJI,
        told=Text("bubar 1; yang bubar tidak dihitung", "ones ('bubar') are not counted"),
        data={"dissolved": True},
    ),
    _groups(
        Text("Status yang tidak dikenal", "A status that is not known"),
        "kode|status",
        f"{BEJI}|merger",
        kode=BEJI,
        told=Text("tidak dikenal, tetap dihitung: 'merger' 1", "all the same: 'merger' 1"),
        data={"dissolved": False},
    ),
    *(
        _groups(
            Text("Sumber dana: istilah pertama, dibakukan", "Funds: the first term, normalised"),
            "kode|sumber_dana",
            f"{BEJI}|{text}",
            kode=BEJI,
            data={"sumber_dana": term},
        )
        for text, term in (
            ("Iuran anggota", "iuran"),
            ("swadaya, donatur", "iuran"),
            ("APBDes", "dana desa"),
            ("hibah/bantuan pemerintah", "hibah pemerintah"),
            ("-", ""),
        )
    ),
    _groups(
        Text("Istilah yang tidak dikenal", "A term that is not known"),
        "kode|sumber_dana",
        f"{BEJI}|Arisan Haji",
        kode=BEJI,
        told=Text("tidak digolongkan: 'arisan haji' 1", "left as they are: 'arisan haji' 1"),
        data={"sumber_dana": "arisan haji"},
    ),
    *(
        _groups(
            Text("Kriteria anggota, dibakukan", "Criteria of membership, normalised"),
            "kode|kriteria_anggota",
            f"{BEJI}|{text}",
            kode=BEJI,
            data={"kriteria_anggota": term},
        )
        for text, term in (("Warga setempat", "domisili"), ("Satu RT/RW", "domisili"))
    ),
    *(
        _groups(
            Text("Kegiatan: semua istilah, dibakukan", "Activities: all terms, normalised"),
            "kode|kegiatan",
            f"{BEJI}|{text}",
            kode=BEJI,
            data={"kegiatan": terms},
        )
        for text, terms in (
            ("Arisan; Gotong-Royong", "arisan; gotong royong"),
            ("saling membantu, rewang", "gotong royong"),
            ("1. Simpan Pinjam 2. Kerja bakti", "simpan pinjam; gotong royong"),
            ("Yasinan dan pengurusan jenazah", "keagamaan; kematian"),
            ("-", ""),
        )
    ),
    _groups(
        Text("Kegiatan yang tidak dikenal", "An activity that is not known"),
        "kode|kegiatan",
        f"{BEJI}|arisan, panjat tebing",
        kode=BEJI,
        told=Text("tidak digolongkan: 'panjat tebing' 1", "left as they are: 'panjat tebing' 1"),
        data={"kegiatan": "arisan; panjat tebing"},
    ),
    *(
        _groups(
            Text("Bantuan yang diminta: semua istilah", "Help asked for: all terms"),
            f"kode|{heading}",
            f"{BEJI}|{text}",
            kode=BEJI,
            data={"kebutuhan": terms},
        )
        for heading, text, terms in (
            ("kebutuhan", "Modal dan pelatihan", "dana; keterampilan"),
            ("Bantuan yang dibutuhkan", "pembukuan + sarana dan prasarana", "manajemen; lainnya"),
            ("help needed", "skills, funding", "keterampilan; dana"),
            ("kebutuhan", "Tidak ada", "tidak ada"),
            ("kebutuhan", "", ""),
        )
    ),
    RowCase(
        rule=Text("Desa yang melapor tidak ada kelompok", "A village that reports no group"),
        columns="nama_kelompok|kode|status",
        rows=(f"|{BEJI}|nihil",),
        kode=BEJI,
        data={"nil": True},
    ),
    RowCase(
        rule=Text("Baris tanpa kelompok dan tanpa “nihil”", "A row without a group or “nihil”"),
        columns="nama_kelompok|kode",
        rows=(f"|{BEJI}",),
        status="rejected",
        told=Text("tanpa kelompok maupun kata 'nihil'", "neither a group nor the word 'nihil'"),
    ),
    _groups(
        Text("Kelompok tercatat dua kali", "A group listed twice"),
        "kode|padukuhan",
        f"{BEJI}|Krajan",
        f"{BEJI}|KRAJAN",
        kode=BEJI,
        told=Text("kelompok tercatat dua kali", "groups listed twice"),
    ),
    _groups(
        Text("Tahun berdiri", "Year founded"),
        "kode|tahun_berdiri",
        f"{BEJI}|th. 1998",
        kode=BEJI,
        data={"tahun_berdiri": 1998},
    ),
    _groups(
        Text("Tahun berdiri", "Year founded"),
        "kode|tahun_berdiri",
        f"{BEJI}|>10 tahun",
        kode=BEJI,
        told=Text("tahun berdiri tidak terbaca; dikosongkan", "unreadable year; left blank"),
        data={"tahun_berdiri": None},
    ),
    _groups(
        Text("Jumlah anggota yang bukan angka", "Members that are no number"),
        "kode|jumlah_anggota",
        f"{BEJI}|banyak",
        kode=BEJI,
        told=Text("angka tidak terbaca; dikosongkan", "unreadable number; left blank"),
        data={"jumlah_anggota": None},
    ),
    *(
        _groups(
            Text(
                "Data pribadi dikenali dari judul atau isi kolomnya",
                "Personal data, recognised by a column's heading or content",
            ),
            f"kode|{column}",
            f"{BEJI}|{text}",
            kode=BEJI,
            told=Text("tidak disalin ke hasil mana pun", "not copied to any output"),
            absent=(text,),
        )
        for column, text in (
            ("NIK", "3403010101010001"),
            ("No. HP", "081234567890"),
            ("Nama Ketua", "Fulan"),
            ("identitas", "3403010101010001"),
            ("nomor kontak", "081234567890"),
        )
    ),
    *(
        _groups(
            Text(
                "Nomor pribadi di kolom yang dikenal disamarkan, sisanya tetap",
                "Personal numbers in a known column are masked, the rest stays",
            ),
            "kode|padukuhan",
            f"{BEJI}|Krajan Bu Siti {text}",
            kode=BEJI,
            told=Text(f"1 {words.id} disamarkan", f"1 {words.en} masked"),
            data={"padukuhan": f"Krajan Bu Siti {left}"},
            absent=(text,),
        )
        for text, left, words in (
            ("3403010101900001", "[NIK]", both("NIK")),
            ("3403 0101 0190 0001", "[NIK]", both("NIK")),
            ("KK 3403010101900001", "KK [KK]", Text("nomor KK", "family card number (KK)")),
            ("01.312.166.0-091.000", "[NPWP]", both("NPWP")),
            ("0812-3456-7890", "[telepon]", Text("nomor telepon", "telephone number")),
            ("+62 812 3456 7890", "[telepon]", Text("nomor telepon", "telephone number")),
            ("(0274) 391234", "[telepon]", Text("nomor telepon", "telephone number")),
            ("tel. 391234", "tel. [telepon]", Text("nomor telepon", "telephone number")),
            ("siti@contoh.id", "[surel]", Text("alamat surel", "e-mail address")),
            ("rek. 123456789", "rek. [rekening]", Text("nomor rekening", "account number")),
        )
    ),
    *(
        _groups(
            Text("Angka yang bukan nomor orang tetap", "Numbers that are no person's stay"),
            "kode|padukuhan",
            f"{BEJI}|Krajan {text}",
            kode=BEJI,
            data={"padukuhan": f"Krajan {text}"},
        )
        for text in (
            "Rp 1.500.000",
            "Rp 0811.000.000",
            "1500123",
            "0274/391/2019",
            "02-11-2019 s.d. 03-12-2019",
            "3403012001",
            "2015/2016",
            "SK No. 12/KPTS/2019",
        )
    ),
    _groups(
        Text(
            "Kolom yang tidak dikenal dengan satu nomor pribadi tidak disalin",
            "A column that is not known, with one personal number, is not copied",
        ),
        "kode|keterangan",
        f"{BEJI}|Ketua Fulan 081234567890",
        kode=BEJI,
        told=Text("tidak disalin ke hasil mana pun", "not copied to any output"),
        absent=("081234567890", "Fulan"),
    ),
]
ROWS = [*SPELLINGS, *COUNTS, *REGISTER]
