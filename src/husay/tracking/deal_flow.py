"""How deals flow for each seller, unit or product line, month by month: what a gap is found by.

A lead is a deal that was created. It came to a meeting on the day of its first activity of a kind
that the company takes for one (`org.company`); where no activity names a deal, on the day on which
it first entered a stage after the first. It was won on the day it was closed. A won deal's value at
list prices is not in the book: it is taken to be what its seller's sale lines of the window say of
price realisation (net amount of list amount), and without list amounts, the deal's own amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from husay.basics.period import Window
from husay.book.sql import literal
from husay.measures.reader import SnapshotReader
from husay.stats.ratio import ratio
from husay.stats.sales_identity import STAGES, Flow, Stock, Won
from husay.tracking.person_months import Counted, Places, flow_of
from husay.tracking.price_spread import price_spreads
from husay.tracking.sql_parts import (
    LEAD,
    PLACED_EVENT,
    in_counted_currency,
    is_of_units,
    item_of_event,
    month_table,
)
from husay.tracking.sums import window_sums
from husay.tracking.whole_months import months_of

WITHOUT_MEETINGS = ("leads", "wins")


@dataclass(frozen=True)
class DealFlows:
    """The flows over a window of those who had a lead in it; `stages` are ("leads", "meetings",
    "wins"), or without meetings where the book knows of none. `there` are the months of each item's
    people, by whom (of a seller or a product line, under '')."""

    window: Window
    stages: tuple[str, ...]
    by_item: Mapping[str, Flow]
    there: Mapping[str, Places]
    priced: bool


def deal_flows(
    reader: SnapshotReader,
    window: Window,
    by: str,
    meetings: Sequence[str],
    per_person: bool = True,
) -> DealFlows:
    """The flows of all items of a dimension (seller, a level of units, product_line).

    `per_person` counts only the months from one's first event to the last, and of a unit those of
    each of its people (`tracking.person_months`). Else all months of the window are there.
    """
    months = months_of(window, reader.calendar)
    own: dict[str, dict[str, _Events]] = {}
    for event, item, who, step, deals, amounts in reader.run(
        _events_sql(reader, months, by, meetings)
    ):
        if item is not None:
            people = own.setdefault(str(item), {})
            counted = people.setdefault(str(who or "") if per_person else "", _Events(len(months)))
            listed = [int(amount) for amount in amounts or () if amount > 0]  # type: ignore[attr-defined]
            counted.add(str(event), int(str(step)), int(str(deals)), listed)
    met = any(sum(one.met) for people in own.values() for one in people.values())
    prices, spreads = _realised(reader, window, by), price_spreads(reader, window, by)
    usual = _of_all(prices.values())
    flows, there = dict[str, Flow](), dict[str, Places]()
    for item, people in sorted(own.items()):
        price = _of_all([prices[item]]) if item in prices else usual
        counts = {who: one.counted(met, price) for who, one in sorted(people.items())}
        flow, places = flow_of(counts, per_person, spreads.get(item) if item in prices else None)
        if sum(flow.stages[0]):
            flows[item], there[item] = flow, places
    return DealFlows(window, STAGES if met else WITHOUT_MEETINGS, flows, there, bool(prices))


class _Events:
    """One person's events by month, as they are read."""

    def __init__(self, months: int) -> None:
        self.leads, self.met = [0] * months, [0] * months
        self.won: list[list[int]] = [[] for _ in range(months)]

    def add(self, event: str, month: int, deals: int, amounts: Sequence[int]) -> None:
        """Count some deals of a month."""
        if event == "won":
            self.won[month] += amounts
        else:
            (self.met if event == "met" else self.leads)[month] += deals

    def counted(self, met: bool, price: Fraction) -> Counted:
        """What was counted, with or without meetings."""
        counts = (self.leads, self.met) if met else (self.leads,)
        return Counted(counts, _listed(self.won, price))


