"""What if: what somebody would be paid if they sold some of their open deals.

A seller asks for themselves, compensation for anybody. Nothing is written but, where it is
another's pay, that somebody saw it. Facts are those of the newest snapshot, as the next run reads
them; of whom a plan pays by what others sell, the others' sales are as they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest
from husay.pay.document.plan import Plan
from husay.pay.facts import Facts, Reporting
from husay.pay.interpret.windows import window_of
from husay.pay.supposed import Supposed, with_supposed
from husay.pay.supposed_text import TypedDeal
from husay.pay.what_if import WhatIf, what_if
from husay.pay.worth import Worth, worth
from husay.store.moment import everything
from husay.store.pay import said as of_people
from husay.store.pay.budgets import last_known
from husay.store.pay.facts import PayFacts
from husay.store.pay.hierarchy import below, reporting_of
from husay.store.pay.open_deals import OpenDeal, open_deals_of, product_lines
from husay.store.pay.plans import document_of, in_force
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayAssignment, PayPlanRow, PayPlanVersion

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

AHEAD = timedelta(days=366)
"""Nothing is supposed later than that after the last day that the book knows."""


@dataclass(frozen=True)
class PlanWhatIf:
    """One plan of a person: what it pays in `window` without the deals and with them, and what the
    next sale is worth (None: that cannot be told)."""

    row: PayPlanRow
    version: PayPlanVersion
    plan: Plan
    window: Window
    found: WhatIf
    worth: Worth | None


@dataclass(frozen=True)
class WhatIfSeen:
    """A person's open deals, what was chosen of them, and what each of their plans makes of it.

    `as_of` is the last day that the book knows.
    """

    person: str
    as_of: date
    deals: tuple[OpenDeal, ...]
    chosen: tuple[Supposed, ...]
    lines: tuple[str, ...]
    plans: tuple[PlanWhatIf, ...]
    snapshot: int


def what_if_seen(
    company: Company,
    person: str | None,
    deals: Sequence[TypedDeal],
    added: Sequence[TypedDeal],
    at: datetime,
) -> WhatIfSeen:
    """What a person (default: the viewer) would be paid with some deals sold, and others added.

    Who is nobody in the book and names nobody has no plan. Raises Mistake `not-allowed`, and all
    that is wrong with the deals: `pay-what-if-deal`, `pay-what-if-day`, `pay-what-if-line`.
    """
    who = _whose(company, person, at)
    snapshot = everything(company)
    as_of = last_known(company)
    if not who:
        return WhatIfSeen("", as_of, (), (), (), (), snapshot.number)
    held = _held(snapshot, who, as_of)
    people = {who} | {below for one in held for below in one.below}
    currency = company.home.read_settings().currency
    choosing = _Choosing(
        who, as_of, open_deals_of(snapshot, people, currency), product_lines(snapshot), currency
    )
    chosen = choosing.chosen(deals, added)
    plans = tuple(_asked(snapshot, who, as_of, chosen, one) for one in held)
    return WhatIfSeen(
        who, as_of, choosing.deals, chosen, choosing.lines, plans, snapshot.number
    )  # fmt: skip


def with_plans(company: Company) -> frozenset[str]:
    """Everybody to whom a plan was ever assigned, for who sees everybody's pay."""
    company.viewer.check(Right.SEE_PAY)
    return frozenset(PayAssignment.objects.values_list("person", flat=True).distinct())


def _whose(company: Company, person: str | None, at: datetime) -> str:
    """Whose pay is asked for ('': nobody's); what somebody sees of another's is noted."""
    company.viewer.check(Right.OWN_PAY, Right.SEE_PAY)
    own = company.viewer.person if company.viewer.may(Right.OWN_PAY) else None
    who = person or own or ""
    if who and who != own:
        company.viewer.check(Right.SEE_PAY)
        with alone():
            note(
                company.viewer, "pay-seen", at=at, place=company.place, kind="person", item=who,
                after={"what-if": company.today.isoformat()},
            )  # fmt: skip
    return who


@dataclass(frozen=True)
class _Held:
    """A plan that a person has: the version in force, all who have it, and those whose sales count
    for the person because they report to them."""

    row: PayPlanRow
    version: PayPlanVersion
    plan: Plan
    said: of_people.Said
    below: frozenset[str]


def _held(snapshot: Snapshot, who: str, day: date) -> tuple[_Held, ...]:
    """The plans that a person has on a day."""
    found = []
    for row in PayPlanRow.objects.filter(assignments__person=who).distinct():
        version, said = in_force(row, day), of_people.said_of(row, of_people.heard_now(row))
        if version and any(one.person == who and one.days.contains(day) for one in said.held):
            plan = document_of(version)
            reads = PayFacts(plan, snapshot, said.held, frozenset({who}), day).reads_team
            below = _below(reporting_of(snapshot), who, day) if reads else frozenset[str]()
            found.append(_Held(row, version, plan, said, below))
    return tuple(found)


