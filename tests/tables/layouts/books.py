"""Workbooks of several sheets, and exports of forms."""

from __future__ import annotations

from random import Random

from tests.tables.layouts.counts import count_headings
from tests.tables.layouts.dress import Flat, dress
from tests.tables.layouts.model import Cell, Rows, Sheet, Table
from tests.tables.layouts.shapes import by_kapanewon
from tests.tables.layouts.villages import DESA, KAPANEWON, Hand, everyone, pick, places
from tests.tables.layouts.words import HAMLETS, KINDS, figures, group_names, person, phone


def _sheet_name(rng: Random, kapanewon: str) -> str:
    return rng.choice(
        (kapanewon, kapanewon, kapanewon.upper(), f"Kap. {kapanewon}", f"Kec {kapanewon}")
    )


def sheet_per_kapanewon(rng: Random) -> Table:
    """A sheet per sub-district; its name says which."""
    sheets, truth = _per_kapanewon(rng, registers=rng.random() < 0.3)
    return Table("sheet_per_kapanewon", sheets, truth, books=True)


def recap_first(rng: Random) -> Table:
    """The same, after a sheet that adds the sub-districts up."""
    sheets, truth = _per_kapanewon(rng, registers=False)
    rows: Rows = [["No", "Kapanewon", rng.choice(("Jumlah Kelompok", "Jml Kelompok"))]]
    names: dict[str, int] = {}
    for entry in everyone():
        if entry.kode in truth:
            names[entry.kapanewon] = names.get(entry.kapanewon, 0) + truth[entry.kode]
    rows += [[number + 1, name, total] for number, (name, total) in enumerate(names.items())]
    rows.append([None, "JUMLAH", sum(truth.values())])
    return Table(
        "recap_first",
        [Sheet(rows, rng.choice(("Rekap", "REKAP", "Rekapitulasi"))), *sheets],
        truth,
        books=True,
    )


def _per_kapanewon(rng: Random, *, registers: bool) -> tuple[list[Sheet], dict[str, int]]:
    hand = Hand(rng)
    villages = pick(rng, kapanewon=rng.choice((2, 3, 4)))
    truth = figures(rng, villages)
    place = hand.heading(rng.choice(DESA))
    counted = hand.heading(rng.choice(count_headings(KINDS[0])))
    style = rng.random()
    titled = rng.random() < 0.5
    sheets: list[Sheet] = []
    for first, inside in by_kapanewon(villages):
        rows: Rows = []
        for entry in inside:
            if registers:
                truth[entry.kode] = rng.randint(1, 3)
                names = group_names(rng, KINDS[0], truth[entry.kode])
                rows += [[hand.desa(entry), name] for name in names]
            else:
                rows.append([hand.desa(entry), hand.groups(truth[entry.kode])])
        headings = [place, hand.heading("Nama Kelompok")] if registers else [place, counted]
        head: Rows = [[f"DATA KELOMPOK KAPANEWON {first.kapanewon.upper()}"]] if titled else []
        body: Rows = [["No", *headings], *([n + 1, *row] for n, row in enumerate(rows))]
        if style < 0.3 and not registers:
            body.append([None, "Jumlah", sum(truth[entry.kode] for entry in inside)])
        sheets.append(Sheet([*head, *body], _sheet_name(rng, first.kapanewon)))
    return sheets, truth


def sheet_per_year(rng: Random) -> Table:
    """A sheet per year: the newest holds."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng))
    last = rng.choice((2023, 2024, 2025))
    years = list(range(last - rng.randint(1, 2), last + 1))
    counted = rng.choice(count_headings(KINDS[0]))
    heading = hand.heading(counted)
    word = rng.choice(("{}", "Tahun {}", "Data {}", "TA {}"))
    truth: dict[str, int] = {}
    sheets: list[Sheet] = []
    for year in years:
        truth = figures(rng, place.villages)
        rows: Rows = [
            [*place.cells(entry), hand.groups(truth[entry.kode])] for entry in place.villages
        ]
        sheets.append(Sheet([[*place.headings, heading], *rows], word.format(year)))
    if rng.random() < 0.4:
        sheets.reverse()
    return Table("sheet_per_year", sheets, truth, books=True, doubt="which year")


def hidden_old_sheet(rng: Random) -> Table:
    """Last year's sheet is hidden, in front or behind; another holds instructions."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng))
    truth = figures(rng, place.villages)
    heading = hand.heading(rng.choice(count_headings(KINDS[0])))
    old: Rows = [
        [*place.cells(entry), max(truth[entry.kode] - rng.randint(0, 3), 0)]
        for entry in place.villages
    ]
    rows: Rows = [[*place.cells(entry), hand.groups(truth[entry.kode])] for entry in place.villages]
    sheets = [
        Sheet(
            [[*place.headings, heading], *old],
            rng.choice(("lama", "backup", "Sheet1 (2)", "2023")),
            hidden=True,
        ),
        Sheet(
            [[*place.headings, heading], *rows], rng.choice(("Data", "Sheet1", "Kelompok", "2024"))
        ),
    ]
    if rng.random() < 0.5:
        sheets.insert(
            0,
            Sheet(
                [
                    ["PETUNJUK PENGISIAN"],
                    ["1. Isi jumlah kelompok per kalurahan"],
                    ["2. Kirim paling lambat 31 Januari"],
                ],
                "Petunjuk",
            ),
        )
    if rng.random() < 0.5:
        sheets.reverse()
    return Table("hidden_old_sheet", sheets, truth, books=True)


