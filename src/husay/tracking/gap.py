"""The gap of a seller, a unit or a product line: how far below (or above) the usual, and where.

Peers are whoever the store says (a seller's team, units of one level, all product lines). Each
factor of the sales identity is taken for what `stats.gap` makes of it, and the parts sum to the gap
to the last ten-thousandth. The window is the last 12 whole months, and 24 or 36 where it takes
them to reach 200 leads: with fewer no stage can be named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.gap import LEAST_LEADS, Benchmark, Gap, gaps
from husay.stats.ratio import ratio
from husay.stats.sales_identity import Flow
from husay.tracking.currency import counted_currency
from husay.tracking.deal_flow import DealFlows, deal_flows, stocks
from husay.tracking.order_flow import order_flows
from husay.tracking.whole_months import last_whole_months, months_of

WINDOWS = (12, 24, 36)
LEAST_PEERS = 3
AGAINST: dict[str, Benchmark] = {
    "team": "team", "best": "best-quartile", "own": "own-best-quarter",
}  # fmt: skip
Against = Literal["team", "best", "own"]


@dataclass(frozen=True)
class GapFound:
    """One's gap over a window of so many `months`. `by` is the dimension of `item`, `peers` how
    many it is compared with (itself included), `leads` how many stand behind it.

    `form` says by what: "deals", or "orders" where the book knows no deals. `cycle` are the mean
    days that one's deals were open until they were closed, and the peers', and `stock` the same gap
    seen from what is open (None where too little was closed).
    """

    by: str
    item: str
    against: Against
    form: Literal["deals", "orders"]
    window: Window
    months: int
    peers: int
    leads: int
    gap: Gap
    stock: Gap | None
    cycle: tuple[float, float] | None
    priced: bool
    currency: str
    snapshot: int


@dataclass(frozen=True)
class NoGap:
    """Why there is none to tell: nothing sold by these months ("nothing"), too few to be compared
    with ("peers": so many there are), or a best quarter of them so small that it would tell what
    one of them does ("best")."""

    by: str
    item: str
    why: Literal["nothing", "peers", "best"]
    peers: int = 0


def find_gap(
    reader: SnapshotReader,
    by: str,
    item: str,
    among: Callable[[str], bool],
    against: Against = "team",
    meetings: Sequence[str] = (),
    until: date | None = None,
) -> GapFound | NoGap:
    """The gap of an item of a dimension to those for which `among` holds, itself among them.

    `reader` must have all that they sold. Deals are used where the book has any of this dimension.
    """
    flows = flows_of(reader, by, item, among, meetings, against != "own", until)
    if flows is None or item not in flows.by_item:
        return NoGap(by, item, "nothing")
    return _judged(reader, by, item, among, against, flows)


def flows_of(
    reader: SnapshotReader, by: str, item: str, among: Callable[[str], bool],
    meetings: Sequence[str], per_person: bool = True, until: date | None = None,
) -> DealFlows | None:  # fmt: skip
    """The flows by deals over the shortest window with enough leads, else the longest; by orders
    where the item has no deals."""
    found: DealFlows | None = None
    for months in WINDOWS if reader.shape.first_deal is not None else ():
        window = last_whole_months(reader, months, until)
        if window is None or (found is not None and found.window == window):
            break
        found = deal_flows(reader, window, by, meetings, per_person)
        if leads_of(found, item) >= LEAST_LEADS:
            break
    if found is not None and item in found.by_item:
        return found
    window = last_whole_months(reader, WINDOWS[0], until)
    return None if window is None else order_flows(reader, window, by, among, per_person)


def leads_of(flows: DealFlows, item: str) -> int:
    """How many came in for one over the window; 0 where there is no flow."""
    flow = flows.by_item.get(item)
    return sum(flow.stages[0]) if flow else 0


def _judged(
    reader: SnapshotReader, by: str, item: str, among: Callable[[str], bool], against: Against,
    flows: DealFlows,
) -> GapFound | NoGap:  # fmt: skip
    peers = [i for i in flows.by_item if i == item or among(i)]
    if len(peers) < LEAST_PEERS:
        return NoGap(by, item, "peers", len(peers))
    lines = [flows.by_item[i] for i in peers]
    if not can_be_told(lines, flows.stages):
        return NoGap(by, item, "nothing")
    months = len(months_of(flows.window, reader.calendar))
    if against == "own" and months < 6:
        return NoGap(by, item, "nothing")
    (found,) = gaps(lines, AGAINST[against], flows.stages, [peers.index(item)])
    form: Literal["deals", "orders"] = "orders" if flows.stages[0] == "customers" else "deals"
    stock, cycle = None, None
    if form == "deals" and against != "own":
        stock, cycle = _by_stock(reader, by, item, peers, flows, against)
    return GapFound(
        by, item, against, form, flows.window, months, len(peers), leads_of(flows, item), found,
        stock, cycle, flows.priced, counted_currency(reader.shape), reader.number,
    )  # fmt: skip


def can_be_told(lines: Sequence[Flow], stages: Sequence[str]) -> bool:
    """Whether the peers together have something at each stage."""
    return all(sum(sum(line.stages[k]) for line in lines) for k in range(len(stages)))


def _by_stock(
    reader: SnapshotReader, by: str, item: str, peers: Sequence[str], flows: DealFlows,
    against: Against,
) -> tuple[Gap | None, tuple[float, float] | None]:  # fmt: skip
    """The gap by what was open, and the days to close: one's own and the peers' mean."""
    known = stocks(reader, flows, by)
    own = known[item].closed
    every = [days for peer in peers for days in known[peer].closed]
    if not own or len(every) == len(own):
        return None, None
    cycle = ratio(sum(own), len(own)), ratio(sum(every), len(every))
    lines = [known[peer] for peer in peers]
    if any(len(line.won) > len(line.closed) for line in lines) or not any(x.won for x in lines):
        return None, cycle
    (found,) = gaps(lines, AGAINST[against], only=[peers.index(item)])
    return found, cycle
