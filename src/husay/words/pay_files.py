"""A statement as a file to take along: a PDF to print and sign, a workbook to count in.

The same statement in the same language is the same bytes: nothing in a file knows when it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

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


def statements_zip(
    file: IO[bytes], statements: Iterable[ToldStatement], form: str, first: int = 1
) -> int:
    """Write statements into a ZIP file, one after the other; answers how many there are then.

    Names are numbered, for two people may be called alike. From a `first` number above 1 on they
    are added to those that the file has.
    """
    number = first - 1
    with ZipFile(file, "w" if first == 1 else "a", ZIP_DEFLATED) as found:
        for number, told in enumerate(statements, start=first):
            when = (told.ends.year, told.ends.month, told.ends.day, 0, 0, 0)
            entry = ZipInfo(f"{number:05}-{file_name(told, form)}", when)
            entry.compress_type = ZIP_DEFLATED
            found.writestr(entry, statement_file(told, form))
    return number
