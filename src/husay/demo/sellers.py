"""The demo company's sellers: which team, when they came and went, and how good they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from husay.demo import places
from husay.demo.chance import Chance
from husay.demo.scale import Scale
from husay.demo.teams import Team
from husay.demo.timeline import DAY, Timeline

STAR_SKILL = 1_700
"""The top performer sells about two thirds more than others with the same accounts."""

CLOSING_OF_WEAK = 577
"""Permille of a usual conversion, in two stages: 0.577 squared is a third."""

RAMP = (520, 640, 740, 820, 890, 950)
"""What a new seller reaches in each of the first months, in permille of the later level."""


@dataclass(frozen=True)
class Seller:
    """A seller; `index` is the place in the list, `team` where they begin.

    `skill` and `closing` are in permille of a usual seller's, `discount` in permille beside the
    usual discount. `moves_to` is the team they change to on `moves_on`, if they do.
    """

    index: int
    team: int
    hired: date
    skill: int
    closing: int
    discount: int
    left: date | None = None
    moves_to: int | None = None
    moves_on: date | None = None
    joiner: bool = False

    def active(self, day: date) -> bool:
        """Whether they sell for the company that day."""
        return self.hired <= day and (self.left is None or day <= self.left)

    def team_on(self, day: date) -> int:
        """The team they are in that day."""
        moved = self.moves_on is not None and day >= self.moves_on
        return self.moves_to if moved and self.moves_to is not None else self.team

    def level(self, month: date) -> int:
        """How much they sell of what a usual seller would with their accounts, in permille."""
        since = (month.year - self.hired.year) * 12 + month.month - self.hired.month
        ramp = RAMP[since] if self.joiner and 0 <= since < len(RAMP) else 1000
        fading = self.left is not None and (self.left - month).days < 70
        return self.skill * ramp * (880 if fading else 1000) // 1_000_000


@dataclass(frozen=True)
class Cast:
    """Who plays which part, by place in the list of sellers."""

    star: int
    weak_closer: int
    movers: tuple[int, int]
    joiners: tuple[int, ...]
    leavers: tuple[int, ...]


def sellers(
    scale: Scale, timeline: Timeline, found: Sequence[Team], seed: int
) -> tuple[tuple[Seller, ...], Cast]:
    """Everyone who ever sold, founders of each team first, and who plays which part."""
    founders = _founders(timeline, found, seed)
    anchors = {next(s.index for s in founders if s.team == t.index) for t in found}
    free = [s.index for s in founders if s.index not in anchors]
    cast = _cast(found, founders, free, scale)
    everyone = [_in_part(s, cast, timeline, found) for s in founders]
    joined = timeline.joined(len(cast.joiners))
    for index, day in zip(cast.joiners, joined, strict=True):
        everyone[index] = replace(everyone[index], hired=day, joiner=True)
    for index, day in zip(cast.leavers, timeline.left(len(cast.leavers)), strict=True):
        everyone[index] = replace(everyone[index], left=day)
    return tuple(everyone), cast


def _founders(timeline: Timeline, found: Sequence[Team], seed: int) -> list[Seller]:
    """One seller a seat, hired at some time before the history begins."""
    made: list[Seller] = []
    for team in found:
        for _ in range(team.seats):
            chance = Chance(seed, f"seller {len(made)}")
            days = (timeline.start - timeline.founded).days
            made.append(
                Seller(
                    index=len(made),
                    team=team.index,
                    hired=timeline.start - chance.between(60, days - 1) * DAY,
                    skill=chance.around(1000, 210),
                    closing=chance.around(1000, 90),
                    discount=chance.around(0, 14),
                )
            )
    return made


def _cast(
    found: Sequence[Team], founders: Sequence[Seller], free: Sequence[int], scale: Scale
) -> Cast:
    """Choose the parts so that no two of them fall on the same seller or the falling unit."""
    left = [i for i in free if _unit(found, founders[i]) != places.FALLING_UNIT]

    def take(unit: str) -> int:
        index = next(i for i in left if _unit(found, founders[i]) == unit)
        left.remove(index)
        return index

    star, weak = take("mm-trade"), take("north-central")
    movers = (take("mm-trade"), take("north-central"))
    # Spread over the company: every so many of those who are left.
    count = 2 * scale.changes + 1
    chosen = [left[i * len(left) // count] for i in range(count)]
    return Cast(star, weak, movers, tuple(chosen[0::2]), tuple(chosen[1::2]))


def _unit(found: Sequence[Team], seller: Seller) -> str:
    return places.UNITS[found[seller.team].unit].id


def _in_part(seller: Seller, cast: Cast, timeline: Timeline, found: Sequence[Team]) -> Seller:
    """The seller with what their part asks for."""
    if seller.index == cast.star:
        return replace(seller, skill=STAR_SKILL, closing=1_080, discount=-10)
    if seller.index == cast.weak_closer:
        return replace(seller, skill=900, closing=CLOSING_OF_WEAK)
    if seller.index in cast.movers:
        place = cast.movers.index(seller.index)
        goal = ("mm-key-1", "south-luzon-1")[place]
        target = next(t.index for t in found if t.id == goal)
        return replace(seller, moves_to=target, moves_on=timeline.moves[place])
    return seller
