"""A simulation as a sheet: each person's pay by the plan in force and by the draft, with all that
there is to say of it beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from husay.basics.amount import amount_text, ratio_text
from husay.pay.simulation import GroupPay, Simulation
from husay.words.document import Report
from husay.words.format import money_exact
from husay.words.pay_simulation import (
    band_names,
    even_text,
    gains_text,
    left_out_text,
    link_text,
    simulation_caveats,
    simulation_sentence,
    top_text,
    unit_text,
    year_name,
)
from husay.words.sheet import Sheet, SheetColumn

_BANDS = ("under-50", "50-80", "80-100", "100-120", "from-120")


def simulation_report(
    found: Simulation,
    names: Mapping[str, str],
    plans: tuple[str, str],
    caveats: tuple[bool, Sequence[str]],
    snapshot: int,
) -> Report:
    """`plans` are the words for the draft and for the plan that it is held against; `caveats`
    whether the draft's cases come out, and its terms that have none of the days."""
    rows: list[dict[str, Any]] = [
        {"person": one.person, "name": names.get(one.person), "unit": one.unit or None,
         "sold": one.sold, "attained": one.attained,
         "before": None if found.against is None else found.against[one.person].total,
         "after": found.draft[one.person].total}
        for one in found.sellers
    ]  # fmt: skip
    for row in rows:
        row["change"] = None if row["before"] is None else row["after"] - row["before"]
    rows.sort(key=lambda row: (row["change"] or 0, row["person"]))
    before = found.cost_against
    change = None if before is None else found.cost - before
    total = {"sold": found.sold, "before": before, "after": found.cost, "change": change}
    problems = tuple(dict.fromkeys(p for _person, why in found.left_out for p in why))
    return Report(
        sheet=Sheet(_columns(), rows, total if rows else None), problems=problems,
        sentence=simulation_sentence(found, *plans), currency=found.found.currency,
        snapshot=snapshot, notes=tuple(_notes(found, caveats)), more=_more(found),
    )  # fmt: skip


def _columns() -> tuple[SheetColumn, ...]:
    def money(name: str, label: str, weight: int = 1) -> SheetColumn:
        # A part of a line that several sold is finer than a coin.
        return SheetColumn(name=name, label=label, kind="money", weight=weight, worked_out=True)

    return (
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="unit", label=_("Unit"), weight=4),
        money("sold", _("Sold"), 2),
        SheetColumn(name="attained", label=_("Attainment"), kind="ratio", weight=3),
        money("before", _("In force")), money("after", _("Draft")), money("change", _("Change")),
    )  # fmt: skip


def _notes(found: Simulation, caveats: tuple[bool, Sequence[str]]) -> list[str]:
    money = found.found.currency
    told = [unit_text(found, ""), left_out_text(found)]
    if found.against is not None:
        told.append(gains_text(found.moved, len(found.sellers), money))
    told += [
        _("%(name)s: %(draft)s, and %(against)s by the plan in force.") % {
            "name": year_name(one), "draft": money_exact(one.draft, money),
            "against": money_exact(one.against, money)}
        if one.against is not None else
        f"{year_name(one)}: {money_exact(one.draft, money)}"
        for one in found.years
    ]  # fmt: skip
    told += even_text(found)
    told += [
        _("Attainment %(band)s: %(n)s") % {"band": band, "n": many}
        for band, many in zip(band_names(), found.bands or (), strict=found.bands is not None)
    ]
    told += [f"{term or _('draw')}: {money_exact(amount, money)}" for term, amount in found.mix]
    told += [top_text(found), link_text(found), *simulation_caveats(*caveats)]
    return [text for text in told if text]


def _more(found: Simulation) -> dict[str, Any]:
    """Everything for programs: amounts as exact decimal texts."""
    top = found.top_tenth
    return {
        "from": found.found.days.start.isoformat(), "to": found.found.days.end.isoformat(),
        "currency": found.found.currency, "cost": amount_text(found.cost),
        "cost_in_force": _amount(found.cost_against), "sold": amount_text(found.sold),
        "periods": [
            {"from": one.starts.isoformat(), "sold": amount_text(one.sold),
             "draft": amount_text(one.draft), "in_force": _amount(one.against)}
            for one in found.periods
        ],
        "years": [
            {"factor": ratio_text(one.factor), "sold": amount_text(one.sold),
             "draft": amount_text(one.draft), "in_force": _amount(one.against)}
            for one in found.years
        ],
        "of_unit": found.found.unit or None,
        "attainment_of": found.found.measure or None,
        "bands": None if found.bands is None else dict(zip(_BANDS, found.bands, strict=True)),
        "without_goal": found.without_goal,
        "terms": {term or "draw": amount_text(amount) for term, amount in found.mix},
        "top_tenth": None if top is None else {"people": top[0], "share": ratio_text(top[1])},
        "pay_and_attainment": found.link, "pay_and_attainment_in_force": found.link_against,
        "units": [_group(one) for one in found.units],
        "tenures": [_group(one) for one in found.tenures],
        "costs_the_same_at": _ratio(found.costs_the_same_at),
        "more_to_sell": _ratio(found.more_to_sell), "margin": _ratio(found.margin),
        "left_out": [person for person, _problems in found.left_out],
    }  # fmt: skip


def _group(one: GroupPay) -> dict[str, Any]:
    return {
        "name": one.name, "people": one.people, "sold": amount_text(one.sold),
        "draft": amount_text(one.draft), "in_force": _amount(one.against), "apart": one.apart,
    }  # fmt: skip


def _amount(value: int | None) -> str | None:
    return None if value is None else amount_text(value)


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else ratio_text(value)