def data_and_chart(rng: Random) -> Table:
    """The data, and sheets that repeat them: a pivot and a reference list."""
    hand = Hand(rng)
    place = places(rng, hand, pick(rng), ("kap_desa", "desa_kap", "kode_kap_desa"))
    truth = figures(rng, place.villages)
    values: Rows = [
        [*place.cells(entry), hand.groups(truth[entry.kode])] for entry in place.villages
    ]
    data = dress(
        rng,
        hand,
        Flat(
            [*place.headings, hand.heading("Jumlah Kelompok")], values, "Data Kelompok", place.name
        ),
        title="Data",
    ).sheet
    pivot: Rows = [["Row Labels", "Sum of Jumlah Kelompok"]]
    for first, inside in by_kapanewon(sorted(place.villages, key=lambda entry: entry.kode)):
        pivot.append([first.kapanewon, sum(truth[entry.kode] for entry in inside)])
    pivot.append(["Grand Total", sum(truth.values())])
    sheets = [data, Sheet(pivot, rng.choice(("Pivot", "Grafik", "Sheet4")))]
    if rng.random() < 0.4:
        sheets.reverse()
    return Table("data_and_chart", sheets, truth, books=True)


def _stamp(rng: Random, number: int) -> str:
    """Return a time stamp, later with every answer."""
    day, hour = 1 + number // 12, 8 + number % 12
    return f"{day:02d}/02/2025 {hour:02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"


def web_form(rng: Random) -> Table:
    """An export of a web form: time stamps, long questions, the same answer sent twice."""
    hand = Hand(rng)
    villages = pick(rng)
    truth = figures(rng, villages)
    questions = [
        "Timestamp" if rng.random() < 0.6 else "Stempel waktu",
        *(["Alamat email"] if rng.random() < 0.5 else []),
        rng.choice(("Nama Kapanewon", "Kapanewon tempat Bapak/Ibu bertugas", "1. Kapanewon")),
        rng.choice(
            ("Nama Kalurahan", "Kalurahan yang dilaporkan", "2. Kalurahan", "Asal Kalurahan")
        ),
        rng.choice(
            (
                "Berapa jumlah kelompok WKSBM di kalurahan Bapak/Ibu?",
                "Jumlah kelompok yang ada di kalurahan (tuliskan angka)",
                "3. Berapa banyak kelompok warga yang aktif?",
            )
        ),
        *(["Nama petugas pengisi"] if rng.random() < 0.5 else []),
    ]
    answers: Rows = []
    for entry in villages:
        answer: list[Cell] = [None]
        if len(questions) > 4 and "Alamat email" in questions:
            answer.append(f"petugas{rng.randint(1, 99)}@contoh.id")
        answer += [entry.kapanewon, entry.desa, hand.groups(truth[entry.kode])]
        if "Nama petugas pengisi" in questions:
            answer.append(person(rng))
        answers.append(answer)
    for again in rng.sample(answers, rng.randint(0, 2)):
        answers.append(list(again))
    for number, answer in enumerate(answers):
        answer[0] = _stamp(rng, number)
    return Table("web_form", [Sheet([[*questions], *answers], "Form Responses 1")], truth)


