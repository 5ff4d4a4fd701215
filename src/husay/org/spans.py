"""Who was where on which day, as spans that never overlap.

Validities as companies give them overlap, leave gaps and begin in mid-month. The queries here
cut them at every edge, so that one person is in one unit, one account has one owner and one unit
has one parent on any day: where two rows claim a day, the one that began later wins.
"""

from __future__ import annotations

FOREVER = "DATE '9999-12-31'"

MOST_LEVELS = 50
"""How many units may lie above each other on any day, the uppermost and the lowest included: an
import refuses more, so that no walk upward ends before its top."""


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

LINEAGE = f"""
WITH RECURSIVE walk AS (
  SELECT o.piece, u.unit, u.unit AS ancestor, u.kind, u.parent, 0 AS depth
  FROM org_pieces AS o JOIN unit_spans AS u ON u.first <= o.first AND u.last >= o.last
  UNION ALL
  SELECT w.piece, w.unit, u.unit, u.kind, u.parent, w.depth + 1
  FROM walk AS w
  JOIN org_pieces AS o ON o.piece = w.piece
  JOIN unit_spans AS u ON u.unit = w.parent AND u.first <= o.first AND u.last >= o.last
  WHERE w.depth < {MOST_LEVELS}
)
SELECT piece, unit, ancestor, kind, depth FROM walk""".strip()
"""Each unit's ancestors, itself at depth 0, in each stretch of time."""


def cycles_sql(units: str) -> str:
    """Units that are on some day, through their parents of that day, their own parent.

    Answers with each such unit and the first day. A loop of more units than a tree may have
    levels is found by `too_deep_sql`.
    """
    return f"""
{_walk_upward(units)}
SELECT start, min(first) FROM walk WHERE parent = start GROUP BY start ORDER BY start""".strip()


def too_deep_sql(units: str) -> str:
    """Units that on some day have more levels above them than may be: each, and the first day.

    Asked only where `cycles_sql` finds nothing: whoever lies below a loop never gets to its top.
    """
    return f"""
{_walk_upward(units)}
SELECT start, min(first) FROM walk WHERE depth = {MOST_LEVELS} GROUP BY start ORDER BY start
""".strip()


def _walk_upward(units: str) -> str:
    """CTEs with `walk`: each unit, a parent so many steps above it, and on which days.

    Every step upward keeps only the days that the two spans share: as spans of a unit never
    overlap, a walk never has more pieces than the tree has edges, however many of them were cut.
    """
    spans = spans_sql(units, "unit", ("parent", "kind"))
    return f"""
WITH RECURSIVE spans AS MATERIALIZED (
  SELECT unit, parent, first, last FROM ({spans}) WHERE parent IS NOT NULL
),
walk AS (
  SELECT unit AS start, parent, first, last, 1 AS depth FROM spans
  UNION ALL
  SELECT w.start, u.parent, greatest(w.first, u.first), least(w.last, u.last), w.depth + 1
  FROM walk AS w JOIN spans AS u
    ON u.unit = w.parent AND u.first <= w.last AND u.last >= w.first
  WHERE w.parent <> w.start AND w.depth < {MOST_LEVELS}
)""".strip()