def _below(reporting: Sequence[Reporting], who: str, day: date) -> frozenset[str]:
    """Everybody who reports to a person on a day, at any level."""
    return below([one for one in reporting if one.window.contains(day)], who)


def _asked(
    snapshot: Snapshot, who: str, as_of: date, chosen: Sequence[Supposed], one: _Held
) -> PlanWhatIf:
    """What one plan makes of the chosen deals: from the pay period of the last known day to that in
    which the last of them closes."""
    plan, calendar = one.plan, snapshot.settings.calendar(as_of.year - 1, as_of.year + 2)
    last = max([as_of, *(deal.day for deal in chosen)])
    ends = window_of(last, plan.period, calendar).end
    window = Window(window_of(as_of, plan.period, calendar).start, ends)
    said = one.said
    facts = PayFacts(plan, snapshot, said.held, frozenset({who}), ends, said=said).of(who)
    found = what_if(plan, facts, chosen, window)
    sale = Supposed(
        name="next", person=min(one.below, default=who), day=last, amount=0,
        currency=plan.currency, attributes=_usual(facts, who),
    )  # fmt: skip
    with_them = with_supposed(facts, chosen, plan.trigger)
    told = None if found.problems else worth(plan, with_them, window, sale, found.after)
    return PlanWhatIf(one.row, one.version, plan, window, found, told)


def _usual(facts: Facts, who: str) -> dict[str, str]:
    """What a person sells most of: the attributes of their latest line of that product line."""
    sold = Counter[str]()
    own = [x for x in facts.lines if x.person == who and x.returns is None]
    for line in own:
        sold[line.attributes.get("product_line", "")] += line.amount
    most = max(sorted(sold), key=lambda name: sold[name], default="")
    latest = max(
        (x for x in own if x.attributes.get("product_line", "") == most),
        key=lambda x: (x.day, x.key), default=None,
    )  # fmt: skip
    return dict(latest.attributes) if latest else {}


class _Choosing:
    """Reads what was said of deals, and collects all that is wrong with it."""

    def __init__(
        self, who: str, as_of: date, deals: tuple[OpenDeal, ...], lines: tuple[str, ...],
        currency: str,
    ) -> None:  # fmt: skip
        self.who, self.as_of, self.deals, self.lines = who, as_of, deals, lines
        self.currency = currency
        self.problems = list[Problem]()

    def chosen(
        self, deals: Sequence[TypedDeal], added: Sequence[TypedDeal]
    ) -> tuple[Supposed, ...]:
        """The supposed sales, each deal once; raises Mistake with all that is wrong."""
        known = {one.deal: one for one in self.deals}
        found = [
            self._deal(said, known[said.name])
            for said in {one.name: one for one in deals}.values()
            if said.name in known or self._tell("pay-what-if-deal", said.name, known)
        ]
        found += [self._added(number, said) for number, said in enumerate(added, 1)]
        if self.problems:
            raise Mistake(*self.problems)
        return tuple(found)

    def _deal(self, said: TypedDeal, deal: OpenDeal) -> Supposed:
        """A deal; what is expected to have closed before the last known day closes on it."""
        day = said.day or max(deal.expected or self.as_of, self.as_of)
        self._check(day)
        return Supposed(
            name=deal.deal, person=deal.person, day=day,
            amount=deal.amount if said.amount is None else said.amount,
            currency=deal.currency, attributes=dict(deal.attributes),
        )  # fmt: skip

    def _added(self, number: int, said: TypedDeal) -> Supposed:
        if said.name and said.name not in self.lines:
            self._tell("pay-what-if-line", said.name, self.lines)
        day = said.day or self.as_of
        self._check(day)
        return Supposed(
            name=f"+{number}", person=self.who, day=day, amount=said.amount or 0,
            currency=self.currency,
            attributes={"product_line": said.name} if said.name else {},
        )  # fmt: skip

    def _check(self, day: date) -> None:
        """A day on which a deal may be supposed to close."""
        last = self.as_of + AHEAD
        if not self.as_of <= day <= last:
            values = (("first", self.as_of.isoformat()), ("last", last.isoformat()))
            self.problems.append(
                Problem(code="pay-what-if-day", value=day.isoformat(), values=values)
            )

    def _tell(self, code: str, value: str, known: Iterable[str]) -> bool:
        values = (("nearest", nearest(value, list(known))),)
        self.problems.append(Problem(code=code, value=value[:60], values=values))
        return False
