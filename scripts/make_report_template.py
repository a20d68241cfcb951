"""
Make geo/wksbm/outputs/report/template.docx again: the styles, header and footer of the report.

An office changes its own copy in Word or LibreOffice (`wksbm report --save-template FILE`); this
program only makes the one that is shipped. The same version of it writes the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from wksbm.outputs.report.package import pack  # noqa: E402

TARGET = ROOT / "geo" / "wksbm" / "outputs" / "report" / "template.docx"
INK, SOFT, ACCENT, ALERT, LINE, BAND = "1D2327", "545C62", "1B4F72", "A4262C", "C3C6C4", "F3F5F6"
FONT = "Arial"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OWN = ("Judul Daftar", "Peringatan", "Gambar", "Isi Tabel", "Angka Tabel", "Catatan")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACE = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'


def style(
    kind: str,
    ident: str,
    name: str,
    *,
    based: str = "Normal",
    after: str = "",
    paragraph: str = "",
    run: str = "",
    more: str = "",
) -> str:
    """Return one style; `kind` is its type, `after` the style of the next paragraph."""
    custom = ' w:customStyle="1"' if name in OWN else ""
    basis = f'<w:basedOn w:val="{based}"/>' if based and ident != based else ""
    following = f'<w:next w:val="{after}"/>' if after else ""
    paragraph = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{ident}"{custom}><w:name w:val="{name}"/>{basis}'
        f"{following}<w:qFormat/>{paragraph}{run}{more}</w:style>"
    )


def spacing(before: float = 0, after: float = 0, line: float = 0) -> str:
    """Return the space around a paragraph in points, and its lines as a multiple."""
    lines = f' w:line="{round(line * 240)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def type_(size: float, colour: str = INK, *, bold: bool = False) -> str:
    """Return size in points, colour and weight."""
    weight = "<w:b/>" if bold else ""
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{round(size * 2)}"/>'


def heading(level: int, size: float, before: float, after: float, *, new_page: bool) -> str:
    """Return a style for headings of a level."""
    fresh = "<w:pageBreakBefore/>" if new_page else ""
    return style(
        "paragraph",
        f"Heading{level}",
        f"heading {level}",
        after="Normal",
        paragraph=f"<w:keepNext/><w:keepLines/>{fresh}{spacing(before, after)}"
        f'<w:outlineLvl w:val="{level - 1}"/>',
        run=type_(size, ACCENT, bold=True),
    )


def contents(ident: str, name: str, indent: int, *, bold: bool = False) -> str:
    """Return a style for the lines of a table of contents, the page number at the right."""
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
    return style(
        "paragraph",
        ident,
        name,
        paragraph=f'{tabs}{spacing(3 if bold else 0, 2)}<w:ind w:left="{indent}"/>',
        run=type_(10.5, bold=bold),
    )


def table_style() -> str:
    """Return the style of tables: a dark head, thin lines, a band on every second row."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    head = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/>'
    band = f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/>'
    margin = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    borders = "".join(f"<w:{side} {line}/>" for side in ("top", "bottom", "insideH"))
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{margin}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="TabelAtlas">'
        '<w:name w:val="Tabel Atlas"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margin}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
        f"<w:tcPr>{head}</w:tcPr></w:tblStylePr>"
        f'<w:tblStylePr w:type="band2Horz"><w:tcPr>{band}</w:tcPr></w:tblStylePr></w:style>'
    )


