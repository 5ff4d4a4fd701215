"""Reading the terms of a plan: one small function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from husay.book.source import nearest
from husay.pay.document.body import Body, Notes, take_figure
from husay.pay.document.cut import whole_numbers
from husay.pay.document.keys import KINDS, MEANT, TERM_KEYS
from husay.pay.document.node import Mapped, Node, Scalar
from husay.pay.document.read_changing import (
    read_cap,
    read_draw,
    read_floor,
    read_gate,
    read_multiplier,
    read_ramp,
)
from husay.pay.document.read_measures import good_name
from husay.pay.document.read_parts import Given, accelerates, earning, want
from husay.pay.document.read_tiers import (
    read_inside,
    read_points,
    read_rules,
    read_tiers,
    tables,
)
from husay.pay.document.read_windowed import (
    read_bonus,
    read_contest,
    read_pool,
    read_scorecard,
)
from husay.pay.document.settings import Settings
from husay.pay.document.term import (
    Curve,
    Each,
    Override,
    Rate,
    RatesBy,
    Rule,
    Term,
    Tiers,
)

MOST_LEVELS = 20
TAKEN = ("rounding",)
"""What lines are called that are no term's."""


def read_terms(
    entries: Sequence[tuple[Scalar, Node]], settings: Settings, notes: Notes
) -> tuple[Term, ...]:
    """The terms, in the order of the document; one with a mistake is left out.

    Problems: `plan-kind` (no such kind of term, with the nearest), `plan-one-of` (a second draw or
    ramp), those of its parts, and `plan-no-term` of one that is left out (of the others,
    `checks.check` tells that).
    """
    found = list[Term]()
    notes.terms.update(name.text for name, _node in entries)
    for name, node in entries:
        if not good_name(name, notes):
            continue
        if name.text in TAKEN:
            notes.wrong(name.place, "plan-name", name.text)
            continue
        if not isinstance(node, Mapped):
            notes.wrong(node.place, "plan-not-mapping", name.text)
            continue
        before = len(notes.problems)
        term = _term(name, node, settings, notes)
        if term is not None and len(notes.problems) == before:
            found.append(term)
        else:
            _unknown_names(name.text, node, notes)
    _several(entries, notes)
    return tuple(found)


def _unknown_names(term: str, node: Mapped, notes: Notes) -> None:
    """Names of other terms that are none, in a term of which something else is wrong, too."""
    for key in ("on", "instead_of", "adds_to"):
        said = node.get(key)
        texts = [said] if isinstance(said, Scalar) else getattr(said, "items", ())
        for one in texts:
            for name in one.text.split(",") if isinstance(one, Scalar) else ():
                if (name := name.strip()) and (name not in notes.terms or name == term):
                    near = nearest(name, sorted(notes.terms - {term}))
                    notes.wrong(one.place, "plan-no-term", name, term=term, nearest=near)


def _several(entries: Sequence[tuple[Scalar, Node]], notes: Notes) -> None:
    """Kinds of which a plan has one, said twice."""
    first = dict[str, int]()
    for name, node in entries:
        kind = node.get("kind") if isinstance(node, Mapped) else None
        if not isinstance(kind, Scalar) or kind.text not in ("draw", "ramp"):
            continue
        if kind.text in first:
            notes.wrong(name.place, "plan-one-of", name.text, first=first[kind.text])
        first.setdefault(kind.text, name.place.line)


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
    starts, ends, title = body.day("from"), body.day("to"), body.title()
    if starts and ends and ends < starts:
        notes.wrong(body.place("to"), "plan-ends-before", body.text("to"))
    if given is None or len(notes.problems) > before:
        return None
    made, values = given
    common = {"name": name.text, "place": name.place, "title": title}
    term: Term = made(starts=starts, ends=ends, **common, **values)
    return term


def _rate(body: Body, notes: Notes, _settings: Settings) -> Given:
    want(body, "of", ("money",), notes)
    budget = body.figure("budget", "money")
    return Rate, {**earning(body), "rate": body.figure("rate", "rate"), "budget": budget}


