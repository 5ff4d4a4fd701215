"""Placements: where a credited person stood in the organisation, then and now.

A placement is one person (or none), in one unit, in one stretch of time in which the tree kept
its shape. Each line of a rollup has one, so that "as it was then" and "as it is now" are two
columns of one small table and no figure has to be computed twice.
"""

from __future__ import annotations

from collections.abc import Sequence

LEVELS = {"unit": "business_unit"}
"""A kind of unit whose name as a dimension differs: `unit` means wherever somebody is placed."""


def level_name(kind: str) -> str:
    """The dimension for units of a kind: 'division' is division, 'unit' is business_unit."""
    cleaned = "".join(c if c.isalnum() else "_" for c in kind.strip().lower())
    return LEVELS.get(cleaned, cleaned)


def unit_kinds_columns(kinds: Sequence[str]) -> str:
    """SQL columns with the ancestor of each kind, then and now."""
    columns = []
    for kind in kinds:
        value = kind.replace("'", "''")
        level = level_name(kind)
        columns += [
            f", MAX(t.ancestor) FILTER (t.kind = '{value}') AS then_{level}",
            f", MAX(n.ancestor) FILTER (n.kind = '{value}') AS now_{level}",
        ]
    return "".join(columns)


ORG_DAYS = """
SELECT CAST(d AS DATE) AS date, o.piece
FROM (SELECT UNNEST(GENERATE_SERIES(DATE '{first}', DATE '{last}', INTERVAL 1 DAY)) AS d) AS d
JOIN org_pieces AS o ON d BETWEEN o.first AND o.last
""".strip()
"""The stretch of time of each day of the book."""


def placed_sql(has_org: bool) -> str:
    """The credited lines with the unit where each belonged that day and its stretch of time."""
    if not has_org:
        return "SELECT l.*, l.unit AS then_unit, CAST(NULL AS INTEGER) AS piece FROM credited_lines AS l"
    return """
SELECT l.*, COALESCE(l.unit, s.unit) AS then_unit, d.piece
FROM credited_lines AS l
LEFT JOIN person_spans AS s ON s.person = l.seller AND l.date BETWEEN s.first AND s.last
LEFT JOIN org_days AS d ON d.date = l.date""".strip()


PLACEMENTS = """
WITH seen AS (
  SELECT seller, unit AS given, then_unit, piece FROM kept_rollup_daily
  UNION SELECT seller, unit, then_unit, piece FROM placed_deal_events
  UNION SELECT seller, unit, then_unit, piece FROM placed_open_deals
  UNION SELECT seller, unit, then_unit, piece FROM placed_activity_events
),
latest AS (
  SELECT person, ARG_MAX(unit, first) AS unit FROM person_spans GROUP BY person
),
last_piece AS (SELECT unit, MAX(piece) AS piece FROM lineage GROUP BY unit),
placed AS (
  SELECT seen.*, COALESCE(seen.given, latest.unit) AS now_unit,
    CAST(ROW_NUMBER() OVER (
      ORDER BY seen.seller NULLS FIRST, seen.then_unit NULLS FIRST, seen.given, seen.piece
    ) AS INTEGER) AS placement
  FROM seen LEFT JOIN latest ON latest.person = seen.seller
)
SELECT p.placement, p.seller, p.given, p.piece, p.then_unit, p.now_unit{kinds}
FROM placed AS p
LEFT JOIN lineage AS t ON t.unit = p.then_unit AND t.piece = p.piece
LEFT JOIN last_piece AS lp ON lp.unit = p.now_unit
LEFT JOIN lineage AS n ON n.unit = p.now_unit AND n.piece = lp.piece
GROUP BY p.placement, p.seller, p.given, p.piece, p.then_unit, p.now_unit
""".strip()
"""All placements of lines and events; `{kinds}` are the columns of `unit_kinds_columns`."""

UNIT_BELOW = {
    "then": "SELECT DISTINCT ancestor AS above, unit FROM lineage",
    "now": """
SELECT l.ancestor AS above, l.unit FROM lineage AS l
JOIN (SELECT unit, MAX(piece) AS piece FROM lineage GROUP BY unit) AS m
  ON m.unit = l.unit AND m.piece = l.piece""".strip(),
}
"""Each unit with the units below it, itself included: ever, and as the tree is now."""

SAME_PLACEMENT = " AND ".join(
    f"pl.{column} IS NOT DISTINCT FROM r.{other}"
    for column, other in (
        ("seller", "seller"), ("given", "unit"), ("then_unit", "then_unit"), ("piece", "piece"),
    )
)  # fmt: skip
"""When a placed line or a rollup's row `r` has placement `pl`."""
