"""How each of some sellers does in a stage of selling, as deals or orders show it.

Each is set beside those of their own team, as in a gap (`husay.tracking.team_gaps`); the window is
that of the learner's gap, so that both are of the same months.
"""

from __future__ import annotations

from collections.abc import Sequence

from husay.measures.reader import SnapshotReader
from husay.stats.sales_identity import PRICE, STOCK_FACTORS, VALUE
from husay.stats.skill import Skill, flow_skills, stock_skills
from husay.tracking.deal_flow import DealFlows, stocks
from husay.tracking.gap import LEAST_PEERS, WINDOWS, can_be_told, flows_of
from husay.tracking.order_flow import STAGES as ORDER_STAGES
from husay.tracking.order_flow import order_flows
from husay.tracking.team_gaps import Team
from husay.tracking.whole_months import last_whole_months


def skills(
    reader: SnapshotReader,
    factors: Sequence[str],
    learner: str,
    teams: Sequence[Team],
    meetings: Sequence[str] = (),
) -> dict[str, Skill]:
    """The skill in some factors of the people of some teams, the learner's among them.

    Who is left out has nothing in the book by which it could be told; {} where the book has none of
    these factors. `reader` must have all that they sold.
    """
    flows = _flows(reader, factors, learner, teams, meetings)
    if flows is None or learner not in flows.by_item:
        return {}
    found: dict[str, Skill] = {}
    for team in teams:
        peers = [item for item in flows.by_item if team.has(item)]
        known = _of_peers(reader, factors, peers, flows)
        found |= {person: known[person] for person in team.people if person in known}
    return found


def _flows(
    reader: SnapshotReader, factors: Sequence[str], learner: str, teams: Sequence[Team],
    meetings: Sequence[str],
) -> DealFlows | None:  # fmt: skip
    def among(item: str) -> bool:
        return any(team.has(item) for team in teams)

    if set(factors) <= set(ORDER_STAGES):
        window = last_whole_months(reader, WINDOWS[0])
        return None if window is None else order_flows(reader, window, "seller", among)
    return flows_of(reader, "seller", learner, among, meetings)


def _of_peers(
    reader: SnapshotReader, factors: Sequence[str], peers: Sequence[str], flows: DealFlows
) -> dict[str, Skill]:
    """The skill of each of a team; {} for too few, or without anything to tell it by."""
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
