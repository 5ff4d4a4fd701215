"""The teams of each business unit, and which accounts are theirs to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from husay.basics.share import deal
from husay.demo import places
from husay.demo.accounts import Account
from husay.demo.customer_groups import index_of
from husay.demo.places import BusinessUnit

SELLERS_IN_A_TEAM = 9


@dataclass(frozen=True)
class Team:
    """A team: `unit` is its business unit's place in `places.UNITS`, `seats` its sellers."""

    index: int
    id: str
    name: str
    unit: int
    territories: tuple[str, ...]
    seats: int


def teams(accounts: Sequence[Account], sellers: int) -> tuple[Team, ...]:
    """Every team, with as many seats as its accounts' part of the revenue is worth."""
    bare = _bare_teams(sellers)
    worth = [0] * len(bare)
    for account, team in zip(accounts, team_of_accounts(accounts, bare), strict=True):
        worth[team] += account.pesos
    spare = sellers - 2 * len(bare)
    seats = deal(spare, worth)
    return tuple(
        Team(t.index, t.id, t.name, t.unit, t.territories, 2 + seats[t.index]) for t in bare
    )


def _bare_teams(sellers: int) -> list[Team]:
    """The teams before they have their seats: more of them where there are more sellers."""
    made: list[Team] = []
    for unit, business in enumerate(places.UNITS):
        wanted = business.share * sellers // (1000 * SELLERS_IN_A_TEAM)
        count = min(max(business.teams, wanted), len(business.territories))
        for i in range(count):
            fields = business.territories[i::count]
            name = _team_name(business, i, count, fields)
            made.append(Team(len(made), f"{business.id}-{i + 1}", name, unit, fields, 0))
    return made


def _team_name(business: BusinessUnit, i: int, count: int, fields: Sequence[str]) -> str:
    """Key account teams are called by their customers, others by where they sell."""
    if business.id == places.KEY_ACCOUNTS:
        kind, number = ("Chain Stores", i + 1) if i % 2 == 0 else ("Hotels and Dealers", i + 1)
        return kind if count <= 2 else f"{kind} {number // 2 + number % 2}"
    if count == 1:
        return f"{business.name} Team"
    return f"{places.territory_name(fields[0])} Team"


def team_of_accounts(accounts: Sequence[Account], found: Sequence[Team]) -> list[int]:
    """The team (its index) that each account belongs to, in the accounts' order."""
    by_territory = {(t.unit, place): t.index for t in found for place in t.territories}
    chains = {index_of("supermarkets"), index_of("pharmacies")}
    key_teams = [t.index for t in found if places.UNITS[t.unit].id == places.KEY_ACCOUNTS]
    homes = []
    for account in accounts:
        if places.UNITS[account.unit].id == places.KEY_ACCOUNTS:
            half = key_teams[0::2] if account.group in chains else key_teams[1::2]
            homes.append(half[account.index % len(half)])
        else:
            homes.append(by_territory[account.unit, account.territory])
    return homes


def serving_team(found: Sequence[Team], territory: str) -> Team:
    """The team that looks after a territory's customers without an owner."""
    return next(
        t
        for t in found
        if territory in t.territories and places.UNITS[t.unit].id != places.KEY_ACCOUNTS
    )
