# ruff: noqa: E501 (a term of a plan is one line)
"""Random plans of every kind that is compiled, and random facts of several people at once.

From one seed come one plan and the facts of a few people, so that one run of SQL is held against
several runs of the interpreter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from husay.basics.period import Window
from husay.pay.facts import (
    Advance,
    CreditedLine,
    Facts,
    GoalFact,
    Member,
    Opening,
    ParameterFact,
    Payment,
    Reporting,
    ScoreFact,
)

FIRST = date(2026, 1, 1)
MONTHS = [Window(date(2026, m, 1), date(2026, m + 1, 1) - timedelta(days=1)) for m in range(1, 7)]
ASKED = Window(FIRST, date(2026, 6, 30))
RATES = ("1 %", "3.333 %", "5 %", "7/300", "12.5 %", "100 %", "own", "2 of own")
PRODUCTS = ("chairs", "desks", "lamps", "")
LOWEST = (
    "rate",
    "each",
    "rates",
    "marginal",
    "whole",
    "interpolated",
    "step",
    "goal",
    "curve",
    "alone",
)


@dataclass
class Made:
    """A plan's text, everybody's facts, and who is paid."""

    text: str
    facts: list[Facts]


class Maker:
    """Makes one plan and its facts by chance."""

    def __init__(self, seed: int, people: int = 6) -> None:
        self.chance = Random(seed)
        self.people = [f"p{n}" for n in range(people)]
        self.team = self.chance.random() < 0.3
        self.lead = "boss" if self.team else ""
        # Whether credit notes may name others, and lines add to what they name.
        self.others = 0.15 if self.chance.random() < 0.4 else 0.0
        self.adding = 0.1 if self.chance.random() < 0.3 else 0.0
        self.mode = self.pick("net", "net", "original_rate", "percentage", "pro_rata", "recompute")

    def pick(self, *of: str) -> str:
        return self.chance.choice(of)

    def made(self) -> Made:
        text = self.plan()
        return Made(text, self.facts())

    def plan(self) -> str:
        count = self.chance.randint(1, 3)
        terms = [f"  t{n}: {self.term(self.pick(*LOWEST))}" for n in range(count)]
        if self.team:
            terms.append("  over: {kind: override, of: revenue, rates: [2 %, 0.5 %], levels: all}")
            if self.chance.random() < 0.5:
                terms.append("  lead: {kind: rate, of: below, rate: 0.25 %}")
        terms += self.on_top()
        returns = [f"mode: {self.mode}"]
        if self.mode == "percentage":
            returns.append(f"percentage: {self.pick('50 %', '100 %', '33.3 %')}")
        if self.mode == "pro_rata":
            returns.append("months: 6")
        if self.mode not in ("net", "recompute") and self.chance.random() < 0.3:
            returns.append("moves_attainment: yes")
        if self.chance.random() < 0.2:
            returns.append("days: 40")
        if self.mode != "recompute" and self.chance.random() < 0.2:
            returns.append("instalments: 3")
        if self.chance.random() < 0.2:
            returns.append("when_leaving: forgiven")
        settings = [
            f"rounding: {self.pick('half_up', 'half_even', 'toward_zero')}",
            f"rounds: {self.pick('line', 'line', 'period')}",
            f"edge: {self.pick('upper', 'lower')}",
            f"split: {self.pick('of_credit', 'of_credit', 'of_pay')}",
            f"part_periods: {self.pick('calendar_days', 'calendar_days_after_first', 'working_days', 'whole_months', 'none')}",
            f"prorates: {self.pick('[target, floor, draw]', '[target, goal, cap]', '[goal, draw]')}",
        ]
        body = "\n".join(terms)
        below = "  below: {of: amount, whose: team}\n" if self.team else ""
        return (
            f"name: x\ncurrency: {self.pick('PHP', 'PHP', 'JPY')}\nperiod: {self.pick('month', 'month', 'half_month', 'quarter')}\n"
            f"trigger: {self.pick('booked', 'booked', 'invoiced', 'paid')}\ncredits: [direct, helper]\n"
            "parameters:\n  own: {unit: rate, default: 4 %}\n  aim: {unit: money, per: month, default: 1000}\n"
            "measures:\n  revenue: {of: amount, goal: revenue}\n"
            '  margin: {of: "amount - coalesce(cost, 0)", where: "product <> \'lamps\'"}\n'
            '  units: {of: quantity}\n  deals: {counts: sales}\n  kept: {counts: lines, where: "discount < 15 %"}\n'
            "  helped: {of: amount, roles: [helper]}\n  score: {entered: rate}\n"
            f"{below}"
            "  valued: {of: \"case when product = 'chairs' then least(amount, 300) * 2 else amount end\"}\n"
            f"terms:\n{body}\nreturns: {{{', '.join(returns)}}}\nsettings: {{{', '.join(settings)}}}\n"
        )

    def where(self) -> str:
        said = self.pick("", "", "product = 'chairs'", "product <> 'desks'", "product like '_e%'",
                         "discount <= 10 % or quantity > 3", "not (amount * 2 > 5000 and product is null)")  # fmt: skip
        return f', where: "{said}"' if said else ""

    def rows(self, unit: int, sign: str = "", paid: str = "rate") -> str:
        starts = sorted(self.chance.sample(range(1, 60), self.chance.randint(0, 3)))
        starts = [*self.chance.choice([[0], [0], []]), *starts] or [0]
        rows = []
        for start in starts:
            worth = (
                self.chance.choice(RATES)
                if paid == "rate"
                else f"{self.chance.randint(0, 900)}.{self.chance.randint(10, 99)}"
            )
            rows.append(f"{{from: {start * unit}{sign}, {paid}: {worth}}}")
        return ", ".join(rows)

    def term(self, kind: str) -> str:
        measure = self.pick("revenue", "margin", "helped", "valued")
        window = self.pick("period", "month", "quarter")
        if kind == "rate":
            budget = (
                f", budget: {self.chance.randint(50, 500)}" if self.chance.random() < 0.2 else ""
            )
            return f"{{kind: rate, of: {measure}, rate: {self.pick(*RATES)}{self.where()}{budget}}}"
        if kind == "each":
            return f"{{kind: each, of: {self.pick('units', 'deals', 'kept')}, each: 12.345{self.where()}}}"
        if kind == "rates":
            rates = f'{{where: "product = \'chairs\'", rate: {self.pick(*RATES)}}}, {{where: "quantity > 2", rate: 7/300}}'
            return f"{{kind: rates, of: {measure}, rates: [{rates}], otherwise: 1 %}}"
        if kind == "goal":
            pays = self.pick("marginal", "whole", "interpolated")
            return f"{{kind: tiers, of: revenue, in: percent_of_goal, window: {window}, pays: {pays}, tiers: [{self.rows(3, ' %')}]}}"
        if kind == "curve":
            beyond = self.pick("stays", "continues")
            points = "[{at: 10 %, pays: 5 %}, {at: 50 %, pays: 40 %}, {at: 50 %, pays: 60 %}, {at: 120 %, pays: 150 %}]"
            return f"{{kind: curve, of: revenue, target: {self.pick('aim', '50 % of aim', '700')}, window: {window}, beyond: {beyond}, points: {points}}}"
        if kind == "alone":
            return f"{{kind: tiers, of: revenue, reads: {self.pick('order', 'transaction')}, pays: {self.pick('marginal', 'whole')}, tiers: [{self.rows(50)}]}}"
        if kind == "step":
            return f"{{kind: tiers, of: revenue, window: {window}, pays: step, tiers: [{self.rows(100, paid='amount')}]}}"
        on = ", pays_on: margin" if kind == "whole" and self.chance.random() < 0.3 else ""
        return f"{{kind: tiers, of: {measure}, window: {window}, pays: {kind}{on}, tiers: [{self.rows(100)}]{self.where()}}}"

    def on_top(self) -> list[str]:
        kinds = {
            "cap": f"  top: {{kind: cap, most: {self.pick('300', 'aim')}, excess: {self.pick('lost', 'carried')}}}",
            "sale": "  sale: {kind: cap, most: 55.5, per: transaction}",
            "all": "  all: {kind: cap, most: 2000, per: plan}",
            "floor": "  low: {kind: floor, least: 400}",
            "bonus": f"  b: {{kind: bonus, of: revenue, at: {self.pick('1500', '40 %')}, amount: {self.pick('77.77', '10 % of aim')}, window: quarter}}",
            "gate": f"  g: {{kind: gate, requires: [{{of: revenue, at_least: {self.chance.randint(1, 9000)}}}], window: {self.pick('month', 'quarter')}}}",
            "times": "  m: {kind: multiplier, of: score, window: quarter}",
            "rows": "  m: {kind: multiplier, of: revenue, in: money, rows: [{from: 0, times: 0.5}, {from: 1000, times: 1.25}], between: " + self.pick("steps", "lines") + "}",
            "card": "  c: {kind: scorecard, target: aim, window: quarter, objectives: [{of: score, weight: 60 %, most: 90 %}, {of: revenue, weight: 40 %, most: 120 %}]}",
            "draw": f"  d: {{kind: draw, amount: 250, style: {self.pick('non_recoverable', 'recoverable')}, keeps_draw: {self.pick('yes', 'no')}, when_leaving: {self.pick('owed', 'deducted', 'forgiven')}, recover_most: 60 %}}",
            "advance": "  d: {kind: draw, style: advance, recover_after: 1, recover_most: 33 %}",
            "ramp": "  r: {kind: ramp, steps: [30 %, 60 %], of: [goal, target]}",
        }  # fmt: skip
        count = self.chance.choice([0, 0, 1, 1, 2, 3])
        chosen = self.chance.sample(sorted(kinds), count)
        if {"times", "rows"} <= set(chosen):
            chosen.remove("rows")
        if {"draw", "advance"} <= set(chosen):
            chosen.remove("advance")
        return [kinds[name] for name in chosen]

    def facts(self) -> list[Facts]:
        lines = [line for person in self.people for line in self.lines(person)]
        goals = tuple(
            GoalFact(person, "revenue", month, self.chance.randint(1, 90) * 1_000_003)
            for person in (*self.people, self.lead) if person for month in MONTHS
        )  # fmt: skip
        scores = tuple(
            ScoreFact(person=person, measure="score", window=Window(MONTHS[q].start, MONTHS[q + 2].end),
                      value=Fraction(self.chance.randint(0, 13000), 10000))
            for person in ("", *self.chance.sample(self.people, 2)) for q in (0, 3)
        )  # fmt: skip
        members, parameters = self.members(), self.parameters()
        payments = tuple(p for line in lines for p in self.payments(line))
        reporting = self.reporting()
        found = []
        shared = Facts(person="", goals=goals, scores=scores, members=members, parameters=parameters,
                       reporting=reporting, lines=tuple(lines), payments=payments)  # fmt: skip
        for person in [*self.people, *([self.lead] if self.team else [])]:
            advances: tuple[Advance, ...] = ()
            if self.chance.random() < 0.3:
                advances = (Advance(person, self.day(), self.chance.randint(1, 99) * 10_000),)
            opening = self.opening() if self.chance.random() < 0.1 else None
            found.append(replace(shared, person=person, advances=advances, opening=opening))
        return found

    def payments(self, line: CreditedLine) -> list[Payment]:
        """What was received for a sale: in parts, too much, or nothing."""
        if line.returns is not None or line.place or line.overlay:
            return []
        parts = self.chance.choice([[], [1], [3, 3, 3], [2, 5], [1, 9]])
        return [
            Payment(payment=f"{line.sale}-{n}", sale=line.sale, amount=line.amount // part,
                    day=line.day + timedelta(days=self.chance.randint(0, 60)))
            for n, part in enumerate(parts)
        ]  # fmt: skip

    def opening(self) -> Opening:
        return Opening(day=FIRST, attained={("revenue", FIRST): 7_654_321}, owed=1_234_500)

    def day(self) -> date:
        return FIRST + timedelta(days=self.chance.randint(0, 180))

    def members(self) -> tuple[Member, ...]:
        found = []
        with_plan = [*self.people, *([self.lead] if self.team else [])]
        for person in self.chance.sample(with_plan, self.chance.choice([0, 0, 2, 3])):
            start, middle = sorted((self.day(), self.day()))
            found.append(Member(person, Window(start, middle), start))
            if self.chance.random() < 0.4:
                later = middle + timedelta(days=self.chance.choice([1, 1, 9]))
                found.append(Member(person, Window(later, later + timedelta(days=50)), start))
        return tuple(found)

    def parameters(self) -> tuple[ParameterFact, ...]:
        found = []
        for person in self.chance.sample(self.people, 3):
            cut = self.day()
            for window in (Window(FIRST, cut), Window(cut + timedelta(days=1), date(2026, 12, 31))):
                found.append(
                    ParameterFact(person, "own", window, Fraction(self.chance.randint(1, 30), 300))
                )
                if self.chance.random() < 0.6:
                    found.append(
                        ParameterFact(
                            person, "aim", window, Fraction(self.chance.randint(100, 9999), 4)
                        )
                    )
        return tuple(found)

    def reporting(self) -> tuple[Reporting, ...]:
        if not self.team:
            return ()
        found = [Reporting(p, "p0", Window(FIRST, self.day())) for p in self.people[3:]]
        found += [Reporting(p, "boss", Window(FIRST, date(2026, 12, 31))) for p in self.people[:3]]
        return tuple(found)

    def lines(self, person: str) -> list[CreditedLine]:
        found = []
        for number in range(self.chance.randint(0, 6)):
            amount = self.chance.randint(1, 2_000_000) * 10 + 7
            day = self.day()
            pieces = self.chance.randint(1, 9) * 10_000
            made = CreditedLine(
                sale=f"S{person}{number}", line=self.chance.randint(1, 2), person=person, day=day,
                amount=amount, currency="", quantity=pieces,
                list_amount=self.chance.choice([None, amount, amount * 10 // 9, amount * 5 // 4]),
                cost=self.chance.choice([None, amount // 3]), role=self.pick("direct", "direct", "helper"),
                invoiced=self.chance.choice([day, day + timedelta(days=11), None]),
                attributes={"product": self.pick(*PRODUCTS)},
            )  # fmt: skip
            found += self.credited(made)
            for back in range(self.chance.choice([0, 0, 0, 1, 2, 3])):
                later = day + timedelta(days=self.chance.randint(0, 100))
                part = self.chance.choice([amount, self.chance.randint(1, amount)])
                returned = replace(
                    made, sale=f"R{person}{number}{back}", day=later,
                    amount=part if self.chance.random() < self.adding else -part, list_amount=None, cost=None,
                    quantity=self.chance.choice([0, None, -pieces, -10_000]),
                    returns=made.key, kind="return", invoiced=self.chance.choice([later, later, None]),
                    attributes=self.chance.choice([made.attributes, {}]),
                )  # fmt: skip
                if self.chance.random() < self.others:
                    # It names somebody else: the sale's credits decide all the same.
                    found.append(replace(returned, person=self.chance.choice(self.people)))
                    continue
                found += [
                    replace(returned, person=x.person, role=x.role, shares=x.shares, place=x.place,
                            overlay=x.overlay)
                    for x in found if x.key == made.key
                ]  # fmt: skip
        return found

    def credited(self, line: CreditedLine) -> list[CreditedLine]:
        """Mostly one's own; sometimes split with another, or with an overlay beside it."""
        dice = self.chance.random()
        others = [p for p in self.people if p != line.person]
        if self.team:
            # The interpreter keeps what a manager earned by line, not by credit: see the wishes.
            return [line]
        if dice < 0.15:
            one = self.chance.randint(1, 9999)
            people = sorted([line.person, self.chance.choice(others)])
            shares = (one, 10_000 - one)
            return [replace(line, person=p, shares=shares, place=n) for n, p in enumerate(people)]
        if dice < 0.2:
            other = self.chance.choice(others)
            return [line, replace(line, person=other, role="helper" if line.role == "direct" else "direct",
                                  shares=(2_500,), overlay=True)]  # fmt: skip
        return [line]
