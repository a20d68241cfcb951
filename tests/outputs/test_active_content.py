"""Nothing of a template fetches, runs or opens anything for whoever reads the report."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from wksbm.outputs.report.active_content import without_active_content
from wksbm.outputs.report.office import convert, find_office
from wksbm.outputs.report.package import pack, unpack
from wksbm.outputs.report.template import read_template, shipped_template

from tests.cli.workspace import make_workspace, run

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_TYPES = "http://schemas.microsoft.com/office/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SECRET = "jahat.example"
OUTSIDE = f"http://{SECRET}/x"
DOCUMENT, SETTINGS, HEADER = "word/document.xml", "word/settings.xml", "word/header1.xml"
Parts = dict[str, bytes]


def relate(parts: Parts, owner: str, kind: str, target: str, *, inside: str = "") -> None:
    """Add the relation `rJahat` to a part; `inside` is the content of a part of the package."""
    folder, _, name = owner.rpartition("/")
    path = "/".join(filter(None, (folder, "_rels", f"{name}.rels")))
    if inside:
        parts["/".join(filter(None, (folder, target)))] = inside.encode()
    mode = "" if inside else ' TargetMode="External"'
    relation = f'<Relationship Id="rJahat" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    empty = f'<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()
    parts[path] = parts.get(path, empty).replace(b"</Relationships>", relation.encode())


def insert(parts: Parts, xml: str, part: str = DOCUMENT) -> None:
    """Put an element at the end of a part."""
    name, _, rest = xml.partition(" ") if " " in xml.split(">")[0] else xml.partition(">")
    space = "" if xml.split(">")[0].partition(" ")[2] else ">"
    whole = f'{name} xmlns:w="{WORD}" xmlns:r="{TYPES}"{space or " "}{rest}'
    place = parts[part].rindex(b"<w:sectPr" if part == DOCUMENT else b"</")
    parts[part] = parts[part][:place] + whole.encode() + parts[part][place:]


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def field(instruction: str, *, inner: str = "", result: str = "hasil") -> str:
    """Return the runs of a field, its instruction parted into two; `inner` stands before it."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{inner}'
        f'<w:r><w:instrText xml:space="preserve">{instruction[:3]}</w:instrText></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction[3:]}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def attacks() -> dict[str, tuple[Parts, str]]:
    """Return templates by what is hidden in them, each with the words that say it."""
    made: dict[str, tuple[Parts, str]] = {}

    def attack(name: str, words: str) -> Parts:
        made[name] = (unpack(shipped_template()), words)
        return made[name][0]

    parts = attack("attached template", "templat induk di luar berkas (1)")
    relate(parts, SETTINGS, f"{TYPES}/attachedTemplate", OUTSIDE)
    insert(parts, '<w:attachedTemplate r:id="rJahat"/>', SETTINGS)

    parts = attack("mail merge", "sumber data surat massal (1)")
    relate(parts, SETTINGS, f"{TYPES}/mailMergeSource", OUTSIDE)
    insert(parts, '<w:mailMerge><w:dataSource r:id="rJahat"/></w:mailMerge>', SETTINGS)

    parts = attack("linked picture", "gambar di luar berkas (1)")
    relate(parts, DOCUMENT, f"{TYPES}/image", OUTSIDE)
    blip = (
        '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="rJahat"/>'
    )
    insert(parts, paragraph(f"<w:r><w:drawing>{blip}</w:drawing></w:r>"))

    parts = attack("picture of a shape in the header", "tautan ke berkas lain (1)")
    shape = (
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="{OUTSIDE}"/></v:shape>'
    )
    insert(parts, paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"), HEADER)

    parts = attack("link to a file", "tautan ke berkas lain (1)")
    relate(parts, DOCUMENT, f"{TYPES}/hyperlink", f"file:///{SECRET}/a.exe")
    insert(
        parts,
        paragraph('<w:hyperlink r:id="rJahat"><w:r><w:t>hasil</w:t></w:r></w:hyperlink>'),
    )

    parts = attack("sub-document", "dokumen bagian (1)")
    relate(parts, DOCUMENT, f"{TYPES}/subDocument", OUTSIDE)
    insert(parts, '<w:subDoc r:id="rJahat"/>')

    parts = attack("inserted document", "dokumen sisipan (1)")
    relate(parts, DOCUMENT, f"{TYPES}/aFChunk", "sisip.htm", inside=SECRET)
    insert(parts, '<w:altChunk r:id="rJahat"/>')

    parts = attack("macros", "makro (1)")
    relate(parts, DOCUMENT, f"{OFFICE_TYPES}/vbaProject", "vbaProject.bin", inside=SECRET)
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro_kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, macro_kind)

    parts = attack("ribbon with macros", "makro (1)")
    relate(parts, "", f"{OFFICE_TYPES}/ui/extensibility", "customUI.xml", inside=f"<a>{SECRET}</a>")

    parts = attack("embedded object", "objek tertanam (1)")
    relate(parts, DOCUMENT, f"{TYPES}/oleObject", "objek.bin", inside=SECRET)
    ole = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rJahat"/>'
    insert(parts, paragraph(f"<w:r><w:object>{ole}</w:object></w:r>"))

    parts = attack("control", "objek tertanam (1)")
    relate(parts, DOCUMENT, f"{TYPES}/control", "kendali.xml", inside=f"<a>{SECRET}</a>")
    insert(parts, paragraph('<w:r><w:object><w:control r:id="rJahat"/></w:object></w:r>'))

    parts = attack("form field with a macro", "makro (1)")
    begin = (
        f'<w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="{SECRET}"/></w:ffData>'
    )
    insert(parts, paragraph(f"<w:r>{begin}</w:fldChar></w:r>"))

    for name in ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "DATABASE"):
        instruction = f' {name} c:\\\\{SECRET} "a"'
        parts = attack(f"{name} of runs", "bidang yang mengambil isi dari luar (1)")
        insert(parts, paragraph(field(instruction)))
        parts = attack(f"{name} in one", "bidang yang mengambil isi dari luar (1)")
        simple = instruction.replace('"', "&quot;")
        insert(
            parts,
            paragraph(f'<w:fldSimple w:instr="{simple}"><w:r><w:t>hasil</w:t></w:r></w:fldSimple>'),
        )

    parts = attack("DDE whose name another field gives", "bidang yang mengambil isi dari luar (2)")
    quote = field(" QUOTE 68 68 69 65 85 84 79")
    insert(parts, paragraph(field(f" PAGE {SECRET}", inner=quote)))

    parts = attack("field that links to a file", "bidang yang mengambil isi dari luar (1)")
    insert(parts, paragraph(field(f' HYPERLINK "\\\\\\\\{SECRET}\\\\a.exe"')))

    parts = attack("field over two paragraphs in the header", "bidang yang mengambil isi")
    first, second = field(f" DDEAUTO {SECRET}").split("<w:r><w:t>", 1)
    insert(parts, paragraph(first), HEADER)
    insert(parts, paragraph("<w:r><w:t>" + second), HEADER)
    return made


