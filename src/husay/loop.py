"""The whole story: a month of a company that sells, from its goals to its next ones.

    set goals → track → catch → coach → pay → raise the bar, as a team

Each function below is one step, and its first line the question that it answers: which facts it
asks for, which rule of the floors beneath makes something of them, what is kept, what then waits
for whom. The rules are the very ones that every page, command and call goes by. Facts are read and
results kept by a `House` (the store has the real ones, `husay.store.month`): one that keeps what
comes of a month, for `husay loop`, and one that only looks, for the page Month. Nothing here
approves, pays or publishes: that is what waits for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem
from husay.coaching.attention import Attention, PersonFacts, attention
from husay.goals.listing import Wanted, list_goals
from husay.measures.reader import SnapshotReader
from husay.pay.document.plan import Plan
from husay.pay.interpret.windows import windows_in
from husay.pay.runs.states import State, refused
from husay.tracking.signals.found import Swept
from husay.tracking.signals.series import Series
from husay.tracking.signals.sweep import sweep
from husay.tracking.standing import Standing, standing

Step = Literal["bring-in", "set", "track", "catch", "coach", "pay", "raise"]
STEPS: tuple[Step, ...] = ("bring-in", "set", "track", "catch", "coach", "pay", "raise")

What = Literal[
    "import", "refused-import", "goal", "counter", "signal", "person", "visit", "action",
    "follow-up", "run", "question", "answered-question", "plan", "bar",
]  # fmt: skip
Whom = Literal["owner", "seller", "manager", "executive", "compensation", "administrator"]
"""Whom something waits for; an owner is whoever has the goal: a seller, or who leads a unit."""


@dataclass(frozen=True, kw_only=True)
class Waits:
    """Something that waits for somebody: `count` of `what`, and `mine` where that is the viewer.

    `number` and `about` say where it is done: the number of a plan, run, question or import; a
    person, or what a plan is called. `act` is what is to be done with a run of some `days`, `due`
    until when something is to be done.
    """

    step: Step
    what: What
    whom: Whom
    mine: bool
    count: int = 1
    number: int | None = None
    about: str = ""
    act: str = ""
    days: Window | None = None
    due: date | None = None


@dataclass(frozen=True)
class BroughtIn:
    """An import that was run: the source's name, how many rows of the book are new, and how many
    changed; not `done` where it was refused."""

    source: str
    new: int
    changed: int
    done: bool


@dataclass(frozen=True)
class Caught:
    """What is open of the signals that are put before people, on a sweep's last day."""

    as_of: date
    falls: int
    rises: int


@dataclass(frozen=True)
class Run:
    """A pay run, of how many people, and whether it is `stale`: worked out by older facts."""

    number: int
    plan: str
    days: Window
    state: State
    stale: bool
    people: int


@dataclass(frozen=True)
class PlanInForce:
    """A pay plan that somebody has."""

    number: int
    document: Plan


@dataclass(frozen=True)
class Raised:
    """The next bars of a published plan of goals, how many of them ask for more than before, and
    from which day on they hold."""

    plan: str
    bars: int
    raised: int
    begins: date


@dataclass(frozen=True)
class Told:
    """One step of a month: what it found (None where it could not be done), what waits for whom,
    and what went wrong."""

    step: Step
    found: object
    waits: tuple[Waits, ...] = ()
    problems: tuple[Problem, ...] = ()


