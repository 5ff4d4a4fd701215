"""The demo company's small tables, written as CSV: what a company would keep in sheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from husay.demo import customer_groups, goods, places
from husay.demo.ground import price_period
from husay.demo.world import World

Rows = Iterable[Sequence[object]]


def write_csv(path: Path, header: Sequence[str], rows: Rows) -> None:
    """Write a CSV file; an absent value is an empty cell."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def pesos(centavos: int) -> str:
    """Centavos as pesos with two decimals; not for negative amounts."""
    return f"{centavos // 100}.{centavos % 100:02}"


def write_small(world: World, data: Path) -> None:
    """Write products, customers, territories, the organisation, ownerships and names."""
    tables: dict[str, tuple[str, Rows]] = {
        "products": ("product,product_line,product_group,list_price", _products(world)),
        "customers": ("customer,customer_group,territory", _customers(world)),
        "territories": ("territory,island", places.territories().items()),
        "units": ("unit,parent,kind,valid_from,valid_to", _units(world)),
        "people": ("person,hired,left", _people(world)),
        "assignments": ("person,unit,role,manager,valid_from,valid_to", _assignments(world)),
        "ownerships": ("scope,item,person,valid_from,valid_to", _ownerships(world)),
        "names": ("kind,item,name", _names(world)),
    }
    for name, (header, rows) in tables.items():
        write_csv(data / f"{name}.csv", header.split(","), rows)


def _products(world: World) -> Rows:
    """Each product with its list price on the last day."""
    return price_list(world.timeline.start, world.timeline.until)


def price_list(start: date, day: date) -> Rows:
    """Each product with its list price on a day of a history that begins on `start`."""
    last = price_period(day) - price_period(start)
    now = {p.product: p.listed for p in goods.prices(last + 1) if p.period == last}
    for at, product in enumerate(goods.products()):
        line = goods.LINES[product.line]
        yield product.id, line.id, line.group, pesos(now[at])


def _customers(world: World) -> Rows:
    for account in world.accounts:
        yield account.id, customer_groups.GROUPS[account.group].id, account.territory


def _units(world: World) -> Rows:
    for unit in world.staff.units:
        yield unit.id, unit.parent, unit.kind, unit.starts, unit.ends


def _people(world: World) -> Rows:
    for person in world.staff.people:
        yield person.id, person.hired, person.left


def _assignments(world: World) -> Rows:
    for row in world.staff.assignments:
        yield row.person, row.unit, row.role, row.manager, row.starts, row.ends


def _ownerships(world: World) -> Rows:
    """Who owns which account when; walk-ins have no owner but their territory's."""
    for care in world.cares:
        account = world.accounts[care.account]
        if not account.walk_in:
            yield "customer", account.id, world.person(care.seller), care.starts, care.ends
    since: date = world.timeline.founded
    for territory, person in world.territory_owners.items():
        yield "territory", territory, person, since, None


def _names(world: World) -> Rows:
    """The only table with names in it."""
    kinds: dict[str, Iterable[tuple[str, str]]] = {
        "person": ((p.id, p.name) for p in world.staff.people),
        "customer": ((a.id, a.name) for a in world.accounts),
        "unit": [
            (places.COMPANY_UNIT, places.COMPANY_NAME),
            *places.DIVISIONS.items(),
            *((u.id, u.name) for u in places.UNITS),
            *((t.id, t.name) for t in world.teams),
        ],
        "product": ((p.id, p.name) for p in world.products),
        "product_line": ((line.id, line.name) for line in goods.LINES),
        "product_group": goods.GROUPS.items(),
        "territory": ((t, places.territory_name(t)) for t in places.territories()),
        "territory_group": places.ISLANDS.items(),
        "customer_group": ((g.id, g.name) for g in customer_groups.GROUPS),
        "channel": customer_groups.CHANNELS.items(),
    }
    return [(kind, item, name) for kind, pairs in kinds.items() for item, name in pairs]
