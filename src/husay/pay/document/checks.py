"""What can only be seen of a plan as a whole: references, units between parts, claims, cliffs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from itertools import combinations, pairwise

from husay.basics.amount import ratio_text
from husay.basics.problem import Problem
from husay.book.source import nearest
from husay.pay.document.apart import apart
from husay.pay.document.measure import Measure
from husay.pay.document.node import problem_at, warning_at
from husay.pay.document.plan import Plan
from husay.pay.document.settings import lies_in
from husay.pay.document.term import (
    Cap,
    Changing,
    Curve,
    Earning,
    Gate,
    Multiplier,
    Override,
    Rate,
    RatesBy,
    Taken,
    Term,
    Tiers,
    Windowed,
)

_LOST = "period", "lost"
"""A cap of which each pay period keeps what is beyond it."""


def check(plan: Plan, named: Set[str]) -> tuple[Problem, ...]:
    """Everything that is wrong between the parts of a plan; `named` are the terms of its document,
    of which those with a mistake of their own are not among its parts.

    Errors: `plan-no-term` and `plan-term-order` (a name in `on` or `instead_of`),
    `plan-instead-circle`, `plan-same-money` (two terms claim the same money; cites both),
    `plan-no-accelerator`, `plan-tier-mixed`, `plan-lines-of-entered`, `plan-entered-pays`,
    `plan-entered-returns`, `plan-entered-capped`, `plan-title-twice`, `plan-cut`.
    Warnings: `plan-cliff` (with both amounts), `plan-falls`, `plan-first-tier`.
    """
    found = list[Problem]()
    found += _titles(plan.terms)
    found += _titles(plan.measures)
    for term in plan.terms:
        found += _references(term, plan.terms, named)
        found += _kind_problems(term, plan)
    found += _circles(plan.terms)
    found += _claims(plan)
    found += _cut(plan)
    return tuple(found)


def _titles(parts: Sequence[Term] | Sequence[Measure]) -> Iterator[Problem]:
    """Parts that sellers could not tell from each other, in either language."""
    seen = dict[tuple[str, str], int]()
    for part in parts:
        title, name = part.title, part.name.replace("_", " ").replace("-", " ")
        said = {
            "en": title.english or title.filipino or name,
            "fil": title.filipino or title.english or name,
        }
        twice = [key for key in said.items() if (key[0], key[1].casefold()) in seen]
        if twice:
            first = seen[twice[0][0], twice[0][1].casefold()]
            yield problem_at(part.place, "plan-title-twice", twice[0][1], first=first)
        for language, text in said.items():
            seen.setdefault((language, text.casefold()), part.place.line)


def _references(term: Term, terms: Sequence[Term], named: Set[str]) -> Iterator[Problem]:
    known = {other.name: other for other in terms}
    for name in (n for key in ("on", "instead_of", "adds_to") for n in getattr(term, key, ())):
        other = known.get(name)
        if other is None and name in named:
            continue  # what is wrong with it is told already
        if other is None or other is term:
            near = nearest(name, sorted(named - {term.name}))
            yield problem_at(term.place, "plan-no-term", name, term=term.name, nearest=near)
        elif isinstance(term, Earning) and not isinstance(other, Taken):
            yield problem_at(term.place, "plan-instead-kind", name, term=term.name)
        elif isinstance(term, Changing) and not isinstance(other, (*Taken, *Windowed)):
            yield problem_at(term.place, "plan-on-kind", name, term=term.name)


def _kind_problems(term: Term, plan: Plan) -> Iterator[Problem]:
    if isinstance(term, Tiers):
        yield from _tier_problems(term, plan)
    if isinstance(term, Gate) and term.withholds == "accelerator":
        yield from _accelerator_problems(term, plan)
    if isinstance(term, Cap) and term.per == "transaction" and term.excess == "carried":
        yield problem_at(term.place, "plan-cap-carried", term.name)
    entered = {measure.name for measure in plan.measures if measure.entered}
    if isinstance(term, Earning) and term.of in entered:
        yield from _of_entered(term, plan)
    if getattr(term, "pays_on", None) in entered:
        yield problem_at(term.place, "plan-lines-of-entered", term.name, term=term.name)


def _of_entered(term: Earning, plan: Plan) -> Iterator[Problem]:
    """What does not fit a measure that is entered by hand: it has no lines; what pays on another
    one has its rate when the window ends, for all of it alike."""
    if isinstance(term, Tiers) and term.pays_on:
        if term.reads != "period_to_date":
            yield problem_at(term.place, "plan-lines-of-entered", term.of, term=term.name)
        if term.pays == "marginal":
            yield problem_at(term.place, "plan-entered-pays", term.name, measure=term.of)
        returns = plan.returns
        if returns.mode in ("percentage", "pro_rata") or returns.instalments > 1:
            yield problem_at(term.place, "plan-entered-returns", term.name)
        elif returns.mode != "recompute":
            caps = (t for t in plan.terms if isinstance(t, Cap) and (t.per, t.excess) == _LOST)
            for cap in caps:
                if term.name in plan.acts_on(cap):
                    yield problem_at(cap.place, "plan-entered-capped", cap.name, term=term.name)
        return
    lined = isinstance(term, RatesBy | Override) or term.where or term.instead_of
    if lined or getattr(term, "budget", None):
        yield problem_at(term.place, "plan-lines-of-entered", term.of, term=term.name)


def _tier_problems(term: Tiers, plan: Plan) -> Iterator[Problem]:
    """Tiers whose pay does not fit how they pay or what they pay on; cliffs."""
    paid_on = term.pays_on or term.of
    unit = next((m.unit for m in plan.measures if m.name == paid_on), "money")
    wanted = {"step": ("amount",), "interpolated": ("amount", "rate", "times", "each")}
    by_unit = ("rate", "times") if unit == "money" else ("each",)
    fits = wanted.get(term.pays, by_unit)
    said = {
        key for tier in term.tiers for key in ("rate", "times", "each", "amount")
        if getattr(tier, key) is not None
    }  # fmt: skip
    if term.pays == "interpolated" and len(said) > 1:
        yield problem_at(term.place, "plan-tier-mixed", term.name)
    for tier in term.tiers:
        keys = [k for k in ("rate", "times", "each", "amount") if getattr(tier, k) is not None]
        wrong = [key for key in keys if key not in fits]
        if not wrong and term.pays == "interpolated" and keys != ["amount"]:
            wrong = [key for key in keys if key not in by_unit]
        if wrong:
            fit = " / ".join(fits)
            yield problem_at(tier.place, "plan-tier-key", wrong[0], pays=term.pays, wanted=fit)
    if "times" in said and term.base_rate is None:
        yield problem_at(term.place, "plan-tier-base", term.name)
    if term.pays_on and (term.pays == "step" or "amount" in said):
        yield problem_at(term.place, "plan-step-pays-on", term.name)
    if term.tiers and term.tiers[0].start > 0:
        start = _edge_text(term.tiers[0].start, term)
        yield warning_at(term.place, "plan-first-tier", term.name, start=start)
    if term.pays == "whole" and term.inside != "rate":  # what that is of is not known
        yield from _cliffs(term)
    elif term.pays in ("interpolated", "step"):
        yield from _falls(term)


def _cliffs(term: Tiers) -> Iterator[Problem]:
    """Where the last unit before an edge and the edge itself pay differently for everything."""
    for below, above in pairwise(term.tiers):
        rates = [_rate_of(tier, term) for tier in (below, above)]
        if None in rates or rates[0] == rates[1] or not above.start:
            continue
        before, after = (_pay_text(Fraction(rate or 0), above.start, term) for rate in rates)
        yield warning_at(
            above.place, "plan-cliff", term.name,
            at=_edge_text(above.start, term), before=before, after=after,
        )  # fmt: skip


def _falls(term: Tiers) -> Iterator[Problem]:
    """Where selling more may pay less: a later rate or amount is below the one before it."""
    for below, above in pairwise(term.tiers):
        before, after = (_rate_of(tier, term) for tier in (below, above))
        if before is not None and after is not None and after < before:
            at = _edge_text(above.start, term)
            yield warning_at(above.place, "plan-falls", term.name, at=at)


def _rate_of(tier: object, term: Tiers) -> Fraction | None:
    """A tier's rate or amount a piece, as a number, where no parameter is in it."""
    times = getattr(tier, "times", None)
    if times is not None:
        base = term.base_rate.fixed if term.base_rate else None
        return None if base is None else Fraction(times) * base
    said = (getattr(tier, key, None) for key in ("rate", "each", "amount"))
    figure = next((one for one in said if one is not None), None)
    return figure.fixed if figure is not None else None


