"""The whole company, for what a plan is made of: its tree, its history, its seasons.

A plan is the company's even where whoever works on it sees a part: what is read here leads to
nodes, weights and days, and only what the viewer may see of these is handed on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from husay.access.viewer import operator
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.goals.organised import (
    ROOT,
    PlacedPerson,
    PlacedUnit,
    of_items,
    organised,
    top_of,
)  # fmt: skip
from husay.goals.plan import Node
from husay.measures.measure import MEASURES
from husay.store.moment import everything
from husay.tracking.organisation import people_on, units_on

if TYPE_CHECKING:
    from datetime import date

    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

_HOUSE = operator("husay")


def whole(company: Company) -> Company:
    """The company as its own house has it, with nothing left out."""
    return replace(company, viewer=_HOUSE)


def whole_snapshot(company: Company) -> Snapshot:
    """The newest snapshot, with nothing left out."""
    return everything(company)


def calendar_of(company: Company, window: Window) -> BusinessCalendar:
    """The company's calendar, with the holidays of a window's years."""
    return company.home.read_settings().calendar(window.start.year - 1, window.end.year + 1)


def nodes_on(company: Company, day: date, scope: str | None) -> tuple[Node, ...]:
    """A plan's nodes: by the organisation of a day, or of a `scope` such as product_line."""
    reader = whole_snapshot(company)
    if scope is not None:
        return of_items(scope, _sold(reader, scope))
    units = [PlacedUnit(u.unit, u.parent, u.kind) for u in units_on(reader, day)]
    people = [PlacedPerson(p.person, p.unit, p.role) for p in people_on(reader, day)]
    if not units and not people:
        people = [PlacedPerson(person, None) for person in _sold(reader, "seller")]
    return organised(units, people)


def top_unit(company: Company, day: date) -> str | None:
    """The unit that is the company on a day, where there is one."""
    units = units_on(whole_snapshot(company), day)
    return top_of(PlacedUnit(u.unit, u.parent, u.kind) for u in units)


def _sold(reader: Snapshot, dimension: str) -> list[str]:
    """Everybody and everything with a sale, by a dimension."""
    if dimension == "seller":
        sql = "SELECT DISTINCT seller FROM placements WHERE seller IS NOT NULL"
    elif dimension in ("product_line", "product"):
        sql = f"SELECT DISTINCT {dimension} FROM products WHERE {dimension} IS NOT NULL"
    elif dimension == "customer_group":
        sql = "SELECT DISTINCT customer_group FROM customers WHERE customer_group IS NOT NULL"
    else:
        sql = "SELECT DISTINCT territory FROM territories"
    return [str(row[0]) for row in reader.run(sql)]


def in_money(measure: str) -> bool:
    """Whether goals for a measure are amounts of a currency."""
    return MEASURES[measure].unit == "money"


__all__ = ["ROOT", "calendar_of", "in_money", "nodes_on", "top_unit", "whole", "whole_snapshot"]
