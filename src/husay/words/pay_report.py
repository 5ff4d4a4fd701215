"""Pay as sheets: runs, statements, lines with their reasons, and how two runs differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from husay.basics.amount import amount_text
from husay.pay.runs.plain import reason_data
from husay.words.document import Report
from husay.words.format import count, money_exact
from husay.words.pay_inputs import statement_notices
from husay.words.pay_reasons import Said, explained
from husay.words.pay_runs import (
    CHECKS,
    OWN_WORK,
    SECTIONS,
    STATES,
    cause_text,
    check_text,
    period_text,
    run_sentence,
    statement_parts,
    statement_sentence,
)
from husay.words.pay_titles import term_title
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.runs.statement import StatementLine
    from husay.store.pay.seen import RunSeen
    from husay.store.pay.statements import StatementSeen
    from husay.store.records.models import PayEntry, PayManual, PayRun, PayStatement

Names = Mapping[str, str]


def _money(name: str, label: str, weight: int = 1) -> SheetColumn:
    return SheetColumn(name=name, label=label, kind="money", weight=weight)


def _person() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
    )


def runs_report(found: Sequence[PayRun]) -> Report:
    """Runs, one a row."""
    rows = [
        {"run": run.pk, "plan": run.plan.name, "from": run.starts, "to": run.ends,
         "version": run.version.number, "state": run.state,
         "state_name": str(STATES[run.state]),  # type: ignore[index]
         "snapshot": run.snapshot_id, "digest": run.digest or None}
        for run in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="run", label=_("Run"), kind="count"),
        SheetColumn(name="plan", label=pgettext("pay", "Plan")),
        SheetColumn(name="from", label=_("First day"), kind="day"),
        SheetColumn(name="to", label=_("Last day"), kind="day"),
        SheetColumn(name="version", label=_("Version"), kind="count", weight=2),
        SheetColumn(name="state", label=_("State"), named="state_name"),
        SheetColumn(name="state_name", label=_("State"), shown=False),
        SheetColumn(name="snapshot", label=_("Snapshot"), kind="count", weight=3),
        SheetColumn(name="digest", label=_("Content hash"), shown=False),
    )
    said = ngettext("%(n)s pay run.", "%(n)s pay runs.", len(found)) % {"n": count(len(found))}
    return Report(sheet=Sheet(columns, rows), sentence=said)


def _amount_columns() -> tuple[SheetColumn, ...]:
    return (
        _money("earned", _("Earned")), _money("adjusted", _("Adjusted")),
        _money("drawn", _("Drawn"), 2), _money("paid", _("Paid")),
    )  # fmt: skip


def run_report(seen: RunSeen, names: Names) -> Report:
    """A run: everybody's statement, the checklist, and what makes it what it is."""
    keys = ("earned", "adjusted", "drawn", "paid")
    rows: list[dict[str, Any]] = [
        {"person": row.person, "name": names.get(row.person),
         **{key: getattr(row, key) for key in keys}, "problems": len(row.problems)}
        for row in seen.rows
    ]  # fmt: skip
    total = {key: sum(row[key] for row in rows) for key in keys}
    columns = (
        *_person(), *_amount_columns(),
        SheetColumn(name="problems", label=_("Problems"), kind="count", weight=2),
    )  # fmt: skip
    checks = [
        {"code": check.code, "count": check.count, "blocks": check.blocks,
         "people": list(check.people)}
        for check in seen.checks
    ]  # fmt: skip
    notes = tuple(
        f"{CHECKS[check.code]}: {check_text(check, seen.plan, lambda p: names.get(p, p))}"
        for check in seen.checks
    )
    if seen.own_work:
        notes = (*notes, str(OWN_WORK))
    run = seen.run
    more = {
        "run": run.pk, "plan": run.plan.name, "version": run.version.number, "state": run.state,
        "from": run.starts.isoformat(), "to": run.ends.isoformat(), "currency": seen.currency,
        "digest": run.digest, "checklist": checks,
        "total": {key: amount_text(amount) for key, amount in total.items()},
    }  # fmt: skip
    return Report(
        sheet=Sheet(columns, rows, total if rows else None), sentence=run_sentence(seen),
        snapshot=run.snapshot_id, currency=seen.currency, more=more, notes=notes,
    )  # fmt: skip


