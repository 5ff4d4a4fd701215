"""The organisation of a day: its units, and who is where in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from husay.measures.reader import SnapshotReader
from husay.org.spans import FOREVER


@dataclass(frozen=True)
class UnitThen:
    """A unit as it stood on a day; `first` and `last` are the days between which it stood so."""

    unit: str
    parent: str | None
    kind: str | None
    first: date
    last: date | None


@dataclass(frozen=True)
class PersonThen:
    """Where a person was on a day, as what, and to whom they reported."""

    person: str
    unit: str
    role: str
    manager: str | None
    first: date
    last: date | None


_END = f"CASE WHEN {{0}} >= {FOREVER} THEN NULL ELSE {{0}} END"


def units_on(reader: SnapshotReader, day: date) -> tuple[UnitThen, ...]:
    """Every unit of a day."""
    rows = reader.run(
        f"SELECT unit, parent, kind, first, {_END.format('last')} FROM unit_spans\n"
        f"WHERE DATE '{day}' BETWEEN first AND last ORDER BY unit"
    )
    return tuple(UnitThen(*row) for row in rows)  # type: ignore[arg-type]


def people_on(reader: SnapshotReader, day: date) -> tuple[PersonThen, ...]:
    """Every assignment of a day, of the people whom the reader has."""
    rows = reader.run(
        "SELECT person, unit, COALESCE(role, 'seller'), manager, valid_from, valid_to\n"
        f"FROM assignments WHERE DATE '{day}' BETWEEN valid_from\n"
        f"  AND COALESCE(valid_to, {FOREVER}) ORDER BY person, unit"
    )
    return tuple(PersonThen(*row) for row in rows)  # type: ignore[arg-type]


def not_there(reader: SnapshotReader, day: date) -> frozenset[str]:
    """The people who had left by a day, or were yet to come, whatever place they still have."""
    rows = reader.run(
        f"""SELECT person FROM people WHERE "left" < DATE '{day}' OR hired > DATE '{day}'"""
    )
    return frozenset(str(person) for (person,) in rows)
