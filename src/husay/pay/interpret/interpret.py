"""The interpreter: plan and facts in, what one person earned out.

From the first fact (or the opening) on, pay period by pay period: lines by event, what ended
windows bring, gates and multipliers, caps and floors, the period's rounding, and the draw. What
lies in the asked days is answered; what was before them is worked out all the same, since
windows, balances and returns reach back.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from husay.basics.currency import minor_unit
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.credits import credit_problems
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Bonus, Cap, Curve, Earning, Gate, Taken, Term, Tiers
from husay.pay.earned import Attained, Earned, EarningLine, Settled, reason
from husay.pay.facts import Facts
from husay.pay.interpret.again import Again, works_again
from husay.pay.interpret.budgeted import earned_by_line
from husay.pay.interpret.by_line import TermRun
from husay.pay.interpret.by_window import once_a_window
from husay.pay.interpret.draws import Draws
from husay.pay.interpret.entries import EntryReader
from husay.pay.interpret.ledger import Ledger
from husay.pay.interpret.limits import Limits
from husay.pay.interpret.measured import Rows
from husay.pay.interpret.totals import Totals
from husay.pay.interpret.windowed import WindowEnds
from husay.pay.interpret.windows import windows_in
from husay.pay.interpret.work import Work
from husay.pay.rounding import rounded

MOST_DAYS = 40 * 366
"""Nobody's pay is worked out over more days than these."""


def interpret(plan: Plan, facts: Facts, window: Window) -> Earned:
    """What a person earned by a plan on some days, as far as is known at their end.

    Everything is exact until it is rounded, where the plan says. Lines of windows that end after
    `window` are provisional. Problems, errors all, name the person and the window or line:
    `pay-no-goal`, `pay-goal-zero`, `pay-no-parameter`, `pay-no-score`, `pay-score-unapproved`,
    `pay-scores-differ`, `pay-no-rate`, `pay-missing-field`, `pay-return-unknown`,
    `pay-return-currency`, `pay-shares-not-whole`, `pay-credited-twice`, `pay-two-managers`,
    `pay-too-long`.
    """
    work = Work(plan, facts, window.end, window.start)
    for problem in credit_problems(work.checked):
        work.tell(problem)
    if work.problems:
        return Earned(person=facts.person, window=window, problems=tuple(work.problems))
    begins = _begins(work, window)
    if (window.end - begins).days > MOST_DAYS:
        problem = Problem(code="pay-too-long", value=facts.person)
        return Earned(person=facts.person, window=window, problems=(problem,))
    return _Interpreting(work, Window(begins, window.end), window).run()


def _begins(work: Work, window: Window) -> date:
    """The first day that is worked out."""
    if work.facts.opening is not None:
        return work.facts.opening.day
    own = [event.day for event in work.events]
    own += [advance.day for advance in work.facts.advances]
    return min([window.start, *own])


