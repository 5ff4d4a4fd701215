"""The stage that holds up each of many people, read once for all of them.

What is named is what `husay.tracking.gap.find_gap` names for each, over the same window and against
the same peers; only those of whom enough was seen to name anything are worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.gap import LEAST_LEADS, gaps
from husay.tracking.deal_flow import DealFlows, deal_flows
from husay.tracking.gap import LEAST_PEERS, WINDOWS, can_be_told, leads_of
from husay.tracking.order_flow import order_flows
from husay.tracking.sql_parts import LEAD, PLACED_EVENT, in_counted_currency
from husay.tracking.whole_months import last_whole_months, months_of


@dataclass(frozen=True)
class Team:
    """Some `people` whose gaps are wanted, with all whom they are compared with, of whom at least
    so many must have sold."""

    people: frozenset[str]
    has: Callable[[str], bool]
    least: int = LEAST_PEERS


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
    windows = _windows(reader)
    if not waiting or not windows:
        return found
    leads = _leads(reader, windows) if reader.shape.first_deal is not None else {}
    for n, window in enumerate(windows):
        enough = frozenset(p for p in waiting if p in leads and leads[p][n] >= LEAST_LEADS)
        if enough:
            flows = deal_flows(reader, window, "seller", meetings)
            found |= _named(reader, flows, teams, enough)
            waiting -= enough
    # Who has deals and too few of them is not judged by orders: the gap would be another one.
    waiting -= {person for person, counts in leads.items() if counts[-1]}
    if not waiting:
        return found
    sold = [team for team in teams if team.people & waiting]
    by_orders = order_flows(
        reader, windows[0], "seller", lambda item: any(team.has(item) for team in sold)
    )
    enough = frozenset(p for p in waiting if leads_of(by_orders, p) >= LEAST_LEADS)
    return found | _named(reader, by_orders, sold, enough)


def _windows(reader: SnapshotReader) -> tuple[Window, ...]:
    """The windows of a gap, the shortest first, as far as the book goes back."""
    found = (last_whole_months(reader, months) for months in WINDOWS)
    return tuple(dict.fromkeys(window for window in found if window is not None))


def _leads(reader: SnapshotReader, windows: Sequence[Window]) -> dict[str, tuple[int, ...]]:
    """How many leads each seller had in each window: what `husay.tracking.deal_flow` counts, before
    anything else is read of them."""
    counts = ", ".join(
        f"COUNT(*) FILTER (r.date BETWEEN DATE '{w.start}' AND DATE '{w.end}')" for w in windows
    )
    rows = reader.run(
        f"SELECT pl.seller, {counts} FROM deal_events AS r {PLACED_EVENT}\n"
        f"WHERE r.{LEAD} AND pl.seller IS NOT NULL\n"
        f"  AND {in_counted_currency(reader)} GROUP BY 1"
    )
    return {str(who): tuple(int(str(n)) for n in found) for who, *found in rows}


def _named(
    reader: SnapshotReader, flows: DealFlows, teams: Sequence[Team], people: frozenset[str]
) -> dict[str, NamedStage]:
    """Those of some people who can be told what holds them up."""
    found, months = dict[str, NamedStage](), len(months_of(flows.window, reader.calendar))
    for team in teams:
        wanted = sorted(team.people & people)
        peers = [item for item in flows.by_item if team.has(item) or item in wanted]
        lines = [flows.by_item[item] for item in peers]
        if not wanted or len(peers) < team.least or not can_be_told(lines, flows.stages):
            continue
        places = [peers.index(person) for person in wanted]
        for person, gap in zip(
            wanted, gaps(lines, stages=flows.stages, only=places, more=False), strict=True
        ):
            if gap.named is not None and gap.gap < 0:
                stage = next(s for s in gap.stages if s.factor == gap.named)
                found[person] = NamedStage(
                    gap.named, stage.weakest, stage.part, flows.window, months
                )
    return found