def _pay_text(rate: Fraction, edge: Fraction, term: Tiers) -> str:
    if term.inside == "percent_of_goal":
        return f"{ratio_text(rate * edge * 100)} %"
    return _amount(rate * edge)


def _edge_text(edge: Fraction, term: Tiers) -> str:
    in_percent = term.inside in ("percent_of_goal", "rate")
    return f"{ratio_text(edge * 100)} %" if in_percent else _amount(edge)


def _amount(value: Fraction) -> str:
    whole, _, part = ratio_text(value, 2).partition(".")
    return f"{int(whole):,}.{part.ljust(2, '0')}"


def _accelerator_problems(term: Gate, plan: Plan) -> Iterator[Problem]:
    """A gate that withholds an accelerator needs terms that have one."""
    for other in plan.terms:
        if other.name not in term.on and term.on:
            continue
        fits = isinstance(other, Tiers | Curve) and other.accelerates_from is not None
        if term.on and not fits:
            yield problem_at(term.place, "plan-no-accelerator", other.name, term=term.name)


def _cut(plan: Plan) -> Iterator[Problem]:
    """Caps and floors on some of what a cap before them acts on, where gates or multipliers change
    what that took after its pay period: of which terms that was is not known."""
    for first, second in plan.cut():
        for term in plan.terms:
            if not isinstance(term, Gate | Multiplier):
                continue
            longer = term.window != "period" and not lies_in(term.window, plan.period)
            if longer and plan.acts_on(first) & plan.acts_on(term):
                yield problem_at(
                    second.place, "plan-cut", second.name, cap=first.name, term=term.name
                )


