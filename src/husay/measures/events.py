"""Deals and activities as dated events: what a deal's life is counted by.

A deal is created on one day, won or lost on another, and enters stages between: each is an event
at its own date, with the deal's dimensions, so that "created in May" and "won in May" are two
questions with two answers.
"""

from __future__ import annotations

from husay.org.spans import FOREVER

_DEAL = (
    "d.source, d.deal, d.seller, d.customer, cu.customer_group, cu.territory, d.product, "
    "p.product_line, p.product_group, d.status, d.lost_reason, d.currency"
)
_OPEN = _DEAL.replace("d.status", "'open' AS status").replace(
    "d.lost_reason", "CAST(NULL AS VARCHAR) AS lost_reason"
)
_JOINS = (
    "LEFT JOIN customers AS cu ON cu.customer = d.customer\n"
    "LEFT JOIN products AS p ON p.product = d.product"
)

DEAL_EVENTS = f"""
SELECT 'created' AS event, d.created AS date, d.stage,
  CASE WHEN d.status = 'won' THEN d.closed END AS outcome, d.amount, 0 AS days, {_DEAL}
FROM deals AS d {_JOINS}
UNION ALL
SELECT d.status, d.closed, d.stage, CASE WHEN d.status = 'won' THEN d.closed END, d.amount,
  CAST(d.closed - d.created AS INTEGER), {_DEAL}
FROM deals AS d {_JOINS}
WHERE d.status IN ('won', 'lost') AND d.closed IS NOT NULL
UNION ALL
SELECT 'stage', s.entered, s.stage, LEAST(
    CASE WHEN d.status = 'won' THEN d.closed END,
    (SELECT MIN(later.entered)
    FROM deal_stages AS later LEFT JOIN stage_order AS lo ON lo.stage = later.stage
    WHERE later.source = s.source AND later.deal = s.deal AND later.stage <> s.stage
      AND (lo.place > so.place OR (so.place IS NULL AND later.entered > s.entered)))),
  d.amount, 0, {_DEAL.replace("d.source, d.deal", "s.source, s.deal")}
FROM (
  SELECT source, deal, stage, MIN(entered) AS entered FROM deal_stages GROUP BY source, deal, stage
) AS s
LEFT JOIN deals AS d ON d.source = s.source AND d.deal = s.deal
LEFT JOIN stage_order AS so ON so.stage = s.stage {_JOINS}
""".strip()
"""Created, won, lost and stage events. `outcome` of a created event is the day on which the deal
was won; of a stage event, the first day on which the deal had gone on from that stage (to a later
one, or to a win); nothing where that has not happened. A deal enters a stage once, the first time:
falling back and coming again makes no second deal. A deal that was won or lost on no known day
was so on none: it has no such event."""

OPEN_DEALS = f"""
WITH life AS (
  SELECT *, CASE WHEN status IN ('won', 'lost') THEN COALESCE(closed, created) END AS done
  FROM deals
),
changes AS (
  SELECT person, first AS day FROM person_spans
  UNION SELECT person, CAST(last + INTERVAL 1 DAY AS DATE) FROM person_spans WHERE last < {FOREVER}
),
edges AS (
  SELECT source, deal, created AS first FROM life
  UNION SELECT l.source, l.deal, c.day FROM life AS l JOIN changes AS c
    ON c.person = l.seller AND c.day > l.created
  UNION SELECT l.source, l.deal, o.first FROM life AS l JOIN org_pieces AS o ON o.first > l.created
  UNION SELECT l.source, l.deal, t.entered FROM life AS l JOIN deal_stages AS t
    ON t.source = l.source AND t.deal = l.deal AND t.entered > l.created
),
stretches AS (
  SELECT e.source, e.deal, e.first, COALESCE(CAST(LEAD(e.first) OVER (
      PARTITION BY e.source, e.deal ORDER BY e.first) - INTERVAL 1 DAY AS DATE),
    CAST(l.done - INTERVAL 1 DAY AS DATE), {FOREVER}) AS last
  FROM edges AS e JOIN life AS l ON l.source = e.source AND l.deal = e.deal
  WHERE l.done IS NULL OR e.first < l.done
),
known AS (SELECT DISTINCT source, deal FROM deal_stages),
staged AS (
  SELECT s.*, t.stage FROM stretches AS s
  LEFT JOIN deal_stages AS t
    ON t.source = s.source AND t.deal = s.deal AND t.entered <= s.first
  LEFT JOIN stage_order AS so ON so.stage = t.stage
  QUALIFY ROW_NUMBER() OVER (PARTITION BY s.source, s.deal, s.first
    ORDER BY t.entered DESC NULLS LAST, so.place DESC NULLS LAST, t.stage) = 1
)
SELECT s.first, s.last, s.first AS date, d.created, d.done AS closed,
  CASE WHEN k.deal IS NULL THEN d.stage ELSE s.stage END AS stage, d.amount, {_OPEN}
FROM staged AS s JOIN life AS d ON d.source = s.source AND d.deal = s.deal
LEFT JOIN known AS k ON k.source = s.source AND k.deal = s.deal
{_JOINS}
""".strip()
"""Every deal while it was open, `first` to `last`, cut where its stage, its seller's unit or the
tree of units changed: so that the stock of a day stands where it stood that day. A deal closed on
its first day, or lost without a closing day, was open on no day's end; one still open has no end,
whatever day its file gives. While it was open its status was that, whatever it is today."""

ACTIVITY_EVENTS = """
SELECT a.date, a.source, a.activity, a.deal, a.seller, a.customer, cu.customer_group,
  cu.territory, a.type AS activity_type
FROM activities AS a LEFT JOIN customers AS cu ON cu.customer = a.customer
""".strip()

EVENTS = {
    "deal_events": DEAL_EVENTS,
    "open_deals": OPEN_DEALS,
    "activity_events": ACTIVITY_EVENTS,
}


LASTING = frozenset({"open_deals"})
"""Events that last, whose first day may be later than any fact: a unit moves under an open deal."""


def placed_event_sql(name: str) -> str:
    """Events with the unit of their seller that day, the stretch of time, and the month."""
    piece = (
        "LEFT JOIN org_pieces AS g ON e.date BETWEEN g.first AND g.last"
        if name in LASTING
        else "LEFT JOIN org_days AS g ON g.date = e.date"
    )
    return (
        "SELECT e.*, CAST(NULL AS VARCHAR) AS unit, s.unit AS then_unit, g.piece,\n"
        "  CAST(YEAR(e.date) * 12 + MONTH(e.date) - 1 AS INTEGER) AS month\n"
        f"FROM ({EVENTS[name]}) AS e\n"
        "LEFT JOIN person_spans AS s ON s.person = e.seller AND e.date BETWEEN s.first AND s.last\n"
        f"{piece}"
    )
