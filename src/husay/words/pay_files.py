"""A statement as a file to take along: a PDF to print and sign, a workbook to count in.

The same statement in the same language is the same bytes: nothing in a file knows when it was made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from husay.words.pay_statement import ToldStatement

FORMS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The forms of a file, each with its media type."""


def statement_file(told: ToldStatement, form: str) -> bytes:
    """A statement as a file of a form."""
    if form == "pdf":
        from husay.words.pay_pdf import statement_pdf

        return statement_pdf(told)
    assert form == "xlsx", form
    from husay.words.pay_workbook import statement_workbook

    return statement_workbook(told)


def file_name(told: ToldStatement, form: str) -> str:
    """'statement-12-2026-10-31-ben-cruz.pdf': letters, digits and hyphens only."""
    words = re.sub(r"[^a-z0-9]+", "-", told.whose.lower()).strip("-")[:60]
    return "-".join(filter(None, ("statement", str(told.run), told.ends.isoformat(), words))) + (
        f".{form}"
    )
