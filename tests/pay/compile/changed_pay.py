# ruff: noqa: E501 (a term of a plan is one line)
"""More of what gates, multipliers and first edges do, put on top of a random plan and its facts."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from husay.pay.facts import Facts
from tests.pay.compile.random_pay import Made

EDGE = 10_000_000
"""A thousand, in ten-thousandths: where first edges are, and what some lines are sold for."""


class More:
    """What is added by chance, from the same seed."""

    def __init__(self, made: Made, seed: int) -> None:
        self.made, self.chance = made, Random(f"more {seed}")

    def pick(self, *of: str) -> str:
        return self.chance.choice(of)

    def with_more(self) -> Made:
        """The same with several gates and multipliers over one kind of windows, often shorter than
        those of terms, and with terms whose first edge is met exactly."""
        kept = [one for one in self.made.text.split("\n") if not one.startswith(("  g: ", "  m: "))]
        place = next(n for n, one in enumerate(kept) if one.startswith("returns: "))
        kept[place:place] = [*self.on_an_edge(), *self.changing()]
        return Made(
            "\n".join(kept), self.facts() if self.chance.random() < 0.6 else self.made.facts
        )

    def changing(self) -> list[str]:
        window = self.pick("half_month", "month", "month", "quarter")
        kinds = ["gate", "gate", "rows", *(["score"] if window == "quarter" else [])]
        said = [self.term(self.chance.choice(kinds)) for _ in range(self.chance.randint(1, 3))]
        return [f"  x{n}: {{{one}, window: {window}{self.on()}}}" for n, one in enumerate(said)]

    def on(self) -> str:
        return self.pick("", "", ", on: t0")

    def term(self, kind: str) -> str:
        least = self.chance.randint(1, 9) * 400
        if kind == "gate":
            measure = self.pick("revenue", "revenue", "margin", "deals")
            least = self.chance.randint(1, 3) if measure == "deals" else least
            return f"kind: gate, requires: [{{of: {measure}, at_least: {least}}}]"
        if kind == "score":
            return "kind: multiplier, of: score"
        start = self.pick("0", "100", "1000")
        rows = f"[{{from: {start}, times: 0.5}}, {{from: {1000 + least}, times: 1.25}}]"
        how = f"between: {self.pick('steps', 'lines')}, edge: {self.pick('upper', 'lower')}"
        return f"kind: multiplier, of: revenue, in: money, rows: {rows}, {how}"

    def on_an_edge(self) -> list[str]:
        """A curve, or straight lines, that begin at an edge which lines may meet exactly."""
        if self.chance.random() < 0.4:
            return []
        edge, window = self.pick("upper", "lower"), self.pick("period", "month", "quarter")
        curve = "kind: curve, in: money, target: 700, points: [{at: 1000, pays: 20 %}, {at: 4000, pays: 90 %}]"
        rates = "kind: tiers, pays: interpolated, tiers: [{from: 1000, rate: 2 %}, {from: 3000, rate: 6 %}]"
        return [f"  e: {{of: revenue, window: {window}, edge: {edge}, {self.pick(curve, rates)}}}"]

    def facts(self) -> list[Facts]:
        """The facts with some lines of exactly a thousand, of those that never come back."""
        lines = self.made.facts[0].lines
        returned = {line.returns for line in lines}
        alone = sorted({x.key for x in lines if x.returns is None and x.key not in returned})
        chosen = {key for key in alone if self.chance.random() < 0.5}
        changed = tuple(
            replace(x, amount=EDGE, list_amount=None) if x.key in chosen else x for x in lines
        )
        return [replace(one, lines=changed) for one in self.made.facts]
