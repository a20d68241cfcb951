"""Let LibreOffice turn the Word document into ODT and PDF, without touching anyone's settings."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pypdf import PdfReader

from wksbm.errors import OutputError, Problem
from wksbm.outputs.report.package import pack, unpack
from wksbm.text import Text

Format = Literal["odt", "pdf"]
OFFICE_VARIABLE = "WKSBM_OFFICE"
TIMEOUT = 180.0
_FILTERS: Mapping[Format, str] = {
    "odt": "odt:writer8",
    "pdf": "pdf:writer_pdf_Export:"
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"UseLosslessCompression":{"type":"boolean","value":"true"},'
    '"ReduceImageResolution":{"type":"boolean","value":"false"}}',
}
_SAVE_NUMBER = re.compile(
    rb'<config:config-item config:name="Rsid(?:Root)?" config:type="int">[0-9]*'
    rb"</config:config-item>"
)
_LIST = re.compile(rb'"list[0-9]+"')
_PDF_STAMP = re.compile(
    rb"/(?:CreationDate|ModDate)\(D:[0-9]{14}|/ID \[\s*<[0-9A-F]{32}>\s*<[0-9A-F]{32}>"
    rb"|/DocChecksum /[0-9A-F]{32}"
)
_PDF_TIME = b"20000101000000"
_MADE = re.compile(
    rb"<(meta:creation-date|dc:date|meta:editing-duration|meta:editing-cycles|meta:generator)>"
    rb"[^<]*</\1>"
)


def find_office() -> Path | None:
    """Return LibreOffice's program: the one that WKSBM_OFFICE names, else the system's; or None."""
    named = os.environ.get(OFFICE_VARIABLE)
    if named:
        return Path(named) if Path(named).is_file() else None
    found = (shutil.which(name) for name in ("soffice", "libreoffice"))
    return next((Path(path) for path in found if path), None)


def convert(
    docx: bytes, wanted: Format, program: Path | None, *, timeout: float = TIMEOUT
) -> bytes:
    """
    Turn a Word document into another format.

    Parameters
    ----------
    docx
        The document.
    wanted
        ``odt`` or ``pdf``.
    program
        LibreOffice, as `find_office` returns it.
    timeout
        Seconds after which it is stopped.

    Returns
    -------
    bytes
        The same for the same document and the same LibreOffice with the same fonts.

    Raises
    ------
    OutputError
        If LibreOffice is absent, fails or takes too long.
    """
    if program is None:
        raise OutputError(
            Problem(
                Text("LibreOffice tidak ditemukan", "LibreOffice was not found"),
                file=f"--format {wanted}",
                cure=Text(
                    "Pasang LibreOffice Writer, sebutkan programnya dalam variabel "
                    f"{OFFICE_VARIABLE}, atau pakai --format docx",
                    f"Install LibreOffice Writer, name its program in the variable "
                    f"{OFFICE_VARIABLE}, or use --format docx",
                ),
            )
        )
    with tempfile.TemporaryDirectory(prefix="wksbm-office-") as name:
        folder = Path(name)
        source = folder / "laporan.docx"
        source.write_bytes(docx)
        words = _run(program, folder, source, wanted, timeout)
        target = source.with_suffix(f".{wanted}")
        if not target.is_file():
            raise _failed(wanted, words)
        made = target.read_bytes()
    return _undated_odt(made) if wanted == "odt" else _undated_pdf(made)


def pages_of(pdf: bytes) -> dict[str, int]:
    """Return the number of the page that each bookmark of a converted document lies on."""
    reader = PdfReader(io.BytesIO(pdf))
    found = {
        name: reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    return {name.removeprefix("/"): page + 1 for name, page in found.items() if page is not None}


def _run(program: Path, folder: Path, source: Path, wanted: Format, timeout: float) -> str:
    """Run LibreOffice with a profile of its own; return what it said."""
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        _FILTERS[wanted],
        "--outdir",
        str(folder),
        str(source),
    ]
    environment = os.environ | {"TZ": "UTC", "LC_ALL": "C.UTF-8"}
    try:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed(wanted, error.strerror or type(error).__name__) from error
    with process:
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            _stop(process)
            raise _failed(wanted, f"> {timeout:g} s") from error
        except BaseException:
            _stop(process)
            raise
    if process.returncode != 0:
        raise _failed(wanted, output.decode("utf-8", "replace").strip() or str(process.returncode))
    return output.decode("utf-8", "replace").strip()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program and those that it has started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _failed(wanted: Format, words: str) -> OutputError:
    return OutputError(
        Problem(
            Text(
                f"LibreOffice tidak dapat membuat {wanted.upper()}",
                f"LibreOffice could not make the {wanted.upper()}",
            ),
            found=words or None,
            cure=Text(
                "Buka laporan.docx di LibreOffice atau Word dan simpan dari sana, atau pakai "
                "--format docx",
                "Open laporan.docx in LibreOffice or Word and save it from there, or use "
                "--format docx",
            ),
        )
    )


def _undated_odt(odt: bytes) -> bytes:
    """Take out when, and by which program on which system, the document was made."""
    parts = unpack(odt)
    parts["meta.xml"] = _MADE.sub(b"", parts["meta.xml"])
    parts["settings.xml"] = _SAVE_NUMBER.sub(b"", parts["settings.xml"])
    names: dict[bytes, bytes] = {}
    parts["content.xml"] = _LIST.sub(
        lambda found: names.setdefault(found[0], b'"list%d"' % (len(names) + 1)),
        parts["content.xml"],
    )
    return pack(parts)


def _undated_pdf(pdf: bytes) -> bytes:
    """Give the document a fixed time and identifier; no byte moves, so its index stays right."""

    def fixed(found: re.Match[bytes]) -> bytes:
        stamp = found[0]
        if b"(D:" in stamp:
            return stamp[: -len(_PDF_TIME)] + _PDF_TIME
        return re.sub(rb"[0-9A-F]{32}", b"0" * 32, stamp)

    return _PDF_STAMP.sub(fixed, pdf)
