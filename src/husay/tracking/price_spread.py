"""How exactly each one's price realisation is known: by how much sales differ in it.

A sale is all lines of one number that have a list amount. Its ratio of net to list is compared with
its seller's (unit's, product line's) own.
"""

from __future__ import annotations

from fractions import Fraction

from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.ratio import ratio
from husay.stats.sales_identity import Priced
from husay.tracking.sql_parts import PLACED_LINE, in_counted_currency, is_of_units, item_of_line

_MILLION = 1_000_000


def price_spreads(reader: SnapshotReader, window: Window, by: str) -> dict[str, Priced]:
    """Of the items of a dimension that sold anything with a list amount in a window."""
    if "list_amount" not in reader.shape.present:
        return {}
    # Ratios in whole millionths: sums of whole numbers do not depend on the order of rows.
    rows = reader.run(
        f"WITH sales AS (SELECT {item_of_line(by)} AS item, r.source, r.sale,\n"
        "    SUM(r.amount) AS net, SUM(r.list_amount) AS listed\n"
        f"  FROM placed_lines AS r {PLACED_LINE if is_of_units(by) else ''}\n"
        f"  WHERE r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'\n"
        "    AND r.kind = 'sale' AND r.list_amount IS NOT NULL\n"
        f"    AND {in_counted_currency(reader)}\n"
        "  GROUP BY ALL HAVING SUM(r.list_amount) > 0),\n"
        f"told AS (SELECT *, CAST(net AS HUGEINT) * {_MILLION} // listed AS part FROM sales)\n"
        "SELECT item, COUNT(*), CAST(SUM(net) AS HUGEINT), CAST(SUM(listed) AS HUGEINT),\n"
        "  SUM(CAST(listed AS HUGEINT) * listed), SUM(part), SUM(part * part)\n"
        "FROM told WHERE item IS NOT NULL GROUP BY item"
    )
    return {str(item): _priced(*(int(str(n)) for n in sums)) for item, *sums in rows}


def _priced(
    sales: int, net: int, listed: int, listed_squares: int, parts: int, squares: int
) -> Priced:
    mine = Fraction(net * _MILLION, listed)
    off = squares - 2 * mine * parts + sales * mine**2
    return Priced(
        ratio(listed_squares, listed**2), sales, ratio(max(off, Fraction(0)), _MILLION**2)
    )
