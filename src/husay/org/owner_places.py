"""Whose account or territory something was, and in which unit that owner was, by day.

What an account could buy is its owner's potential, and that of the owner's unit: each on the days
on which it was theirs. As with sales, an account that nobody owns is the owner's of its territory.
"""

from __future__ import annotations

from husay.org.spans import FOREVER

_BEGINNING = "DATE '0001-01-01'"


def _filled(table: str, entity: str, value: str) -> str:
    """Spans of an entity with what lies between, before and after them, where `value` is NULL."""
    before = f"COALESCE(LAG(last) OVER w, {_BEGINNING} - 1) + 1"
    return f"""
SELECT {entity}, first, last, {value} FROM {table}
UNION ALL
SELECT * FROM (
  SELECT {entity}, {before} AS since, first - 1 AS until, CAST(NULL AS VARCHAR) AS {value}
  FROM {table} WINDOW w AS (PARTITION BY {entity} ORDER BY first)
) WHERE since <= until
UNION ALL
SELECT {entity}, MAX(last) + 1, {FOREVER}, NULL FROM {table} GROUP BY {entity}
HAVING MAX(last) < {FOREVER}""".strip()


_DAYS = "GREATEST({0}.first, {1}.first) AS first, LEAST({0}.last, {1}.last) AS last"
_TOUCHES = "{1}.first <= {0}.last AND {1}.last >= {0}.first"

OWNER_PLACES = f"""
WITH cared AS ({_filled("customer_owners", "item", "person")}),
own AS (
  SELECT item, first, last, person FROM cared
  UNION ALL
  SELECT customer, {_BEGINNING}, {FOREVER}, NULL FROM customers
  WHERE customer NOT IN (SELECT item FROM customer_owners)
),
owned AS (
  SELECT 'customer' AS scope, item, first, last, person FROM own WHERE person IS NOT NULL
  UNION ALL
  SELECT 'customer', own.item, {_DAYS.format("own", "t")}, t.person
  FROM own JOIN customers AS c ON c.customer = own.item
  JOIN territory_owners AS t ON t.item = c.territory AND {_TOUCHES.format("own", "t")}
  WHERE own.person IS NULL
  UNION ALL
  SELECT 'territory', item, first, last, person FROM territory_owners
),
placed AS ({_filled("person_spans", "person", "unit")})
SELECT o.scope, o.item, o.person, p.unit, {_DAYS.format("o", "p")}
FROM owned AS o JOIN placed AS p ON p.person = o.person AND {_TOUCHES.format("o", "p")}
UNION ALL
SELECT scope, item, person, CAST(NULL AS VARCHAR), first, last FROM owned
WHERE person NOT IN (SELECT person FROM person_spans)
ORDER BY scope, item, first""".strip()
"""The owner of each account and territory and the owner's unit (NULL: in none), in spans that never
overlap. Reads `customers`, `customer_owners`, `territory_owners` and `person_spans`."""