def _events_sql(
    reader: SnapshotReader, months: Sequence[Window], by: str, meetings: Sequence[str]
) -> str:
    """Rows of event, item, person (of a unit), month, number of deals, and amounts of deals won."""
    kinds = ", ".join(literal(kind) for kind in meetings) or "NULL"
    return (
        f"WITH events AS (SELECT r.*, {item_of_event(by)} AS item, {_who(by)} AS who\n"
        f"  FROM deal_events AS r {PLACED_EVENT} WHERE {in_counted_currency(reader)}),\n"
        "visited AS (SELECT a.source, a.deal, MIN(a.date) AS day FROM activities AS a\n"
        f"  WHERE a.deal IS NOT NULL AND a.type IN ({kinds}) GROUP BY ALL),\n"
        "moved AS (SELECT r.source, r.deal, MIN(r.date) AS day FROM events AS r\n"
        "  LEFT JOIN stage_order AS o ON o.stage = r.stage\n"
        "  WHERE r.event = 'stage' AND o.place > 0 GROUP BY ALL),\n"
        "met AS (SELECT * FROM visited UNION ALL\n"
        "  SELECT * FROM moved WHERE NOT EXISTS (SELECT 1 FROM visited)),\n"
        "told AS (\n"
        f"  SELECT 'lead' AS event, item, who, date, amount FROM events WHERE {LEAD}\n"
        "  UNION ALL SELECT 'won', item, who, date, amount FROM events WHERE event = 'won'\n"
        "  UNION ALL SELECT 'met', e.item, e.who, m.day, e.amount FROM met AS m JOIN events AS e\n"
        f"    ON e.{LEAD} AND e.source = m.source AND e.deal = m.deal)\n"
        "SELECT t.event, t.item, t.who, s.step, COUNT(*),\n"
        "  LIST(t.amount ORDER BY t.amount) FILTER (t.event = 'won' AND t.amount IS NOT NULL)\n"
        f"FROM told AS t JOIN {month_table(months)}\n"
        "  ON t.date BETWEEN s.first AND s.last GROUP BY 1, 2, 3, 4"
    )


def _who(by: str) -> str:
    return "pl.seller" if is_of_units(by) else "NULL"


def _realised(reader: SnapshotReader, window: Window, by: str) -> dict[str, tuple[int, int]]:
    """Net and list amount of each one's sale lines that have both."""
    if "list_amount" not in reader.shape.present:
        return {}
    sums = window_sums(reader, ("price_realisation",), window, (by,))
    return {
        key[0]: (parts["listed"], parts["list_amount"])
        for key, parts in sums.items()
        if key[0] is not None and min(parts["listed"], parts["list_amount"]) > 0
    }


def _of_all(prices: Iterable[tuple[int, int]]) -> Fraction:
    known = list(prices)
    return Fraction(sum(n for n, _ in known), sum(p for _, p in known)) if known else Fraction(1)


def _listed(won: Sequence[Sequence[int]], price: Fraction) -> tuple[tuple[Won, ...], ...]:
    return tuple(tuple(Won(_at_list(net, price), net) for net in month) for month in won)


def _at_list(net: int, price: Fraction) -> int:
    """What came to `net` at list prices: round(net / price), without a fraction for each deal."""
    whole, rest = divmod(net * price.denominator, price.numerator)
    above = 2 * rest - price.numerator
    return whole + (above > 0 or (above == 0 and whole % 2 == 1))


def stocks(reader: SnapshotReader, flows: DealFlows, by: str) -> dict[str, Stock]:
    """What was open, and how long what was closed had been, of all who have a flow: of a unit what
    is open with one of its people on a day on which they were there."""
    months = months_of(flows.window, reader.calendar)
    open_days, ages = _open_days(reader, flows, months, by), _ages(reader, flows.window, by)
    found = {}
    for item, flow in flows.by_item.items():
        days = sum(months[n].days for places in flows.there[item].values() for n in places)
        opened = ratio(open_days.get(item, 0), days)
        found[item] = Stock(days, opened, ages.get(item, ()), tuple(flow.deals), flow.priced)
    return found


def _open_days(
    reader: SnapshotReader, flows: DealFlows, months: Sequence[Window], by: str
) -> dict[str, int]:
    """On how many days deals were open, deal by deal, in the months that each person was there."""
    found: dict[str, int] = {}
    for item, who, step, days in reader.run(
        f"SELECT {item_of_event(by)}, {_who(by)}, s.step,\n"
        "  SUM(LEAST(r.last, s.last) - GREATEST(r.first, s.first) + 1)\n"
        f"FROM open_deals AS r {PLACED_EVENT}\n"
        f"JOIN {month_table(months)} ON r.first <= s.last AND r.last >= s.first\n"
        f"WHERE {in_counted_currency(reader)} GROUP BY 1, 2, 3"
    ):
        places = flows.there.get(str(item), {}).get(str(who or ""), range(0))
        if int(str(step)) in places:
            found[str(item)] = found.get(str(item), 0) + int(str(days))
    return found


def _ages(reader: SnapshotReader, window: Window, by: str) -> dict[str, tuple[int, ...]]:
    rows = reader.run(
        f"SELECT {item_of_event(by)}, LIST(r.days ORDER BY r.days)\n"
        f"FROM deal_events AS r {PLACED_EVENT}\n"
        f"WHERE r.event IN ('won', 'lost') AND {in_counted_currency(reader)}\n"
        f"  AND r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'\n"
        "  AND (r.event = 'lost' OR r.amount > 0) GROUP BY 1"
    )
    return {str(item): tuple(int(d) for d in listed) for item, listed in rows}  # type: ignore[attr-defined]
