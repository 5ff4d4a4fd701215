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
from husay.tracking.currency import counted_currency
from husay.tracking.sums import window_sums
from husay.tracking.whole_months import months_of

WITHOUT_MEETINGS = ("leads", "wins")


@dataclass(frozen=True)
class DealFlows:
    """The flows over a window of those who had a lead in it; `stages` are ("leads", "meetings",
    "wins"), or without meetings where the book knows of none."""

    window: Window
    stages: tuple[str, ...]
    by_item: Mapping[str, Flow]
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
    each of its people, one person's after another's: so that a large unit is not one that
    prospects well, nor a new seller one who does not. Else all months of the window are there.
    """
    months = months_of(window, reader.calendar)
    own: dict[tuple[str, str], _Counted] = {}
    for event, item, who, step, deals, amounts in reader.run(
        _events_sql(reader, months, by, meetings)
    ):
        if item is not None:
            key = (str(item), str(who or "") if per_person else "")
            counted = own.setdefault(key, _Counted(len(months)))
            listed = [int(amount) for amount in amounts or () if amount > 0]  # type: ignore[attr-defined]
            counted.add(str(event), int(str(step)), int(str(deals)), listed)
    met = any(sum(counted.met) for counted in own.values())
    prices = _realised(reader, window, by)
    usual = _of_all(prices.values())
    flows: dict[str, Flow] = {}
    for (item, _who), counted in sorted(own.items()):
        price = _of_all([prices[item]]) if item in prices else usual
        flow = counted.flow(met, price, trimmed=per_person)
        flows[item] = _after(flows[item], flow) if item in flows else flow
    flows = {item: flow for item, flow in flows.items() if sum(flow.stages[0])}
    return DealFlows(window, STAGES if met else WITHOUT_MEETINGS, flows, bool(prices))


class _Counted:
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

    def flow(self, met: bool, price: Fraction, *, trimmed: bool) -> Flow:
        """What was counted, of all months or from the first with anything to the last."""
        some = [n for n, won in enumerate(self.won) if won or self.leads[n] or self.met[n]]
        cut = slice(some[0], some[-1] + 1) if trimmed and some else slice(None)
        counts = (self.leads, self.met) if met else (self.leads,)
        return Flow(tuple(tuple(c[cut]) for c in counts), _listed(self.won[cut], price))


def _after(first: Flow, then: Flow) -> Flow:
    """The months of one person after another's."""
    counts = tuple(a + b for a, b in zip(first.counts, then.counts, strict=True))
    return Flow(counts, first.won + then.won)


def _events_sql(
    reader: SnapshotReader, months: Sequence[Window], by: str, meetings: Sequence[str]
) -> str:
    """Rows of event, item, person (of a unit), month, number of deals, and amounts of deals won."""
    of_unit = by not in ("seller", "product_line")
    column = {"seller": "pl.seller", "product_line": "r.product_line"}.get(by, f"pl.then_{by}")
    spans = ", ".join(f"({n}, DATE '{m.start}', DATE '{m.end}')" for n, m in enumerate(months))
    kinds = ", ".join(literal(kind) for kind in meetings) or "NULL"
    money = f"COALESCE(r.currency, '') IN ('', '{counted_currency(reader.shape)}')"
    return (
        f"WITH events AS (SELECT r.*, {column} AS item,\n"
        f"  {'pl.seller' if of_unit else 'NULL'} AS who FROM deal_events AS r\n"
        f"  LEFT JOIN placements AS pl ON pl.placement = r.placement WHERE {money}),\n"
        "visited AS (SELECT a.source, a.deal, MIN(a.date) AS day FROM activities AS a\n"
        f"  WHERE a.deal IS NOT NULL AND a.type IN ({kinds}) GROUP BY ALL),\n"
        "moved AS (SELECT r.source, r.deal, MIN(r.date) AS day FROM events AS r\n"
        "  LEFT JOIN stage_order AS o ON o.stage = r.stage\n"
        "  WHERE r.event = 'stage' AND o.place > 0 GROUP BY ALL),\n"
        "met AS (SELECT * FROM visited UNION ALL\n"
        "  SELECT * FROM moved WHERE NOT EXISTS (SELECT 1 FROM visited)),\n"
        "told AS (\n"
        "  SELECT 'lead' AS event, item, who, date, amount FROM events WHERE event = 'created'\n"
        "  UNION ALL SELECT 'won', item, who, date, amount FROM events WHERE event = 'won'\n"
        "  UNION ALL SELECT 'met', e.item, e.who, m.day, e.amount FROM met AS m JOIN events AS e\n"
        "    ON e.event = 'created' AND e.source = m.source AND e.deal = m.deal)\n"
        "SELECT t.event, t.item, t.who, s.step, COUNT(*),\n"
        "  LIST(t.amount ORDER BY t.amount) FILTER (t.event = 'won' AND t.amount IS NOT NULL)\n"
        f"FROM told AS t JOIN (VALUES {spans}) AS s(step, first, last)\n"
        "  ON t.date BETWEEN s.first AND s.last GROUP BY 1, 2, 3, 4"
    )


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
    """What was open, and how long what was closed had been, of all who have a flow."""
    window = flows.window
    column = {"seller": "pl.seller", "product_line": "r.product_line"}.get(by, f"pl.then_{by}")
    placed = "LEFT JOIN placements AS pl ON pl.placement = r.placement"
    days = f"DATE '{window.start}' AND DATE '{window.end}'"
    money = f"COALESCE(r.currency, '') IN ('', '{counted_currency(reader.shape)}')"
    opened = reader.run(
        f"SELECT {column}, SUM(LEAST(r.last, DATE '{window.end}')\n"
        f"  - GREATEST(r.first, DATE '{window.start}') + 1) FROM open_deals AS r {placed}\n"
        f"WHERE r.first <= DATE '{window.end}' AND r.last >= DATE '{window.start}' AND {money}\n"
        "GROUP BY 1"
    )
    closed = reader.run(
        f"SELECT {column}, LIST(r.days ORDER BY r.days) FROM deal_events AS r {placed}\n"
        f"WHERE r.event IN ('won', 'lost') AND r.date BETWEEN {days} AND {money}\n"
        "  AND (r.event = 'lost' OR r.amount > 0) GROUP BY 1"
    )
    open_days = {str(item): int(str(count)) for item, count in opened}
    ages = {str(item): tuple(int(d) for d in listed) for item, listed in closed}  # type: ignore[attr-defined]
    return {
        item: Stock(
            window.days,
            ratio(open_days.get(item, 0), window.days),
            ages.get(item, ()),
            tuple(flow.deals),
        )
        for item, flow in flows.by_item.items()
    }
