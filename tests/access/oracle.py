"""Who receives what, in plain Python: no SQL, no code of husay's.

Written from the law. A manager receives whole whatever was sold by those who are theirs today
(in their units and below, or reporting to them, and themselves), wherever it was, and whatever was
ever sold in the units that are theirs today; without persons, what was sold below a unit as it
stood on the day: always for units that are theirs today, and for those once led on those days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.access.invented import DAYS, Invented, Row, day

FOREVER = date(9999, 12, 31)


def holds(row: Row, on: date) -> bool:
    """Whether a dated row holds on a day."""
    return bool(row["valid_from"] <= on <= (row.get("valid_to") or FOREVER))


@dataclass(frozen=True)
class Part:
    """One person's part of a sale line."""

    key: tuple[str, str, int]
    day: date
    seller: str | None
    unit: str | None
    amount: int
    quantity: int | None
    row: Row


@dataclass(frozen=True)
class Reach:
    """Whose rows somebody receives."""

    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    led: tuple[tuple[str, date, date], ...] = ()
    everything: bool = False


@dataclass(frozen=True)
class Oracle:
    """One company, asked in plain Python."""

    company: Invented

    def place(self, person: str | None, on: date) -> Row | None:
        """Where a person sells or leads on a day: where they began last."""
        mine = [
            row for row in self.company.assignments
            if row["person"] == person and holds(row, on) and row["role"] != "support"
        ]  # fmt: skip
        return max(mine, key=lambda row: row["valid_from"], default=None)

    def unit_of(self, person: str | None, on: date) -> str | None:
        place = self.place(person, on)
        return str(place["unit"]) if place else None

    def above(self, unit: str, on: date) -> Iterator[str]:
        """The units above a unit on a day, itself first; none where it is not there."""
        current: str | None = unit
        while current is not None:
            found = [u for u in self.company.units if u["unit"] == current and holds(u, on)]
            if not found:
                return
            yield current
            current = found[0].get("parent")

    def lies_in(self, unit: str | None, upper: str, on: date) -> bool:
        """Whether a unit is another, or lies below it on a day."""
        return unit is not None and (unit == upper or upper in self.above(unit, on))

    def parts(self) -> list[Part]:
        return [part for line in self.company.sale_lines for part in self._parts(line)]

    def _parts(self, line: Row) -> Iterator[Part]:
        key = (line["source"], line["sale"], line["line"])
        shares: Counter[str | None] = Counter()
        for c in self.company.credits:
            if (c["source"], c["sale"], c["line"], c["role"]) == (*key, "direct"):
                shares[c["person"]] += c["share"]
        sellers: dict[str | None, int] = dict(shares) or {line["seller"] or self._owner(line): 1}
        amounts, quantities = dealt(line["amount"], sellers), dealt(line["quantity"], sellers)
        for seller in sellers:
            unit = line["unit"] or self.unit_of(seller, line["date"])
            yield Part(
                key, line["date"], seller, unit, amounts[seller] or 0, quantities[seller], line
            )

    def _owner(self, line: Row) -> str | None:
        mine = [
            row for row in self.company.ownerships
            if row["item"] == line["customer"] and holds(row, line["date"])
        ]  # fmt: skip
        return str(max(mine, key=lambda row: row["valid_from"])["person"]) if mine else None

    def manager(self, person: str | None, given: frozenset[str], today: date) -> Reach:
        """What a manager reaches."""
        leads = [
            (row["unit"], row["valid_from"], row.get("valid_to") or FOREVER)
            for row in self.company.assignments
            if row["person"] == person and row["role"] == "manager"
        ]
        tops = given | {unit for unit, first, last in leads if first <= today <= last}
        everywhere = {str(row["unit"]) for row in self.company.units}
        units = tops | {u for u in everywhere if any(self.lies_in(u, t, today) for t in tops)}
        people = {person} if person else set()
        for other in {row["person"] for row in self.company.assignments}:
            places = [p for p in (self.place(other, today),) if p] or [
                r for r in self.company.assignments if r["person"] == other and holds(r, today)
            ]
            if any(p["unit"] in units or (person and p["manager"] == person) for p in places):
                people.add(other)
        always = tuple((unit, date.min, FOREVER) for unit in units)
        once = tuple(lead for lead in leads if lead[2] < today)
        return Reach(frozenset(people), frozenset(units), always + once)

    def whole(self, reach: Reach, seller: str | None, unit: str | None) -> bool:
        """Whether what somebody sold in a unit is received whole."""
        return reach.everything or seller in reach.people or unit in reach.units

    def totalled(self, reach: Reach, unit: str | None, on: date) -> bool:
        """Whether what was sold in a unit on a day is received without the person."""
        return any(
            first <= on <= last and self.lies_in(unit, upper, on)
            for upper, first, last in reach.led
        )

    def received(self, reach: Reach, within: str | None = None) -> list[tuple[Part, bool]]:
        """Every part of a line that is received, and whether it tells who sold it."""
        found = []
        for part in self.parts():
            if within is not None and not self.lies_in(part.unit, within, part.day):
                continue
            if self.whole(reach, part.seller, part.unit):
                found.append((part, True))
            elif within is not None or self.totalled(reach, part.unit, part.day):
                found.append((part, False))
        return found

    def deal_events(self, reach: Reach) -> Counter[tuple[Any, ...]]:
        """What happened to deals, received: (deal, event, day, stage, seller)."""
        happened: list[tuple[Any, ...]] = []
        for deal in self.company.deals:
            own = deal["deal"], deal["seller"]
            happened.append((own[0], "created", deal["created"], deal["stage"], own[1]))
            if deal["status"] != "open" and deal["closed"]:
                closed = (own[0], deal["status"], deal["closed"], deal["stage"], own[1])
                happened.append(closed)
            happened += [
                (own[0], "stage", s["entered"], s["stage"], own[1])
                for s in self.company.deal_stages if s["deal"] == own[0]
            ]  # fmt: skip
        return Counter(e for e in happened if self.whole(reach, e[4], self.unit_of(e[4], e[2])))

    def open_deals(self, reach: Reach, on: date) -> list[Row]:
        """The deals that were open at the end of a day."""
        found = []
        for deal in self.company.deals:
            gone = deal["closed"] or deal["created"] if deal["status"] != "open" else FOREVER
            unit = self.unit_of(deal["seller"], on)
            if deal["created"] <= on < gone and self.whole(reach, deal["seller"], unit):
                found.append(deal)
        return found

    def deals(self, reach: Reach) -> list[Row]:
        """The deals of which anything is received."""
        known = {event[0] for event in self.deal_events(reach)}
        for number in range(3 * DAYS):
            known |= {deal["deal"] for deal in self.open_deals(reach, day(number))}
        return [deal for deal in self.company.deals if deal["deal"] in known]

    def activities(self, reach: Reach) -> list[Row]:
        return [
            a for a in self.company.activities
            if self.whole(reach, a["seller"], self.unit_of(a["seller"], a["date"]))
        ]  # fmt: skip

    def goals(self, reach: Reach) -> set[tuple[str, str]]:
        among = {"seller": reach.people, "unit": reach.units}
        return {
            (g["scope"], g["item"]) for g in self.company.goals
            if reach.everything or g["item"] in among.get(g["scope"], ())
        }  # fmt: skip


def dealt(size: int | None, shares: dict[Any, int]) -> dict[Any, int | None]:
    """A whole dealt by largest remainder; of two alike, who comes first in the alphabet."""
    if size is None or len(shares) == 1:
        return dict.fromkeys(shares, size)
    whole, sign = sum(shares.values()), -1 if size < 0 else 1
    found = {who: abs(size) * share // whole for who, share in shares.items()}
    order = sorted(shares, key=lambda who: (-(abs(size) * shares[who] % whole), who))
    for who in order[: abs(size) - sum(found.values())]:
        found[who] += 1
    return {who: sign * part for who, part in found.items()}
