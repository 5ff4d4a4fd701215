"""Deals and activities as dated events: what a deal's life is counted by.

A deal is created on one day, won or lost on another, and enters stages between: each is an event
at its own date, with the deal's dimensions, so that "created in May" and "won in May" are two
questions with two answers.
"""

from __future__ import annotations

_DEAL = (
    "d.source, d.deal, d.seller, d.customer, cu.customer_group, cu.territory, d.product, "
    "p.product_line, p.product_group, d.status, d.lost_reason, d.currency"
)
_JOINS = (
    "LEFT JOIN customers AS cu ON cu.customer = d.customer\n"
    "LEFT JOIN products AS p ON p.product = d.product"
)

DEAL_EVENTS = f"""
SELECT 'created' AS event, d.created AS date, d.stage, d.status = 'won' AS won, d.amount,
  0 AS days, {_DEAL}
FROM deals AS d {_JOINS}
UNION ALL
SELECT d.status, COALESCE(d.closed, d.created), d.stage, d.status = 'won', d.amount,
  CAST(d.closed - d.created AS INTEGER), {_DEAL}
FROM deals AS d {_JOINS}
WHERE d.status IN ('won', 'lost')
UNION ALL
SELECT 'stage', s.entered, s.stage,
  COALESCE(d.status = 'won', FALSE) OR EXISTS (
    SELECT 1 FROM deal_stages AS later LEFT JOIN stage_order AS lo ON lo.stage = later.stage
    WHERE later.source = s.source AND later.deal = s.deal AND later.stage <> s.stage
      AND (lo.place > so.place OR (so.place IS NULL AND later.entered > s.entered))),
  d.amount, 0, {_DEAL.replace("d.source, d.deal", "s.source, s.deal")}
FROM deal_stages AS s
LEFT JOIN deals AS d ON d.source = s.source AND d.deal = s.deal
LEFT JOIN stage_order AS so ON so.stage = s.stage {_JOINS}
""".strip()  # noqa: S608
"""Created, won, lost and stage events. `won` of a created event: the deal was won by now; of a
stage event: the deal went on from that stage (to a later one, or to a win)."""

OPEN_DEALS = f"""
SELECT d.created, d.closed, d.created AS date, d.stage, d.amount, {_DEAL}
FROM deals AS d {_JOINS}
""".strip()  # noqa: S608
"""Every deal with its life's two ends: open on a day between them."""

ACTIVITY_EVENTS = """
SELECT a.date, a.seller, a.customer, cu.customer_group, cu.territory, a.type AS activity_type
FROM activities AS a LEFT JOIN customers AS cu ON cu.customer = a.customer
""".strip()

EVENTS = {
    "deal_events": DEAL_EVENTS,
    "open_deals": OPEN_DEALS,
    "activity_events": ACTIVITY_EVENTS,
}


def placed_event_sql(sql: str) -> str:
    """Events with the unit of their seller that day, the stretch of time, and the month."""
    return (
        "SELECT e.*, CAST(NULL AS VARCHAR) AS unit, s.unit AS then_unit, g.piece,\n"  # noqa: S608
        "  CAST(YEAR(e.date) * 12 + MONTH(e.date) - 1 AS INTEGER) AS month\n"
        f"FROM ({sql}) AS e\n"
        "LEFT JOIN person_spans AS s ON s.person = e.seller AND e.date BETWEEN s.first AND s.last\n"
        "LEFT JOIN org_days AS g ON g.date = e.date"
    )
