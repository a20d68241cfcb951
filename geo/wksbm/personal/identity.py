"""Numbers of persons and families, and of villages, by what their digits mean."""

from __future__ import annotations

import re
from functools import cache

from stdnum.exceptions import ValidationError
from stdnum.id import nik
from stdnum.numdb import get as number_data

_DIGITS = 16
_LAST_DAY = 71
"""A woman's day of birth is written with 40 more: 41 to 71."""
_REGENCY = 4
_LAST_REGENCY = 40
"""More kabupaten than any province has; numbers of cities begin with 71."""
_DAY = slice(6, 8)
_NEWER_PROVINCES = ("65", "92", "93", "94", "95", "96", "97")
"""Provinces that python-stdnum does not know yet."""
_GROUPINGS = frozenset(
    {
        (),
        (12,),
        (6,),
        (6, 12),
        (4, 8, 12),
        (2, 4, 6, 12),
        (2, 4, 6),
        (6, 8, 10, 12),
        (2, 4, 6, 8, 10, 12),
        (8,),
        (2, 4, 12),
        (4, 12),
    }
)
"""Behind which digits people put points, blanks or hyphens."""


def is_identity(number: str) -> bool:
    """
    Tell whether a number is a NIK or the number of a family's card (KK).

    Parameters
    ----------
    number
        16 digits, with or without single separators between region, date and serial number, or
        between each four digits.

    Examples
    --------
    >>> is_identity("3403014101900001"), is_identity("3403012001123456")
    (True, False)
    """
    if not number.isdigit() and tuple(_breaks(number)) not in _GROUPINGS:
        return False
    digits = re.sub("[^0-9]", "", number)
    if len(digits) != _DIGITS or int(digits[_DAY]) > _LAST_DAY or not _is_regency(digits):
        return False
    try:
        nik.get_birth_date(digits)
    except ValidationError:
        return False
    return True


def is_identity_rounded(number: str) -> bool:
    """
    Tell whether a number that a spreadsheet has rounded was a NIK or KK: ``3.40301e+15``.

    What is left of region and date must agree with one.
    """
    mantissa = re.sub("[^0-9]", "", re.split("[eE]", number)[0])
    known = mantissa.rstrip("0") if len(mantissa) > 12 else mantissa
    if len(known) < _REGENCY:
        return _is_province(known.ljust(2, "0"))
    if not _is_regency(known):
        return False
    if len(known) >= 12:
        return is_identity(mantissa.ljust(_DIGITS, "0"))
    return len(known) < _DAY.stop or 1 <= int(known[_DAY]) <= _LAST_DAY


def is_village_code(digits: str) -> bool:
    """Tell whether 10 digits may be the code of a village, of the Kemendagri or of BPS."""
    return len(digits) == 10 and digits[6] in "012" and _is_regency(digits)


def _breaks(number: str) -> list[int]:
    found, digits = [], 0
    for sign in number:
        if sign.isdigit():
            digits += 1
        else:
            found.append(digits)
    return found


def _is_regency(digits: str) -> bool:
    """Tell whether the first four digits may be a kabupaten (01 up) or a city (71 up)."""
    regency = int(digits[2:4])
    return _is_province(digits) and (1 <= regency <= _LAST_REGENCY or 71 <= regency <= 79)


@cache
def _province(digits: str) -> bool:
    return digits in _NEWER_PROVINCES or bool(number_data("id/loc").info(digits)[0][1])


def _is_province(digits: str) -> bool:
    return _province(digits[:2])
