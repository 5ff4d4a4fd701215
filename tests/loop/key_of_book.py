"""The demo's answer key worked out anew, from a book in the place of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from husay.demo.answer_key import AnswerKey
    from husay.store.company import Company

SOURCE = "demo"
"""Whose rows the key is of: goals that a plan publishes are not its own."""

PLACES = {"amount": 2, "tax": 2, "list_amount": 2, "cost": 2, "list_price": 2, "value": 2,
          "quantity": 0}  # fmt: skip
"""Decimals, in the demo's files, of what the book keeps in ten-thousandths."""


def key_of_book(company: Company, key: AnswerKey) -> AnswerKey:
    """The key of what is in a book, with the rows of `names` as they were: the book has none."""
    from husay.demo.engine import engine
    from husay.demo.scale import Scale
    from husay.demo.timeline import Timeline
    from husay.demo.troubles import answer_key
    from husay.demo.world import world
    from husay.store.warehouse.book import Book

    book = Book(company.home.book, dict(company.head().versions))
    made = world(Scale(key.lines), Timeline(key.until), key.seed)
    with engine(None) as con:
        con.execute("SET disabled_optimizers = ''")
        names = key.rows["names"]
        con.execute(f"CREATE VIEW book_names AS SELECT 'a name' AS item FROM range({names})")
        for table in set(key.rows) - {"names"}:
            relation = book.relation(table)
            described = con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
            columns = ", ".join(_as_in_files(str(row[0])) for row in described)
            rows = f"SELECT {columns} FROM {relation} WHERE source = '{SOURCE}'"
            con.execute(f"CREATE VIEW book_{table} AS {rows}")
        return answer_key(con, made)


def _as_in_files(column: str) -> str:
    if column not in PLACES:
        return f'"{column}"'
    whole = f"CAST({column} AS DECIMAL(38, 4)) / 10000"
    return f"CAST({whole} AS DECIMAL(18, {PLACES[column]})) AS {column}"
