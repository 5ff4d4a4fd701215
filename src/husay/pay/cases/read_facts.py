"""Reading the facts of a case: sales, payments, goals, and what else a plan may need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import YearRule
from husay.book.source import nearest
from husay.pay.cases import keys
from husay.pay.cases.values import CaseBody
from husay.pay.credits import credited
from husay.pay.document.body import Notes
from husay.pay.document.keys import Key
from husay.pay.document.node import Mapped, Scalar
from husay.pay.document.plan import Plan
from husay.pay.facts import (
    Advance,
    CreditedLine,
    EarnedBefore,
    ExchangeRate,
    Facts,
    GoalFact,
    LineKey,
    Member,
    Opening,
    ParameterFact,
    Payment,
    Reporting,
    ScoreFact,
)

FIRST = date(1, 1, 2)
LAST = date(9999, 12, 30)


class FactReader:
    """Reads one case's facts, of one plan and one seller; of a plan that is not `whole`, names of
    measures and parameters stand as they are."""

    def __init__(self, plan: Plan, body: CaseBody, notes: Notes, *, whole: bool) -> None:
        self.plan, self.body, self.notes, self.whole = plan, body, notes, whole
        self.seller = body.text("seller")

    def facts(self) -> Facts:
        """All of them."""
        openings = self._openings()
        return Facts(
            person=self.seller,
            lines=_invoiced(
                tuple(line for item in self.body.items("sales") for line in self._sale(item))
            ),
            payments=self._each("payments", keys.PAYMENT_KEYS, self._payment),
            goals=self._each("goals", keys.GOAL_KEYS, self._goal),
            reporting=self._each("team", keys.TEAM_KEYS, self._reporting),
            parameters=self._each("parameters", keys.PARAMETER_FACT_KEYS, self._parameter),
            scores=self._each("scores", keys.SCORE_KEYS, self._score),
            rates=self._each("rates", keys.RATE_KEYS, self._rate),
            advances=self._each("advances", keys.ADVANCE_KEYS, self._advance),
            members=self._each("members", keys.MEMBER_KEYS, self._member),
            opening=openings.pop(self.seller, None),
            openings=openings,
            calendar=self._calendar(),
        )

    def _each(
        self, key: str, known: tuple[Key, ...], made: Callable[[CaseBody], Any]
    ) -> tuple[Any, ...]:
        bodies = (CaseBody(item, known, self.notes) for item in self.body.items(key))
        return tuple(found for body in bodies if (found := made(body)) is not None)

    def _measure(self, body: CaseBody, *, goal: bool = False) -> str:
        """The name of a measure, or of its goals; notes one that the plan has not."""
        if not self.whole:
            return body.text("measure")
        known = {(m.goal if goal else m.name): m.unit for m in self.plan.measures}
        return body.measure("measure", known)

    def _named_parameter(self, body: CaseBody) -> str:
        """The name of a parameter; notes one that the plan has not."""
        name, known = body.text("name"), [one.name for one in self.plan.parameters]
        if self.whole and name and name not in known:
            near = nearest(name, known)
            self.notes.wrong(body.place("name"), "plan-parameter", name, nearest=near)
        return name

    def _person(self, body: CaseBody) -> str:
        return body.text("seller") or self.seller

    def _sale(self, item: Mapped) -> list[CreditedLine]:
        """A line, as it is credited to each of those who share it."""
        own = {key.name for key in keys.SALE_KEYS}
        names = set(self.notes.fields) - own
        attributes = {e.key.text: e.value for e in item.entries if e.key.text in names}
        entries = tuple(e for e in item.entries if e.key.text not in names)
        body = CaseBody(Mapped(entries, item.place), keys.SALE_KEYS, self.notes)
        day, amount = body.day("date"), body.amount("amount")
        if day is None or amount is None:
            return []
        line = CreditedLine(
            sale=body.text("sale"),
            line=body.whole("line") or 1,
            person=self._person(body),
            day=day,
            amount=amount,
            currency=body.text("currency") or self.plan.currency,
            quantity=body.amount("quantity"),
            list_amount=body.amount("list_amount"),
            cost=body.amount("cost"),
            cost_currency=body.text("cost_currency"),
            tax=body.amount("tax") or 0,
            invoiced=body.day("invoiced"),
            role=body.text("role"),
            overlay=body.yes_no("overlay") or body.text("role") == "overlay",
            kind=body.text("kind") or ("return" if body.given("returns") else "sale"),
            returns=_line_key(body.text("returns")),
            attributes={n: v.text for n, v in attributes.items() if isinstance(v, Scalar)},
        )
        shares = body.shares("credits")
        if shares is None:
            return []
        return credited(line, shares, line.role) if shares else [line]

    def _payment(self, body: CaseBody) -> Payment | None:
        day, amount = body.day("date"), body.amount("amount")
        if day is None or amount is None:
            return None
        return Payment(
            payment=body.text("payment"),
            sale=body.text("sale"),
            day=day,
            amount=amount,
            reverses=body.text("reverses") or None,
            due=body.amount("due"),
        )

    def _goal(self, body: CaseBody) -> GoalFact | None:
        value, window = body.amount("value"), body.window()
        if value is None or window is None:
            return None
        return GoalFact(self._person(body), self._measure(body, goal=True), window, value)

    def _reporting(self, body: CaseBody) -> Reporting | None:
        window = body.window(FIRST, LAST)
        if window is None:
            return None
        return Reporting(body.text("seller"), body.text("reports_to"), window)

    def _parameter(self, body: CaseBody) -> ParameterFact | None:
        value, window = body.number("value"), body.window(FIRST, LAST)
        if value is None or window is None:
            return None
        name = self._named_parameter(body)
        return ParameterFact(self._person(body), name, window, value[0])

    def _score(self, body: CaseBody) -> ScoreFact | None:
        value, window = body.number("value"), body.window()
        if value is None or window is None:
            return None
        return ScoreFact(
            person=self._person(body),
            measure=self._measure(body),
            window=window,
            value=value[0],
            evidence=body.text("evidence"),
            approved=body.yes_no("approved"),
        )

    def _rate(self, body: CaseBody) -> ExchangeRate | None:
        rate, day = body.number("rate"), body.day("date")
        if rate is None or day is None:
            return None
        return ExchangeRate(body.text("from"), body.text("to"), day, rate[0])

    def _advance(self, body: CaseBody) -> Advance | None:
        day, amount = body.day("date"), body.amount("amount")
        if day is None or amount is None:
            return None
        return Advance(self._person(body), day, amount)

    def _member(self, body: CaseBody) -> Member | None:
        window = body.window(FIRST, LAST)
        return None if window is None else Member(self._person(body), window, body.day("hired"))

    def _openings(self) -> dict[str, Opening]:
        """Where people stand at the start, by seller: one opening, or a list of them. Problem
        `case-opening-twice`: of one seller only one counts."""
        given = self.body.node.get("opening")
        items = (given,) if isinstance(given, Mapped) else self.body.items("opening")
        found: dict[str, Opening] = {}
        for item in items:
            body = CaseBody(item, keys.OPENING_KEYS, self.notes)
            opening, person = self._opening(body), self._person(body)
            if person in found:
                self.notes.wrong(item.place, "case-opening-twice", person)
            elif opening is not None:
                found[person] = opening
        return found

    def _opening(self, body: CaseBody) -> Opening | None:
        day = body.day("date")
        if day is None:
            return None
        attained: dict[tuple[str, date], int] = {}
        earned = list[EarnedBefore]()
        for item in body.items("attained"):
            one = CaseBody(item, keys.ATTAINED_KEYS, self.notes)
            since = one.day("from")
            if since is not None:
                attained[self._measure(one), since] = one.amount("value") or 0
        for item in body.items("earned"):
            one = CaseBody(item, keys.EARNED_KEYS, self.notes)
            sold = one.day("date")
            if sold is not None:
                earned.append(
                    EarnedBefore(
                        term=one.text("term"),
                        sale=one.text("sale"),
                        line=one.whole("line") or 1,
                        day=sold,
                        amount=one.amount("amount") or 0,
                        value=one.amount("value") or 0,
                    )
                )
        return Opening(
            day=day,
            owed=body.amount("owed") or 0,
            attained=attained,
            earned=tuple(earned),
            carried=body.amounts("carried"),
            paid_to_date=body.amounts("paid_to_date"),
        )

    def _calendar(self) -> BusinessCalendar:
        found = self.body.node.get("calendar")
        given = found if isinstance(found, Mapped) else Mapped((), self.body.node.place)
        body = CaseBody(given, keys.CALENDAR_KEYS, self.notes)
        pattern: Any = body.choice("pattern")
        month = min(12, body.whole("start_month", 1) or 1)
        working = {int(s.text) for s in body.scalars("working_days") if s.text in "0123456"}
        days = body.days("holidays")
        return BusinessCalendar(YearRule(month, pattern), frozenset(working), frozenset(days))


def _line_key(text: str) -> LineKey | None:
    """'S1' is line 1 of sale S1, 'S1/2' its line 2."""
    if not text:
        return None
    sale, slash, line = text.rpartition("/")
    return (sale, int(line)) if slash and line.isdecimal() else (text, 1)


def _invoiced(lines: tuple[CreditedLine, ...]) -> tuple[CreditedLine, ...]:
    """Lines, a credit note with its own date as its invoice's where no other is said; of a sale
    that is not invoiced yet it is as little."""
    waiting = {line.key for line in lines if line.returns is None and line.invoiced is None}
    return tuple(
        replace(line, invoiced=line.day)
        if line.returns is not None and line.invoiced is None and line.returns not in waiting
        else line
        for line in lines
    )
