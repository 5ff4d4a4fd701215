"""Reading the measures, the parameters and the added fields of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from husay.book.source import nearest
from husay.pay.document.body import NAME, Body, Notes
from husay.pay.document.expression import Expression, Unit
from husay.pay.document.fields import FIELDS, OWN_UNITS
from husay.pay.document.keys import MEASURE_KEYS, PARAMETER_KEYS, Key
from husay.pay.document.measure import Counts, Measure, Parameter, Whose
from husay.pay.document.node import Mapped, Node, Scalar
from husay.pay.document.units import SIZES

MOST_OF_EACH = 200
"""Measures, parameters, fields, terms: of each at most."""


def read_fields(entries: Sequence[tuple[Scalar, Node]], notes: Notes) -> None:
    """Take in the fields that a plan adds, with what they hold."""
    notes.fields.update(FIELDS)
    for name, node in entries:
        if not good_name(name, notes):
            continue
        if name.text in FIELDS:
            notes.wrong(name.place, "plan-field-taken", name.text)
        elif not isinstance(node, Scalar) or node.text not in OWN_UNITS:
            said = node.text if isinstance(node, Scalar) else ""
            known = ", ".join(OWN_UNITS)
            near = nearest(said, list(OWN_UNITS))
            notes.wrong(node.place, "plan-choice", said, key=name.text, nearest=near, known=known)
        else:
            notes.fields[name.text] = node.text


def read_parameters(entries: Sequence[tuple[Scalar, Node]], notes: Notes) -> tuple[Parameter, ...]:
    """The parameters of a plan; their names can stand in figures from here on."""
    found = []
    for name, node in entries:
        if (
            not good_name(name, notes)
            or (body := as_body(node, PARAMETER_KEYS, notes, name.text)) is None
        ):
            continue
        unit = cast(Unit, body.choice("unit") or "number")
        default = body.number("default")
        if default is not None and unit != "rate" and default[1] == "rate":
            notes.wrong(body.place("default"), "plan-units", body.text("default"),
                        left=unit, right="rate")  # fmt: skip
        per = body.choice("per") or None
        if per is not None and unit != "money":
            notes.wrong(body.place("per"), "plan-per-of-money", name.text)
        notes.parameters[name.text] = unit
        value = default[0] if default else None
        found.append(Parameter(name.text, unit, name.place, per, value, body.title()))  # type: ignore[arg-type]
    return tuple(found)


def read_measures(
    entries: Sequence[tuple[Scalar, Node]], credits: tuple[str, ...], notes: Notes
) -> tuple[Measure, ...]:
    """The measures of a plan. Problems: `plan-measure-of` (not exactly one of `of`, `counts` and
    `entered`), `plan-measure-unit` (an expression of no size)."""
    found = []
    for name, node in entries:
        if not good_name(name, notes):
            continue
        # Known from here on even if wrong, so that terms need not be told of it again.
        notes.measures[name.text] = "number"
        body = None
        if isinstance(node, Scalar) and node.text:
            notes.wrong(node.place, "plan-measure-plain", name.text, proposed=_proposed(node.text))
        else:
            body = as_body(node, MEASURE_KEYS, notes, name.text)
        measure = _measure(name, body, credits, notes) if body is not None else None
        if measure is not None:
            notes.measures[name.text] = measure.unit
            found.append(measure)
    return tuple(found)


def _proposed(text: str) -> str:
    """A measure in braces, for one that is written as a plain text."""
    if text in ("sales", "lines"):
        return f"{{counts: {text}}}"
    return f'{{of: "{text}"}}' if "," in text or "#" in text else f"{{of: {text}}}"


def _measure(name: Scalar, body: Body, credits: tuple[str, ...], notes: Notes) -> Measure | None:
    said = [key for key in ("of", "counts", "entered") if body.given(key)]
    if len(said) != 1:
        notes.wrong(body.node.place, "plan-measure-of", name.text)
        return None
    value = body.expression("of")
    unit = _unit(name, body, value, notes)
    if unit is None:
        return None
    levels = body.whole("levels", 1) if body.text("levels") != "all" else None
    if body.choice("whose") == "own" and body.given("levels"):
        notes.wrong(body.place("levels"), "plan-levels-of-team", name.text)
    roles = tuple(role.text for role in body.scalars("roles"))
    return Measure(
        name=name.text,
        unit=unit,
        place=name.place,
        value=value,
        counts=cast(Counts, body.choice("counts") or None),
        entered=body.given("entered"),
        where=body.condition("where"),
        whose=cast(Whose, body.choice("whose")),
        levels=levels,
        goal=body.text("goal") or name.text,
        roles=roles or credits,
        title=body.title(),
    )


def _unit(name: Scalar, body: Body, value: Expression | None, notes: Notes) -> Unit | None:
    if body.given("counts"):
        return "count"
    if body.given("entered"):
        entered = body.choice("entered")
        return cast(Unit, entered) if entered else None
    if value is None:
        return None
    said = body.choice("unit")
    stated = cast(Unit, said) if said else None
    if stated is not None and value.unit not in (stated, "number"):
        notes.wrong(body.place("unit"), "plan-units", body.text("of"),
                    left=stated, right=value.unit)  # fmt: skip
        return None
    unit = stated or value.unit
    if unit not in SIZES:
        notes.wrong(body.place("of"), "plan-measure-unit", name.text, unit=unit)
        return None
    return unit


def good_name(name: Scalar, notes: Notes) -> bool:
    """Whether a name can be one; notes `plan-name` where not."""
    if NAME.fullmatch(name.text):
        return True
    notes.wrong(name.place, "plan-name", name.text)
    return False


def as_body(node: Node, keys: tuple[Key, ...], notes: Notes, name: str) -> Body | None:
    """A node as a mapping that is read by keys; notes `plan-not-mapping` where it is none."""
    if isinstance(node, Mapped):
        return Body(node, keys, notes)
    notes.wrong(node.place, "plan-not-mapping", name)
    return None
