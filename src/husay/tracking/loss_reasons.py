"""Why deals are lost, with the money: each reason's share, drawn toward what is usual of its kind.

Of a seller or a unit the share of its lost deals that a reason has is drawn toward that of all
sellers, or all units of its level (`stats.shares`): a few lost deals say little of their own. Of
the company there is nothing to draw it toward. A reason with fewer than ten lost deals in a year
is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.ratio import ratio
from husay.stats.shares import shrink_shares
from husay.tracking.sql_parts import in_counted_currency

LEAST_LOST = 10


@dataclass(frozen=True)
class LossReason:
    """A reason with the deals lost for it, their amount in ten-thousandths, its share of lost
    deals (as taken), and what share is usual of its kind (None for the company, and of a few)."""

    reason: str
    lost: int
    amount: int
    share: float
    usual: float | None


def loss_reasons(
    everything: SnapshotReader, window: Window, by: str | None, item: str, least: int = 2
) -> tuple[LossReason, ...]:
    """The reasons of an item of a dimension (seller, a level; None: all), most money first. With
    fewer than `least` of a kind nothing is said to be usual, and nothing drawn toward it."""
    if everything.shape.first_deal is None:
        return ()
    column = "''" if by is None else "pl.seller" if by == "seller" else f"pl.then_{by}"
    rows = everything.run(
        f"SELECT {column}, r.lost_reason, COUNT(*), SUM(r.amount) FROM deal_events AS r\n"
        "LEFT JOIN placements AS pl ON pl.placement = r.placement\n"
        f"WHERE r.event = 'lost' AND r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'\n"
        f"  AND {in_counted_currency(everything)}\n"
        "GROUP BY 1, 2"
    )
    lost: dict[str, dict[str, int]] = {}
    amounts: dict[str, int] = {}
    for whose, reason, count, amount in rows:
        if whose is None:
            continue
        lost.setdefault(str(whose), {})[str(reason or "")] = int(str(count))
        if str(whose) == item:
            amounts[str(reason or "")] = int(str(amount or 0))
    own = lost.get(item, {})
    told = [reason for reason, count in own.items() if reason and count >= LEAST_LOST]
    found = [_reason(reason, lost, item, amounts[reason], least) for reason in told]
    return tuple(sorted(found, key=lambda one: (-one.amount, one.reason)))


def _reason(
    reason: str, lost: Mapping[str, Mapping[str, int]], item: str, amount: int, least: int
) -> LossReason:
    people = sorted(lost)
    tried = [sum(lost[one].values()) for one in people]
    won = [lost[one].get(reason, 0) for one in people]
    at = people.index(item)
    if len(people) < least:
        return LossReason(reason, won[at], amount, ratio(won[at], tried[at]), None)
    shares = shrink_shares([[n] for n in won], [[n] for n in tried])
    return LossReason(reason, won[at], amount, shares.shares[at].mean, shares.mean)
