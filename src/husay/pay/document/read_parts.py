"""What several kinds of terms are read by: what they earn of, thresholds, accelerators."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from husay.pay.document.body import Body, Notes
from husay.pay.document.read_tiers import edge
from husay.pay.document.term import Term, Threshold

Given = tuple[Callable[..., Term], dict[str, Any]] | None
"""A kind of term with its values; None where it cannot be one."""


def earning(body: Body) -> dict[str, Any]:
    """What every term has that earns of a measure."""
    return {
        "of": body.measure("of"),
        "where": body.condition("where"),
        "instead_of": tuple(scalar.text for scalar in body.scalars("instead_of")),
        "adds_to": tuple(scalar.text for scalar in body.scalars("adds_to")),
    }


def want(body: Body, key: str, units: tuple[str, ...], notes: Notes) -> None:
    """The measure of a key must be in one of these units."""
    unit = notes.measures.get(body.text(key))
    if unit is not None and unit != "number" and unit not in units:
        said = " / ".join(units)
        notes.wrong(body.place(key), "plan-measure-units", body.text(key), unit=unit, wanted=said)


def threshold(body: Body, key: str, unit: str, notes: Notes) -> Threshold | None:
    """A value that a measure is held against; per cent of its goal where it has the sign."""
    read = body.number(key)
    if read is None:
        return None
    percent = read[1] == "rate"
    inside = "rate" if unit == "rate" else "percent_of_goal" if percent else unit
    if unit == "rate" and not percent and read[0]:
        notes.wrong(body.place(key), "plan-edge-units", body.text(key), unit=unit)
    return Threshold(body.measure("of"), read[0], inside, body.place(key))  # type: ignore[arg-type]


def accelerates(body: Body, inside: str, notes: Notes) -> Fraction | None:
    """Where accelerators begin: as said, else at the goal."""
    if body.given("accelerates_from"):
        return edge(body, "accelerates_from", inside, notes)  # type: ignore[arg-type]
    return Fraction(1) if inside in ("percent_of_goal", "rate") else None


def on_terms(body: Body) -> tuple[str, ...]:
    """The terms that a changing term names."""
    return tuple(scalar.text for scalar in body.scalars("on"))
