"""The organisation of a day as sheets: its units and its people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.tracking.organisation import PersonThen, UnitThen
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.words.naming import Named


def units_sheet(units: Iterable[UnitThen], company: Named) -> Sheet:
    """Units with their names and parents."""
    listed = tuple(units)
    names = company.names("unit", [each.unit for each in listed])
    rows = [
        {
            "unit": each.unit, "unit_name": names.get(each.unit), "parent": each.parent,
            "kind": each.kind, "from": each.first, "to": each.last,
        }
        for each in listed
    ]  # fmt: skip
    columns = (
        SheetColumn(name="unit", label=gettext("Unit")),
        SheetColumn(name="unit_name", label=gettext("Name")),
        SheetColumn(name="parent", label=gettext("Under")),
        SheetColumn(name="kind", label=gettext("Kind of unit")),
        *_days(),
    )
    return Sheet(columns, rows)


def people_sheet(people: Iterable[PersonThen], company: Named) -> Sheet:
    """People with their names, units and managers."""
    listed = tuple(people)
    names = company.names("person", [each.person for each in listed])
    rows = [
        {
            "person": each.person, "person_name": names.get(each.person), "unit": each.unit,
            "role": each.role, "manager": each.manager, "from": each.first, "to": each.last,
        }
        for each in listed
    ]  # fmt: skip
    columns = (
        SheetColumn(name="person", label=gettext("Person")),
        SheetColumn(name="person_name", label=gettext("Name")),
        SheetColumn(name="unit", label=gettext("Unit")),
        SheetColumn(name="role", label=gettext("Role")),
        SheetColumn(name="manager", label=gettext("Reports to")),
        *_days(),
    )
    return Sheet(columns, rows)


def _days() -> tuple[SheetColumn, SheetColumn]:
    return (
        SheetColumn(name="from", label=gettext("First day"), kind="day"),
        SheetColumn(name="to", label=gettext("Last day"), kind="day"),
    )
