"""What people had said of pay when a run was worked out: assignments, inputs by hand, holds.

Each has its own sequence, of which a run pins how far it had heard; so that what a closed run was
worked out by can be had again, and held against what is said today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Max, Q

from husay.basics.period import Window
from husay.pay.facts import Advance, Facts, Opening, ScoreFact
from husay.pay.inputs.opening import read_opening_data
from husay.pay.inputs.score import read_score_data
from husay.pay.runs.assigned import Held
from husay.pay.withheld import sales_of
from husay.store.pay.assignments import assigned, last_heard
from husay.store.records.models import PayHold, PayInput, PayInputApproval, PayPlanRow, PayRun

SCORE, OPENING, ADVANCE = "score", "opening", "advance"
"""The kinds of inputs."""

EVERYBODY = ""
"""Whose score is everybody's, where they have none of their own."""


@dataclass(frozen=True)
class Heard:
    """How far was heard: the numbers of the last assignment, approval of an input, and hold."""

    assignments: int
    inputs: int
    holds: int


def heard_now(row: PayPlanRow) -> Heard:
    """All that was said until now."""
    approved = PayInputApproval.objects.filter(input__plan=row).aggregate(last=Max("pk"))["last"]
    held = PayHold.objects.filter(kind="sale").aggregate(last=Max("pk"))["last"]
    return Heard(last_heard(row), approved or 0, held or 0)


def heard_by(run: PayRun) -> Heard:
    """What a run was worked out by."""
    return Heard(run.heard, run.inputs, run.holds)


@dataclass(frozen=True)
class Said:
    """What was said of a plan's people: scores, openings and advances by person (scores of
    everybody under `EVERYBODY`), and which sales are on hold."""

    held: tuple[Held, ...] = ()
    scores: Mapping[str, tuple[ScoreFact, ...]] = field(default_factory=dict)
    openings: Mapping[str, Opening] = field(default_factory=dict)
    advances: Mapping[str, tuple[Advance, ...]] = field(default_factory=dict)
    holds: frozenset[str] = frozenset()

    def added_to(self, facts: Facts, near: frozenset[str] | None) -> Facts:
        """A person's facts with what was said: scores of those `near` (None: of all, and all
        openings; else the person's own alone)."""
        others = self.openings if near is None else {}
        scores = self.scores if near is None else [*sorted(near), EVERYBODY]
        held = {sale for line in facts.lines for sale in sales_of(line)} if self.holds else set()
        return replace(
            facts,
            scores=tuple(s for person in scores for s in self.scores.get(person, ())),
            advances=self.advances.get(facts.person, ()),
            holds=tuple(sorted(self.holds & held)),
            opening=self.openings.get(facts.person),
            openings={who: one for who, one in others.items() if who != facts.person},
        )


def said_of(row: PayPlanRow, heard: Heard, *, waiting: bool = False) -> Said:
    """What was said of a plan as far as was heard; `waiting` brings scores that nobody has approved
    yet, marked so, where there is none that was."""
    scores: dict[tuple[str, str, Window], ScoreFact] = {}
    openings: dict[str, Opening] = {}
    advances: dict[str, list[Advance]] = defaultdict(list)
    found = PayInput.objects.filter(plan=row, approval__pk__lte=heard.inputs)
    for one in found.order_by("approval__pk"):
        days = Window(one.starts, one.ends)
        if one.kind == SCORE:
            scores[one.person, one.measure, days] = _score(one, approved=True)
        elif one.kind == OPENING:
            openings[one.person] = read_opening_data(one.starts, one.value)
        else:
            taken = Advance(one.person, one.starts, int(one.value["amount"]))
            advances[one.person].append(taken)
    if waiting:
        for one in PayInput.objects.filter(plan=row, kind=SCORE, approval=None):
            days = Window(one.starts, one.ends)
            if (EVERYBODY, one.measure, days) not in scores:
                key = one.person, one.measure, days
                scores.setdefault(key, _score(one, approved=False))
    by_person: dict[str, list[ScoreFact]] = defaultdict(list)
    for score in scores.values():
        by_person[score.person].append(score)
    return Said(
        assigned(row, heard.assignments),
        {person: tuple(each) for person, each in by_person.items()},
        openings, {person: tuple(each) for person, each in advances.items()},
        sales_held(heard.holds),
    )  # fmt: skip


def _score(one: PayInput, *, approved: bool) -> ScoreFact:
    return ScoreFact(
        person=one.person, measure=one.measure, window=Window(one.starts, one.ends),
        value=read_score_data(one.value), evidence=one.evidence, approved=approved,
    )  # fmt: skip


def sales_held(heard: int) -> frozenset[str]:
    """The sales that were on hold as far as was heard."""
    holds = PayHold.objects.filter(kind="sale", lifts=None, pk__lte=heard)
    standing = holds.exclude(Q(lifted__pk__lte=heard))
    return frozenset(standing.values_list("item", flat=True))