ATTACKS = attacks()
WITH_RESULT = [
    name for name, (parts, _) in ATTACKS.items() if b">hasil<" in b"".join(parts.values())
]


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_dropped_and_named(name: str, tmp_path: Path) -> None:
    parts, words = ATTACKS[name]
    assert SECRET.encode() in b"".join(parts.values())
    path = tmp_path / "templat.docx"
    path.write_bytes(pack(parts))
    template = read_template(path)
    assert words in ", ".join(text.id for text in template.dropped)
    buffer = io.BytesIO()
    template.open().save(buffer)
    written = unpack(buffer.getvalue())
    assert [part for part, content in written.items() if SECRET.encode() in content] == []
    whole = b"".join(written.values())
    for trace in (b"rJahat", b"macroEnabled", b"DDE", b"fldData", b"INCLUDE"):
        assert trace not in whole
    assert (b">hasil<" in whole) == (name in WITH_RESULT)


def test_the_shipped_template_and_what_counts_or_links_to_the_web_stays() -> None:
    parts = unpack(shipped_template())
    assert without_active_content(dict(parts)) == ()
    kept = (" PAGE ", ' TOC \\o "1-3"', " SEQ Gambar", ' HYPERLINK "https://a.example"', " =1+1")
    insert(parts, paragraph("".join(map(field, kept))))
    insert(parts, paragraph(field(" IF 1 = 1 a b", inner="")))
    relate(parts, DOCUMENT, f"{TYPES}/hyperlink", "https://b.example")
    insert(parts, paragraph('<w:hyperlink r:id="rJahat"><w:r><w:t>b</w:t></w:r></w:hyperlink>'))
    before = dict(parts)
    assert without_active_content(parts) == ()
    assert parts == before


def test_a_word_template_is_a_template_too(tmp_path: Path) -> None:
    parts = unpack(shipped_template())
    kind = b"wordprocessingml.document.main+xml"
    types = parts["[Content_Types].xml"].replace(kind, b"wordprocessingml.template.main+xml")
    (tmp_path / "kop.dotx").write_bytes(pack(parts | {"[Content_Types].xml": types}))
    assert read_template(tmp_path / "kop.dotx").dropped == ()


def test_the_report_is_clean_opens_and_the_screen_names_what_was_dropped(tmp_path: Path) -> None:
    parts = unpack(shipped_template())
    relate(parts, SETTINGS, f"{TYPES}/attachedTemplate", OUTSIDE)
    insert(parts, '<w:attachedTemplate r:id="rJahat"/>', SETTINGS)
    insert(parts, paragraph(field(f" DDEAUTO {SECRET}", result="Mengetahui")))
    template = tmp_path / "templat.docx"
    template.write_bytes(pack(parts))
    root = make_workspace(tmp_path / "ruang", ("peta",))
    asked = ("report", "--root", root, "--format", "docx", "--template", template)
    done = run(*asked, "--out", tmp_path / "out")
    assert done.code == 0, done.err
    assert "dibuang dari templat: " in done.out + done.err
    assert "templat induk di luar berkas (1)" in done.out + done.err
    report = (tmp_path / "out" / "laporan.docx").read_bytes()
    written = unpack(report)
    assert not any(SECRET.encode() in content for content in written.values())
    assert Document(io.BytesIO(report)).paragraphs[-1].text == "Mengetahui"
    if find_office():
        assert convert(report, "pdf", find_office()).startswith(b"%PDF")
