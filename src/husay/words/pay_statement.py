"""A statement, told whole: the one object behind its page, its PDF and its workbook.

Everything is in the reader's language; the lines carry what they are made of beside their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.words import dates
from husay.words.format import count, money_exact
from husay.words.pay_inputs import statement_notices
from husay.words.pay_reasons import Said, explained, rates
from husay.words.pay_runs import (
    STATES,
    Part,
    period_text,
    statement_parts,
    statement_sentence,
)
from husay.words.pay_since import ToldSince, caused, reached_text, told_since
from husay.words.pay_titles import measure_title, term_title

if TYPE_CHECKING:
    from datetime import date

    from husay.pay.document.plan import Plan
    from husay.pay.runs.statement import Section, StatementLine
    from husay.store.pay.statements import StatementSeen

_FOLDED = 12
"""Groups of more lines than these are folded."""


@dataclass(frozen=True)
class Line:
    """A line: of what, when, how much, and why; `note` says what it is beside a plain line, `rates`
    are those that it rests on, `term` is what its term is called, and `of` the line itself."""

    number: int
    name: str
    day: str
    amount: str
    why: Said
    note: str
    below: bool
    rates: tuple[str, ...]
    term: str
    of: StatementLine


@dataclass(frozen=True)
class Group:
    """The lines of a term, or what one cause changes about a closed period, with their sum.

    `note` is the cause; long groups are `folded`.
    """

    name: str
    note: str
    total: str
    many: str
    lines: tuple[Line, ...]

    @property
    def folded(self) -> bool:
        """Whether its lines are shown only when they are asked for."""
        return len(self.lines) > _FOLDED


@dataclass(frozen=True)
class ToldStatement:
    """A statement in words. `whose` is the name of whose it is; `parts` are what it is made of;
    `notices` what is said beside; `attained` are measures with their days and how far they came;
    `digest` is the content hash of the run that it is of, and `ends` its last day."""

    sentence: str
    title: str
    whose: str
    plan: str
    version: int
    state: str
    run: int
    digest: str
    currency: str
    ends: date
    parts: tuple[Part, ...]
    notices: tuple[str, ...]
    attained: tuple[tuple[str, str, str], ...]
    since: ToldSince | None
    earned: tuple[Group, ...]
    adjusted: tuple[Group, ...]


def told_statement(seen: StatementSeen, plan: Plan, whose: str, *, own: bool) -> ToldStatement:
    """A statement of a plan in words; `own` speaks to whose it is."""
    one, run = seen.statement, seen.run
    unpaid = seen.hold is not None or seen.due
    return ToldStatement(
        sentence=statement_sentence(seen, "" if own else whose),
        title=period_text(one.period), whose=whose, plan=run.plan.name,
        version=run.version.number, state=str(STATES[run.state]),  # type: ignore[index]
        run=run.pk, digest=run.digest, currency=seen.currency, ends=run.ends,
        parts=statement_parts(one, seen.currency, held=unpaid),
        notices=tuple(statement_notices(seen, "" if own else whose)),
        attained=tuple(
            (measure_title(plan, each.measure), period_text(each.window), reached_text(plan, each))
            for each in one.attained
        ),
        since=told_since(seen.since, plan, seen.by_hand),
        earned=_groups(seen, plan, "earned"), adjusted=_groups(seen, plan, "adjusted"),
    )  # fmt: skip


def _groups(seen: StatementSeen, plan: Plan, section: Section) -> tuple[Group, ...]:
    """The lines of a section: by term, adjustments by their cause and what they are about."""
    groups: dict[tuple[str, str], list[tuple[int, StatementLine]]] = {}
    for number, line in seen.lines:
        if line.section == section:
            note = "" if line.cause is None else caused(line.cause, seen.by_hand)
            about = period_text(line.about)
            if section == "earned":
                about = term_title(plan, line.earning.term)
            groups.setdefault((about, note), []).append((number, line))
    return tuple(_group(plan, *names, lines) for names, lines in groups.items())


def _group(plan: Plan, name: str, note: str, lines: Sequence[tuple[int, StatementLine]]) -> Group:
    total = sum(line.amount for _number, line in lines if line.counts)
    made = tuple(told_line(plan, number, line) for number, line in lines)
    many = ngettext("%(n)s line", "%(n)s lines", len(made)) % {"n": count(len(made))}
    return Group(name, note, money_exact(total, plan.currency), many, made)


def told_line(plan: Plan, number: int, line: StatementLine) -> Line:
    """A line of a plan in words, by its number in the run."""
    one = line.earning
    note = _("provisional: not in the sum yet") if one.provisional else ""
    return Line(
        number, named(plan, line), dates.day(one.day), money_exact(line.amount, plan.currency),
        explained(plan, one), note, line.amount < 0, rates(plan, one),
        term_title(plan, one.term), line,
    )  # fmt: skip


def named(plan: Plan, line: StatementLine) -> str:
    """Of what a line is: a sale and its line, or the days of a window."""
    one = line.earning
    name = period_text(one.window)
    if one.sale is not None:
        name = _("%(sale)s, line %(line)s") % {"sale": one.sale, "line": one.line}
    if one.payment is not None:
        name = _("%(name)s, payment %(payment)s") % {"name": name, "payment": one.payment}
    return f"{term_title(plan, one.term)} · {name}" if line.section == "adjusted" else name
