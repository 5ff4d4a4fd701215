"""Deals that have stood in their stage for longer than any deal that was ever closed from there.

Of every stage the longest time from entering it to being closed (won or lost) is taken, over all
deals of the company that were closed; a deal that is open and has been in its stage for longer is
stalled (since it last came into it, if it was moved back). A stage from which fewer than 30 deals
were ever closed says nothing: of a new deal like the others, one in n + 1 would last longer than
the longest of n.

Where the book has no stages over time, it is the age of deals instead, of all stages together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted_currency

LEAST_CLOSED = 30


@dataclass(frozen=True)
class StalledDeal:
    """An open deal: since when it is in its stage, for how many days, and the longest that any
    deal was there before it was closed. `amount` is in ten-thousandths."""

    deal: str
    seller: str | None
    customer: str | None
    stage: str | None
    since: date
    days: int
    longest: int
    amount: int


def stalled_deals(
    everything: SnapshotReader, on: date, among: Callable[[str | None], bool]
) -> tuple[StalledDeal, ...]:
    """The stalled deals of the sellers for whom `among` holds, the longest first."""
    if everything.shape.first_deal is None:
        return ()
    rows = everything.run(_SQL.format(on=on, currency=counted_currency(everything.shape)))
    found = [
        StalledDeal(
            str(deal), _text(seller), _text(customer), _text(stage), since,  # type: ignore[arg-type]
            int(str(days)), int(str(longest)), int(str(amount or 0)),
        )
        for deal, seller, customer, stage, since, days, longest, amount in rows
        if among(_text(seller))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.days, one.deal)))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


_SQL = f"""
WITH entered AS (
  SELECT source, deal, stage, MIN(entered) AS day FROM deal_stages
  WHERE entered <= DATE '{{on}}' GROUP BY ALL
),
known AS (SELECT COUNT(*) > 0 AS staged FROM entered),
lasted AS (
  SELECT e.stage, MAX(d.closed - e.day) AS longest, COUNT(*) AS closed
  FROM deals AS d JOIN entered AS e USING (source, deal)
  WHERE d.status IN ('won', 'lost') AND d.closed <= DATE '{{on}}' GROUP BY e.stage
  UNION ALL
  SELECT NULL, MAX(closed - created), COUNT(*) FROM deals
  WHERE status IN ('won', 'lost') AND closed <= DATE '{{on}}' AND NOT (SELECT staged FROM known)
),
moves AS (
  SELECT s.source, s.deal, s.stage, s.entered, ROW_NUMBER() OVER (PARTITION BY s.source, s.deal
    ORDER BY s.entered DESC, o.place DESC NULLS LAST, s.stage) AS back
  FROM (SELECT DISTINCT source, deal, stage, entered FROM deal_stages
    WHERE entered <= DATE '{{on}}') AS s
  LEFT JOIN stage_order AS o ON o.stage = s.stage
),
stays AS (
  SELECT source, deal, FIRST(stage ORDER BY back) AS stage, MIN(entered) AS day
  FROM (SELECT *, MIN(CASE WHEN stage <> latest THEN back END) OVER (PARTITION BY source, deal)
      AS other
    FROM (SELECT *, FIRST_VALUE(stage) OVER (PARTITION BY source, deal ORDER BY back) AS latest
      FROM moves))
  WHERE back < COALESCE(other, back + 1) GROUP BY source, deal
),
now AS (
  SELECT d.*, e.stage AS at, COALESCE(e.day, d.created) AS since FROM deals AS d
  LEFT JOIN stays AS e ON e.source = d.source AND e.deal = d.deal
  WHERE d.status = 'open' AND d.created <= DATE '{{on}}'
    AND COALESCE(d.currency, '') IN ('', '{{currency}}')
)
SELECT n.deal, n.seller, n.customer, COALESCE(n.at, n.stage), n.since, DATE '{{on}}' - n.since,
  l.longest, n.amount
FROM now AS n JOIN lasted AS l ON l.stage IS NOT DISTINCT FROM n.at
WHERE l.closed >= {LEAST_CLOSED} AND DATE '{{on}}' - n.since > l.longest
""".strip()
