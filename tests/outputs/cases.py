"""Output that cannot hurt: texts that stay texts, names that stay in their folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wksbm.boundaries.fetch import fetch_boundaries
from wksbm.boundaries.read import read_boundaries
from wksbm.maps.spec import read_map
from wksbm.outputs.staging import staged
from wksbm.text import Text, both

from tests.board import HOSTILE_NAMES
from tests.rules import Case, Outcome, code

Medium = Literal["XLSX", "CSV", "HTML", "SVG", "JSON"]
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


@dataclass(frozen=True, kw_only=True)
class TextCase(Case):
    """
    A text or number of the data, and how it stands in an output.

    Parameters
    ----------
    value
        What the data holds.
    media
        Outputs concerned.
    written
        What stands there when it is read back.
    """

    value: str | float
    media: tuple[Medium, ...]
    written: str | float

    @property
    def example(self) -> Text:
        return both(code(str(self.value)))

    @property
    def outcome(self) -> Outcome:
        return "used"

    @property
    def result(self) -> Text:
        kind = Text("teks", "text")
        if isinstance(self.written, float):
            kind = Text("angka", "number")
        shown = f"{', '.join(self.media)}: {code(str(self.written))}"
        return Text(f"{shown} ({kind.id})", f"{shown} ({kind.en})")


@dataclass(frozen=True, kw_only=True)
class NameCase(Case):
    """
    A name that could lead out of a folder, refused.

    Parameters
    ----------
    about
        The name and where it stands.
    use
        Uses it in a folder; raises.
    """

    about: Text
    use: Callable[[Path], object]

    @property
    def example(self) -> Text:
        return self.about

    @property
    def outcome(self) -> Outcome:
        return "refused"


@dataclass(frozen=True, kw_only=True)
class PolicyCase(Case):
    """
    A page, and what its Content-Security-Policy allows.

    Parameters
    ----------
    page
        File name.
    allowed
        Directive -> what each of its sources starts with; None when it must not be there.
    """

    page: str
    allowed: Mapping[str, str | None]

    @property
    def example(self) -> Text:
        return both(code(self.page))

    @property
    def outcome(self) -> Outcome:
        return "used"

    @property
    def result(self) -> Text:
        stated = [
            code(f"{name} {start}{'…' if start.startswith(chr(39) + 'sha') else ''}")
            for name, start in self.allowed.items()
            if start
        ]
        none = [code(name) for name, start in self.allowed.items() if not start]
        absent = Text(f"; tanpa {', '.join(none)}", f"; no {', '.join(none)}") if none else both("")
        return Text(", ".join(stated) + absent.id, ", ".join(stated) + absent.en)


def _texts(rule: Text, media: tuple[Medium, ...], *pairs: tuple[str | float, str | float]) -> list:
    return [TextCase(rule=rule, media=media, value=one, written=two) for one, two in pairs]


def _map_file(name: str) -> Callable[[Path], object]:
    def use(folder: Path) -> None:
        path = folder / f"{name}.toml"
        path.write_text(
            'title = { id = "a", en = "a" }\ndescription = { id = "a", en = "a" }\n'
            'kind = "static"\nlayers = ["a"]\n'
        )
        read_map(path, ("a",))

    return use


def _boundary_file(folder: Path) -> None:
    (folder / "k").mkdir()
    (folder / "rahasia.gpkg").write_bytes(b"x")
    (folder / "k" / "source.toml").write_text('title = "B"\nfile = "../rahasia.gpkg"\n')
    read_boundaries(folder / "k")


def _link_out(folder: Path) -> None:
    (folder / "lain").mkdir()
    (folder / "out").symlink_to(folder / "lain")
    with staged(folder / "out", print) as stage:
        (stage / "index.html").write_text("x")


def _documents(folder: Path) -> None:
    (folder / "surat.txt").write_text("x")
    with staged(folder, print) as stage:
        (stage / "index.html").write_text("x")


_SAME = Text("Teks tetap teks, apa pun isinya", "Text stays text, whatever it holds")
_FORMULA = Text(
    "Teks yang mirip rumus tidak menjadi rumus", "Text that looks like a formula is none"
)
_NUMBER = Text("Angka tetap angka", "Numbers stay numbers")
_MAP_ID = Text(
    "Nama berkas peta: hanya a-z, 0-9 dan _, paling panjang 63",
    "File names of maps: only a-z, 0-9 and _, at most 63",
)
_LETTERS = Text("nama huruf kecil a-z, 0-9, _", "a name of a-z, 0-9, _")
TEXTS: list[TextCase] = [
    *_texts(_FORMULA, ("XLSX",), *((text, text) for text in FORMULAS)),
    *_texts(
        _FORMULA,
        ("CSV",),
        *((text, "'" + text.replace("\t", " ").replace("\r", " ")) for text in FORMULAS),
    ),
    *_texts(_NUMBER, ("XLSX", "CSV"), (-7.91, -7.91), (0.0, 0.0)),
    *_texts(_SAME, ("XLSX", "HTML", "SVG", "JSON"), *((name, name) for name in HOSTILE_NAMES[:7])),
    *_texts(_SAME, ("XLSX", "HTML", "JSON"), *((name, name) for name in HOSTILE_NAMES[7:])),
    *_texts(
        Text(
            "SVG: lambang tetap ada; tanda yang membalik arah tulisan dibuang",
            "SVG: signs stay; what turns the direction of the text around is left out",
        ),
        ("SVG",),
        (HOSTILE_NAMES[7], "Beji \N{WORLD MAP}"),
    ),
]
NAMES = [
    *(
        NameCase(
            rule=_MAP_ID, about=both(code(f"maps/{name}.toml")), use=_map_file(name), told=_LETTERS
        )
        for name in ("Peta Desa", "CON", "..peta", "peta" * 25)
    ),
    NameCase(
        rule=Text("source.toml tidak keluar dari foldernya", "source.toml stays in its folder"),
        about=both(code('file = "../rahasia.gpkg"')),
        use=_boundary_file,
        told=Text("berkas di folder yang sama", "a file in the same folder"),
    ),
    NameCase(
        rule=Text("Kode wilayah bukan nama folder", "A region code is no path"),
        about=both(code("wksbm fetch-boundaries ../x")),
        use=lambda folder: fetch_boundaries("../x", folder / "boundaries"),
        told=Text("kode kabupaten tidak dikenal", "not a code of a kabupaten"),
    ),
    NameCase(
        rule=Text("Tautan simbolik tidak diikuti", "Symbolic links are not followed"),
        about=Text("`--out` adalah tautan ke folder lain", "`--out` is a link to another folder"),
        use=_link_out,
        told=Text("tujuan keluaran bukan folder", "the output is not a folder"),
    ),
    NameCase(
        rule=Text("Folder berisi berkas lain tidak ditimpa", "Other people's files are kept"),
        about=Text("`--out` berisi `surat.txt`", "`--out` holds `surat.txt`"),
        use=_documents,
        told=Text("berisi berkas lain yang bukan hasil atlas", "files that are not those of an"),
    ),
]
_POLICY = Text(
    "Halaman tidak memuat apa pun dari luar; hanya skrip sendiri yang berjalan",
    "Pages load nothing from outside; only our own scripts run",
)
PAGES = [
    PolicyCase(
        rule=_POLICY,
        page="index.html",
        allowed={"default-src": "'none'", "style-src": "'sha256-", "script-src": None},
    ),
    PolicyCase(
        rule=_POLICY,
        page="peta.html",
        allowed={"default-src": "'none'", "script-src": "'sha256-"},
    ),
]
