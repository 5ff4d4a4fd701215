"""Deals that have stood in a stage for longer than 19 of 20 of those that ever left it.

A deal is counted once in a stage, on the first day after that time on which it is there still:
neither gone on, nor won, nor lost. Where nothing moves any more in a unit, each deal that comes is
counted when its time is over, weeks before the wins that it would have been are missed. A stage
that fewer than 30 deals have left says nothing. Where the book has no stages over time, it is the
time from a deal's creation to its end.
"""

from __future__ import annotations

from collections.abc import Sequence

from husay.basics.period import Window

LEAST_LEFT = 30
USUAL_SHARE = 0.95


def overdue_by_day(columns: Sequence[str], window: Window, joins: str = "") -> str:
    """SQL of the deals whose time was over on each day: the columns (of `pl`, the placement, and
    what `joins` brings beside `r`, the deal's event), `bucket`, `value` and `against`."""
    items = "".join(f"{column}, " for column in columns)
    grouped = ", ".join(str(at + 1) for at in range(len(columns) + 1))
    end = f"DATE '{window.end}'"
    return f"""
WITH known AS (SELECT COUNT(*) > 0 AS staged FROM deal_events WHERE event = 'stage'),
stays AS (
  SELECT e.*, CASE WHEN k.staged THEN e.stage ELSE '' END AS place,
    LEAST(e.outcome, CASE WHEN d.status IN ('won', 'lost') THEN d.closed END) AS gone
  FROM deal_events AS e CROSS JOIN known AS k
  JOIN deals AS d ON d.source = e.source AND d.deal = e.deal
  WHERE e.event = CASE WHEN k.staged THEN 'stage' ELSE 'created' END AND e.date <= {end}
),
usual AS (
  SELECT place, CAST(CEIL(QUANTILE_CONT(gone - date, {USUAL_SHARE})) AS INTEGER) AS days
  FROM stays WHERE gone <= {end} GROUP BY place HAVING COUNT(*) >= {LEAST_LEFT}
)
SELECT {items}r.date + u.days + 1 AS bucket, COUNT(*) AS value, 0 AS against
FROM stays AS r JOIN usual AS u ON u.place IS NOT DISTINCT FROM r.place
LEFT JOIN placements AS pl ON pl.placement = r.placement
{joins}
WHERE (r.gone IS NULL OR r.gone > r.date + u.days)
  AND r.date + u.days + 1 BETWEEN DATE '{window.start}' AND {end}
GROUP BY {grouped}
""".strip()
