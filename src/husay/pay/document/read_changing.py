"""Reading the terms that change, settle or prepare: gate, multiplier, cap, floor, draw, ramp."""

from __future__ import annotations

from fractions import Fraction

from husay.pay.document.body import Body, Notes, take_figure
from husay.pay.document.cut import whole_numbers
from husay.pay.document.keys import REQUIREMENT_KEYS
from husay.pay.document.read_parts import Given, on_terms, threshold
from husay.pay.document.read_tiers import read_inside, read_rows, tables
from husay.pay.document.settings import Settings
from husay.pay.document.term import Cap, Draw, Floor, Gate, Multiplier, Ramp


def read_gate(body: Body, notes: Notes, _settings: Settings) -> Given:
    """A gate; problems of its requirements."""
    requires = []
    for item in body.items("requires"):
        row = Body(item, REQUIREMENT_KEYS, notes)
        unit = notes.measures.get(row.text("of"), "money")
        requires.append(threshold(row, "at_least", unit, notes))
    return Gate, {
        "on": on_terms(body),
        "requires": tuple(requires),
        "withholds": body.choice("withholds"),
        "window": body.choice("window"),
    }


def read_multiplier(body: Body, notes: Notes, settings: Settings) -> Given:
    """A multiplier with its rows."""
    unit = notes.measures.get(body.text("of"), "money")
    rows = tables(body, "rows", notes)
    inside = read_inside(rows, "from", body.choice("in"), unit)
    if not rows:
        inside = "rate" if unit == "rate" else "percent_of_goal"
    return Multiplier, {
        "on": on_terms(body),
        "of": body.measure("of"),
        "rows": read_rows(rows, inside, notes),
        "inside": inside,
        "interpolated": body.choice("between") == "lines",
        "edge": body.choice("edge") or settings.edge,
        "window": body.choice("window"),
    }


def read_cap(body: Body, _notes: Notes, _settings: Settings) -> Given:
    """A cap."""
    most, per = body.figure("most", "money"), body.choice("per")
    return Cap, {"on": on_terms(body), "most": most, "per": per, "excess": body.choice("excess")}


def read_floor(body: Body, _notes: Notes, _settings: Settings) -> Given:
    """A floor."""
    return Floor, {"on": on_terms(body), "least": body.figure("least", "money")}


def read_draw(body: Body, notes: Notes, _settings: Settings) -> Given:
    """A draw. Problems: `plan-draw-amount`, `plan-advance-amount`."""
    style = body.choice("style")
    if (style == "advance") == body.given("amount"):
        code = "plan-advance-amount" if style == "advance" else "plan-draw-amount"
        notes.wrong(body.place("amount"), code)
    return Draw, {
        "amount": body.figure("amount", "money"),
        "style": style,
        "keeps_draw": body.yes_no("keeps_draw"),
        "recover_after": body.whole("recover_after") or 0,
        "recover_most": body.share("recover_most") or Fraction(0),
        "recover_ends": body.day("recover_ends"),
        "when_leaving": body.choice("when_leaving"),
    }


def read_ramp(body: Body, notes: Notes, _settings: Settings) -> Given:
    """A ramp; its steps are fixed shares."""
    steps = []
    for said in whole_numbers(body.scalars("steps", apart=False), notes):
        figure = take_figure(said, "rate", notes)
        if figure is not None and figure.fixed is not None:
            steps.append(figure.fixed)
        elif figure is not None:
            notes.wrong(said.place, "plan-figure", said.text)
    return Ramp, {"steps": tuple(steps), "of": body.choices("of")}
