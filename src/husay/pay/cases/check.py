"""Running a plan's cases: what comes out beside what was expected, to the last unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from husay.basics.amount import amount_text, ratio_text
from husay.basics.currency import minor_unit
from husay.basics.problem import Problem
from husay.pay.cases.case import Case, Expected, ExpectedLine
from husay.pay.cases.read_cases import read_cases
from husay.pay.document.node import Place, problem_at
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import read_as_far
from husay.pay.earned import Earned, EarningLine
from husay.pay.interpret.interpret import interpret
from husay.pay.rounding import rounded


@dataclass(frozen=True)
class CaseResult:
    """A case with what came out, by seller."""

    case: Case
    earned: tuple[Earned, ...]
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether all came out as expected."""
        return not self.problems


@dataclass(frozen=True)
class Checked:
    """A plan with its cases, run. It may be used where `usable`; `left` cases were not run."""

    plan: Plan | None
    problems: tuple[Problem, ...]
    results: tuple[CaseResult, ...] = ()
    left: int = 0

    @property
    def usable(self) -> bool:
        """Whether the plan can be read, has cases, and all of them come out."""
        errors = any(problem.severity == "error" for problem in self.problems)
        passed = all(result.passed for result in self.results)
        whole = bool(self.results) and not self.left
        return self.plan is not None and not errors and whole and passed


def check_texts(
    plan_text: str, cases_text: str, enough: Callable[[], bool] | None = None
) -> Checked:
    """Read a plan and its cases, and run them. Problems of both, all at once.

    As soon as it is `enough`, further cases are left.
    """
    known, problems = read_as_far(plan_text)
    if known is None:
        return Checked(None, problems)
    whole = all(problem.severity != "error" for problem in problems)
    cases, wrong = read_cases(cases_text, known, whole=whole)
    if not whole:
        return Checked(None, (*problems, *wrong))
    plan = known
    results = []
    for case in cases:
        if enough is not None and enough():
            break
        results.append(run_case(plan, case))
    return Checked(plan, (*problems, *wrong), tuple(results), len(cases) - len(results))


def run_case(plan: Plan, case: Case) -> CaseResult:
    """Run one case for each seller of whom something is expected."""
    earned, problems, told = [], list[Problem](), set[object]()
    for person, expected in case.expected.items():
        found = interpret(plan, case.facts.seen_by(person), case.window)
        earned.append(found)
        problems += _differences(plan, case, expected, found, told)
    return CaseResult(case, tuple(earned), tuple(problems))


def _differences(
    plan: Plan, case: Case, expected: Expected, found: Earned, told: set[object]
) -> Iterator[Problem]:
    """What came out otherwise than was expected; problems that are `told` already are not again."""
    codes = sorted({problem.code for problem in found.problems})
    if codes != sorted(set(expected.problems)):
        yield from _unexpected(expected, found, told)
        yield from _differs(case, expected.place, "problems", list(expected.problems), codes)
    amounts = _amounts(expected, found)
    for what, wanted, came in amounts:
        if wanted is not None and wanted != came:
            yield from _differs(case, expected.place, what, wanted, came)
    yield from _of_measures(plan, case, expected, found)
    if expected.lines is not None:
        lines = [line for line in found.lines if not line.provisional]
        yield from _of_lines(case, expected, lines)


def _unexpected(expected: Expected, found: Earned, told: set[object]) -> Iterator[Problem]:
    """Problems that were not expected, where the case stands; one of a line that several share
    once."""
    for problem in found.problems:
        if problem.code not in expected.problems and problem not in told:
            told.add(problem)
            place = expected.place
            yield replace(problem, file=place.file, line=place.line, at=place.column)


def _amounts(expected: Expected, found: Earned) -> Iterator[tuple[str, object, object]]:
    yield "total", expected.total, found.total
    shown = sum(line.amount for line in found.lines if line.provisional)
    yield "provisional", expected.provisional, shown
    for name, amount in expected.terms.items():
        yield name, amount, found.of_term(name)
    yield "paid", expected.paid, tuple(settled.paid for settled in found.settled)
    yield "owed", expected.owed, tuple(settled.owed for settled in found.settled)