def web_form_register(rng: Random) -> Table:
    """A web form in which every answer is a group."""
    villages = pick(rng)
    kind = rng.choice(KINDS)
    truth: dict[str, int] = {}
    questions: list[Cell] = [
        "Timestamp",
        rng.choice(("Nama Kelompok", "Nama kelompok / paguyuban", "Apa nama kelompok Bapak/Ibu?")),
        "Kapanewon",
        rng.choice(("Kalurahan", "Asal Kalurahan")),
        "Jumlah anggota saat ini",
        "Nomor HP yang bisa dihubungi",
    ]
    answers: Rows = []
    for entry in villages:
        names = group_names(rng, kind, rng.randint(1, 4))
        truth[entry.kode] = len(names)
        answers += [
            [None, name, entry.kapanewon, entry.desa, rng.randint(8, 60), phone(rng)]
            for name in names
        ]
    rng.shuffle(answers)
    for number, answer in enumerate(answers):
        answer[0] = _stamp(rng, number)
    if rng.random() < 0.6:
        again = list(rng.choice(answers))
        again[0] = "28/02/2025 09:12:45"
        answers.append(again)
    return Table("web_form_register", [Sheet([questions, *answers], "Form Responses 1")], truth)


def kobo(rng: Random) -> Table:
    """An export of Kobo or ODK: paths as headings, answers that were not approved."""
    villages = pick(rng)
    sep = rng.choice(("/", ".", ":"))
    register = rng.random() < 0.5
    head: list[Cell] = [
        "start",
        "end",
        f"lokasi{sep}kapanewon",
        f"lokasi{sep}kalurahan",
        f"lokasi{sep}padukuhan",
    ]
    head.append(f"kelompok{sep}nama_kelompok" if register else f"kelompok{sep}jumlah_kelompok")
    head += [
        f"kelompok{sep}jumlah_anggota",
        "_latitude",
        "_longitude",
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
    ]
    use_status = rng.random() < 0.6
    truth: dict[str, int] = {}
    rows: Rows = []

    def add(kapanewon: str, desa: str, told: Cell, status: str) -> None:
        number = len(rows)
        day = f"2025-02-{1 + number % 27:02d}"
        rows.append(
            [
                f"{day}T08:1{number % 10}:00.000+07:00",
                f"{day}T08:3{number % 10}:00.000+07:00",
                kapanewon,
                desa,
                rng.choice(HAMLETS),
                told,
                rng.randint(10, 60),
                None,
                None,
                4000 + number,
                f"{rng.getrandbits(64):016x}",
                f"{day}T09:00:00",
                status,
            ]
        )

    approved = (
        rng.choice(("validation_status_approved", "Approved", "approved")) if use_status else ""
    )
    refused = rng.choice(("validation_status_not_approved", "Not approved"))
    for entry in villages:
        if register:
            names = group_names(rng, KINDS[0], rng.randint(1, 3))
            truth[entry.kode] = len(names)
            for name in names:
                add(entry.kapanewon, entry.desa, name, approved)
        else:
            truth[entry.kode] = rng.randint(0, 20)
            add(entry.kapanewon, entry.desa, truth[entry.kode], approved)
        if use_status and rng.random() < 0.2:
            add(
                entry.kapanewon,
                entry.desa,
                f"Salah {len(rows)}" if register else truth[entry.kode] + 5,
                refused,
            )
    return Table("kobo", [Sheet([head, *rows], "data")], truth)


def filled_template(rng: Random) -> Table:
    """A form that the office hands out, with all villages; not all have filled it in."""
    hand = Hand(rng)
    hand.variants = hand.spaces = 0.0
    villages = pick(rng, kapanewon=2)
    truth: dict[str, int] = {}
    rows: Rows = []
    for number, entry in enumerate(villages):
        value: Cell = None
        if rng.random() < 0.75 or not truth:
            value = truth[entry.kode] = rng.randint(0, 40)
        rows.append([number + 1, entry.kode, entry.kapanewon, entry.desa, value, None])
    head: list[Cell] = [
        "No",
        "Kode",
        rng.choice(KAPANEWON[:2]),
        rng.choice(DESA[:2]),
        rng.choice(("Jumlah Kelompok", "jumlah_kelompok")),
        "Keterangan",
    ]
    top: Rows = [
        ["FORMULIR PENDATAAN KELOMPOK WKSBM"],
        ["Isilah kolom jumlah kelompok; tulis 0 bila tidak ada"],
        [],
    ]
    return Table("filled_template", [Sheet([*top, head, *rows], "Formulir")], truth)


FAMILIES = (
    sheet_per_kapanewon,
    recap_first,
    sheet_per_year,
    hidden_old_sheet,
    data_and_chart,
    web_form,
    web_form_register,
    kobo,
    filled_template,
)
