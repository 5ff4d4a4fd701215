"""The stage that holds up each of many people, read once for all of them.

What is named is what `husay.tracking.gap.find_gap` names for each, over the same window and against
the same peers; only those of whom enough was seen to name anything are worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.gap import LEAST_LEADS, gaps
from husay.tracking.deal_flow import DealFlows, deal_flows
from husay.tracking.gap import LEAST_PEERS, WINDOWS, can_be_told, leads_of
from husay.tracking.order_flow import order_flows
from husay.tracking.whole_months import last_whole_months, months_of


@dataclass(frozen=True)
class Team:
    """Some `people` whose gaps are wanted, with all whom they are compared with."""

    people: frozenset[str]
    has: Callable[[str], bool]


@dataclass(frozen=True)
class NamedStage:
    """The factor that is somebody's weakest, with the chance that it is, and what it adds to their
    gap over the window (below zero: what is missing), in ten-thousandths."""

    factor: str
    chance: float
    part: int
    window: Window
    months: int


def named_stages(
    reader: SnapshotReader, teams: Sequence[Team], meetings: Sequence[str] = ()
) -> dict[str, NamedStage]:
    """The stage of each seller who sells less than is usual and of whom one can be named; `reader`
    must have all that they sold."""
    found: dict[str, NamedStage] = {}
    waiting = frozenset().union(*(team.people for team in teams))
    flows: DealFlows | None = None
    for months in WINDOWS if reader.shape.first_deal is not None else ():
        window = last_whole_months(reader, months)
        if not waiting or window is None or (flows is not None and flows.window == window):
            break
        flows = deal_flows(reader, window, "seller", meetings)
        enough = _enough(flows, waiting)
        found |= _named(reader, flows, teams, enough)
        waiting -= enough
    # Who has deals and too few of them is not judged by orders: the gap would be another one.
    waiting -= frozenset(flows.by_item) if flows else frozenset()
    window = last_whole_months(reader, WINDOWS[0]) if waiting else None
    if window is None:
        return found
    sold = [team for team in teams if team.people & waiting]
    by_orders = order_flows(reader, window, "seller", lambda item: any(t.has(item) for t in sold))
    return found | _named(reader, by_orders, sold, _enough(by_orders, waiting))


def _enough(flows: DealFlows, people: Iterable[str]) -> frozenset[str]:
    return frozenset(p for p in people if leads_of(flows, p) >= LEAST_LEADS)


def _named(
    reader: SnapshotReader, flows: DealFlows, teams: Sequence[Team], people: frozenset[str]
) -> dict[str, NamedStage]:
    """Those of some people who can be told what holds them up."""
    found, months = dict[str, NamedStage](), len(months_of(flows.window, reader.calendar))
    for team in teams:
        wanted = sorted(team.people & people)
        peers = [item for item in flows.by_item if team.has(item) or item in wanted]
        lines = [flows.by_item[item] for item in peers]
        if not wanted or len(peers) < LEAST_PEERS or not can_be_told(lines, flows.stages):
            continue
        places = [peers.index(person) for person in wanted]
        for person, gap in zip(wanted, gaps(lines, stages=flows.stages, only=places), strict=True):
            if gap.named is not None and gap.gap < 0:
                stage = next(s for s in gap.stages if s.factor == gap.named)
                found[person] = NamedStage(
                    gap.named, stage.weakest, stage.part, flows.window, months
                )
    return found
