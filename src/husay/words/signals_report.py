"""Signals as a report, for the command line and the API."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.basics.amount import SCALE
from husay.basics.problem import Problem
from husay.tracking.signals.contributions import BETWEEN
from husay.words.document import Report, plain_spaces
from husay.words.sheet import Row, Sheet, SheetColumn
from husay.words.sheet import plain as plain_value
from husay.words.signals import Telling, page_sentence, plain, sure_words

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.signals.document import Kept
    from husay.store.signals.reading import Signals


def signals_report(found: Signals | None, company: Company, *, everything: bool = False) -> Report:
    """What is pushed and good news, one row each; with `everything` what is told beneath another,
    too, and all else that is open."""
    snapshot = company.snapshot()
    telling = Telling(company, snapshot.shape)
    if found is None:
        problem = Problem(code="not-swept-yet", severity="warning")
        return Report(sheet=signals_sheet((), {}, telling), problems=(problem,))
    heads = {one.number: head for head, some in found.beneath.items() for one in some}
    rows = found.all if everything else (*found.pushed, *found.good)
    sentence = page_sentence(found, telling)
    flat = [telling.flat(one) for one in found.flat]
    details = [*(plain(line) for line in sentence.details), *flat]
    return Report(
        sheet=signals_sheet(rows, heads, telling),
        sentence=sentence.text,
        snapshot=found.swept.snapshot,
        currency=telling.currency,
        notes=tuple(details),
        more={
            "as_of": found.swept.as_of.isoformat(),
            "currency": telling.currency,
            "details": [plain_spaces(line) for line in details],
        },
    )


def signals_sheet(rows: tuple[Kept, ...], heads: dict[int, int], telling: Telling) -> Sheet:
    """One row for each signal."""
    columns = (
        SheetColumn(name="number", label="", kind="count", shown=False),
        SheetColumn(name="name", label=gettext("Whose")),
        SheetColumn(name="measure_name", label=gettext("Measure")),
        SheetColumn(name="measure", label="", shown=False),
        SheetColumn(name="scope", label="", shown=False),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="part", label="", shown=False),
        SheetColumn(name="direction", label="", shown=False),
        SheetColumn(name="level", label="", shown=False),
        SheetColumn(name="good", label="", shown=False),
        SheetColumn(name="change", label=gettext("Against the expected"), kind="ratio",
                    signed=True, weight=0),
        SheetColumn(name="change_low", label="", kind="ratio", shown=False),
        SheetColumn(name="change_high", label="", kind="ratio", shown=False),
        SheetColumn(name="since", label=gettext("Since about"), kind="day", weight=0),
        SheetColumn(name="since_earliest", label="", kind="day", shown=False),
        SheetColumn(name="since_latest", label="", kind="day", shown=False),
        SheetColumn(name="opened", label=gettext("Told on"), kind="day", weight=3),
        SheetColumn(name="missed", label=gettext("So far"), kind="quantity", weight=2,
                    worked_out=True),
        SheetColumn(name="a_month", label=gettext("A month"), kind="quantity", weight=0,
                    worked_out=True),
        SheetColumn(name="in_money", label="", shown=False),
        SheetColumn(name="sure", label=gettext("How sure")),
        SheetColumn(name="chance", label="", kind="ratio", shown=False),
        SheetColumn(name="beneath", label="", kind="count", shown=False),
        SheetColumn(name="told_with_it", label=gettext("Told with it"), kind="count", weight=3),
        SheetColumn(name="where", label="", shown=False),
    )  # fmt: skip
    counts = Counter(heads.values())
    return Sheet(
        columns,
        [_row(one, heads.get(one.number), counts[one.number], telling) for one in rows],
    )


def _row(kept: Kept, head: int | None, beneath: int, telling: Telling) -> Row:
    signal, series = kept.signal, kept.signal.series
    name = telling.who(series)
    return {
        "number": kept.number if kept.number > 0 else None,
        "name": f"– {name}" if head is not None else name,
        "measure_name": telling.what(series),
        "measure": series.measure,
        "scope": series.scope,
        "item": series.item,
        "part": series.part,
        "direction": signal.direction,
        "level": signal.level,
        "good": str(not signal.bad).lower(),
        "change": Fraction(signal.ratio - SCALE, SCALE),
        "change_low": Fraction(signal.low - SCALE, SCALE),
        "change_high": Fraction(signal.high - SCALE, SCALE),
        "since": signal.since,
        "since_earliest": signal.earliest,
        "since_latest": signal.latest,
        "opened": signal.opened,
        "missed": _whole(signal.missed),
        "a_month": _whole(signal.a_month),
        "in_money": str(series.in_money).lower(),
        "sure": sure_words(signal.chance),
        "chance": Fraction(signal.chance, SCALE),
        "beneath": head if head and head > 0 else None,
        "told_with_it": beneath or None,
        "where": plain_spaces(telling.where(signal)) if signal.where else None,
    }


def episode_data(kept: Kept, company: Company) -> dict[str, object]:
    """One signal as JSON values, with its curve and where it sits."""
    telling = Telling(company, company.snapshot().shape)
    signal = kept.signal
    curve = {
        name: [plain_value(value, "quantity") for value in getattr(signal.curve, name)]
        for name in ("seen", "expected", "low", "high")
    }
    where = {
        dimension: [
            {"item": item.replace(BETWEEN, " · ") or None, "gap": plain_value(gap, "quantity")}
            for item, gap in rows
        ]
        for dimension, rows in signal.where.items()
    }
    return {
        "signal": signals_sheet((kept,), {}, telling).plain_rows()[0],
        "sentence": plain_spaces(plain(telling.sentence(signal))),
        "as_of": kept.as_of,
        "ended": kept.ended,
        "reason": kept.reason,
        "curve": {"starts": list(signal.curve.starts), **curve},
        "where": where,
    }


def _whole(value: int) -> int:
    """Estimates are told in whole units: no one knows the coins of what did not come."""
    return round(value / SCALE) * SCALE
