"""The demo company before its first sale: everything that is small enough to hold in memory."""

from __future__ import annotations

from dataclasses import dataclass

from husay.demo import places
from husay.demo.accounts import Account, accounts
from husay.demo.care import Care, anchor, cares
from husay.demo.customer_groups import SARI_SARI
from husay.demo.goods import Product, products
from husay.demo.scale import Scale
from husay.demo.sellers import Cast, Seller, sellers
from husay.demo.staff import Staff, staff
from husay.demo.teams import Team, serving_team, team_of_accounts, teams
from husay.demo.timeline import Timeline


@dataclass(frozen=True)
class World:
    """The company's places, people, goods and accounts.

    `homes` has each account's team by place, `territory_owners` a person for each territory.
    """

    scale: Scale
    timeline: Timeline
    seed: int
    products: tuple[Product, ...]
    accounts: tuple[Account, ...]
    homes: tuple[int, ...]
    teams: tuple[Team, ...]
    sellers: tuple[Seller, ...]
    cast: Cast
    cares: tuple[Care, ...]
    staff: Staff
    territory_owners: dict[str, str]

    def person(self, seller: int) -> str:
        """The person that a seller (by place) is."""
        return self.staff.of_seller[seller]


def world(scale: Scale, timeline: Timeline, seed: int) -> World:
    """Make the company."""
    months = len(timeline.months())
    customers = accounts(scale, seed, months)
    found = teams(customers, scale.sellers)
    homes = team_of_accounts(customers, found)
    crew, cast = sellers(scale, timeline, found, seed)
    people = staff(found, crew, timeline, seed)
    owners = {
        territory: people.of_seller[anchor(serving_team(found, territory), crew).index]
        for territory in places.territories()
    }
    assert all(a.group == SARI_SARI for a in customers if a.walk_in), "only small shops walk in"
    return World(
        scale=scale,
        timeline=timeline,
        seed=seed,
        products=products(),
        accounts=customers,
        homes=tuple(homes),
        teams=found,
        sellers=crew,
        cast=cast,
        cares=tuple(cares(customers, homes, found, crew, timeline, seed)),
        staff=people,
        territory_owners=owners,
    )