def styles() -> str:
    """Return the part with all styles."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    frame = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="6" w:color="{ALERT}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    parts = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{type_(10.5)}"
        '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing(0, 6, 1.15)}</w:pPr></w:pPrDefault></w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        style(
            "paragraph",
            "Title",
            "Title",
            paragraph=spacing(170, 8, 1.05),
            run=type_(30, ACCENT, bold=True),
        ),
        style("paragraph", "Subtitle", "Subtitle", paragraph=spacing(0, 14), run=type_(14, SOFT)),
        heading(1, 18, 0, 10, new_page=True),
        heading(2, 13, 14, 5, new_page=False),
        heading(3, 11, 10, 4, new_page=False),
        style(
            "paragraph",
            "Caption",
            "caption",
            paragraph=f"<w:keepLines/>{spacing(4, 2)}",
            run=type_(9.5, INK, bold=True),
        ),
        style(
            "paragraph",
            "ListBullet",
            "List Bullet",
            paragraph=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{spacing(0, 4)}',
        ),
        contents("TOC1", "toc 1", 0, bold=True),
        contents("TOC2", "toc 2", 284),
        contents("TableofFigures", "table of figures", 0),
        style(
            "paragraph",
            "Header",
            "header",
            paragraph=f'<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>{spacing()}',
            run=type_(8.5, SOFT),
        ),
        style(
            "paragraph",
            "Footer",
            "footer",
            paragraph=f'{spacing()}<w:jc w:val="center"/>',
            run=type_(8.5, SOFT),
        ),
        style(
            "paragraph",
            "JudulDaftar",
            "Judul Daftar",
            after="Normal",
            paragraph=f"<w:keepNext/>{spacing(16, 8)}",
            run=type_(14, ACCENT, bold=True),
        ),
        style(
            "paragraph",
            "Peringatan",
            "Peringatan",
            paragraph=f"<w:pBdr>{frame}</w:pBdr>{spacing(6, 10)}"
            '<w:ind w:left="140" w:right="140"/>',
            run=type_(10.5, ALERT, bold=True),
        ),
        style(
            "paragraph",
            "Gambar",
            "Gambar",
            after="Caption",
            paragraph=f'<w:keepNext/>{spacing()}<w:jc w:val="center"/>',
        ),
        style(
            "paragraph",
            "IsiTabel",
            "Isi Tabel",
            paragraph=spacing(0, 0, 1.05),
            run='<w:sz w:val="17"/>',
        ),
        style(
            "paragraph",
            "AngkaTabel",
            "Angka Tabel",
            based="IsiTabel",
            paragraph='<w:jc w:val="right"/>',
        ),
        style(
            "paragraph",
            "CatatanTabel",
            "Catatan",
            paragraph=spacing(3, 4, 1.05),
            run=type_(9, SOFT),
        ),
        table_style(),
    ]
    return f"{HEAD}<w:styles {SPACE}>{''.join(parts)}</w:styles>"


def field(instruction: str) -> str:
    """Return a field that Word and LibreOffice compute when they lay out the page."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def document() -> str:
    """Return the main part: the marker that the report takes the place of, and the paper."""
    paper = (
        '<w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1361" w:right="1361" w:bottom="1134" w:left="1474" w:header="624" '
        'w:footer="510" w:gutter="0"/><w:titlePg/>'
    )
    return (
        f"{HEAD}<w:document {SPACE}><w:body><w:p><w:r><w:t>[[LAPORAN]]</w:t></w:r></w:p>"
        f"<w:sectPr>{paper}</w:sectPr></w:body></w:document>"
    )


def parts() -> dict[str, bytes]:
    """Return every part of the package by its name."""
    kinds = {"document": f"{TYPES}.document.main+xml"} | {
        name: f"{TYPES}.{kind}+xml"
        for name, kind in (
            ("styles", "styles"),
            ("settings", "settings"),
            ("numbering", "numbering"),
            ("header1", "header"),
            ("footer1", "footer"),
        )
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
        for number, (name, kind) in enumerate(
            (
                ("styles", "styles"),
                ("settings", "settings"),
                ("header1", "header"),
                ("footer1", "footer"),
                ("numbering", "numbering"),
            ),
            1,
        )
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Templat laporan</dc:title>'
        "<dc:creator>WKSBM Atlas</dc:creator></cp:coreProperties>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/settings.xml": f'<w:settings {SPACE}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/numbering.xml": f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr>'
        '<w:ind w:left="340" w:hanging="255"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/header1.xml": f'<w:hdr {SPACE}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        "<w:r><w:t>[[JUDUL]]</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:b/>"
        f'<w:color w:val="{ALERT}"/></w:rPr><w:t>[[PERINGATAN]]</w:t></w:r></w:p></w:hdr>',
        "word/footer1.xml": f'<w:ftr {SPACE}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f'{field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES")}'
        "</w:p></w:ftr>",
    }
    whole = {
        name: (text if text.startswith("<?xml") else HEAD + text).encode()
        for name, text in texts.items()
    }
    return whole | {"word/document.xml": document().encode(), "word/styles.xml": styles().encode()}


if __name__ == "__main__":
    TARGET.write_bytes(pack(parts()))
