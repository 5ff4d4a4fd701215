"""Reading the terms of a plan: one small function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from husay.book.source import nearest
from husay.pay.document.body import Body, Notes, take_figure
from husay.pay.document.figure import Figure
from husay.pay.document.keys import KINDS, MEANT, OBJECTIVE_KEYS, REQUIREMENT_KEYS, TERM_KEYS
from husay.pay.document.node import Mapped, Node, Scalar
from husay.pay.document.read_measures import good_name
from husay.pay.document.read_tiers import (
    edge,
    read_inside,
    read_points,
    read_rows,
    read_rules,
    read_tiers,
    tables,
)
from husay.pay.document.settings import Settings
from husay.pay.document.term import (
    Bonus,
    Cap,
    Contest,
    Curve,
    Draw,
    Each,
    Floor,
    Gate,
    Multiplier,
    Objective,
    Override,
    Pool,
    Ramp,
    Rate,
    RatesBy,
    Rule,
    Scorecard,
    Term,
    Threshold,
    Tiers,
)

MOST_LEVELS = 20


def read_terms(
    entries: Sequence[tuple[Scalar, Node]], settings: Settings, notes: Notes
) -> tuple[Term, ...]:
    """The terms, in the order of the document; one with a mistake is left out.

    Problems: `plan-kind` (no such kind of term, with the nearest), and those of its parts.
    """
    found = list[Term]()
    for name, node in entries:
        if not good_name(name, notes):
            continue
        if not isinstance(node, Mapped):
            notes.wrong(node.place, "plan-not-mapping", name.text)
            continue
        before = len(notes.problems)
        term = _term(name, node, settings, notes)
        if term is not None and len(notes.problems) == before:
            found.append(term)
    return tuple(found)


def _term(name: Scalar, node: Mapped, settings: Settings, notes: Notes) -> Term | None:
    kind = node.get("kind")
    if kind is None:
        notes.wrong(node.place, "plan-key-missing", "kind")
        return None
    said = kind.text if isinstance(kind, Scalar) else ""
    if said not in TERM_KEYS:
        near = MEANT.get(said.lower()) or nearest(said, list(KINDS))
        notes.wrong(
            kind.place, "plan-kind", said, term=name.text, nearest=near, known=", ".join(KINDS)
        )
        return None
    body = Body(node, TERM_KEYS[said], notes)
    before = len(notes.problems)
    given = _READERS[said](body, notes, settings)
    common = {"starts": body.day("from"), "ends": body.day("to")}
    if common["starts"] and common["ends"] and common["ends"] < common["starts"]:
        notes.wrong(body.place("to"), "plan-ends-before", body.text("to"))
    if given is None or len(notes.problems) > before:
        return None
    made, values = given
    term: Term = made(name=name.text, place=name.place, **common, **values)
    return term


_Given = tuple[Callable[..., Term], dict[str, Any]] | None


def _earning(body: Body) -> dict[str, Any]:
    """What every term has that earns of a measure."""
    return {
        "of": body.measure("of"),
        "where": body.condition("where"),
        "instead_of": tuple(scalar.text for scalar in body.scalars("instead_of")),
        "adds_to": tuple(scalar.text for scalar in body.scalars("adds_to")),
    }


def _want(body: Body, key: str, units: tuple[str, ...], notes: Notes) -> None:
    """The measure of a key must be in one of these units."""
    unit = notes.measures.get(body.text(key))
    if unit is not None and unit != "number" and unit not in units:
        said = " / ".join(units)
        notes.wrong(body.place(key), "plan-measure-units", body.text(key), unit=unit, wanted=said)


def _rate(body: Body, notes: Notes, _settings: Settings) -> _Given:
    _want(body, "of", ("money",), notes)
    budget = body.figure("budget", "money")
    return Rate, {**_earning(body), "rate": body.figure("rate", "rate"), "budget": budget}


def _rates(body: Body, notes: Notes, _settings: Settings) -> _Given:
    _want(body, "of", ("money", "quantity", "count"), notes)
    unit = notes.measures.get(body.text("of"), "money")
    rules = read_rules(body, unit, notes)
    _rule_units(rules, unit, notes)
    return RatesBy, {**_earning(body), "rules": rules, "budget": body.figure("budget", "money")}


def _rule_units(rules: Sequence[Rule], unit: str, notes: Notes) -> None:
    for rule in rules:
        if (rule.rate is not None) != (unit == "money"):
            wanted = "rate" if unit == "money" else "each"
            notes.wrong(rule.place, "plan-rule-units", unit=unit, wanted=wanted)


def _each(body: Body, notes: Notes, _settings: Settings) -> _Given:
    _want(body, "of", ("quantity", "count"), notes)
    each, budget = body.figure("each", "money"), body.figure("budget", "money")
    return Each, {**_earning(body), "each": each, "budget": budget}


def _tiers(body: Body, notes: Notes, settings: Settings) -> _Given:
    _want(body, "of", ("money", "quantity", "count"), notes)
    unit = notes.measures.get(body.text("of"), "money")
    rows = tables(body, "tiers", notes)
    inside = read_inside(rows, "from", body.choice("in"), unit)
    if inside not in (unit, "percent_of_goal") and unit != "number":
        notes.wrong(body.place("in"), "plan-edge-units", body.text("in"), unit=unit)
    tiers = read_tiers(rows, inside, notes)
    return Tiers, {
        **_earning(body),
        "tiers": tiers,
        "pays_on": body.measure("pays_on") or None,
        "reads": body.choice("reads"),
        "window": body.choice("window"),
        "inside": inside,
        "pays": body.choice("pays"),
        "edge": body.choice("edge") or settings.edge,
        "base_rate": body.figure("rate", "rate"),
        "accelerates_from": _accelerates(body, inside, notes),
    }


def _accelerates(body: Body, inside: str, notes: Notes) -> Fraction | None:
    """Where accelerators begin: as said, else at the goal."""
    if body.given("accelerates_from"):
        return edge(body, "accelerates_from", inside, notes)  # type: ignore[arg-type]
    return Fraction(1) if inside in ("percent_of_goal", "rate") else None


def _curve(body: Body, notes: Notes, settings: Settings) -> _Given:
    unit = notes.measures.get(body.text("of"), "money")
    rows = tables(body, "points", notes)
    inside = read_inside(rows, "at", body.choice("in"), unit)
    points = read_points(rows, inside, notes)
    if len(points) < 2 and body.given("points"):
        notes.wrong(body.place("points"), "plan-points-few")
    return Curve, {
        **_earning(body),
        "target": body.figure("target", "money"),
        "points": points,
        "inside": inside,
        "beyond": body.choice("beyond"),
        "window": body.choice("window"),
        "edge": body.choice("edge") or settings.edge,
        "accelerates_from": _accelerates(body, inside, notes),
    }


def _override(body: Body, notes: Notes, _settings: Settings) -> _Given:
    _want(body, "of", ("money",), notes)
    one = body.figure("rate", "rate")
    several = tuple(take_figure(said, "rate", notes) for said in body.scalars("rates", apart=False))
    if (one is not None) == bool(several) and not (one is None and body.given("rate")):
        notes.wrong(body.node.place, "plan-override-rates")
    deeper = body.text("levels") == "all"
    levels = 1 if deeper else (body.whole("levels", 1) or 1)
    if levels > MOST_LEVELS:
        notes.wrong(body.place("levels"), "plan-whole", body.text("levels"), key="levels", least=1)
    rates = several or ((one,) * min(levels, MOST_LEVELS) if one is not None else ())
    return Override, {**_earning(body), "rates": rates, "deeper": deeper}


def _threshold(body: Body, key: str, unit: str, notes: Notes) -> Threshold | None:
    read = body.number(key)
    if read is None:
        return None
    percent = read[1] == "rate"
    inside = "rate" if unit == "rate" else "percent_of_goal" if percent else unit
    if unit == "rate" and not percent and read[0]:
        notes.wrong(body.place(key), "plan-edge-units", body.text(key), unit=unit)
    return Threshold(body.measure("of"), read[0], inside, body.place(key))  # type: ignore[arg-type]


def _bonus(body: Body, notes: Notes, _settings: Settings) -> _Given:
    unit = notes.measures.get(body.text("of"), "money")
    return Bonus, {
        **_earning(body),
        "threshold": _threshold(body, "at", unit, notes),
        "amount": body.figure("amount", "money"),
        "window": body.choice("window"),
    }


def _scorecard(body: Body, notes: Notes, _settings: Settings) -> _Given:
    objectives = []
    for item in body.items("objectives"):
        row = Body(item, OBJECTIVE_KEYS, notes)
        most = row.number("most")
        objectives.append(
            Objective(row.measure("of"), row.share("weight") or Fraction(0), item.place,
                      most[0] if most else None)
        )  # fmt: skip
    whole = sum((one.weight for one in objectives), Fraction(0))
    if objectives and whole != 1:
        said = str(whole * 100)
        notes.wrong(body.place("objectives"), "plan-weights-whole", said, sum=said)
    target = body.figure("target", "money")
    window = body.choice("window")
    return Scorecard, {"target": target, "objectives": tuple(objectives), "window": window}


def _pool(body: Body, notes: Notes, _settings: Settings) -> _Given:
    amount, rate = body.figure("amount", "money"), body.figure("rate", "rate")
    of, share = body.measure("of") or None, body.choice("share")
    if body.given("amount") == body.given("rate") or body.given("rate") != body.given("of"):
        notes.wrong(body.node.place, "plan-pool-amount")
    if share == "contribution" and not body.given("by"):
        notes.wrong(body.node.place, "plan-pool-by")
    if share == "rule" and not body.given("weight"):
        notes.wrong(body.node.place, "plan-pool-weight")
    if of:
        _want(body, "of", ("money",), notes)
    return Pool, {
        "of": of,
        "amount": amount,
        "rate": rate,
        "times_of": body.measure("times_of") or None,
        "share": share,
        "by": body.measure("by") or None,
        "weight": _weight(body, notes),
        "among": body.choice("among"),
        "window": body.choice("window"),
    }


def _weight(body: Body, notes: Notes) -> Figure | None:
    """A person's weight in a pool: whatever number its parameters make."""
    found = body.scalar("weight")
    if found is None:
        return None
    unit = notes.parameters.get(found.text, "number")
    return take_figure(found, unit, notes)


