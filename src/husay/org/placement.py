"""Placements: where a credited person stood in the organisation, then and now.

A placement is one person (or none), in one unit, in one stretch of time in which the tree kept
its shape. Each line of a rollup has one, so that "as it was then" and "as it is now" are two
columns of one small table and no figure has to be computed twice.
"""

from __future__ import annotations

from collections.abc import Sequence

LEVELS = {"unit": "business_unit"}
"""A kind of unit whose name as a dimension differs: `unit` means wherever somebody is placed."""

TAKEN = frozenset(
    {"seller", "given", "piece", "placement", "product", "product_line", "product_group",
     "customer", "customer_group", "territory", "channel", "currency", "kind", "status", "stage",
     "lost_reason", "deal", "activity_type", "goal_window", "day", "week", "month", "quarter",
     "year", "sale", "line", "date", "event", "source", "snapshot"}
)  # fmt: skip
"""Words that mean something else already: units of the kind 'territory' are `territory_unit`."""

FIGURES = (
    "revenue", "gross_sales", "returns", "return_rate", "quantity", "lines", "orders",
    "customers", "sellers", "average_order", "margin", "margin_rate", "discount",
    "discount_rate", "price_realisation", "revenue_per_seller", "revenue_per_day",
    "revenue_per_visit", "deals_created", "deals_won", "deals_lost", "deals_open", "created_amount",
    "won_amount", "lost_amount", "pipeline", "win_rate_closed", "win_rate_created", "cycle_days",
    "stage_entered", "stage_conversion", "activities", "visits",
)  # fmt: skip
"""What columns of figures are called, alone or before an underscore; a test holds it against the
measures, which are a floor above."""


def level_name(kind: str) -> str:
    """The dimension for units of a kind: 'division' is division, 'unit' is business_unit."""
    cleaned = "".join(c if c.isalnum() else "_" for c in kind.strip().lower())
    figure = any(cleaned == name or cleaned.startswith(f"{name}_") for name in FIGURES)
    if cleaned in TAKEN or figure or cleaned.endswith("_name"):
        cleaned = f"{cleaned}_unit"
    return LEVELS.get(cleaned, cleaned)


def unit_kinds_columns(kinds: Sequence[str]) -> str:
    """SQL columns with the ancestor of each level, then and now; the nearer one of two."""
    by_level: dict[str, list[str]] = {}
    for kind in kinds:
        by_level.setdefault(level_name(kind), []).append("'" + kind.replace("'", "''") + "'")
    columns = []
    for level, values in by_level.items():
        listed = ", ".join(values)
        columns += [
            f", ARG_MIN(t.ancestor, t.depth) FILTER (t.kind IN ({listed})) AS then_{level}",
            f", ARG_MIN(n.ancestor, n.depth) FILTER (n.kind IN ({listed})) AS now_{level}",
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
        return """
SELECT l.*, l.unit AS then_unit, CAST(NULL AS INTEGER) AS piece FROM credited_lines AS l""".strip()
    return """
SELECT l.*, COALESCE(l.unit, s.unit) AS then_unit, d.piece
FROM credited_lines AS l
LEFT JOIN person_spans AS s ON s.person = l.seller AND l.date BETWEEN s.first AND s.last
LEFT JOIN org_days AS d ON d.date = l.date""".strip()


LINEAGE_NOW = """
WITH RECURSIVE latest AS (
  SELECT unit, parent, kind FROM unit_spans WHERE first <= DATE '{now}'
  QUALIFY ROW_NUMBER() OVER (PARTITION BY unit ORDER BY first DESC) = 1
),
walk AS (
  SELECT unit, unit AS ancestor, kind, parent, 0 AS depth, [unit] AS passed FROM latest
  UNION ALL
  SELECT w.unit, l.unit, l.kind, l.parent, w.depth + 1, list_append(w.passed, l.unit)
  FROM walk AS w JOIN latest AS l ON l.unit = w.parent
  WHERE NOT list_contains(w.passed, l.unit)
)
SELECT unit, ancestor, kind, depth FROM walk""".strip()
"""Each unit's ancestors, itself at depth 0, as it is now: a closed unit is under its last parent,
and that one where it is today, so that a unit that moved takes its closed teams with it. `{now}`
is the day that "as it is now" means: what is planned for later is not yet so. Last parents of
different days may lie in a loop, or in more levels than any day's tree: a walk ends only where it
has been."""

PLACEMENTS = """
WITH seen AS (
  SELECT seller, unit AS given, then_unit, piece FROM kept_rollup_daily
  UNION SELECT seller, unit, then_unit, piece FROM placed_deal_events
  UNION SELECT seller, unit, then_unit, piece FROM placed_open_deals
  UNION SELECT seller, unit, then_unit, piece FROM placed_activity_events
),
latest AS (
  SELECT person, ARG_MAX(unit, first) AS unit FROM person_spans
  WHERE first <= DATE '{now}' GROUP BY person
),
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
LEFT JOIN lineage_now AS n ON n.unit = p.now_unit
GROUP BY p.placement, p.seller, p.given, p.piece, p.then_unit, p.now_unit
""".strip()
"""All placements of lines and events; `{kinds}` are the columns of `unit_kinds_columns`, `{now}` is
the day of `LINEAGE_NOW`, from which it reads."""

UNIT_BELOW = {
    "then": "SELECT ancestor AS above, unit, piece FROM lineage",
    "now": "SELECT DISTINCT ancestor AS above, unit FROM lineage_now",
}
"""Each unit with the units below it, itself included: in each stretch of time, and now."""

_BELOW = "EXISTS (SELECT 1 FROM unit_below_{0} AS ub WHERE ub.above = {{unit}} AND ub.unit = pl.{0}_unit{1})"  # noqa: E501

WITHIN = {
    structure: f"COALESCE(pl.{structure}_unit = {{unit}}, FALSE) OR "
    + _BELOW.format(structure, piece)
    for structure, piece in (("then", " AND ub.piece = pl.piece"), ("now", ""))
}
"""When a placement `pl` is in `{unit}` (a SQL literal) or below it: never NULL."""

SAME_PLACEMENT = " AND ".join(
    f"pl.{column} IS NOT DISTINCT FROM r.{other}"
    for column, other in (
        ("seller", "seller"), ("given", "unit"), ("then_unit", "then_unit"), ("piece", "piece"),
    )
)  # fmt: skip
"""When a placed line or a rollup's row `r` has placement `pl`."""
