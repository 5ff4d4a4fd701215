"""Who was where on which day, as spans that never overlap.

Validities as companies give them overlap, leave gaps and begin in mid-month. The queries here
cut them at every edge, so that one person is in one unit, one account has one owner and one unit
has one parent on any day: where two rows claim a day, the one that began later wins.
"""

from __future__ import annotations

FOREVER = "DATE '9999-12-31'"


def spans_sql(table: str, entity: str, values: tuple[str, ...], where: str = "TRUE") -> str:
    """Spans of `entity`: columns entity, first, last (inclusive) and the winning row's values."""
    chosen = ", ".join(f"t.{value}" for value in values)
    order = ", ".join(f"t.{value} NULLS LAST" for value in values)
    return f"""
WITH t AS (SELECT * FROM {table} WHERE {where}),
edges AS (
  SELECT {entity}, valid_from AS first FROM t
  UNION SELECT {entity}, CAST(valid_to + INTERVAL 1 DAY AS DATE) FROM t WHERE valid_to IS NOT NULL
),
pieces AS (
  SELECT {entity}, first, COALESCE(CAST(LEAD(first) OVER (
    PARTITION BY {entity} ORDER BY first) - INTERVAL 1 DAY AS DATE), {FOREVER}) AS last
  FROM edges
)
SELECT p.{entity}, p.first, p.last, {chosen}
FROM pieces AS p JOIN t ON t.{entity} = p.{entity}
  AND t.valid_from <= p.first AND COALESCE(t.valid_to, {FOREVER}) >= p.last
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY p.{entity}, p.first ORDER BY t.valid_from DESC, {order}) = 1""".strip()


PERSON_SPANS = spans_sql(
    "assignments", "person", ("unit", "role", "manager"), "COALESCE(role, 'seller') <> 'support'"
)
"""In which unit a person sold or led, by day."""

CONTESTED = """
SELECT DISTINCT a.person FROM assignments AS a
JOIN assignments AS b ON b.person = a.person AND b.valid_from = a.valid_from AND a.unit < b.unit
WHERE COALESCE(a.role, 'seller') <> 'support' AND COALESCE(b.role, 'seller') <> 'support'
ORDER BY 1""".strip()
"""People whom two assignments put into two units from the same day on: neither began later, so
that only the order of the alphabet decides."""

OWNER_SPANS = {
    scope: spans_sql("ownerships", "item", ("person",), f"scope = '{scope}'")
    for scope in ("customer", "territory")
}
"""Who owned an account or a territory, by day."""

UNIT_SPANS = spans_sql("units", "unit", ("parent", "kind"))
"""Under which parent a unit stood, by day."""

ORG_PIECES = f"""
WITH edges AS (
  SELECT first FROM unit_spans
  UNION SELECT CAST(last + INTERVAL 1 DAY AS DATE) FROM unit_spans WHERE last < {FOREVER}
  UNION SELECT DATE '0001-01-01'
)
SELECT CAST(ROW_NUMBER() OVER (ORDER BY first) AS INTEGER) AS piece, first,
  COALESCE(CAST(LEAD(first) OVER (ORDER BY first) - INTERVAL 1 DAY AS DATE), {FOREVER}) AS last
FROM edges""".strip()
"""Stretches of time in which the whole tree kept one shape, numbered."""

LINEAGE = """
WITH RECURSIVE walk AS (
  SELECT o.piece, u.unit, u.unit AS ancestor, u.kind, u.parent, 0 AS depth
  FROM org_pieces AS o JOIN unit_spans AS u ON u.first <= o.first AND u.last >= o.last
  UNION ALL
  SELECT w.piece, w.unit, u.unit, u.kind, u.parent, w.depth + 1
  FROM walk AS w
  JOIN org_pieces AS o ON o.piece = w.piece
  JOIN unit_spans AS u ON u.unit = w.parent AND u.first <= o.first AND u.last >= o.last
  WHERE w.depth < 50
)
SELECT piece, unit, ancestor, kind, depth FROM walk""".strip()
"""Each unit's ancestors, itself at depth 0, in each stretch of time."""

CYCLES = """
WITH RECURSIVE walk AS (
  SELECT unit AS start, parent, 1 AS depth FROM {units}
  UNION ALL
  SELECT w.start, u.parent, w.depth + 1 FROM walk AS w JOIN {units} AS u ON u.unit = w.parent
  WHERE w.depth < 60 AND w.parent IS NOT NULL AND w.parent <> w.start
)
SELECT DISTINCT start FROM walk WHERE parent = start ORDER BY start""".strip()
"""Units that are, through their parents, their own parent."""
