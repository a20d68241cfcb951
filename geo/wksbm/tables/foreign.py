"""Files that are no table: what they are, and the cure that fits each."""

from __future__ import annotations

from wksbm.errors import InputError, Problem
from wksbm.text import Text, both

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Opening of a compound file: old Office formats, and any Office file with a password."""
_OPENED_BY_OTHERS = ("~$", ".~lock.")
_SAVE_AS_XLSX = Text(
    "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx",
    "Open it in Excel or LibreOffice and save it as .xlsx",
)
_COPY_TABLE = Text(
    "Salin tabelnya ke Excel, lalu simpan sebagai .xlsx",
    "Copy its table into Excel and save that as .xlsx",
)
_TYPE_TABLE = Text(
    "Minta berkas Excel aslinya, atau ketik tabelnya di Excel",
    "Ask for the Excel file behind it, or type the table into Excel",
)
_UNPACK = Text(
    "Ekstrak dahulu, lalu pilih berkas tabel di dalamnya",
    "Unpack it first, then choose the table file inside",
)
_NO_PASSWORD = Text(
    "Buka di Excel dengan kata sandinya, lalu File > Info > Protect Workbook > Encrypt with "
    "Password, kosongkan, dan simpan",
    "Open it in Excel with its password, then File > Info > Protect Workbook > Encrypt with "
    "Password, clear it, and save",
)
_AS_TABLE = Text(
    "Buka di QGIS, lalu ekspor tabelnya sebagai .xlsx",
    "Open it in QGIS and export its table as .xlsx",
)
_OPENINGS: tuple[tuple[bytes, str, Text], ...] = (
    (b"%PDF", "PDF", _TYPE_TABLE),
    (b"\x89PNG", "PNG", _TYPE_TABLE),
    (b"\xff\xd8\xff", "JPEG", _TYPE_TABLE),
    (b"GIF8", "GIF", _TYPE_TABLE),
    (b"II*\x00", "TIFF", _TYPE_TABLE),
    (b"MM\x00*", "TIFF", _TYPE_TABLE),
    (b"{\\rtf", "RTF", _COPY_TABLE),
    (b"Rar!", "RAR", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z", _UNPACK),
    (b"\x1f\x8b", "GZIP", _UNPACK),
    (b"SQLite format 3", "SQLite / GeoPackage", _AS_TABLE),
    (b"PAR1", "Parquet", _AS_TABLE),
    (b"\x00\x01\x00\x00Standard", "Access", _SAVE_AS_XLSX),
)
_IN_ZIP: tuple[tuple[str, str, Text], ...] = (
    ("word/", "DOCX", _COPY_TABLE),
    ("ppt/", "PPTX", _COPY_TABLE),
    ("Index/", "Apple Numbers", _SAVE_AS_XLSX),
)
_IN_OLE: tuple[tuple[str, str, Text], ...] = (
    ("WordDocument", "DOC", _COPY_TABLE),
    ("PowerPoint Document", "PPT", _COPY_TABLE),
)


def other_format(file: str, found: str, cure: Text = _SAVE_AS_XLSX) -> Problem:
    """Return the problem of a file of a format that is not read."""
    return Problem(
        Text("format berkas ini tidak dapat dibaca", "this format cannot be read"),
        file=file,
        found=found,
        expected=both("CSV, XLSX, XLS, XLSB, ODS"),
        cure=cure,
    )


def protected(file: str) -> Problem:
    """Return the problem of a workbook that asks for a password."""
    return Problem(
        Text("berkas ini terkunci kata sandi", "the file is protected by a password"),
        file=file,
        cure=_NO_PASSWORD,
    )


def refuse_foreign(data: bytes, file: str) -> None:
    """
    Refuse a file that holds no table, by its opening bytes.

    Raises
    ------
    InputError
        With the format's name and what to do with it.
    """
    if file.startswith(_OPENED_BY_OTHERS):
        raise InputError(
            Problem(
                Text(
                    "ini berkas kunci sementara, bukan tabelnya",
                    "this is a temporary lock file, not the table",
                ),
                file=file,
                cure=Text(
                    f"Pilih berkas yang namanya tanpa '{file[:2]}', dan tutup dahulu di Excel",
                    f"Choose the file whose name lacks '{file[:2]}', and close it in Excel first",
                ),
            )
        )
    for opening, name, cure in _OPENINGS:
        if data.startswith(opening):
            raise InputError(other_format(file, name, cure))


def refuse_zip(members: set[str], file: str) -> InputError:
    """Return the refusal of a zip that is no workbook."""
    for folder, name, cure in _IN_ZIP:
        if any(member.startswith(folder) for member in members):
            return InputError(other_format(file, name, cure))
    return InputError(other_format(file, "ZIP", _UNPACK))


def refuse_compound(data: bytes, file: str) -> None:
    """
    Refuse a compound file that is no old Excel workbook.

    Raises
    ------
    InputError
        For a document, a presentation, or a new workbook with a password.
    """
    if _names(data, "EncryptedPackage"):
        raise InputError(protected(file))
    for stream, name, cure in _IN_OLE:
        if _names(data, stream):
            raise InputError(other_format(file, name, cure))
    if not (_names(data, "Workbook") or _names(data, "Book")):
        raise InputError(other_format(file, "OLE"))


def _names(data: bytes, stream: str) -> bool:
    """Say whether a compound file has a stream of this name."""
    return stream.encode("utf-16-le") + b"\x00\x00" in data
