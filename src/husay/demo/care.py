"""Who looks after which account from when to when, through every joining and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from husay.demo.accounts import Account
from husay.demo.chance import Chance
from husay.demo.sellers import Seller
from husay.demo.teams import Team
from husay.demo.timeline import DAY, Timeline


@dataclass(frozen=True)
class Care:
    """A seller (by place) looks after an account (by place); `ends` is the last day, or none."""

    account: int
    seller: int
    starts: date
    ends: date | None


def anchor(team: Team, sellers: Sequence[Seller]) -> Seller:
    """The team's first seller, who is there through the whole history."""
    return next(s for s in sellers if s.team == team.index)


def cares(
    accounts: Sequence[Account],
    homes: Sequence[int],
    teams: Sequence[Team],
    sellers: Sequence[Seller],
    timeline: Timeline,
    seed: int,
) -> list[Care]:
    """Every account's owners, one after the other without a gap, account by account."""
    found: list[Care] = []
    months = timeline.months()
    for team in teams:
        own = [a for a, home in zip(accounts, homes, strict=True) if home == team.index]
        crew = [s for s in sellers if s.team == team.index]
        chains = _chains(own, team, crew, timeline, seed)
        for account in own:
            opened = months[account.first_month] if account.first_month else timeline.founded
            found += _clipped(account, chains[account.index], opened, timeline)
    return sorted(found, key=lambda c: (c.account, c.starts))


Chain = list[tuple[date, int]]
"""Who looks after an account from which day on."""


def _chains(
    own: Sequence[Account], team: Team, crew: Sequence[Seller], timeline: Timeline, seed: int
) -> dict[int, Chain]:
    """Each account's chain: dealt out among the founders, then handed on at every change."""
    chance = Chance(seed, f"care of {team.id}")
    first = [s.index for s in crew if not s.joiner]
    holder = _dealt(own, first, anchor(team, crew).index)
    chains: dict[int, Chain] = {i: [(timeline.founded, s)] for i, s in holder.items()}
    roster = set(first)
    kept = {a.index for a in own if a.walk_in}
    for day, seller, comes in _changes(crew):
        held = [a for a in chains if a not in kept]
        if comes:
            roster.add(seller)
            handed = [a for a in held if chance.below(len(roster)) == 0]
            receivers = [seller]
        else:
            roster.remove(seller)
            handed = [a for a in held if chains[a][-1][1] == seller]
            receivers = sorted(roster)
        # Who has moved to another team keeps their accounts and takes no new ones.
        movers = {s.index for s in crew if s.moves_on is not None}
        handed = [a for a in handed if chains[a][-1][1] not in movers]
        receivers = [s for s in receivers if s not in movers]
        for turn, account in enumerate(handed):
            chains[account].append((day, receivers[turn % len(receivers)]))
    return chains


def _dealt(own: Sequence[Account], crew: Sequence[int], first: int) -> dict[int, int]:
    """Accounts dealt to and fro by size, so that all get about the same; walk-ins to the first."""
    holder = {a.index: first for a in own if a.walk_in}
    by_size = sorted((a for a in own if not a.walk_in), key=lambda a: (-a.pesos, a.index))
    there_and_back = [*crew, *reversed(crew)]
    for turn, account in enumerate(by_size):
        holder[account.index] = there_and_back[turn % len(there_and_back)]
    return holder


def _changes(crew: Sequence[Seller]) -> list[tuple[date, int, bool]]:
    """Every coming (True) and going, by the first day on which it holds."""
    comes = [(s.hired, s.index, True) for s in crew if s.joiner]
    goes = [(s.left + DAY, s.index, False) for s in crew if s.left is not None]
    return sorted([*comes, *goes])


def _clipped(account: Account, chain: Chain, opened: date, timeline: Timeline) -> list[Care]:
    """The chain as periods, from the account's opening on."""
    made = []
    for place, (starts, seller) in enumerate(chain):
        following = chain[place + 1][0] if place + 1 < len(chain) else None
        if following is not None and following <= opened:
            continue
        ends = None if following is None else following - DAY
        made.append(Care(account.index, seller, max(starts, opened), ends))
    return made
