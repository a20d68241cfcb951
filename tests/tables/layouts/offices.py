"""All layouts of offices that were written by hand."""

from __future__ import annotations

from tests.tables.layouts.offices_combined import COMBINED
from tests.tables.layouts.offices_counts import COUNTS
from tests.tables.layouts.offices_registers import REGISTERS

OFFICES = (*COUNTS, *REGISTERS, *COMBINED)
