"""The planted troubles, each with what was planned and what plain SQL finds in the files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from husay.demo import places
from husay.demo.answer_key import AnswerKey, Trouble
from husay.demo.checking import Row, ask_all, ask_one, prepare, row_counts
from husay.demo.day_counts import joiners_part, leavers_part, movers_parts
from husay.demo.engine import Connection
from husay.demo.goods import FALLING_LINE, RETURNED_GROUP, SLIDING_LINE
from husay.demo.ground import (
    FALL_PERMILLE,
    RETURNED_PERCENT,
    SLIDE_PERMILLE,
    STALLED_PERCENT,
)
from husay.demo.sellers import CLOSING_OF_WEAK, STAR_SKILL, Seller
from husay.demo.world import World


def answer_key(con: Connection, world: World) -> AnswerKey:
    """The key of a demo folder; `con` sees its tables as `book_<table>`."""
    timeline = world.timeline
    prepare(con, _variables(world))
    people = {str(row["person"]): row for row in ask_all(con, "people")}
    return AnswerKey(
        seed=world.seed,
        lines=world.scale.lines,
        starts=timeline.start,
        until=timeline.until,
        rows=row_counts(con),
        totals={str(r["figure"]): str(r["value"]) for r in ask_all(con, "totals")},
        troubles=(
            _fall(con, world),
            _slide(con, world),
            _weak_closer(con, world),
            _late_returns(con, world),
            *_joiners_and_leavers(world),
            _moved_unit(con, world),
            *_team_changes(world, people),
            _top_performer(world, people),
            _stalled(con, world),
        ),
    )


def _variables(world: World) -> dict[str, object]:
    timeline = world.timeline
    return {
        "until": timeline.until,
        "falling_unit": places.FALLING_UNIT,
        "falling_line": FALLING_LINE,
        "fall_from": timeline.fall_from,
        "sliding_line": SLIDING_LINE,
        "slide_from": timeline.slide_from,
        "slide_done": timeline.slide_done,
        "weak_closer": world.person(world.cast.weak_closer),
        "returning_unit": places.RETURNING_UNIT,
        "returned_group": RETURNED_GROUP,
        "late_first": timeline.late_returns[0],
        "returned_first": timeline.returned_sales[0],
        "returned_last": timeline.returned_sales[1],
        "stalled_unit": places.STALLED_UNIT,
        "stall_from": timeline.stall_from,
        "moved_unit": places.MOVED_UNIT,
        "moved_from": places.unit(places.MOVED_UNIT).division,
        "moved_to": places.MOVED_TO,
        "reorganised": timeline.reorganised,
    }


def _found(row: Row) -> dict[str, str | int]:
    """A row of findings: whole numbers as they are, amounts as decimal texts."""
    return {
        name: value if isinstance(value, int) else str(value if value is not None else 0)
        for name, value in row.items()
    }


def _fall(con: Connection, world: World) -> Trouble:
    planned: dict[str, str | int] = {"planned_fall_permille": FALL_PERMILLE}
    return Trouble(
        code="unit-line-falls",
        description="One unit sells about a fifth less of one product line than before.",
        ids={"unit": places.FALLING_UNIT, "product_line": FALLING_LINE},
        dates={"from": world.timeline.fall_from},
        size=planned | _found(ask_one(con, "fall")),
    )


def _slide(con: Connection, world: World) -> Trouble:
    row = ask_one(con, "slide")
    size: dict[str, str | int] = {"planned_slide_permille": SLIDE_PERMILLE}
    for when in ("before", "after"):
        share = Decimal(row[f"net_{when}"]) * 1000 / Decimal(row[f"list_{when}"])
        size[f"realisation_{when}_permille"] = int(share.to_integral_value())
    return Trouble(
        code="price-slides",
        description="One product line is sold ever cheaper, and only a little more of it.",
        ids={"product_line": SLIDING_LINE},
        dates={"from": world.timeline.slide_from, "full_from": world.timeline.slide_done},
        size=size | _found(row),
    )


def _weak_closer(con: Connection, world: World) -> Trouble:
    planned: dict[str, str | int] = {
        "planned_win_rate_permille_of_others": CLOSING_OF_WEAK * CLOSING_OF_WEAK // 1000
    }
    return Trouble(
        code="cannot-close",
        description="A seller has as many leads and meetings as others and wins a third of them.",
        ids={
            "seller": world.person(world.cast.weak_closer),
            "could_show": tuple(map(world.person, could_show(world))),
        },
        dates={"from": world.timeline.start},
        size=planned | _found(ask_one(con, "closing")),
    )


def could_show(world: World) -> tuple[int, ...]:
    """The sellers who truly close best, by whom the weak closer is to be brought along: those of
    their team first, then of their division, the best first.

    As good as the best is who is less than a quarter of the way down from the best to the weak
    closer, in logarithms as the mentor match counts: (best / c)^4 < best / weak.
    """
    until, weak = world.timeline.until, world.sellers[world.cast.weak_closer]
    there = [s for s in world.sellers if s.active(until) and not s.joiner and s is not weak]
    best = max(s.closing for s in there)
    good = [s for s in there if s.closing**4 > best**3 * weak.closing]
    teams, own = world.teams, weak.team_on(until)

    def order(one: Seller) -> tuple[bool, bool, int, int]:
        team = one.team_on(until)
        apart = _division(teams[team].unit) != _division(teams[own].unit)
        return team != own, apart, -one.closing, one.index

    return tuple(one.index for one in sorted(good, key=order))


def _division(unit: int) -> str:
    return places.UNITS[unit].division


def _late_returns(con: Connection, world: World) -> Trouble:
    first, last = world.timeline.returned_sales
    row = ask_one(con, "late_returns")
    planned: dict[str, str | int] = {"planned_percent_of_lines": RETURNED_PERCENT}
    return Trouble(
        code="late-returns",
        description="Many sales of two months ago come back in one week, half of each.",
        ids={"unit": places.RETURNING_UNIT, "product_group": RETURNED_GROUP},
        dates={
            "from": world.timeline.late_returns[0],
            "sold_from": first,
            "sold_to": last,
        },
        size=planned | _found({name: row[name] for name in ("lines", "amount")}),
    )


def _joiners_and_leavers(world: World) -> Iterator[Trouble]:
    """Everyone who came (and is slow at first) or went (and whose accounts others took over)."""
    for index in world.cast.joiners:
        seller = world.sellers[index]
        taken = sum(1 for c in world.cares if c.seller == index and c.starts == seller.hired)
        yield Trouble(
            code="joiner",
            description="A new seller took over accounts of team mates and needs months to ramp.",
            ids={"seller": world.person(index), "team": world.teams[seller.team].id},
            dates={"from": seller.hired},
            size={"accounts_taken_over": taken} | joiners_part(seller.hired),
        )
    for index in world.cast.leavers:
        seller = world.sellers[index]
        assert seller.left is not None, "a leaver has left"
        handed = sum(1 for c in world.cares if c.seller == index and c.ends == seller.left)
        yield Trouble(
            code="leaver",
            description="A seller left, slowing down before; team mates took the accounts over.",
            ids={"seller": world.person(index), "team": world.teams[seller.team].id},
            dates={"last_day": seller.left},
            size={"accounts_handed_over": handed} | leavers_part(seller.left),
        )


def _moved_unit(con: Connection, world: World) -> Trouble:
    return Trouble(
        code="unit-moved",
        description="A business unit went from one division to another: then and now differ.",
        ids={
            "unit": places.MOVED_UNIT,
            "from": places.unit(places.MOVED_UNIT).division,
            "to": places.MOVED_TO,
        },
        dates={"from": world.timeline.reorganised},
        size=_found(ask_one(con, "moved_unit") | ask_one(con, "moved_goals")),
    )


def _team_changes(world: World, people: dict[str, Row]) -> Iterator[Trouble]:
    for index in world.cast.movers:
        seller = world.sellers[index]
        assert seller.moves_to is not None, "a mover moves somewhere"
        assert seller.moves_on is not None, "a mover moves some day"
        brought = people[world.person(index)]["this_year_before_the_move"]
        yield Trouble(
            code="team-change",
            description="A seller changed teams in mid-month and kept the accounts.",
            ids={
                "seller": world.person(index),
                "from": world.teams[seller.team].id,
                "to": world.teams[seller.moves_to].id,
            },
            dates={"from": seller.moves_on},
            size={"revenue_this_year_before_the_move": str(brought or 0)}
            | movers_parts(seller.moves_on),
        )


def _top_performer(world: World, people: dict[str, Row]) -> Trouble:
    star = world.person(world.cast.star)
    others = [row["last_365_days"] for who, row in people.items() if row["last_365_days"]]
    return Trouble(
        code="top-performer",
        description="A seller sells two thirds more than others with accounts of the same worth.",
        ids={"seller": star},
        dates={"from": world.timeline.start},
        size={
            "planned_permille_of_usual": STAR_SKILL,
            "revenue_last_365_days": str(people[star]["last_365_days"]),
            "median_seller_last_365_days": str(median(others)),
        },
    )


def _stalled(con: Connection, world: World) -> Trouble:
    row = ask_one(con, "stalled")
    deals: list[str] = row.pop("deals") or []
    planned: dict[str, str | int] = {"planned_percent": STALLED_PERCENT}
    return Trouble(
        code="deals-stall",
        description="One unit's deals come to negotiation and go no further.",
        ids={"unit": places.STALLED_UNIT, "stage": "negotiation", "deals": tuple(deals)},
        dates={"from": world.timeline.stall_from},
        size=planned | _found(row),
    )
