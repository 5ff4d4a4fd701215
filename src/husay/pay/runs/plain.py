"""Statements as plain data, and the hash of what is in a run.

The same statements are the same bytes on every machine: people in order of their identifiers,
names in order, whole numbers and texts alone. What differs from machine to machine (the numbers of
runs and snapshots, moments, who did it) is not in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.earned import Attained, Reason, Settled, Value
from husay.pay.runs.statement import Statement, StatementLine


def reason_data(reason: Reason) -> list[Any]:
    """A reason as a list: its code, its values by name, and what it rests on."""
    values = {name: _value(value) for name, value in reason.values}
    return [reason.code, values, [reason_data(part) for part in reason.because]]


def read_reason(data: list[Any]) -> Reason:
    """The reason that `reason_data` wrote."""
    code, values, because = data
    read = tuple((name, _read(value)) for name, value in values.items())
    return Reason(code, read, tuple(read_reason(part) for part in because))


def _value(value: Value) -> object:
    match value:
        case Fraction():
            return {"ratio": [value.numerator, value.denominator]}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _read(value: Any) -> Value:
    match value:
        case {"ratio": [above, below]}:
            return Fraction(above, below)
        case {"day": text}:
            return date.fromisoformat(text)
        case bool() | int():
            return int(value)
        case _:
            return str(value)


def settled_data(settled: Settled) -> dict[str, Any]:
    """What was settled at a period's end."""
    return {
        "window": _days(settled.window), "earned": settled.earned, "drawn": settled.drawn,
        "recovered": settled.recovered, "forgiven": settled.forgiven, "owed": settled.owed,
        "carried": [list(pair) for pair in settled.carried],
    }  # fmt: skip


def read_settled(data: Mapping[str, Any]) -> Settled:
    """What `settled_data` wrote."""
    carried = tuple((name, amount) for name, amount in data["carried"])
    amounts = {name: data[name] for name in ("earned", "drawn", "recovered", "forgiven", "owed")}
    return Settled(window=read_days(data["window"]), carried=carried, **amounts)


def attained_data(one: Attained) -> list[Any]:
    """What a measure came to."""
    return [one.measure, _days(one.window), one.value, one.goal]


def read_attained(data: list[Any]) -> Attained:
    """What `attained_data` wrote."""
    return Attained(data[0], read_days(data[1]), data[2], data[3])


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem of a statement: its code and the values that its sentence needs."""
    return {"code": problem.code, "value": problem.value, "values": dict(problem.values)}


def read_problem(data: Mapping[str, Any]) -> Problem:
    """What `problem_data` wrote."""
    values = tuple(data["values"].items())
    return Problem(code=data["code"], value=data["value"], values=values)


def _days(window: Window) -> list[str]:
    return [window.start.isoformat(), window.end.isoformat()]


def read_days(data: list[str]) -> Window:
    """A window of two days as texts."""
    return Window(date.fromisoformat(data[0]), date.fromisoformat(data[1]))


def line_data(line: StatementLine) -> list[Any]:
    """Everything of a line that is the same on every machine, whichever reading worked it out: all
    but its reasons."""
    one, cause = line.earning, line.cause
    said = None if cause is None else [cause.kind, cause.item, cause.change]
    return [
        line.section, one.term, one.kind, one.day.isoformat(), one.amount, _days(one.window),
        _days(one.origin), one.sale, one.line, one.payment, one.provisional, _days(line.about),
        said,
    ]  # fmt: skip


def statement_digest(one: Statement) -> str:
    """The SHA-256 of a statement: of what is settled, what is wrong, and every line."""
    found = hashlib.sha256()
    problems = [problem_data(each) for each in one.problems]
    found.update(canonical([one.person, settled_data(one.settled), problems]))
    for line in one.lines:
        found.update(canonical(line_data(line)))
    return found.hexdigest()


def content_hash(plan: str, period: Window, digests: Mapping[str, str]) -> str:
    """The SHA-256 of a run: of the plan version (by its own hash), the period, and everybody's
    statement, by person (by its digest)."""
    said = sorted(digests.items())
    return hashlib.sha256(canonical([plan, _days(period), said])).hexdigest()


def canonical(data: object) -> bytes:
    """Plain data as bytes, in one way."""
    text = json.dumps(
        data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode() + b"\n"
