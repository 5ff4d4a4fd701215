"""Who gets the credit for a sale line.

The credits of a line where it has any, else the seller that it names, else who owned the
customer, else who owned the territory that day. Where several share a line, its amounts are dealt
by largest remainder, so that the parts sum to the line to the last unit.
"""

from __future__ import annotations

DEALT = ("quantity", "amount", "tax", "list_amount", "cost")
"""The amounts of a line that shares deal out."""


def _dealt(column: str) -> str:
    """A share of one amount: the whole part, plus one for the largest remainders."""
    size = f"CAST(ABS(l.{column}) AS HUGEINT)"
    whole = f"({size} * c.share // c.whole)"
    rest = f"({size} * c.share % c.whole)"
    left = f"({size} - SUM({whole}) OVER one_line)"
    rank = (
        f"ROW_NUMBER() OVER (PARTITION BY l.source, l.sale, l.line ORDER BY {rest} DESC, c.person)"
    )
    return (
        f"CAST(SIGN(l.{column}) * ({whole} + CASE WHEN {rank} <= {left} THEN 1 ELSE 0 END) "
        f"AS BIGINT) AS {column}"
    )


SPLIT_LINES = f"""
WITH c AS (
  SELECT source, sale, line, person, SUM(share) AS share,
    SUM(SUM(share)) OVER (PARTITION BY source, sale, line) AS whole
  FROM credits WHERE role = 'direct'
  GROUP BY source, sale, line, person
)
SELECT l.source, l.sale, l.line, c.person AS seller,
  {", ".join(_dealt(column) for column in DEALT)}
FROM sale_lines AS l
JOIN c ON c.source = l.source AND c.sale = l.sale AND c.line = l.line
WINDOW one_line AS (PARTITION BY l.source, l.sale, l.line)""".strip()
"""Lines that have credits, one row for each person, with their part of the amounts. Every share is
above zero: an import refuses others."""


def credited_sql(has_credits: bool, has_owners: bool) -> str:
    """The sale lines by who gets the credit: one row a line, or one for each who shares it.

    Columns are those of `sale_lines`, with `seller` the credited person and the amounts that
    person's part; `customer_group`, `territory`, `product_line` and `product_group` are filled
    in from customers and products. Reads the relations `sale_lines`, `split_lines`,
    `customer_owners`, `territory_owners`, `customers` and `products`.
    """
    amounts = ", ".join(
        f"CASE WHEN s.sale IS NULL THEN l.{c} ELSE s.{c} END AS {c}" if has_credits else f"l.{c}"
        for c in DEALT
    )
    sellers = ["l.seller"] + (["oc.person", "ot.person"] if has_owners else [])
    joins = []
    if has_credits:
        joins.append(
            "LEFT JOIN split_lines AS s\n"
            "  ON s.source = l.source AND s.sale = l.sale AND s.line = l.line"
        )
    joins.append("LEFT JOIN customers AS cu ON cu.customer = l.customer")
    joins.append("LEFT JOIN products AS p ON p.product = l.product")
    if has_owners:
        joins += [_owner("customer", "oc", "l.customer")]
        joins += [_owner("territory", "ot", "COALESCE(l.territory, cu.territory)")]
    seller = sellers[0] if len(sellers) == 1 else f"COALESCE({', '.join(sellers)})"
    if has_credits:
        seller = f"CASE WHEN s.sale IS NULL THEN {seller} ELSE s.seller END"
    return (
        "SELECT l.date, l.month, l.source, l.sale, l.line, l.kind, l.currency, "
        f"{seller} AS seller, l.unit, l.product, p.product_line, p.product_group, "
        "l.customer, cu.customer_group, COALESCE(l.territory, cu.territory) AS territory, "
        f"l.channel, {amounts}, l.recorded\nFROM sale_lines AS l\n" + "\n".join(joins)
    )


def _owner(scope: str, alias: str, item: str) -> str:
    return (
        f"LEFT JOIN {scope}_owners AS {alias} ON l.seller IS NULL AND {alias}.item = {item}\n"
        f"  AND l.date BETWEEN {alias}.first AND {alias}.last"
    )
