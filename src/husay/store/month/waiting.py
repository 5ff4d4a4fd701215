"""What waits for whom, by step: each kind gathered by one function, within the viewer's rights.

A function that finds another kind of thing stands in `WAITING` under its step, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from husay.access.role import Right
from husay.basics.period import DAY, Window
from husay.coaching.attention import MOST, PersonFacts, attention
from husay.loop import Raised, Step, Waits
from husay.pay.runs.questions import WAITING as ASKED
from husay.pay.runs.states import State, next_steps
from husay.pay.runs.states import Step as PayStep
from husay.store.coaching.dates import dates
from husay.store.coaching.plans import plans
from husay.store.coaching.week import TeamRead
from husay.store.goal_plans.seen import PlanRow
from husay.store.goal_plans.waiting import waiting, waiting_for_owners
from husay.store.pay.assignments import own_plans
from husay.store.pay.keeping import period_of, state_of
from husay.store.pay.questions_seen import questions_seen, waits_for
from husay.store.pay.questions_seen import state_of as question_state
from husay.store.pay.steps import calculated_by
from husay.store.records.models import ImportRun, PayRun
from husay.store.signals.reading import signals

if TYPE_CHECKING:
    from husay.store.company import Company

_NEXT: Mapping[State, PayStep] = {
    "draft": "calculate", "calculated": "review", "reviewed": "approve", "approved": "release",
    "released": "pay",
}  # fmt: skip
"""What is done with a run next."""


@dataclass(frozen=True)
class Around:
    """Who asks, of which month. What is known of those whom they lead is read when somebody wants
    it: by then signals are swept."""

    company: Company
    month: Window
    read_people: Callable[[], TeamRead | None]
    read_teams: Callable[[], Mapping[str, Sequence[PersonFacts]]]
    read_bars: Callable[[], Sequence[tuple[PlanRow, Raised]]]

    @property
    def people(self) -> TeamRead | None:
        """What is known of the viewer's people; None where they lead nobody."""
        return self.read_people()

    @property
    def teams(self) -> Mapping[str, Sequence[PersonFacts]]:
        """The same, by who leads each."""
        return self.read_teams()

    @property
    def somebody(self) -> bool:
        """Whether something can wait for whoever asks: the operator is nobody in particular."""
        return not self.company.viewer.operator

    def may(self, right: Right) -> bool:
        """Whether whoever asks has a right."""
        return self.company.viewer.may(right)


def imports(around: Around) -> Iterator[Waits]:
    """Imports that are queued, and sources whose newest import was refused."""
    if not around.may(Right.BRING_IN):
        return
    newest = ImportRun.objects.order_by().values("source").annotate(newest=Max("pk"))
    for run in ImportRun.objects.filter(pk__in=newest.values("newest")).order_by("asked", "pk"):
        if run.state in (ImportRun.State.WAITING, ImportRun.State.RUNNING):
            yield Waits(step="bring-in", what="import", whom="administrator", mine=False,
                        number=run.pk, about=run.source)  # fmt: skip
        elif run.state in (ImportRun.State.REFUSED, ImportRun.State.FAILED):
            yield Waits(step="bring-in", what="refused-import", whom="administrator",
                        mine=around.somebody, number=run.pk, about=run.source)  # fmt: skip


def goals(around: Around) -> Iterator[Waits]:
    """Goals of open plans: those that wait for the viewer, and those that wait for others whose
    goals the viewer plans or leads."""
    for one in waiting(around.company):
        yield Waits(step="set", what="goal", whom="owner", mine=around.somebody,
                    count=len(one.keys), number=one.row.number, about=one.row.name)  # fmt: skip
    for one in waiting_for_owners(around.company):
        yield Waits(step="set", what="goal", whom="owner", mine=False,
                    count=len(one.keys), number=one.row.number, about=one.row.name)  # fmt: skip


def unjudged(around: Around) -> Iterator[Waits]:
    """Signals that are put before people, for those who may judge them."""
    found = signals(around.company) if around.may(Right.JUDGE_SIGNALS) else None
    if found is not None and found.pushed:
        yield Waits(step="catch", what="signal", whom="manager", mine=around.somebody,
                    count=len(found.pushed))  # fmt: skip