def statements_report(found: Sequence[PayStatement], names: Names, currency: str) -> Report:
    """The statements that somebody may see, one a row."""
    rows = [
        {"run": row.run_id, "plan": row.run.plan.name, "from": row.run.starts, "to": row.run.ends,
         "person": row.person, "name": names.get(row.person), "earned": row.earned,
         "adjusted": row.adjusted, "drawn": row.drawn, "paid": row.paid}
        for row in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="run", label=_("Run"), kind="count"),
        SheetColumn(name="plan", label=pgettext("pay", "Plan"), weight=2),
        SheetColumn(name="from", label=_("First day"), kind="day"),
        SheetColumn(name="to", label=_("Last day"), kind="day", weight=2),
        *_person(), *_amount_columns(),
    )  # fmt: skip
    said = ngettext("%(n)s statement.", "%(n)s statements.", len(found))
    return Report(
        sheet=Sheet(columns, rows), sentence=said % {"n": count(len(found))}, currency=currency
    )


def statement_report(seen: StatementSeen, plan: Plan, name: str) -> Report:
    """A statement with its lines, each with what explains it, and what it is made of: draws have
    no lines."""
    rows = [line_row(seen.run.pk, number, line, plan) for number, line in seen.lines]
    one, unpaid = seen.statement, seen.hold is not None or seen.due
    parts = statement_parts(one, seen.currency, held=unpaid)
    notes = (f"{part.label}: {part.text}" for part in parts)
    more = {
        "run": seen.run.pk, "person": one.person, "from": one.period.start.isoformat(),
        "to": one.period.end.isoformat(), "currency": seen.currency,
        "parts": {part.kind: amount_text(part.amount) for part in parts},
    }  # fmt: skip
    return Report(
        sheet=Sheet(_line_columns(), rows), problems=one.problems, currency=seen.currency,
        sentence=statement_sentence(seen, name),
        snapshot=seen.run.snapshot_id, more=more,
        notes=(*notes, *statement_notices(seen, name)),
    )  # fmt: skip


def _line_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(name="line", label=_("Line")),
        SheetColumn(name="section", label=_("Section"), named="section_name"),
        SheetColumn(name="section_name", label=_("Section"), shown=False),
        SheetColumn(name="term", label=_("Term"), named="term_name"),
        SheetColumn(name="term_name", label=_("Term"), shown=False),
        SheetColumn(name="day", label=_("Day"), kind="day"),
        SheetColumn(name="sale", label=_("Sale")),
        SheetColumn(name="sale_line", label=_("Line of it"), kind="count", weight=4),
        SheetColumn(name="payment", label=_("Payment"), weight=4),
        _money("amount", _("Amount")),
        SheetColumn(name="provisional", label=_("Provisional"), weight=3),
        SheetColumn(name="why", label=_("Why"), weight=2),
        SheetColumn(name="cause", label=_("What changed"), weight=3),
    )


def line_row(run: int, number: int, line: StatementLine, plan: Plan) -> dict[str, Any]:
    """A line as a row."""
    one = line.earning
    return {
        "line": f"{run}:{number}", "section": line.section,
        "section_name": str(SECTIONS[line.section]), "term": one.term,
        "term_name": term_title(plan, one.term), "day": one.day,
        "sale": one.sale, "sale_line": one.line, "payment": one.payment, "amount": line.amount,
        "provisional": _("yes") if one.provisional else None, "why": explained(plan, one).text,
        "cause": cause_text(line.cause) if line.cause else None,
    }  # fmt: skip


