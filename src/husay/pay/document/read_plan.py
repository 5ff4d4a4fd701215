"""Reading a plan document: the whole of it, with every mistake at once."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from husay.basics.problem import Problem
from husay.pay.document.body import Body, Notes
from husay.pay.document.checks import check
from husay.pay.document.figure import read_number
from husay.pay.document.keys import PLAN_KEYS, RETURNS_KEYS, SETTINGS_KEYS
from husay.pay.document.node import Mapped, Scalar, read_nodes
from husay.pay.document.plan import Plan
from husay.pay.document.read_measures import (
    MOST_OF_EACH,
    read_fields,
    read_measures,
    read_parameters,
)
from husay.pay.document.read_terms import read_terms
from husay.pay.document.settings import Returns, Settings

PLAN_FILE = "plan.yaml"
_CURRENCY = re.compile(r"[A-Z]{3}")


def read_plan(text: str, file: str = PLAN_FILE) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan that a document says, and everything that is wrong with it.

    None where any of it is an error; warnings (a cliff, a first tier above zero) leave it usable.
    Every problem has file, line and column.
    """
    plan, problems = read_as_far(text, file)
    wrong = any(problem.severity == "error" for problem in problems)
    return (None if wrong else plan), problems


def read_as_far(text: str, file: str = PLAN_FILE) -> tuple[Plan | None, tuple[Problem, ...]]:
    """A plan as far as it can be read, however much of it is an error; None where it is no mapping
    at all. Nothing is to be worked out by it unless it has no errors."""
    node, problems = read_nodes(text, file)
    if node is None:
        return None, problems
    notes = Notes(list(problems))
    if not isinstance(node, Mapped):
        notes.wrong(node.place, "plan-not-mapping", file)
        return None, tuple(notes.problems)
    plan = _plan(Body(node, PLAN_KEYS, notes), notes)
    notes.problems += check(plan, notes.terms)
    once = dict.fromkeys(notes.problems)  # a key that is read twice tells its mistake twice
    return plan, tuple(sorted(once, key=lambda p: (p.line or 0, p.at or 0)))


def _plan(body: Body, notes: Notes) -> Plan:
    """The plan, as far as it can be read."""
    for key in ("fields", "parameters", "measures", "terms"):
        if len(body.named(key)) > MOST_OF_EACH:
            notes.wrong(body.place(key), "plan-too-many", key, most=MOST_OF_EACH)
    currency = body.text("currency")
    if body.given("currency") and not _CURRENCY.fullmatch(currency):
        notes.wrong(body.place("currency"), "plan-currency", currency)
    credits = tuple(scalar.text for scalar in body.scalars("credits"))
    read_fields(body.named("fields"), notes)
    parameters = read_parameters(body.named("parameters"), notes)
    measures = read_measures(body.named("measures"), credits, notes)
    settings = _settings(body, notes)
    starts, ends = body.day("from"), body.day("to")
    if starts and ends and ends < starts:
        notes.wrong(body.place("to"), "plan-ends-before", body.text("to"))
    return Plan(
        name=body.text("name"),
        currency=currency,
        period=body.choice("period"),  # type: ignore[arg-type]
        trigger=body.choice("trigger"),  # type: ignore[arg-type]
        credits=credits,
        starts=starts,
        ends=ends,
        fields=tuple((name.text, notes.fields[name.text]) for name, _ in body.named("fields")
                     if name.text in notes.fields),
        parameters=parameters,
        measures=measures,
        terms=read_terms(body.named("terms"), settings, notes),
        returns=_returns(body, notes),
        settings=settings,
    )  # fmt: skip


def _below(body: Body, key: str) -> Mapped:
    """The mapping of a key, or an empty one."""
    found = body.node.get(key)
    return found if isinstance(found, Mapped) else Mapped((), body.place(key))


def _settings(around: Body, notes: Notes) -> Settings:
    around.named("settings")  # notes what is no mapping
    body = Body(_below(around, "settings"), SETTINGS_KEYS, notes)
    fixed = _fixed_rates(body, notes)
    if (body.choice("currency_rate") == "fixed") != bool(fixed):
        notes.wrong(body.place("fixed_rates"), "plan-fixed-rates")
    names = ("edge", "rounding", "rounds", "split", "currency_rate", "part_periods")
    chosen: dict[str, Any] = {name: body.choice(name) for name in names}
    prorates: Any = body.choices("prorates")
    after = None if body.text("after_leaving") == "all" else body.whole("after_leaving")
    if after is not None and around.text("trigger") == "booked":
        notes.wrong(body.place("after_leaving"), "plan-after-leaving", body.text("after_leaving"))
    return Settings(fixed_rates=fixed, prorates=prorates, after_leaving=after, **chosen)


def _fixed_rates(body: Body, notes: Notes) -> tuple[tuple[str, Fraction], ...]:
    """What one unit of other currencies is worth in the plan's."""
    found = []
    for name, node in body.named("fixed_rates"):
        read = read_number(node.text) if isinstance(node, Scalar) else None
        if not _CURRENCY.fullmatch(name.text):
            notes.wrong(name.place, "plan-currency", name.text)
        elif read is None or read[0] <= 0:
            notes.wrong(node.place, "plan-number", name.text, key=name.text)
        else:
            found.append((name.text, read[0]))
    return tuple(found)


def _returns(around: Body, notes: Notes) -> Returns:
    around.named("returns")
    body = Body(_below(around, "returns"), RETURNS_KEYS, notes)
    mode, percentage = body.choice("mode"), body.share("percentage")
    months, served = body.whole("months", 1), body.whole("served_days", 1)
    if body.given("percentage") != (mode == "percentage"):
        notes.wrong(body.place("percentage"), "plan-returns-mode", "percentage", mode="percentage")
    said = [key for key in ("months", "served_days") if body.given(key)]
    if mode == "pro_rata" and not said:
        notes.wrong(body.place("mode"), "plan-pro-rata-neither")
    elif len(said) > 1:
        notes.wrong(body.place("served_days"), "plan-pro-rata-both")
    elif said and mode != "pro_rata":
        notes.wrong(body.place(said[0]), "plan-returns-mode", said[0], mode="pro_rata")
    return Returns(
        mode=mode,  # type: ignore[arg-type]
        moves_attainment=body.yes_no("moves_attainment"),
        percentage=percentage,
        months=months,
        served_days=served,
        days=body.whole("days"),
        instalments=body.whole("instalments", 1) or 1,
        when_leaving=body.choice("when_leaving"),  # type: ignore[arg-type]
    )