class House(Protocol):
    """Where the facts of a month are read, and what comes of it is kept, as far as a viewer may."""

    @property
    def month(self) -> Window:
        """The month that is told."""

    @property
    def until(self) -> date | None:
        """The last day of the month that the book knows; None where it knows none."""

    @property
    def calendar(self) -> BusinessCalendar:
        """The company's calendar."""

    def may(self, step: Step) -> bool:
        """Whether a step is any of the viewer's business."""

    def waits(self, step: Step) -> tuple[Waits, ...]:
        """What waits for the viewer, or for others as far as the viewer may know."""

    def failed(self, step: Step, error: Exception) -> Problem:
        """A fault of our own, noted for whoever looks after the company, as a problem."""

    def bring_in(self) -> tuple[Sequence[BroughtIn], Sequence[Problem]]:
        """Run the imports that wait or are due."""

    def book(self) -> SnapshotReader:
        """What the viewer receives of the newest snapshot."""

    def own(self) -> tuple[SnapshotReader, SnapshotReader] | None:
        """What the viewer stands for (the company, what they lead, themselves): its sales, and all
        that its people sold; None where they stand for nothing."""

    def tell_of_goals(self) -> None:
        """Tell people of their goals, where something is new of them."""

    def unswept(self) -> tuple[SnapshotReader, date, Mapping[Series, date]] | None:
        """The whole book with its last day and the levels that were accepted, where no sweep has
        seen it yet."""

    def keep(self, swept: Swept) -> None:
        """Keep what a sweep found: an episode opens once, and is told once."""

    def caught(self) -> Caught | None:
        """What is open of what sweeps found; None before the first."""

    def teams(self) -> Mapping[str, Sequence[PersonFacts]]:
        """What is known of people now, by who leads them."""

    def pay_plans(self) -> Sequence[PlanInForce]:
        """The pay plans that are in force on the month's last day."""

    def is_over(self, period: Window) -> bool:
        """Whether the book knows a period to its end."""

    def run(self, plan: PlanInForce, period: Window) -> Run | None:
        """The run of a period, if there is one."""

    def work_out(self, plan: PlanInForce, period: Window) -> Run:
        """Work a period out, person by person (`husay.pay.interpret`) or the same by SQL
        (`husay.pay.compile`), as a draft that people review, approve and release."""

    def next_bars(self) -> Sequence[Raised]:
        """What owners of published goals may be asked for next (`husay.goals.next_bar`)."""


def bring_in(house: House) -> Told:
    """What was sold? The imports that wait become facts: all of one or nothing, never edited."""
    brought, problems = house.bring_in()
    return Told("bring-in", tuple(brought), house.waits("bring-in"), tuple(problems))


def set_goals(house: House) -> Told:
    """What must we sell, and who carries which part? Goals count once they are agreed on."""
    wanted = Wanted(measure="revenue", first=house.month.start, last=house.month.end)
    _goals, published = list_goals(house.book(), wanted, limit=0, offset=0)
    return Told("set", published, house.waits("set"))


def track(house: House) -> Told:
    """Where do we stand, against goal and last year? And everybody is told of their goals."""
    stands: Standing | None = None
    own = house.own()
    if own is not None and house.until is not None:
        sales, of_people = own
        stands = standing(sales, house.until, of_people)
    house.tell_of_goals()
    return Told("track", stands, house.waits("track"))


def catch(house: House) -> Told:
    """What has started to fall, since when, and how sure are we? People judge what is found."""
    unswept = house.unswept()
    if unswept is not None:
        house.keep(sweep(*unswept))
    return Told("catch", house.caught(), house.waits("catch"))


def coach(house: House) -> Told:
    """Who needs time, and on what? By signals, gaps, goals at risk, and what was agreed before."""
    turns: dict[str, tuple[Attention, ...]] = {}
    for leader, people in house.teams().items():
        turns[leader] = attention(people)
    return Told("coach", turns, house.waits("coach"))


def pay(house: House) -> Told:
    """What has each earned, and why? Periods that are over are worked out, as drafts."""
    runs, problems = list[Run](), list[Problem]()
    for plan in house.pay_plans():
        for period in windows_in(house.month, plan.document.period, house.calendar):
            if period.end > house.month.end or not house.is_over(period):
                continue  # it goes on
            run = house.run(plan, period)
            try:
                if run is None or is_to_be_worked_out(run):
                    run = house.work_out(plan, period)
            except Mistake as wrong:  # another plan's people are paid all the same
                problems += wrong.problems
            runs += [run] if run is not None else []
    return Told("pay", tuple(runs), house.waits("pay"), tuple(problems))


def is_to_be_worked_out(run: Run) -> bool:
    """Whether a draft rests on older facts. Once people have looked at it, it is theirs to redo."""
    return run.stale and run.state != "reviewed" and refused(run.state, "calculate", "", "") is None


def raise_the_bar(house: House) -> Told:
    """We hit the number. What is the next fair one, without punishing those who delivered?"""
    return Told("raise", tuple(house.next_bars()), house.waits("raise"))


STORY: Mapping[Step, Callable[[House], Told]] = {
    "bring-in": bring_in, "set": set_goals, "track": track, "catch": catch, "coach": coach,
    "pay": pay, "raise": raise_the_bar,
}  # fmt: skip


def month(house: House) -> Iterator[Told]:
    """A month, step by step. What one step cannot do is told, and keeps no other from going on."""
    for step, play in STORY.items():
        if not house.may(step):
            continue
        try:
            yield play(house)
        except Mistake as wrong:
            yield Told(step, None, (), wrong.problems)
        except Exception as error:
            yield Told(step, None, (), (house.failed(step, error),))
