"""Reading tables of tiers, points, rules and rows: in order, without a gap or an overlap."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

from husay.pay.document.body import Body, Notes, take_figure
from husay.pay.document.expression import Compared, FieldValue, TextValue, Unit
from husay.pay.document.keys import POINT_KEYS, ROW_KEYS, RULE_KEYS, TIER_KEYS
from husay.pay.document.node import Listed, Mapped, Scalar
from husay.pay.document.term import Inside, Point, Rule, Tier


def read_inside(bodies: Sequence[Body], key: str, said: str, unit: Unit) -> Inside:
    """What a table's edges are in: as said, else per cent of goal where any of them is written
    with its per cent sign, else the measure's own unit."""
    if said:
        return cast(Inside, said)
    if unit == "rate":
        return "rate"
    percents = (b.number(key) for b in bodies)
    return "percent_of_goal" if any(p and p[1] == "rate" for p in percents) else _own(unit)


def _own(unit: Unit) -> Inside:
    return unit if unit in ("money", "quantity", "count") else "money"


def edge(body: Body, key: str, inside: Inside, notes: Notes) -> Fraction | None:
    """An edge of a table. Problem `plan-units` where it is not in what the table is in."""
    read = body.number(key)
    if read is None:
        return None
    value, unit = read
    in_percent = inside in ("percent_of_goal", "rate")
    if value and in_percent != (unit == "rate"):
        notes.wrong(body.place(key), "plan-edge-units", body.text(key), unit=inside)
        return None
    return value


def read_tiers(bodies: Sequence[Body], inside: Inside, notes: Notes) -> tuple[Tier, ...]:
    """Tiers in order.

    Problems: `plan-tier-order` (an edge not above the one before), `plan-tier-gap` and
    `plan-tier-overlap` (`to` is not the next one's `from`), `plan-tier-closed` (the last one
    ends), `plan-tier-pays` (not exactly one of rate, times, each and amount).
    """
    found = list[Tier]()
    ends: tuple[Fraction, Body] | None = None
    for body in bodies:
        start = edge(body, "from", inside, notes)
        if start is None:
            ends = None
            continue
        _joins(ends, start, found, body, notes)
        end = edge(body, "to", inside, notes) if body.text("to") else None
        ends = (end, body) if end is not None else None
        tier = _tier(body, start, notes)
        if tier is not None:
            found.append(tier)
    if ends is not None:
        notes.wrong(ends[1].place("to"), "plan-tier-closed", ends[1].text("to"))
    return tuple(found)


def _joins(
    ends: tuple[Fraction, Body] | None, start: Fraction, found: list[Tier], body: Body, notes: Notes
) -> None:
    """Note what is wrong between one tier and the next."""
    place, said = body.place("from"), body.text("from")
    if ends is not None and start != ends[0]:
        code = "plan-tier-gap" if start > ends[0] else "plan-tier-overlap"
        notes.wrong(place, code, said, end=ends[1].text("to"), first=ends[1].place("to").line)
    elif found and start <= found[-1].start:
        notes.wrong(place, "plan-tier-order", said, first=found[-1].place.line)


def _tier(body: Body, start: Fraction, notes: Notes) -> Tier | None:
    keys = [key for key in ("rate", "times", "each", "amount") if body.given(key)]
    if len(keys) != 1:
        notes.wrong(body.node.place, "plan-tier-pays", body.text("from"))
        return None
    times = body.number("times")
    return Tier(
        start=start,
        place=body.node.place,
        rate=body.figure("rate", "rate"),
        times=times[0] if times else None,
        each=body.figure("each", "money"),
        amount=body.figure("amount", "money"),
    )


def read_points(bodies: Sequence[Body], inside: Inside, notes: Notes) -> tuple[Point, ...]:
    """Points of a curve, in order; two at the same place are a jump. Problem `plan-tier-order`."""
    found = list[Point]()
    for body in bodies:
        at, pays = edge(body, "at", inside, notes), body.number("pays")
        if at is None or pays is None:
            continue
        before = [point.at for point in found]
        if before and (at < before[-1] or before[-2:] == [at, at]):
            place = body.place("at")
            notes.wrong(place, "plan-tier-order", body.text("at"), first=found[-1].place.line)
        found.append(Point(at, pays[0], body.node.place))
    return tuple(found)


def read_rows(
    bodies: Sequence[Body], inside: Inside, notes: Notes
) -> tuple[tuple[Fraction, Fraction], ...]:
    """Rows of a multiplier: (from, times), in order. Problem `plan-tier-order`."""
    found = list[tuple[Fraction, Fraction]]()
    for body in bodies:
        start, times = edge(body, "from", inside, notes), body.number("times")
        if start is None or times is None:
            continue
        if found and start <= found[-1][0]:
            notes.wrong(body.place("from"), "plan-tier-order", body.text("from"),
                        first=body.node.place.line)  # fmt: skip
        found.append((start, times[0]))
    return tuple(found)


def read_rules(body: Body, unit: Unit, notes: Notes) -> tuple[Rule, ...]:
    """Rules: a list with conditions, or rates by the values of one field (`by`).

    Problems: `plan-rules-by`, `plan-rule-pays` (not exactly one of rate and each).
    """
    found = body.node.get("rates")
    if isinstance(found, Mapped):
        return _rules_by(found, body, unit, notes)
    if body.given("by"):
        notes.wrong(body.place("by"), "plan-rules-by", body.text("by"))
    rules = []
    for item in body.items("rates") if isinstance(found, Listed) else ():
        rule = Body(item, RULE_KEYS, notes)
        if rule.given("rate") == rule.given("each"):
            notes.wrong(item.place, "plan-rule-pays")
            continue
        rate, each = rule.figure("rate", "rate"), rule.figure("each", "money")
        rules.append(Rule(rule.condition("where"), rate, each, item.place))
    if found is not None and not isinstance(found, Listed):
        notes.wrong(found.place, "plan-not-list", "rates")
    return tuple(rules) + _otherwise(body, unit, notes)


def _rules_by(table: Mapped, body: Body, unit: Unit, notes: Notes) -> tuple[Rule, ...]:
    name = body.text("by")
    if notes.fields.get(name) != "text":
        notes.wrong(body.place("by"), "plan-rules-by", name)
        return ()
    rules = []
    for entry in table.entries:
        if not isinstance(entry.value, Scalar):
            notes.wrong(entry.value.place, "plan-not-text", entry.key.text)
            continue
        where = Compared("=", FieldValue(name, "text"), TextValue(entry.key.text))
        rules.append(_pays(where, entry.value, unit, notes))
    return tuple(rules) + _otherwise(body, unit, notes)


def _otherwise(body: Body, unit: Unit, notes: Notes) -> tuple[Rule, ...]:
    last = body.scalar("otherwise")
    return (_pays(None, last, unit, notes),) if last is not None else ()


def _pays(where: Compared | None, said: Scalar, unit: Unit, notes: Notes) -> Rule:
    """A rule that pays a rate of money, or an amount for each piece or deal."""
    if unit == "money":
        return Rule(where, take_figure(said, "rate", notes), None, said.place)
    return Rule(where, None, take_figure(said, "money", notes), said.place)


def tables(body: Body, key: str, notes: Notes) -> list[Body]:
    """The rows of a term's table, each read by the table's keys."""
    keys = {"tiers": TIER_KEYS, "points": POINT_KEYS, "rows": ROW_KEYS}[key]
    return [Body(item, keys, notes) for item in body.items(key)]
