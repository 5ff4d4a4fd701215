"""A joint visit or call: what a manager saw a seller do, in a few scores and a few words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from husay.basics.problem import Problem
from husay.coaching.areas import AREAS, Area
from husay.coaching.days import beyond_belief

Kind = Literal["visit", "call"]
KINDS: tuple[Kind, ...] = ("visit", "call")

SCORES = (1, 2, 3, 4)
"""Not seen, began, well, could teach it. No occasion is no score."""

FEWEST, MOST = 2, 8
"""How many behaviours one visit is scored on: more is not watched, less says nothing."""

LONGEST, LONGEST_CUSTOMER = 500, 255

CHANGED_WITHIN = 7
"""Days after it was first kept in which who wrote a visit may still change it: what was mistyped in
a car park is put right in the same week; what the seller has worked with since then stays."""


@dataclass(frozen=True)
class Scored:
    """One behaviour as it was seen. `revision` is the practice's when it was scored, so that its
    words can be found again; `score` is of `SCORES`, or None where there was no occasion."""

    practice: str
    revision: int
    behaviour: str
    area: Area
    score: int | None

    @property
    def name(self) -> str:
        """The behaviour among all of the playbook."""
        return f"{self.practice}/{self.behaviour}"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit or call of `seller`, scored by `by` (as the audit log writes it).

    `key` is made where it was written down, before it was sent: what is sent twice is one visit.
    """

    key: str
    seller: str
    by: str
    day: date
    kind: Kind
    customer: str = ""
    scores: tuple[Scored, ...]
    strength: str = ""
    work_on: str = ""
    next_step: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What was written: strength, what to work on, next step."""
        return self.strength, self.work_on, self.next_step


def may_change(kept: date, today: date) -> bool:
    """Whether a visit that was first kept on a day may still be changed."""
    return (today - kept).days <= CHANGED_WITHIN


def mistakes(visit: Visit, today: date) -> tuple[Problem, ...]:
    """What is wrong with a visit: `visit-without-seller`, `visit-kind`, `date-beyond-belief`,
    `visit-to-come`, `visit-behaviours`, `visit-twice`, `visit-score`, `visit-too-long`."""
    return tuple(_mistakes(visit, today))


def _mistakes(visit: Visit, today: date) -> Iterable[Problem]:
    if not visit.seller:
        yield Problem(code="visit-without-seller")
    if visit.kind not in KINDS:
        yield Problem(code="visit-kind", value=visit.kind)
    yield from beyond_belief(visit.day)
    if visit.day > today:
        yield Problem(code="visit-to-come", value=visit.day.isoformat())
    if not FEWEST <= len(visit.scores) <= MOST:
        said = (("fewest", str(FEWEST)), ("most", str(MOST)))
        yield Problem(code="visit-behaviours", value=str(len(visit.scores)), values=said)
    names = [one.name for one in visit.scores]
    if len(set(names)) < len(names):
        yield Problem(code="visit-twice")
    for one in visit.scores:
        if one.area not in AREAS or (one.score is not None and one.score not in SCORES):
            yield Problem(code="visit-score", value=str(one.score))
    limits = [*((text, LONGEST) for text in visit.words), (visit.customer, LONGEST_CUSTOMER)]
    for text, most in limits:
        if len(text) > most:
            yield Problem(code="visit-too-long", value=text[:40], values=(("most", str(most)),))