class _Interpreting:
    """One interpretation."""

    def __init__(self, work: Work, days: Window, asked: Window) -> None:
        self.work, self.plan, self.days, self.asked = work, work.plan, days, asked
        self.person = work.facts.person
        self.reader = EntryReader(work, Rows(work))
        self.totals = Totals(self.reader)
        self.ledger = Ledger(work)
        self.again = Again(work, self.ledger) if works_again(self.plan) else None
        self.limits = self.again or Limits(work, self.ledger)
        self.draws = Draws(work)
        self.ends = WindowEnds(self.totals, self.ledger, self._without_accelerators())
        self.by_line = self._by_line()
        for name, plain in self.ends.plain.items():
            self.ledger.changes.know((x for x in self.by_line if x.term == name), plain)
        self.settled: list[Settled] = []

    def _by_line(self) -> list[EarningLine]:
        """Every line that an event earns, in the order of events, then of terms."""
        found = [
            (line, number)
            for number, term in enumerate(self.plan.terms)
            if isinstance(term, Taken) and not once_a_window(term, self.plan)
            for line in self._of_term(term)
        ]
        orders = {
            (event.day, event.line.sale, event.line.line, event.payment): event.order
            for event in self.work.events_for(self.person)
        }

        def order(item: tuple[EarningLine, int]) -> tuple[date, object, int]:
            line, number = item
            known = orders.get((line.day, line.sale or "", line.line or 0, line.payment))
            return line.day, known or (line.day, "", 0), number

        return [line for line, _ in sorted(found, key=order)]

    def _of_term(self, term: Earning) -> tuple[EarningLine, ...]:
        if self.again is None or getattr(term, "budget", None) is not None:
            return earned_by_line(self.reader, term, self.person)
        run = TermRun(self.reader, term, self.person, plain=False)
        lines = run.run()
        self.again.know(run)
        return lines

    def _without_accelerators(self) -> dict[str, tuple[EarningLine, ...]]:
        """What terms that may accelerate would earn by line without that, for gates that withhold
        it."""
        gates = [t for t in self.plan.terms if isinstance(t, Gate) and t.withholds == "accelerator"]
        if not gates:
            return {}
        return {
            term.name: ()
            if once_a_window(term, self.plan)
            else earned_by_line(self.reader, term, self.person, plain=True)
            for term in self.plan.terms
            if isinstance(term, Tiers | Curve)
        }

    def run(self) -> Earned:
        """All of it."""
        for period in windows_in(self.days, self.plan.period, self.work.facts.calendar):
            self._period(period)
        lines = tuple(line for line in self.ledger.lines if self.asked.contains(line.day))
        settled = tuple(s for s in self.settled if s.window.overlap(self.asked) is not None)
        attained = self._attained()
        return Earned(
            person=self.person,
            window=self.asked,
            lines=lines,
            settled=settled,
            attained=attained,
            problems=tuple(self.work.problems),
        )

    def _period(self, period: Window) -> None:
        first = len(self.ledger.lines)
        last = min(period.end, self.asked.end)
        self.ledger.lines += [x for x in self.by_line if period.contains(x.day) and x.day <= last]
        self.ends.post(self.days, last)
        lines = [x for x in self.ledger.lines[first:] if not x.provisional]
        shown = [x for x in self.ledger.lines[first:] if x.provisional]
        lines = self.limits.apply(lines, period, self.asked.end)
        self.ledger.lines[first:] = [*lines, *shown]
        self._round(lines, period, last)
        if period.end <= self.asked.end:
            earned = sum(x.amount for x in self.ledger.lines[first:] if not x.provisional)
            self.settled.append(self.draws.settle(earned, period, self._carried()))

    def _round(self, lines: list[EarningLine], period: Window, last: date) -> None:
        """The period's rounding to coins, where lines were not rounded to them."""
        settings = self.plan.settings
        if settings.rounds == "line" or period.end > last:
            return
        exact = sum(line.amount for line in lines)
        whole = rounded(Fraction(exact), settings.rounding, minor_unit(self.plan.currency))
        if whole != exact:
            self.ledger.lines.append(
                EarningLine(
                    person=self.person,
                    term="rounding",
                    kind="rounding",
                    day=period.end,
                    amount=whole - exact,
                    window=period,
                    origin=period,
                    reason=reason("rounding", exact=exact, whole=whole),
                )
            )

    def _carried(self) -> tuple[tuple[str, int], ...]:
        names = [t.name for t in self.plan.terms if isinstance(t, Cap) and t.excess == "carried"]
        return tuple((name, self.limits.carried.get(name, 0)) for name in names)

    def _attained(self) -> tuple[Attained, ...]:
        """What each measure came to in each window of the asked days, beside its goal."""
        found: dict[tuple[str, Window], Attained] = {}
        for name, kind in self._asked_windows():
            if kind == "goal":
                windows = self._of_goals(name)
            else:
                of = self.plan.period if kind == "period" else kind
                windows = list(windows_in(self.asked, of, self.work.facts.calendar))
            for window in windows:
                one = self.totals.attained(self.person, name, kind, window, self.asked.end)
                found[name, window] = one
        return tuple(found.values())

    def _of_goals(self, name: str) -> list[Window]:
        """The windows of a measure's goals that days of the asked ones lie in; without any, the
        pay period of the last one."""
        goal = self.plan.measure(name).goal
        known = [
            g.window for g in self.work.facts.goals
            if (g.person, g.measure) == (self.person, goal) and g.window.overlap(self.asked)
        ]  # fmt: skip
        held = [day for day in self.asked.each_day if any(w.contains(day) for w in known)]
        period = self.work.period_of(self.asked.end)
        if not held and not any(self._asks_for_goal(one, name, period) for one in self.plan.terms):
            return [period]
        found = {self.work.window("goal", day, name) for day in held or [self.asked.end]}
        return sorted(found, key=lambda w: w.start)

    def _asks_for_goal(self, term: Term, name: str, period: Window) -> bool:
        """Whether a term reads a measure over the days of goals, of whom it is paid to."""
        reads = getattr(term, "window", "period") == "goal" and name in _measures_of(term)
        return reads and not self.ends.by_window.without_team(term, self.person, period)

    def _asked_windows(self) -> list[tuple[str, WindowKind]]:
        """Measures with the kinds of window in which terms read them."""
        found = dict.fromkeys(read_by(self.plan))
        for measure in self.plan.measures:
            if not measure.entered and not any(name == measure.name for name, _ in found):
                found[measure.name, "period"] = None
        return [(n, k) for n, k in found if not self.plan.measure(n).entered]


def read_by(plan: Plan) -> list[tuple[str, WindowKind]]:
    """The measures that terms read, with the kind of window in which each does."""
    return [
        (name, getattr(term, "window", "period"))
        for term in plan.terms
        for name in _measures_of(term)
    ]


def _measures_of(term: Term) -> list[str]:
    names = [getattr(term, key, None) for key in ("of", "pays_on", "times_of", "by")]
    held = (*getattr(term, "requires", ()), *getattr(term, "objectives", ()))
    names += [one.of for one in held]
    if isinstance(term, Bonus):
        names.append(term.threshold.of)
    return [name for name in names if isinstance(name, str)]