def _circles(terms: Sequence[Term]) -> Iterator[Problem]:
    """Terms that stand instead of each other."""
    instead = {term.name: term.instead_of for term in terms if isinstance(term, Earning)}
    for term in terms:
        seen, waiting = set[str](), list(instead.get(term.name, ()))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += instead.get(name, ())
        if term.name in seen:
            yield problem_at(term.place, "plan-instead-circle", term.name)
            return


def _claims(plan: Plan) -> Iterator[Problem]:
    """Two terms that claim the same money: neither stands instead of the other, and

    * both stand instead of the same term, for lines that may be the same; or
    * both are flat rates on the same measure under the same condition.
    """
    earning = [term for term in plan.terms if isinstance(term, Earning)]
    measured = {measure.name: measure.where for measure in plan.measures}
    for first, second in combinations(earning, 2):
        if second.name in (*first.instead_of, *first.adds_to):
            continue
        if first.name in (*second.instead_of, *second.adds_to):
            continue
        if apart(first, second, measured):
            continue
        shared = set(first.instead_of) & set(second.instead_of)
        twice = isinstance(first, Rate) and isinstance(second, Rate)
        same = twice and (first.of, first.where) == (second.of, second.where)
        if shared or same:
            yield problem_at(
                second.place, "plan-same-money", second.name,
                other=first.name, first=first.place.line,
            )  # fmt: skip
