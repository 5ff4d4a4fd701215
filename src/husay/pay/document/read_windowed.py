"""Reading the terms that earn once a window: bonus, scorecard, pool, contest."""

from __future__ import annotations

from fractions import Fraction

from husay.pay.document.body import Body, Notes, take_figure
from husay.pay.document.cut import whole_numbers
from husay.pay.document.figure import Figure
from husay.pay.document.keys import OBJECTIVE_KEYS
from husay.pay.document.read_parts import Given, earning, threshold, want
from husay.pay.document.settings import Settings
from husay.pay.document.term import Bonus, Contest, Objective, Pool, Scorecard


def read_bonus(body: Body, notes: Notes, _settings: Settings) -> Given:
    """A bonus at a threshold."""
    unit = notes.measures.get(body.text("of"), "money")
    return Bonus, {
        **earning(body),
        "threshold": threshold(body, "at", unit, notes),
        "amount": body.figure("amount", "money"),
        "window": body.choice("window"),
    }


def read_scorecard(body: Body, notes: Notes, _settings: Settings) -> Given:
    """A scorecard. Problem `plan-weights-whole`: the weights do not sum to all."""
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


def read_pool(body: Body, notes: Notes, _settings: Settings) -> Given:
    """A pool. Problems: `plan-pool-amount`, `plan-pool-above`, `plan-pool-least`, `plan-pool-by`,
    `plan-pool-weight`."""
    amount, rate = body.figure("amount", "money"), body.figure("rate", "rate")
    of, share = body.measure("of") or None, body.choice("share")
    if body.given("amount") == body.given("rate") or not _of_fits(body):
        notes.wrong(body.node.place, "plan-pool-amount")
    if body.given("above") and not body.given("rate"):
        notes.wrong(body.place("above"), "plan-pool-above", body.text("above"))
    if body.given("at_least") and not body.given("of"):
        notes.wrong(body.place("at_least"), "plan-pool-least", body.text("at_least"))
    if share == "contribution" and not body.given("by"):
        notes.wrong(body.node.place, "plan-pool-by")
    if share == "rule" and not body.given("weight"):
        notes.wrong(body.node.place, "plan-pool-weight")
    if of and body.given("rate"):
        want(body, "of", ("money",), notes)
    unit = notes.measures.get(of or "", "money")
    return Pool, {
        "of": of,
        "amount": amount,
        "rate": rate,
        "above": threshold(body, "above", unit, notes) if of else None,
        "at_least": threshold(body, "at_least", unit, notes) if of else None,
        "times_of": body.measure("times_of") or None,
        "share": share,
        "by": body.measure("by") or None,
        "weight": _weight(body, notes),
        "among": body.choice("among"),
        "window": body.choice("window"),
    }


def _of_fits(body: Body) -> bool:
    """Whether a pool says its measure where one is wanted, and nowhere else."""
    if body.given("rate"):
        return body.given("of")
    mistyped = any(entry.key.text not in body.keys for entry in body.node.entries)  # told already
    return body.given("at_least") or body.given("above") or mistyped or not body.given("of")


def _weight(body: Body, notes: Notes) -> Figure | None:
    """A person's weight in a pool: whatever number its parameters make."""
    found = body.scalar("weight")
    if found is None:
        return None
    unit = notes.parameters.get(found.text, "number")
    return take_figure(found, unit, notes)


def read_contest(body: Body, notes: Notes, _settings: Settings) -> Given:
    """A contest with its prizes, the first place's first: none is above the one before it."""
    said = whole_numbers(body.scalars("prizes", apart=False), notes, falling=True)
    prizes = tuple(take_figure(one, "money", notes) for one in said)
    least = body.number("at_least")
    return Contest, {
        "of": body.measure("of"),
        "prizes": prizes,
        "least": least[0] if least else None,
        "ties": body.choice("ties"),
        "among": body.choice("among"),
        "window": body.choice("window"),
    }