def _rates(body: Body, notes: Notes, _settings: Settings) -> Given:
    want(body, "of", ("money", "quantity", "count"), notes)
    unit = notes.measures.get(body.text("of"), "money")
    rules = read_rules(body, unit, notes)
    _rule_units(rules, unit, notes)
    return RatesBy, {**earning(body), "rules": rules, "budget": body.figure("budget", "money")}


def _rule_units(rules: Sequence[Rule], unit: str, notes: Notes) -> None:
    for rule in rules:
        if (rule.rate is not None) != (unit == "money"):
            wanted = "rate" if unit == "money" else "each"
            notes.wrong(rule.place, "plan-rule-units", unit=unit, wanted=wanted)


def _each(body: Body, notes: Notes, _settings: Settings) -> Given:
    want(body, "of", ("quantity", "count"), notes)
    each, budget = body.figure("each", "money"), body.figure("budget", "money")
    return Each, {**earning(body), "each": each, "budget": budget}


def _tiers(body: Body, notes: Notes, settings: Settings) -> Given:
    unit = notes.measures.get(body.text("of"), "money")
    if unit == "rate" and not body.given("pays_on"):
        notes.wrong(body.place("of"), "plan-rate-pays-on", body.text("of"))
    else:
        want(body, "of", ("money", "quantity", "count", "rate"), notes)
    rows = tables(body, "tiers", notes)
    inside = read_inside(rows, "from", body.choice("in"), unit)
    fits = (unit,) if unit == "rate" else (unit, "percent_of_goal")
    if inside not in fits and unit != "number":
        notes.wrong(body.place("in"), "plan-edge-units", body.text("in"), unit=unit)
    tiers = read_tiers(rows, inside, notes)
    return Tiers, {
        **earning(body),
        "tiers": tiers,
        "pays_on": body.measure("pays_on") or None,
        "reads": body.choice("reads"),
        "window": body.choice("window"),
        "inside": inside,
        "pays": body.choice("pays"),
        "edge": body.choice("edge") or settings.edge,
        "base_rate": body.figure("rate", "rate"),
        "accelerates_from": accelerates(body, inside, notes),
    }


def _curve(body: Body, notes: Notes, settings: Settings) -> Given:
    unit = notes.measures.get(body.text("of"), "money")
    rows = tables(body, "points", notes)
    inside = read_inside(rows, "at", body.choice("in"), unit)
    points = read_points(rows, inside, notes)
    if len(points) < 2 and body.given("points"):
        notes.wrong(body.place("points"), "plan-points-few")
    return Curve, {
        **earning(body),
        "target": body.figure("target", "money"),
        "points": points,
        "inside": inside,
        "beyond": body.choice("beyond"),
        "window": body.choice("window"),
        "edge": body.choice("edge") or settings.edge,
        "accelerates_from": accelerates(body, inside, notes),
    }


def _override(body: Body, notes: Notes, _settings: Settings) -> Given:
    want(body, "of", ("money",), notes)
    one = body.figure("rate", "rate")
    said = whole_numbers(body.scalars("rates", apart=False), notes)
    several = tuple(take_figure(one, "rate", notes) for one in said)
    if (one is not None) == bool(several) and not (one is None and body.given("rate")):
        notes.wrong(body.node.place, "plan-override-rates")
    deeper = body.text("levels") == "all"
    levels = 1 if deeper else (body.whole("levels", 1) or 1)
    if several and body.given("levels") and not deeper and levels != len(several):
        typed, count = body.text("levels"), len(several)
        notes.wrong(body.place("levels"), "plan-override-levels", typed, count=count)
    if levels > MOST_LEVELS:
        notes.wrong(body.place("levels"), "plan-whole", body.text("levels"), key="levels", least=1)
    rates = several or ((one,) * min(levels, MOST_LEVELS) if one is not None else ())
    return Override, {**earning(body), "rates": rates, "deeper": deeper}


_READERS: Mapping[str, Callable[[Body, Notes, Settings], Given]] = {
    "rate": _rate, "rates": _rates, "each": _each, "tiers": _tiers, "curve": _curve,
    "override": _override, "bonus": read_bonus, "scorecard": read_scorecard, "pool": read_pool,
    "contest": read_contest, "gate": read_gate, "multiplier": read_multiplier, "cap": read_cap,
    "floor": read_floor, "draw": read_draw, "ramp": read_ramp,
}  # fmt: skip
