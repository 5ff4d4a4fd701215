"""Runs and statements as the records have them, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from husay.basics.period import Window
from husay.pay.runs.checklist import Finding, Moved
from husay.pay.runs.plain import (
    attained_data,
    problem_data,
    read_attained,
    read_problem,
    read_settled,
    settled_data,
)
from husay.pay.runs.statement import Statement, StatementLine
from husay.pay.runs.states import State
from husay.pay.runs.summary import Summary
from husay.store.records.models import PayRun, PayStatement


def state_of(run: PayRun) -> State:
    """What a run is."""
    state: State = run.state  # type: ignore[assignment]
    return state


def period_of(run: PayRun) -> Window:
    """The period of a run."""
    return Window(run.starts, run.ends)


def statement_row(run: PayRun, one: Statement, short: Summary) -> PayStatement:
    """A statement as the records have it; its lines are in the run's file."""
    return PayStatement(
        run=run, person=one.person, earned=short.earned, adjusted=short.adjusted,
        drawn=short.drawn, paid=short.paid, at_cap=short.at_cap, digest=short.digest,
        settled=settled_data(one.settled),
        attained=[attained_data(each) for each in one.attained],
        problems=[problem_data(each) for each in one.problems],
    )  # fmt: skip


def summary_of(row: PayStatement) -> Summary:
    """A kept statement in short."""
    return Summary(
        person=row.person, earned=row.earned, adjusted=row.adjusted, drawn=row.drawn,
        paid=row.paid, at_cap=row.at_cap, digest=row.digest,
        problems=tuple(read_problem(each) for each in row.problems),
    )  # fmt: skip


def read_statement(row: PayStatement, lines: tuple[StatementLine, ...]) -> Statement:
    """The statement of a row and its lines."""
    return Statement(
        person=row.person, period=period_of(row.run), settled=read_settled(row.settled),
        lines=lines, attained=tuple(read_attained(each) for each in row.attained),
        problems=tuple(read_problem(each) for each in row.problems),
    )  # fmt: skip


def check_data(check: Finding) -> dict[str, Any]:
    """A point of the checklist as plain data."""
    return asdict(check)


def read_check(data: dict[str, Any]) -> Finding:
    """What `check_data` wrote."""
    moved = tuple(Moved(**each) for each in data["moved"])
    texts = {key: tuple(data.get(key, ())) for key in ("people", "terms")}
    return Finding(**{**data, **texts, "moved": moved})
