"""What terms earn a person by line, kept to the budgets that they share with everybody."""

from __future__ import annotations

from husay.basics.amount import SCALE
from husay.basics.period import DAY
from husay.pay.document.figure import Figure
from husay.pay.document.term import Earning
from husay.pay.earned import EarningLine, reason
from husay.pay.interpret.budget import Spent, within_budget
from husay.pay.interpret.by_line import TermRun
from husay.pay.interpret.entries import Entry, EntryReader
from husay.pay.interpret.work import Work


def earned_by_line(
    reader: EntryReader, term: Earning, person: str, *, plain: bool = False
) -> tuple[EarningLine, ...]:
    """The lines of a term for a person, its budget kept to."""
    if getattr(term, "budget", None) is None:
        return TermRun(reader, term, person, plain=plain).run()
    kept = under_budget(reader, term, person, plain=plain)
    is_before = reader.work.is_before
    return tuple(x for x in kept if x.person == person and not is_before(person, x.day))


def under_budget(
    reader: EntryReader, term: Earning, person: str, *, plain: bool = False
) -> tuple[EarningLine, ...]:
    """Everybody's lines of a term that has a budget, kept to it, in order of events; what the
    budget is, is read for a person."""
    facts = reader.work.facts
    people = {line.person for line in facts.lines} | {one.person for one in facts.members}
    everybody = sorted(people | {person, *facts.openings})
    every = [spent for one in everybody for spent in _with_before(reader, term, one, plain=plain)]
    budget: Figure | None = getattr(term, "budget", None)
    assert budget is not None, "the term has a budget"
    return within_budget(reader.work, every, budget_of(reader.work, budget, person))


def _with_before(
    reader: EntryReader, term: Earning, person: str, *, plain: bool
) -> tuple[Spent, ...]:
    """Somebody's lines of a term, each with what it is of; before their opening, what that says
    its lines were paid, and what the others earned as far as they are known: whoever paid it, it
    was of the budget."""
    since = _run(reader, term, person, plain=plain)
    if reader.work.facts.opening_of(person) is None:
        return since
    opened = _opened(reader.work, term, person)
    said = {(line.sale, line.line) for line in opened}
    known = (
        (line, entry) for line, entry in _run(reader.without_openings, term, person, plain=plain)
        if reader.work.is_before(person, line.day)
        if (entry.event.line.returns or entry.event.line.key) not in said
    )  # fmt: skip
    return (*((line, None) for line in opened), *known, *since)


def _opened(work: Work, term: Earning, person: str) -> tuple[EarningLine, ...]:
    """What somebody's opening says that lines of a term were paid, on the days of these."""
    opening = work.facts.opening_of(person)
    assert opening is not None, "they have an opening"
    found = list[EarningLine]()
    for one in opening.earned:
        if one.term == term.name:
            day = min(one.day, opening.day - DAY)
            window = work.period_of(day)
            found.append(
                EarningLine(
                    person=person, term=term.name, kind="earned", day=day, amount=one.amount,
                    window=window, origin=window, sale=one.sale, line=one.line,
                    reason=reason("line", value=one.value, amount=one.amount),
                )
            )  # fmt: skip
    return tuple(found)


def _run(
    reader: EntryReader, term: Earning, person: str, *, plain: bool
) -> tuple[tuple[EarningLine, Entry], ...]:
    run = TermRun(reader, term, person, plain=plain)
    lines = run.run()
    return tuple(zip(lines, (taking.entry for taking in run.takings), strict=True))


def budget_of(work: Work, budget: Figure, person: str) -> int:
    """A budget in ten-thousandths, as lines are rounded."""
    return work.rounded(work.on_day(budget, person, work.until) * SCALE)
