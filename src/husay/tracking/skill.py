"""How each of some sellers does in a stage of selling, as deals or orders show it.

The window is the learner's: that of their gap (`husay.tracking.gap`), so that both are of the same
months.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from husay.measures.reader import SnapshotReader
from husay.stats.sales_identity import PRICE, STOCK_FACTORS, VALUE
from husay.stats.skill import Skill, flow_skills, stock_skills
from husay.tracking.deal_flow import DealFlows, stocks
from husay.tracking.gap import LEAST_PEERS, WINDOWS, can_be_told, flows_of
from husay.tracking.order_flow import STAGES as ORDER_STAGES
from husay.tracking.order_flow import order_flows
from husay.tracking.whole_months import last_whole_months


def skills(
    reader: SnapshotReader,
    factors: Sequence[str],
    learner: str,
    among: Callable[[str], bool],
    meetings: Sequence[str] = (),
) -> dict[str, Skill]:
    """The skill in some factors of a learner and of those sellers for which `among` holds.

    {} where the book cannot tell: it has none of these factors, nothing of the learner, or too few
    of a kind. `reader` must have all that they sold.
    """
    if set(factors) <= set(ORDER_STAGES):
        window = last_whole_months(reader, WINDOWS[0])
        flows = None if window is None else order_flows(reader, window, "seller", among)
    else:
        flows = flows_of(reader, "seller", learner, among, meetings)
    if flows is None or learner not in flows.by_item:
        return {}
    peers = [item for item in flows.by_item if item == learner or among(item)]
    lines = [flows.by_item[item] for item in peers]
    if len(peers) < LEAST_PEERS or not can_be_told(lines, flows.stages):
        return {}
    if set(factors) <= {*flows.stages, VALUE, PRICE}:
        return dict(zip(peers, flow_skills(lines, flows.stages, factors), strict=True))
    if flows.stages[0] == ORDER_STAGES[0] or not set(factors) <= set(STOCK_FACTORS):
        return {}
    return _by_stock(reader, factors, peers, flows)


def _by_stock(
    reader: SnapshotReader, factors: Sequence[str], peers: Sequence[str], flows: DealFlows
) -> dict[str, Skill]:
    """The same from what was open, of those who closed anything."""
    known = stocks(reader, flows, "seller")
    some = [item for item in peers if known[item].closed]
    lines = [known[item] for item in some]
    if len(some) < LEAST_PEERS or not any(line.won for line in lines):
        return {}
    if any(len(line.won) > len(line.closed) for line in lines) or not any(x.open for x in lines):
        return {}
    return dict(zip(some, stock_skills(lines, factors), strict=True))
