"""What if: the open deals to choose from, and what they would bring, term by term and line by line.

What is chosen stands in the address, so that it can be kept and sent: `deal` names each chosen one,
`amount.<deal>` and `day.<deal>` what is supposed of it; `line`, `amount` and `day`, each as often
as there are added sales.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import amount_text
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.supposed_text import TypedDeal, said
from husay.store.pay.open_deals import OpenDeal
from husay.store.pay.what_if import PlanWhatIf, WhatIfSeen
from husay.web.empty import Empty
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.format import count, money_exact
from husay.words.pay_reasons import Said, explained
from husay.words.pay_titles import measure_title, term_title
from husay.words.pay_what_if import caveats, later_text, line_name, what_if_sentence, worth_text
from husay.words.pay_what_if_report import moved_text

ROWS_ADDED = 2
"""So many sales can be added by hand at once."""


@dataclass(frozen=True)
class Asked:
    """What an address asks: the chosen deals, the added sales, and what is wrong with them."""

    deals: tuple[TypedDeal, ...]
    added: tuple[TypedDeal, ...]
    problems: tuple[Problem, ...]


def read_asked(given: QueryDict) -> Asked:
    """What an address asks, with everything that is wrong with it."""
    problems, deals, added = list[Problem](), list[TypedDeal](), list[TypedDeal]()
    for name in dict.fromkeys(_field(text) for text in given.getlist("deal")):
        fields = (_field(given.get(f"{key}.{name}", "")) for key in ("amount", "day"))
        _take(deals, problems, name, *fields)
    columns = [[*map(_field, given.getlist(key))] for key in ("line", "amount", "day")]
    for line, amount, day in zip(*columns, strict=False):
        if amount:
            _take(added, problems, line, amount, day)
        elif line or day:
            problems += mistake("pay-what-if-amount", value="").problems
    return Asked(tuple(deals), tuple(added), tuple(problems))


def _field(text: str) -> str:
    return text.replace("\0", "").strip()[:200]


def _take(into: list[TypedDeal], problems: list[Problem], name: str, amount: str, day: str) -> None:
    try:
        into.append(said(name, amount, day))
    except Mistake as wrong:
        problems += wrong.problems


@dataclass(frozen=True)
class DealRow:
    """A deal to choose: what it is, and what is supposed of it."""

    key: str
    text: str
    of: str
    amount: str
    day: str
    chosen: bool
    expected: str


@dataclass(frozen=True)
class LineRow:
    """A line that the deals add or change."""

    name: str
    term: str
    change: str
    note: str
    below: bool
    why: Said


@dataclass(frozen=True)
class PlanPart:
    """What one plan makes of it."""

    name: str
    parts: tuple[tuple[str, str], ...]
    later: str
    worth: str
    terms: tuple[tuple[str, str, str, str], ...]
    attained: tuple[tuple[str, str, str], ...]
    lines: tuple[LineRow, ...]


class WhatIfPage:
    """One person's what if. `name`: whose it is; '' speaks to them."""

    def __init__(self, seen: WhatIfSeen, given: QueryDict, names: Mapping[str, str], name: str):
        self.seen, self.given, self.names, self.name = seen, given, names, name

    def context(self) -> dict[str, object]:
        """For `what_if.html`."""
        plans = [one for one in self.seen.plans if not one.found.problems]
        problems = dict.fromkeys(p for one in self.seen.plans for p in one.found.problems)
        context: dict[str, object] = {
            "sentence": Sentence((what_if_sentence(self.seen, self.name),)),
            "plans": [self._plan(one) for one in plans],
            "unpaid": list(problems),
            "deals": [self._deal(one) for one in self.seen.deals],
            "many": self._many(),
            "added": self._added(),
            "lines": self.seen.lines,
            "caveats": caveats(self.seen),
            "first": self.seen.as_of.isoformat(),
            "person": "" if not self.name else self.seen.person,
        }
        if not self.seen.plans:
            text = _("What deals bring is worked out by a pay plan. Compensation assigns them.")
            context["empty"] = Empty(title=_("No pay plan"), text=text)
        return context

    def _many(self) -> str:
        many = len(self.seen.deals)
        said = ngettext("%(n)s open deal", "%(n)s open deals", many)
        return said % {"n": count(many)}

    def _deal(self, one: OpenDeal) -> DealRow:
        amount, day = (_field(self.given.get(f"{key}.{one.deal}", "")) for key in ("amount", "day"))
        expected_day = max(one.expected or self.seen.as_of, self.seen.as_of)
        told = [self.names.get(part, part) for part in (one.customer, one.product) if part]
        whose = self.names.get(one.person, one.person) if one.person != self.seen.person else ""
        expected = _("expected %(day)s") % {"day": dates.day(one.expected)} if one.expected else ""
        return DealRow(
            one.deal, money_exact(one.amount, one.currency),
            " · ".join(part for part in (one.deal, whose, *told) if part),
            amount or amount_text(one.amount), day or expected_day.isoformat(),
            one.deal in self.given.getlist("deal"), expected,
        )  # fmt: skip

    def _added(self) -> list[tuple[int, str, str, str]]:
        """The rows for added sales: as many as were typed, and empty ones."""
        columns = [[*map(_field, self.given.getlist(key))] for key in ("line", "amount", "day")]
        rows = [row for row in zip(*columns, strict=False) if any(row)]
        rows += [("", "", "")] * max(0, ROWS_ADDED - len(rows))
        return [(number, *row) for number, row in enumerate(rows, 1)]

    def _plan(self, one: PlanWhatIf) -> PlanPart:
        def money(amount: int) -> str:
            return money_exact(amount, one.plan.currency)

        found = one.found
        change = found.paid_after - found.paid_before
        parts = [(_("Without the deals"), money(found.paid_before))]
        if self.seen.chosen:
            parts += [(_("The deals bring"), money(change))]
            parts += [(_("With the deals"), money(found.paid_after))]
        return PlanPart(
            one.row.name, tuple(parts), later_text(one), worth_text(one),
            tuple(
                (term_title(one.plan, x.term), money(x.before), money(x.after),
                 money(x.after - x.before))
                for x in found.terms
            ),
            tuple(
                (measure_title(one.plan, x.after.measure),
                 dates.span(x.after.window.start, x.after.window.end), moved_text(one, x))
                for x in found.attained
            ),
            tuple(
                LineRow(
                    line_name(self.seen, x.line), term_title(one.plan, x.line.term),
                    money(x.change),
                    _("provisional: not in the sum yet") if x.line.provisional else "",
                    x.change < 0, explained(one.plan, x.line),
                )
                for x in found.lines
            ),
        )  # fmt: skip