def line_report(seen: StatementSeen, number: int, line: StatementLine, plan: Plan) -> Report:
    """One line with its whole tree of reasons: sentences for people, codes and values beside."""
    rows = [{"level": level, "text": text} for level, text in told(explained(plan, line.earning))]
    columns = (
        SheetColumn(name="level", label=_("Level"), kind="count", shown=False),
        SheetColumn(name="text", label=_("Why")),
    )
    own = Sheet(_line_columns(), [line_row(seen.run.pk, number, line, plan)]).plain_rows()[0]
    reasons = reason_data(line.earning.reason)
    values = {
        "term": term_title(plan, line.earning.term),
        "amount": money_exact(line.amount, seen.currency),
        "sale": line.earning.sale or period_text(line.about),
    }  # fmt: skip
    said = _("“%(term)s” pays %(amount)s for %(sale)s.") % values
    notes = () if line.cause is None else (cause_text(line.cause),)
    return Report(
        sheet=Sheet(columns, rows), sentence=said, snapshot=seen.run.snapshot_id, notes=notes,
        currency=seen.currency, more={"line": own, "reason": reasons},
    )  # fmt: skip


def told(said: Said, level: int = 0) -> Iterable[tuple[int, str]]:
    """A tree of sentences, each with its depth."""
    yield level, said.text
    for part in said.because:
        yield from told(part, level + 1)


def manual_report(found: Sequence[PayManual], names: Names) -> Report:
    """Amounts by hand, one a row: who proposed each, who approved it, which run paid it."""
    rows = [
        {"number": one.pk, "plan": one.plan.name, "person": one.person,
         "name": names.get(one.person), "amount": one.amount, "reason": one.reason,
         "evidence": one.evidence or None, "approved": _("yes") if approved(one) else None,
         "run": one.run_id}
        for one in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="number", label=_("Number"), kind="count"),
        SheetColumn(name="plan", label=pgettext("pay", "Plan"), weight=2),
        *_person(), _money("amount", _("Amount")),
        SheetColumn(name="reason", label=_("Why")),
        SheetColumn(name="evidence", label=_("Evidence"), weight=3),
        SheetColumn(name="approved", label=_("Approved")),
        SheetColumn(name="run", label=_("Run"), kind="count"),
    )  # fmt: skip
    said = ngettext("%(n)s amount by hand.", "%(n)s amounts by hand.", len(found))
    return Report(sheet=Sheet(columns, rows), sentence=said % {"n": count(len(found))})


def approved(one: PayManual) -> bool:
    """Whether a second person said yes."""
    return hasattr(one, "approval")


def ledger_report(seen: RunSeen, entries: Sequence[PayEntry], names: Names) -> Report:
    """What a released run pays, for payroll: one person a row."""
    rows = [
        {"person": one.person, "name": names.get(one.person), "amount": one.amount,
         "currency": one.currency, "plan": seen.run.plan.name, "from": seen.run.starts,
         "to": seen.run.ends, "run": seen.run.pk, "batch": one.batch}
        for one in entries
    ]  # fmt: skip
    columns = (
        *_person(), _money("amount", _("Amount")),
        SheetColumn(name="currency", label=_("Currency")),
        SheetColumn(name="plan", label=pgettext("pay", "Plan"), weight=2),
        SheetColumn(name="from", label=_("First day"), kind="day", weight=2),
        SheetColumn(name="to", label=_("Last day"), kind="day", weight=2),
        SheetColumn(name="run", label=_("Run"), kind="count", weight=3),
        SheetColumn(name="batch", label=_("Payroll file"), kind="count", weight=3),
    )  # fmt: skip
    return Report(
        sheet=Sheet(columns, rows), sentence=run_sentence(seen), currency=seen.currency,
        snapshot=seen.run.snapshot_id,
    )  # fmt: skip


def difference_report(
    before: Mapping[str, int], after: Mapping[str, int], names: Callable[[str], str | None],
    currency: str,
) -> Report:  # fmt: skip
    """How what two runs pay differs, person by person; whoever is paid the same is left out."""
    rows = [
        {"person": person, "name": names(person), "before": before.get(person),
         "after": after.get(person), "change": after.get(person, 0) - before.get(person, 0)}
        for person in sorted(before.keys() | after.keys())
        if before.get(person) != after.get(person)
    ]  # fmt: skip
    columns = (
        *_person(), _money("before", _("Before")), _money("after", _("After")),
        _money("change", _("Change")),
    )  # fmt: skip
    said = ngettext(
        "%(n)s person is paid differently.", "%(n)s people are paid differently.", len(rows)
    )
    return Report(
        sheet=Sheet(columns, rows), sentence=said % {"n": count(len(rows))}, currency=currency
    )
