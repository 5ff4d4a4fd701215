"""Opening balances: where people stand when pay begins to be worked out here in mid-year.

A table has a row for each figure. `kind` says which: `attained` (of a measure, in the window that
holds the day before), `owed` (of draws), `carried` and `paid` (of a cap: what it carries over, and
what was earned under it so far), `earned` (what a line before earned by a term, so that a return of
it can take it back). `name` is the measure, the cap or the term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.book.source import nearest
from husay.pay.document.plan import Plan
from husay.pay.document.term import Cap
from husay.pay.facts import EarnedBefore, Opening
from husay.pay.inputs.score import measures_in
from husay.pay.inputs.table import Row, amount_in, day_of
from husay.pay.interpret.windows import window_of

COLUMNS = ("person", "kind", "name", "amount", "from", "sale", "line", "value")
NEEDED = ("person", "kind", "amount")
KINDS = ("attained", "owed", "carried", "paid", "earned")


def opening_data(one: Opening) -> dict[str, Any]:
    """An opening as plain data."""
    return {
        "attained": [[m, day.isoformat(), value] for (m, day), value in one.attained.items()],
        "owed": one.owed, "carried": dict(one.carried), "paid": dict(one.paid_to_date),
        "earned": [
            [e.term, e.sale, e.line, e.day.isoformat(), e.amount, e.value] for e in one.earned
        ],
    }  # fmt: skip


def read_opening_data(day: date, data: Mapping[str, Any]) -> Opening:
    """What `opening_data` wrote of a day."""
    return Opening(
        day=day, owed=data["owed"], carried=data["carried"], paid_to_date=data["paid"],
        attained={(m, date.fromisoformat(since)): value for m, since, value in data["attained"]},
        earned=tuple(
            EarnedBefore(
                term=term, sale=sale, line=line, day=date.fromisoformat(sold), amount=amount,
                value=value,
            )
            for term, sale, line, sold, amount, value in data["earned"]
        ),
    )  # fmt: skip


@dataclass
class _Person:
    """What was read of one person."""

    attained: dict[tuple[str, date], int] = field(default_factory=dict)
    amounts: dict[tuple[str, str], int] = field(default_factory=dict)
    earned: dict[tuple[str, str, int], EarnedBefore] = field(default_factory=dict)

    def opening(self, day: date) -> Opening:
        """All of it."""
        return Opening(
            day=day, attained=self.attained, owed=self.amounts.get(("owed", ""), 0),
            carried=self._of("carried"), paid_to_date=self._of("paid"),
            earned=tuple(self.earned.values()),
        )  # fmt: skip

    def _of(self, kind: str) -> dict[str, int]:
        return {name: value for (one, name), value in self.amounts.items() if one == kind}


@dataclass
class OpeningReader:
    """Reads a table's rows for a plan and a day; `problems` has all that is wrong with them.

    Problems: `pay-opening-kind`, `pay-opening-name` (no measure, cap or term of this name, with the
    nearest), `pay-opening-window` (a measure is not read over a window that begins then and is
    open), `pay-opening-twice`, `pay-input-day`, `pay-input-amount`, `pay-opening-line`,
    `pay-opening-owed` (below zero).
    """

    plan: Plan
    day: date
    calendar: BusinessCalendar
    problems: list[Problem] = field(default_factory=list)
    people: dict[str, _Person] = field(default_factory=dict)

    def read(self, rows: Sequence[Row]) -> dict[str, Opening]:
        """Openings by person."""
        for row in rows:
            self._row(row)
        return {person: one.opening(self.day) for person, one in self.people.items()}

    def _row(self, row: Row) -> None:
        kind, amount = row.cells.get("kind", "").casefold(), amount_in(row, "amount")
        if kind not in KINDS:
            near = nearest(kind, list(KINDS))
            self.problems.append(row.wrong("kind", "pay-opening-kind", nearest=near))
            return
        if isinstance(amount, Problem):
            self.problems.append(amount)
            return
        person = self.people.setdefault(row.cells.get("person", ""), _Person())
        if kind == "attained":
            self._attained(row, person, amount)
        elif kind == "earned":
            self._earned(row, person, amount)
        else:
            self._amount(row, person, kind, amount)

    def _amount(self, row: Row, person: _Person, kind: str, amount: int) -> None:
        name = "" if kind == "owed" else row.cells.get("name", "")
        caps = [term.name for term in self.plan.terms if isinstance(term, Cap)]
        if kind != "owed" and not self._known(row, name, caps):
            return
        if kind == "owed" and amount < 0:
            self.problems.append(row.wrong("amount", "pay-opening-owed"))
        elif (kind, name) in person.amounts:
            self.problems.append(row.wrong("kind", "pay-opening-twice"))
        else:
            person.amounts[kind, name] = amount

    def _attained(self, row: Row, person: _Person, amount: int) -> None:
        name = row.cells.get("name", "")
        if not self._known(row, name, [m.name for m in self.plan.measures if not m.entered]):
            return
        windows = list(self._windows(name))
        since = windows[0].start if len(windows) == 1 else None
        if row.cells.get("from"):
            given = day_of(row, "from")
            if isinstance(given, Problem):
                self.problems.append(given)
                return
            since = given if given in [window.start for window in windows] else None
        if since is None:
            starts = ", ".join(sorted(window.start.isoformat() for window in windows))
            self.problems.append(row.wrong("from", "pay-opening-window", name=name, starts=starts))
        elif (name, since) in person.attained:
            self.problems.append(row.wrong("name", "pay-opening-twice"))
        else:
            person.attained[name, since] = amount

    def _windows(self, name: str) -> Iterator[Window]:
        """The windows of a measure that are open on the day and began before it."""
        found: set[Window] = set()
        for kind in ("half_month", "week", "month", "quarter", "half", "year"):
            window = window_of(self.day, kind, self.calendar)
            read = any(
                getattr(term, "window", "period") in (kind, "goal") and name in measures_in(term)
                for term in self.plan.terms
            )
            if read and window.start < self.day:
                found.add(window)
        yield from sorted(found, key=lambda window: window.start)

    def _earned(self, row: Row, person: _Person, amount: int) -> None:
        name, sale = row.cells.get("name", ""), row.cells.get("sale", "")
        line = row.cells.get("line", "") or "1"
        if not self._known(row, name, [term.name for term in self.plan.terms]):
            return
        sold, value = day_of(row, "from"), amount_in(row, "value")
        wrong = [one for one in (sold, value) if isinstance(one, Problem)]
        if not sale or not (line.isascii() and line.isdecimal()) or len(line) > 9:
            wrong.append(row.wrong("sale" if not sale else "line", "pay-opening-line"))
        elif (name, sale, int(line)) in person.earned:
            wrong.append(row.wrong("sale", "pay-opening-twice"))
        if wrong or isinstance(sold, Problem) or isinstance(value, Problem):
            self.problems += wrong
            return
        person.earned[name, sale, int(line)] = EarnedBefore(
            term=name, sale=sale, line=int(line), day=sold, amount=amount, value=value
        )

    def _known(self, row: Row, name: str, names: Sequence[str]) -> bool:
        if name in names:
            return True
        near = nearest(name, list(names)) if names else ""
        self.problems.append(row.wrong("name", "pay-opening-name", nearest=near))
        return False
