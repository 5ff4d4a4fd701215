"""A payroll file as bytes: a text file as its document says, or an Excel workbook."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Literal

from husay.basics.currency import minor_places
from husay.basics.problem import Mistake, Problem
from husay.pay.out.payroll import payroll_problems, payroll_rows, written
from husay.pay.out.payroll_document import DELIMITERS, ENCODINGS
from husay.words.csv_text import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from husay.pay.out.payroll import Payout, Value
    from husay.pay.out.payroll_document import PayrollDocument

Form = Literal["csv", "xlsx"]


def payroll_bytes(
    document: PayrollDocument, payouts: Sequence[Payout], currency: str, form: Form
) -> bytes:
    """The file. Raises Mistake with all that keeps it from being written: `payroll-no-number`, and
    in a text file `payroll-encoding` for each cell that the encoding cannot hold."""
    problems = payroll_problems(document, payouts)
    if problems:
        raise Mistake(*problems)
    rows = list(payroll_rows(document, payouts))
    headers = [column.header for column in document.columns]
    if form == "xlsx":
        return _workbook(headers, rows, document, currency)
    texts = [[written(document, value, currency) for value in row] for row in rows]
    unheld = tuple(_unheld(document, [headers, *texts]))
    if unheld:
        raise Mistake(*unheld)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITERS[document.delimiter], lineterminator="\r\n")
    writer.writerow([safe_cell(header) for header in headers])
    for row, said in zip(rows, texts, strict=True):
        # Only a text can be taken for a formula: amounts and days are what they are.
        writer.writerow(
            [safe_cell(t) if isinstance(v, str) else t for v, t in zip(row, said, strict=True)]
        )
    return text.getvalue().encode(ENCODINGS[document.encoding])


def _unheld(document: PayrollDocument, rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """The cells that the file's encoding cannot hold, each with the first sign that it lacks."""
    for number, row in enumerate(rows, start=1):
        for column, text in zip(document.columns, row, strict=True):
            try:
                text.encode(ENCODINGS[document.encoding])
            except UnicodeEncodeError as error:
                values = (("sign", text[error.start]), ("encoding", document.encoding))
                yield Problem(
                    code="payroll-encoding", row=number, column=column.header, value=text,
                    values=values,
                )  # fmt: skip


def _workbook(
    headers: Sequence[str], rows: Sequence[Sequence[Value]], document: PayrollDocument,
    currency: str,
) -> bytes:  # fmt: skip
    from husay.words.excel import clean, new_workbook, write_amount

    file = io.BytesIO()
    book = new_workbook(file)
    sheet = book.add_worksheet("Payroll")
    places = "." + "0" * minor_places(currency) if minor_places(currency) else ""
    money = book.add_format({"num_format": f"0{places}{'#' * 2 if places else ''}"})
    day = book.add_format({"num_format": document.dates})
    text = book.add_format({"num_format": "@"})
    for place, header in enumerate(headers):
        sheet.write_string(0, place, clean(header))
        sheet.set_column(place, place, 18)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, clean(value))
            elif isinstance(value, int):
                write_amount(sheet, number, place, value, money, text)
            else:
                sheet.write_datetime(number, place, value, day)
    book.close()
    return file.getvalue()
