"""To whom a plan is assigned, by dates: what was said last about a day holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from husay.basics.period import DAY, Window
from husay.pay.facts import Member, ParameterFact

FOREVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Assignment:
    """A person has a plan from `starts` to `ends` (None: until another one says otherwise), with
    parameters of their own in whole units; or, `out`, has it no longer."""

    person: str
    starts: date
    ends: date | None = None
    parameters: Mapping[str, Fraction] = field(default_factory=dict)
    out: bool = False

    @property
    def days(self) -> Window:
        """Its days."""
        return Window(self.starts, self.ends or FOREVER)


@dataclass(frozen=True)
class Held:
    """Some days of a person under a plan, with what their parameters are then."""

    person: str
    days: Window
    parameters: Mapping[str, Fraction]


def held(said: Iterable[Assignment]) -> tuple[Held, ...]:
    """Who has the plan when, by person and day; of two assignments the later said holds.

    `said` is in the order in which it was said.
    """
    spans: dict[str, list[Assignment]] = {}
    for one in said:
        kept = [piece for known in spans.get(one.person, []) for piece in _outside(known, one.days)]
        spans[one.person] = [*kept, one]
    found = [
        Held(one.person, one.days, one.parameters)
        for pieces in spans.values()
        for one in pieces
        if not one.out
    ]
    return tuple(sorted(found, key=lambda one: (one.person, one.days.start)))


def _outside(known: Assignment, days: Window) -> list[Assignment]:
    """The days of an assignment that another does not claim."""
    pieces = []
    if known.starts < days.start:
        ends = min(known.days.end, days.start - DAY)
        pieces.append(_cut(known, Window(known.starts, ends)))
    if known.days.end > days.end:
        starts = max(known.starts, days.end + DAY)
        pieces.append(_cut(known, Window(starts, known.days.end)))
    return pieces


def _cut(known: Assignment, days: Window) -> Assignment:
    ends = None if days.end == FOREVER else days.end
    return Assignment(known.person, days.start, ends, known.parameters, known.out)


def members(spans: Iterable[Held], hired: Mapping[str, date]) -> tuple[Member, ...]:
    """Whose plan it is, while; days that adjoin are one."""
    found = list[Member]()
    for one in spans:
        last = found[-1] if found else None
        if last and last.person == one.person and last.window.end + DAY == one.days.start:
            whole = Window(last.window.start, one.days.end)
            found[-1] = Member(one.person, whole, last.hired)
        else:
            found.append(Member(one.person, one.days, hired.get(one.person)))
    return tuple(found)


def parameters(spans: Iterable[Held]) -> tuple[ParameterFact, ...]:
    """What parameters are for each person, while."""
    return tuple(
        ParameterFact(one.person, name, one.days, value)
        for one in spans
        for name, value in sorted(one.parameters.items())
    )
