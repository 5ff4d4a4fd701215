"""Which lines wait with sales on hold: their own, and whatever takes something of them back.

A credit note waits with its sale whoever wrote it, whoever is credited with it, and whether or not
the book still has the sale; so does what takes a credit note back. Where a return does not say
which line it takes back, it waits with any line of its sale.
"""

from __future__ import annotations

from collections.abc import Iterable

from husay.book.sql import literal


def waiting_sql(sales: Iterable[str], table: str = "sale_lines") -> str:
    """A query of the lines that wait with some sales: `sale`, `line`, and `held`, with which."""
    listed = ", ".join(literal(sale) for sale in sorted(sales)) or "NULL"
    return (
        "WITH RECURSIVE waiting AS (\n"
        f"  SELECT sale, line, sale AS held FROM {table} WHERE sale IN ({listed})\n"
        "  UNION\n"
        f"  SELECT sale, line, returns_sale FROM {table} WHERE returns_sale IN ({listed})\n"
        "  UNION\n"
        f"  SELECT l.sale, l.line, w.held FROM {table} AS l JOIN waiting AS w\n"
        "    ON l.returns_sale = w.sale AND COALESCE(l.returns_line, w.line) = w.line\n"
        ") SELECT sale, line, held FROM waiting"
    )