def _contest(body: Body, notes: Notes, _settings: Settings) -> _Given:
    prizes = tuple(
        take_figure(said, "money", notes) for said in body.scalars("prizes", apart=False)
    )
    least = body.number("at_least")
    return Contest, {
        "of": body.measure("of"),
        "prizes": prizes,
        "least": least[0] if least else None,
        "ties": body.choice("ties"),
        "among": body.choice("among"),
        "window": body.choice("window"),
    }


def _on(body: Body) -> tuple[str, ...]:
    return tuple(scalar.text for scalar in body.scalars("on"))


def _gate(body: Body, notes: Notes, _settings: Settings) -> _Given:
    requires = []
    for item in body.items("requires"):
        row = Body(item, REQUIREMENT_KEYS, notes)
        unit = notes.measures.get(row.text("of"), "money")
        requires.append(_threshold(row, "at_least", unit, notes))
    return Gate, {
        "on": _on(body),
        "requires": tuple(requires),
        "withholds": body.choice("withholds"),
        "window": body.choice("window"),
    }


def _multiplier(body: Body, notes: Notes, settings: Settings) -> _Given:
    unit = notes.measures.get(body.text("of"), "money")
    rows = tables(body, "rows", notes)
    inside = read_inside(rows, "from", body.choice("in"), unit)
    if not rows:
        inside = "rate" if unit == "rate" else "percent_of_goal"
    return Multiplier, {
        "on": _on(body),
        "of": body.measure("of"),
        "rows": read_rows(rows, inside, notes),
        "inside": inside,
        "interpolated": body.choice("between") == "lines",
        "edge": body.choice("edge") or settings.edge,
        "window": body.choice("window"),
    }