def people(around: Around) -> Iterator[Waits]:
    """Whoever most needs the viewer's time; for the operator whoever does in each team."""
    for facts in around.teams.values():
        for one in attention(facts, MOST if around.somebody else 1):
            yield Waits(step="coach", what="person", whom="manager", mine=around.somebody,
                        about=one.person)  # fmt: skip


def visits(around: Around) -> Iterator[Waits]:
    """Days that were planned with somebody: gone by, or to come within a week."""
    read, soon = around.people, around.company.today + 7 * DAY
    for one in dates(around.company, read.leading) if read is not None else ():
        if one.day <= soon:
            yield Waits(step="coach", what="visit", whom="manager", mine=around.somebody,
                        about=one.seller, due=one.day)  # fmt: skip


def actions(around: Around) -> Iterator[Waits]:
    """What was agreed in the coaching plans of one's people and is overdue, and follow-ups that are
    due."""
    read, today = around.people, around.company.today
    for plan in read.open_plans if read is not None else ():
        seller, due = plan.plan.seller, plan.plan.follow_up
        for one in plan.actions:
            if one.overdue(today):
                mine = around.somebody and one.who == "manager"
                yield Waits(step="coach", what="action", whom=one.who, mine=mine,
                            number=plan.number, about=seller, due=one.due)  # fmt: skip
        if due is not None and due <= today + 7 * DAY:
            yield Waits(step="coach", what="follow-up", whom="manager", mine=around.somebody,
                        number=plan.number, about=seller, due=due)  # fmt: skip


def own_actions(around: Around) -> Iterator[Waits]:
    """What one agreed to do oneself, in one's own plans."""
    person = around.company.viewer.person
    if not around.somebody or not person or not around.may(Right.OWN_PLAN):
        return
    for plan in plans(around.company, person):
        if plan.mine and plan.plan.open:
            for action in plan.open_actions:
                if action.who == "seller":
                    yield Waits(step="coach", what="action", whom="seller", mine=True,
                                number=plan.number, due=action.due)  # fmt: skip


def runs(around: Around) -> Iterator[Waits]:
    """Pay runs of periods that are over by the month's end, with what is done with each next."""
    if not around.may(Right.RUN_PAY):
        return
    company = around.company
    rows = PayRun.objects.filter(ends__lte=around.month.end).exclude(state="paid")
    for run in rows.select_related("plan").order_by("starts", "pk"):
        state = state_of(run)
        act = _NEXT[state]
        mine = act in next_steps(state, company.author, calculated_by(run)) and around.somebody
        yield Waits(step="pay", what="run", whom="compensation", mine=mine, number=run.pk,
                    about=run.plan.name, act=act, days=period_of(run))  # fmt: skip


def questions(around: Around) -> Iterator[Waits]:
    """Questions about pay: those that compensation has to answer, and answers to one's own."""
    company, answers = around.company, around.may(Right.ANSWER_PAY)
    if not (answers or around.may(Right.OWN_PAY)):
        return
    for row in questions_seen(company):
        own = row.person == company.viewer.person
        if question_state(row) in ASKED and answers:
            mine = around.somebody and waits_for(company, row)
            yield Waits(step="pay", what="question", whom="compensation", mine=mine,
                        number=row.pk, due=row.due)  # fmt: skip
        elif question_state(row) == "answered" and own:
            yield Waits(step="pay", what="answered-question", whom="seller", mine=True,
                        number=row.pk)  # fmt: skip


def unread_plans(around: Around) -> Iterator[Waits]:
    """One's own pay plans that one has not accepted yet."""
    if around.may(Right.OWN_PAY) and around.somebody:
        for own in own_plans(around.company):
            if own.accepted is None:
                yield Waits(step="pay", what="plan", whom="seller", mine=True, about=own.row.name)


def bars(around: Around) -> Iterator[Waits]:
    """Next bars that no plan asks yet."""
    if around.may(Right.SET_GOALS):
        for row, one in around.read_bars():
            yield Waits(step="raise", what="bar", whom="executive", mine=around.somebody,
                        count=one.bars, number=row.number, about=row.name)  # fmt: skip


WAITING: Mapping[Step, tuple[Callable[[Around], Iterator[Waits]], ...]] = {
    "bring-in": (imports,),
    "set": (goals,),
    "track": (),
    "catch": (unjudged,),
    "coach": (people, visits, actions, own_actions),
    "pay": (runs, questions, unread_plans),
    "raise": (bars,),
}
