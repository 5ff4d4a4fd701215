"""Amortisation of capitalised commissions, over all released runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from husay.access.role import Right
from husay.basics.currency import minor_unit
from husay.basics.problem import Mistake, Problem, mistake
from husay.book.source import nearest
from husay.pay.document.node import problem_at
from husay.pay.out.accounting_document import Capitalised, read_accounting
from husay.pay.out.amortisation import Cost, MonthAmortised, amortisation
from husay.pay.out.months import month_number, months_asked
from husay.pay.runs.by_hand import BY_HAND
from husay.pay.runs.states import CLOSED
from husay.store.moment import everything
from husay.store.pay.line_sums import line_sums
from husay.store.pay.plans import document_of
from husay.store.plan_folders import text_of
from husay.store.records.models import PayPlanRow, PayRun

if TYPE_CHECKING:
    from husay.store.company import Company

_COLUMNS = "person, term, sale, line, section, day, origin_starts, COALESCE(cause_kind, '')"


def read_rules(path: Path) -> tuple[Capitalised, ...]:
    """The rules of an accounting document; raises Mistake with all that is wrong with it, plans and
    terms that there are not among it."""
    rules, problems = read_accounting(text_of(path), path.name)
    if rules is None:
        raise Mistake(*problems)
    unknown = tuple(_unknown(rules))
    if unknown:
        raise Mistake(*unknown)
    return rules


def _unknown(rules: tuple[Capitalised, ...]) -> Iterator[Problem]:
    terms: dict[str, set[str]] = {
        row.name: {term.name for one in row.versions.all() for term in document_of(one).terms}
        for row in PayPlanRow.objects.prefetch_related("versions")
    }
    for rule in rules:
        known = terms.get(rule.plan)
        if known is None:
            near = nearest(rule.plan, list(terms))
            yield problem_at(rule.place, "accounting-plan-unknown", rule.plan, nearest=near)
            continue
        for term in sorted((rule.terms or frozenset()) - known):
            near = nearest(term, list(known))
            yield problem_at(
                rule.place, "accounting-term-unknown", term, nearest=near, plan=rule.plan
            )


def amortised(
    company: Company, first: date | None, last: date | None, rules_file: Path | None = None
) -> tuple[MonthAmortised, ...]:
    """The months from one that a day lies in to another's (None: up to the last that bears any).

    Raises Mistake: `accounting-missing`, `pay-lines-missing`, what is wrong with the rules.
    """
    company.viewer.check(Right.SEE_PAY)
    path = rules_file or company.home.accounting_file
    if rules_file is None and not path.is_file():
        raise mistake("accounting-missing")
    rules = read_rules(path)
    year = company.home.read_settings().year
    costs = list(_costs(company))
    coins = {one.currency: minor_unit(one.currency) for one in costs}
    low, high = months_asked(first, last, year)
    return tuple(
        one
        for one in amortisation(costs, rules, coins)
        if (low is None or one.month >= low) and (high is None or one.month <= high)
    )


def _costs(company: Company) -> Iterator[Cost]:
    """What every released run's lines cost, by contract; what a return takes back belongs to the
    sale that it takes back."""
    year = company.home.read_settings().year
    runs = list(PayRun.objects.filter(state__in=CLOSED).select_related("plan", "version"))
    sums = line_sums(company.home, runs, _COLUMNS, "NOT provisional")
    back = _taken_back(company) if runs else {}
    for run in sorted(runs, key=lambda one: (one.starts, one.pk)):
        currency = document_of(run.version).currency
        for person, term, sale, line, section, day, window, cause, amount in sums[run.pk]:
            contract = (str(window), 0)
            if sale is not None:
                contract = back.get((sale, line), (sale, line))
            yield Cost(
                plan=run.plan.name, currency=currency, term=term, contract=(person, *contract),
                day=day, amount=amount, sold=cause != BY_HAND,
                month=month_number(day if section == "earned" else run.ends, year),
            )  # fmt: skip


def _taken_back(company: Company) -> Mapping[tuple[str, int], tuple[str, int]]:
    """The line that each return takes back."""
    rows: Any = everything(company).run(
        "SELECT sale, line, returns_sale, returns_line FROM sale_lines\n"
        "WHERE returns_sale IS NOT NULL AND returns_line IS NOT NULL"
    )
    return {(sale, line): (of, its_line) for sale, line, of, its_line in rows}