def _cap(body: Body, _notes: Notes, _settings: Settings) -> _Given:
    most, per = body.figure("most", "money"), body.choice("per")
    return Cap, {"on": _on(body), "most": most, "per": per, "excess": body.choice("excess")}


def _floor(body: Body, _notes: Notes, _settings: Settings) -> _Given:
    return Floor, {"on": _on(body), "least": body.figure("least", "money")}


def _draw(body: Body, notes: Notes, _settings: Settings) -> _Given:
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


def _ramp(body: Body, notes: Notes, _settings: Settings) -> _Given:
    steps = []
    for said in body.scalars("steps", apart=False):
        figure = take_figure(said, "rate", notes)
        if figure is not None and figure.fixed is not None:
            steps.append(figure.fixed)
        elif figure is not None:
            notes.wrong(said.place, "plan-figure", said.text)
    return Ramp, {"steps": tuple(steps), "of": body.choices("of")}


_READERS: Mapping[str, Callable[[Body, Notes, Settings], _Given]] = {
    "rate": _rate, "rates": _rates, "each": _each, "tiers": _tiers, "curve": _curve,
    "override": _override, "bonus": _bonus, "scorecard": _scorecard, "pool": _pool,
    "contest": _contest, "gate": _gate, "multiplier": _multiplier, "cap": _cap,
    "floor": _floor, "draw": _draw, "ramp": _ramp,
}  # fmt: skip
