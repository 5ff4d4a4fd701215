"""Known sales, and the files that a shop would write them to."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import xlsxwriter

from husay.basics.amount import SCALE, amount_text

if TYPE_CHECKING:
    from husay.store.company import Company

AT = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SELLERS = ("Amihan Reyes", "Bayani dela Cruz", "Corazón Ñuñez")
CUSTOMERS = ("Aling Nena Store", "Mang Ben, Sari-sari", "Suki ng Bayan")


@dataclass(frozen=True)
class Line:
    """One line of a sale, in whole ten-thousandths."""

    sale: str
    day: date
    seller: str
    customer: str
    product: str
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        """What it sold for."""
        return self.quantity * self.price // SCALE


def lines(count: int) -> tuple[Line, ...]:
    """Made-up lines, the same every time; some are returns."""
    chance = Random(7)
    made = []
    for number in range(count):
        sale = 100 + number // 2
        made.append(
            Line(
                sale=f"R-{sale}",
                day=date(2026, 1, 1) + timedelta(days=sale % 45),
                seller=SELLERS[sale % 3],
                customer=CUSTOMERS[sale % 2],
                product=chance.choice(("Suka", "Toyo", "Patis")),
                quantity=chance.choice((1, 2, 12, -1)) * SCALE,
                price=chance.randint(1, 300_000) * 100,
            )
        )
    return tuple(made)


HEADERS = ("Resibo Blg.", "Petsa", "Ahente", "Suki", "Produkto", "Dami", "Presyo", "Halaga")


def with_commas(amount: int) -> str:
    """1234567.5 as '₱1,234,567.50', a negative in parentheses."""
    whole, _, decimals = amount_text(abs(amount)).partition(".")
    text = f"₱{int(whole):,}.{decimals}"
    return f"({text})" if amount < 0 else text


def cells(line: Line) -> list[str]:
    """A line as the shop writes it."""
    return [
        line.sale, line.day.strftime("%d/%m/%Y"), line.seller, line.customer, line.product,
        amount_text(line.quantity, 0), with_commas(line.price), with_commas(line.amount),
    ]  # fmt: skip


def write_csv(path: Path, rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS) -> Path:
    """Rows below their headers."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([headers, *rows])
    return path


def write_excel(path: Path, sold: Sequence[Line], above: Sequence[str] = ()) -> Path:
    """Lines as a sheet with numbers and dates, below the rows of a title."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Benta")
        for place, title in enumerate(above):
            sheet.write(place, 0, title)
        for place, header in enumerate(HEADERS):
            sheet.write(len(above), place, header)
        for row, line in enumerate(sold, start=len(above) + 1):
            sheet.write_string(row, 0, line.sale)
            sheet.write_datetime(row, 1, datetime(*line.day.timetuple()[:3]))
            for place, text in enumerate((line.seller, line.customer, line.product), start=2):
                sheet.write_string(row, place, text)
            for place, amount in enumerate((line.quantity, line.price, line.amount), start=5):
                sheet.write_number(row, place, float(amount_text(amount)))
    return path


def new_company(folder: Path) -> Company:
    """A company with an empty book."""
    from husay.org.company import read_company
    from husay.store.opening import create_company

    settings, problems = read_company({"name": "Tindahan"})
    assert not problems
    return create_company(folder, settings, AT)


def keep(company: Company, file: Path, name: str = "benta", **settings: Any) -> None:
    """Keep a file's guessed mapping as a source."""
    from husay.store.files import guess_file
    from husay.store.sources import keep_source, plain_source

    mapping = guess_file(file)
    keep_source(
        company.home, plain_source(company.home, mapping, file.name, name, "PHP", **settings)
    )


def totals(company: Company) -> dict[str, int]:
    """Revenue, quantity and sales of everything in the book."""
    from husay.store.warehouse.book import Book
    from tests.by_sql import by_sql

    book = Book(company.home.book, company.head().versions)
    row = by_sql(
        "SELECT sum(amount), sum(quantity), count(DISTINCT sale), count(*) "
        f"FROM {book.relation('sale_lines')}"
    )[0]
    return dict(zip(("amount", "quantity", "sales", "lines"), map(int, row), strict=True))


def known(sold: Sequence[Line]) -> dict[str, int]:
    """What `totals` must answer."""
    return {
        "amount": sum(line.amount for line in sold),
        "quantity": sum(line.quantity for line in sold),
        "sales": len({line.sale for line in sold}),
        "lines": len(sold),
    }