def _of_measures(plan: Plan, case: Case, expected: Expected, found: Earned) -> Iterator[Problem]:
    """Attainments, measures and goals: of the last window in the asked days."""
    attained = {one.measure: one for one in found.attained}
    coin = minor_unit(plan.currency)
    for name, share in expected.attainment.items():
        one = attained.get(name)
        if one is not None and one.goal is None:
            days = {"start": one.window.start, "end": one.window.end}
            yield problem_at(expected.place, "case-no-attainment", case.name, what=name, **days)
        elif one is None or one.share != share:
            came = None if one is None else one.share
            yield from _differs(case, expected.place, name, share, came)
    for what, wanted in (("measured", expected.measured), ("goals", expected.goals)):
        for name, amount in wanted.items():
            one = attained.get(name)
            exact = None if one is None else one.value if what == "measured" else one.goal
            came_to = None if exact is None else rounded(Fraction(exact), "half_up", coin)
            if came_to != amount:
                yield from _differs(case, expected.place, f"{what} {name}", amount, came_to)


def _of_lines(case: Case, expected: Expected, lines: Sequence[EarningLine]) -> Iterator[Problem]:
    wanted = expected.lines or ()
    if len(wanted) != len(lines):
        yield from _differs(case, expected.place, "lines", str(len(wanted)), str(len(lines)))
        yield from _beside(case, expected, lines)
        return
    for one, line in zip(wanted, lines, strict=True):
        if not _same(one, line):
            said, came = _wished(one), _came(line, one)
            if said == came:
                yield from _differs(case, one.place, said, one.amount, line.amount)
            else:
                wish = f"{said} {amount_text(one.amount)}"
                yield from _differs(case, one.place, "line", wish, f"{came} {_text(line.amount)}")


def _beside(case: Case, expected: Expected, lines: Sequence[EarningLine]) -> Iterator[Problem]:
    """Which lines came beside those that were expected, and which did not come, in order."""
    left = list(lines)
    for one in expected.lines or ():
        at = next((n for n, line in enumerate(left) if _same(one, line)), None)
        if at is None:
            wish = f"{_wished(one)} {amount_text(one.amount)}"
            yield from _differs(case, one.place, "line", wish, None)
        else:
            del left[at]
    for line in left:
        came = f"{_came(line)} {_text(line.amount)}"
        yield from _differs(case, expected.place, "line", None, came)


def _wished(one: ExpectedLine) -> str:
    """An expected line, by all that is said of it."""
    sale = one.sale if one.line is None else f"{one.sale or ''}/{one.line}"
    parts = (one.term, sale, one.payment, one.day)
    return " ".join(str(part) for part in parts if part is not None)


def _came(line: EarningLine, beside: ExpectedLine | None = None) -> str:
    """A line that came, by as much as is said of the expected one that it stands beside."""
    sale = line.sale or ""
    if (line.line is not None) and (line.line > 1 if beside is None else beside.line is not None):
        sale = f"{sale}/{line.line}"
    day = line.day if (not line.sale if beside is None else beside.day is not None) else None
    payment = line.payment if beside is None or beside.payment is not None else None
    parts = (line.term, sale, payment, day)
    return " ".join(str(part) for part in parts if part)


def _same(one: ExpectedLine, line: EarningLine) -> bool:
    pairs = (
        (one.sale, line.sale), (one.line, line.line), (one.payment, line.payment),
        (one.day, line.day),
    )  # fmt: skip
    fits = all(wanted is None or wanted == came for wanted, came in pairs)
    return fits and (one.term, one.amount) == (line.term, line.amount)


def _differs(
    case: Case, place: Place, what: str, wanted: object, came: object
) -> Iterator[Problem]:
    said = {"what": what, "expected": _text(wanted), "came": _text(came)}
    yield problem_at(place, "case-differs", case.name, **said)


def _text(value: object) -> str:
    """A value as a problem names it."""
    match value:
        case int():
            return amount_text(value)
        case Fraction():
            return f"{ratio_text(value * 100)} %"
        case list() | tuple():
            return ", ".join(_text(item) for item in value) or "none"
        case None:
            return "none"
        case _:
            return str(value)
