"""Prices as a report, for the command line and the API."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.basics.amount import SCALE, amount_text, ratio_text
from husay.basics.problem import Problem
from husay.words.document import Report, plain_spaces
from husay.words.naming import Names
from husay.words.price import EFFECTS, price_sentence
from husay.words.sheet import Row, Sheet, SheetColumn
from husay.words.terms import dimension_term

if TYPE_CHECKING:
    from husay.stats.price_volume import Effects
    from husay.store.company import Company
    from husay.store.prices import PriceSeen


def price_names(seen: PriceSeen, company: Company) -> Names:
    """The names of all that prices speak of."""
    names = Names(company, company.snapshot(seen.found.snapshot).shape)
    names.learn(seen.found.by, [group.item for group in seen.found.groups])
    names.learn("product_line", [trend.item for trend in seen.trends])
    names.learn("seller", list(seen.givers))
    return names


def price_report(seen: PriceSeen | None, company: Company) -> Report:
    """The effects of each group, largest change first, and of all."""
    if seen is None:
        problem = Problem(code="price-without-year", severity="warning")
        return Report(sheet=Sheet((), []), snapshot=company.snapshot().number, problems=(problem,))
    found, names = seen.found, price_names(seen, company)
    sentence = price_sentence(seen, names.text)
    notes = ["".join(map(str, line)) for line in sentence.details]
    rows: list[Row] = [
        {"item": g.item, "item_name": names.text(found.by, g.item),
         **_amounts(g.before, g.after, g.effects)}
        for g in found.groups
    ]  # fmt: skip
    total: Row = {
        "item_name": gettext("Total"), **_amounts(found.before, found.after, found.effects),
    }  # fmt: skip
    return Report(
        sheet=Sheet(_columns(found.by), rows, total),
        sentence=sentence.text,
        snapshot=found.snapshot,
        currency=found.currency,
        notes=tuple(notes),
        more=_more(seen, names) | {"details": [plain_spaces(note) for note in notes]},
    )


def _more(seen: PriceSeen, names: Names) -> dict[str, object]:
    found = seen.found
    return {
        "whole": {"scope": seen.whole.scope, "item": seen.whole.item},
        "by": found.by, "level": found.level,
        "from": found.window.start.isoformat(), "to": found.window.end.isoformat(),
        "compared_from": found.compared.start.isoformat(),
        "compared_to": found.compared.end.isoformat(),
        "total": {name: amount_text(value) for name, value in
                  _amounts(found.before, found.after, found.effects).items()},
        "price_trends": [
            {"item": t.item, "item_name": names.text("product_line", t.item),
             "change": _share(t.change), "low": _share(t.low), "high": _share(t.high),
             "verdict": t.verdict, "given": amount_text(t.given)}
            for t in seen.trends
        ],
        "givers": [
            {"seller": who, "seller_name": names.text("seller", who), "rate": _share(g.rate),
             "beyond": _share(g.beyond), "low": _share(g.low), "high": _share(g.high),
             "amount": amount_text(g.amount), "verdict": g.verdict}
            for who, g in seen.givers.items()
        ],
    }  # fmt: skip


def _share(value: float) -> str:
    return ratio_text(Fraction(round(value * SCALE), SCALE))


def _amounts(before: int, after: int, effects: Effects) -> dict[str, int]:
    return {
        "before": before, "after": after,
        **{name: int(getattr(effects, name)) for name in EFFECTS},
        "change": effects.change,
    }  # fmt: skip


def _columns(by: str) -> tuple[SheetColumn, ...]:
    labels = {"before": gettext("Before"), "after": gettext("After"),
              "change": gettext("Change")}  # fmt: skip
    labels |= {name: str(words).capitalize() for name, words in EFFECTS.items()}
    order = ("before", *EFFECTS, "change", "after")
    return (
        SheetColumn(name="item_name", label=str(dimension_term(by).label), weight=0),
        SheetColumn(name="item", label="", shown=False),
        *(
            SheetColumn(name=name, label=labels[name], kind="money", worked_out=name in EFFECTS)
            for name in order
        ),
    )
