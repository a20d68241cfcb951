"""Village codes: Kemendagri (2+2+2+4 digits) and BPS (2+2+3+3 digits).

Both have ten digits. In a Kemendagri code the 7th digit opens the village number, which is 1xxx
for a kelurahan and 2xxx for a desa; in a BPS code it closes the number of the kecamatan, which
is a multiple of ten unless a kecamatan was split. Ten bare digits are therefore settled by
membership in known codes first (`resolve_code`), and only then by their 7th digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wksbm.csvfile import read_rows
from wksbm.errors import InputError, Problem
from wksbm.text import Text

System = Literal["kemendagri", "bps", "unknown"]

_KEMENDAGRI = re.compile(r"([0-9]{2})[. /-]([0-9]{2})[. /-]([0-9]{2})[. /-]([0-9]{4})")
_BPS = re.compile(r"([0-9]{2})[. /-]([0-9]{2})[. /-]([0-9]{3})[. /-]([0-9]{3})")
_HALF_DOTTED = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{6})|([0-9]{6})\.([0-9]{4})")
_P_CODE = re.compile(r"ID ?([0-9]{10})", re.IGNORECASE)
_BARE = re.compile(r"([0-9]{10})(?:[.,]([0-9]+))?")
_NOISE = 0.001
_GROUPED = re.compile(r"[0-9]([.,])[0-9]{3}\1[0-9]{3}\1[0-9]{3}")
_EXPONENT = re.compile(r"([0-9])(?:[.,]([0-9]+))?E\+?0*9", re.IGNORECASE)
_ANY_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?E[+-]?[0-9]+", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T].*)?")
_SAYS_KEMENDAGRI = ("kemendagri", "kemdagri", "depdagri", "kodedagri", "kodepum", "kdepum")
_HIGHER = re.compile(
    r"(?:ID)?(?:[0-9]{2}|[0-9]{2}\.?[0-9]{2}|[0-9]{2}\.?[0-9]{2}\.?[0-9]{2,3})", re.IGNORECASE
)


@dataclass(frozen=True)
class Code:
    """
    A village code as read.

    Parameters
    ----------
    digits
        The ten digits.
    system
        ``kemendagri`` or ``bps`` when the writing says so (points, ``ID``), else ``unknown``.
    """

    digits: str
    system: System

    @property
    def likely_system(self) -> System:
        """Say which system the 7th digit speaks for; ``unknown`` when it fits both (1)."""
        if self.system != "unknown":
            return self.system
        return {"1": "unknown", "2": "kemendagri"}.get(self.digits[6], "bps")  # type: ignore[return-value]


def parse_code(text: str) -> Code | None:
    """
    Read a village code in any writing in which it is complete.

    Parameters
    ----------
    text
        ``34.03.01.2001``, ``3403012001``, ``3403012001.0``, ``3.403012001E+09``,
        ``3.403.012.001``, ``ID3403010001``, ``34.03.010.001``, with or without an apostrophe.

    Returns
    -------
    Code or None
        None when it is not a village code; `why_not_code` says why.
    """
    text = _clean(text)
    digits, system = _digits(text)
    if len(digits) != 10 or digits[0] == "0" or digits.endswith("000"):
        return None
    return Code(digits, system)


def stated_system(heading: str) -> System:
    """
    Say which codes a heading announces.

    Parameters
    ----------
    heading
        Heading of a column, e.g. ``Kode BPS`` or ``kode_kemendagri``.

    Returns
    -------
    str
        ``bps``, ``kemendagri``, or ``unknown`` for a heading that names neither.
    """
    key = re.sub(r"[^a-z0-9]", "", heading.lower())
    if "bps" in key:
        return "bps"
    return "kemendagri" if any(word in key for word in _SAYS_KEMENDAGRI) else "unknown"


def why_not_code(text: str) -> Text:
    """Say why `parse_code` gave None, as a phrase about the code."""
    text = _clean(text)
    if is_lossy(text):
        return Text(
            f"kode '{text}' kehilangan angka terakhirnya di Excel; format kolomnya sebagai teks",
            f"Excel has cut the last digits off the code '{text}'; format the column as text",
        )
    if _DATE.fullmatch(text):
        return Text(
            f"kode telah diubah Excel menjadi tanggal ({text}); format kolomnya sebagai teks",
            f"Excel has turned the code into a date ({text}); format the column as text",
        )
    if is_higher_level(text):
        return Text(
            f"'{text}' adalah kode kecamatan, kabupaten atau provinsi, bukan desa",
            f"'{text}' is the code of a kecamatan, kabupaten or province, not of a village",
        )
    return Text(
        f"'{text}' bukan kode desa (contoh yang benar: 34.03.01.2001)",
        f"'{text}' is not a village code (a right one: 34.03.01.2001)",
    )


def is_lossy(text: str) -> bool:
    """Tell whether a code was cut by scientific notation, such as ``3.403012E+09``."""
    text = _clean(text)
    return bool(_ANY_EXPONENT.fullmatch(text)) and not _digits(text)[0]


def known_digits(text: str) -> str:
    """Return the leading digits that a lossy code still has (``3403012`` of ``3.403012E+09``)."""
    found = _EXPONENT.fullmatch(_clean(text))
    return found.group(1) + (found.group(2) or "") if found else ""


def is_higher_level(text: str) -> bool:
    """Tell whether a text is the code of a kecamatan, kabupaten or province."""
    text = _clean(text)
    digits, _ = _digits(text)
    return bool(_HIGHER.fullmatch(text)) or (len(digits) == 10 and digits.endswith("000"))


def format_kemendagri(digits: str) -> str:
    """
    Write ten digits as a Kemendagri code: ``3403012001`` gives ``34.03.01.2001``.

    Raises
    ------
    ValueError
        If `digits` are not ten digits.
    """
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError(f"`digits` must be ten digits, not {digits!r}")
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def resolve_code(
    code: Code, kemendagri: Container[str], crosswalk: Mapping[str, str]
) -> tuple[str, ...]:
    """
    Find the villages that a code can mean, by membership in known codes.

    Parameters
    ----------
    code
        A code as read.
    kemendagri
        The codes of the boundary layer (dotted; BPS digits in a layer that has only those).
    crosswalk
        BPS code -> code of the layer.

    Returns
    -------
    tuple of str
        None, one, or (when ten bare digits are known in both systems) two codes of the layer.
    """
    found = []
    if code.system != "bps":
        found.append(format_kemendagri(code.digits))
    if code.system != "kemendagri":
        found += [code.digits, crosswalk.get(code.digits, "")]
    return tuple(dict.fromkeys(kode for kode in found if kode and kode in kemendagri))


def read_crosswalk(path: Path) -> dict[str, str]:
    """
    Read the crosswalk from BPS to Kemendagri codes.

    Parameters
    ----------
    path
        CSV (UTF-8, comma) with the columns ``kode_bps`` and ``kode``.

    Returns
    -------
    dict
        BPS code (10 digits) -> Kemendagri code (13 characters).

    Raises
    ------
    InputError
        With every wrong row, or when the file cannot be read.
    """
    problems: list[Problem] = []
    crosswalk: dict[str, str] = {}
    for row, cells in read_rows(path, ("kode_bps", "kode")):
        bps_text, kode_text = cells["kode_bps"], cells["kode"]
        bps, kode = parse_code(bps_text), parse_code(kode_text)
        for column, text, code, wrong in (
            ("kode_bps", bps_text, bps, "kemendagri"),
            ("kode", kode_text, kode, "bps"),
        ):
            if code is None or code.system == wrong:
                problems.append(_wrong_code(path.name, row, column, text))
        if bps is None or kode is None:
            continue
        dotted = format_kemendagri(kode.digits)
        if crosswalk.setdefault(bps.digits, dotted) != dotted:
            problems.append(
                Problem(
                    Text("kode BPS ini dua kali, dengan kode berbeda", "the BPS code stands twice"),
                    file=path.name,
                    row=row,
                    column="kode_bps",
                    found=bps_text,
                    cure=Text("Hapus salah satu baris", "Delete one of the rows"),
                )
            )
    if problems:
        raise InputError(problems)
    return crosswalk


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip("\ufeff\u200b \t\r\n'\"`‘’“”")
    return re.sub(r"\s+", " ", text).replace("–", "-").replace("—", "-")


def _without_noise(whole: str, decimals: str) -> str:
    """Round what calculating left of a whole number: ``3404012000.999999`` ends in 1."""
    share = float(f"0.{decimals}")
    if min(share, 1 - share) > _NOISE:
        return ""
    return str(int(whole) + round(share))


def _digits(text: str) -> tuple[str, System]:
    for pattern, system in ((_KEMENDAGRI, "kemendagri"), (_BPS, "bps")):
        if found := pattern.fullmatch(text):
            return "".join(found.groups()), system  # type: ignore[return-value]
    if found := _HALF_DOTTED.fullmatch(text):
        return text.replace(".", ""), "kemendagri"
    if found := _P_CODE.fullmatch(text):
        return found.group(1), "bps"
    if found := _BARE.fullmatch(text):
        return _without_noise(found.group(1), found.group(2) or "0"), "unknown"
    if found := _GROUPED.fullmatch(text):
        return text.replace(found.group(1), ""), "unknown"
    found = _EXPONENT.fullmatch(text)
    if found and len(found.group(2) or "") == 9:
        return found.group(1) + found.group(2), "unknown"
    return "", "unknown"


def _wrong_code(file: str, row: int, column: str, text: str) -> Problem:
    expected = {
        "kode_bps": Text("10 angka, mis. 3403090010", "10 digits, e.g. 3403090010"),
        "kode": Text("kode Kemendagri, mis. 34.03.01.2001", "a code such as 34.03.01.2001"),
    }[column]
    return Problem(
        Text("kode salah", "wrong code"),
        file=file,
        row=row,
        column=column,
        found=text,
        expected=expected,
    )
