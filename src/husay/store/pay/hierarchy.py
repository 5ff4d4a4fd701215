"""To whom each person reports, by day: the manager that is stated, else who leads their unit, else
who leads the nearest unit above it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from husay.basics.period import DAY, Window
from husay.org.spans import FOREVER, MOST_LEVELS
from husay.pay.facts import Reporting
from husay.store.warehouse.reading import Snapshot

_LAST = date(9999, 12, 31)

Spans = Mapping[str, list[tuple[date, date, str]]]


def reporting_of(snapshot: Snapshot) -> tuple[Reporting, ...]:
    """All of it, by person and day; days that adjoin are one."""
    leads = _spans(
        snapshot,
        f"SELECT unit, valid_from, COALESCE(valid_to, {FOREVER}), person FROM assignments\n"
        "WHERE role = 'manager' ORDER BY unit, valid_from, person",
    )
    above = _spans(
        snapshot, "SELECT unit, first, last, parent FROM unit_spans WHERE parent IS NOT NULL"
    )
    turns = sorted({day for spans in (leads, above) for day in _edges(spans)})
    people = snapshot.run(
        "SELECT person, first, last, unit, manager FROM person_spans ORDER BY person, first"
    )
    found = list[Reporting]()
    for person, first, last, unit, manager in people:
        for days in _pieces(Window(first, last), turns):  # type: ignore[arg-type]
            boss = manager or _leader(str(person), unit, days.start, leads, above)
            if boss and boss != person:
                _append(found, Reporting(str(person), str(boss), days))
    return tuple(found)


def _spans(snapshot: Snapshot, sql: str) -> dict[str, list[tuple[date, date, str]]]:
    found: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    rows: Iterable[Any] = snapshot.run(sql)
    for item, first, last, who in rows:
        found[item].append((first, last, who))
    return dict(found)


def _edges(spans: Spans) -> Iterable[date]:
    for rows in spans.values():
        for first, last, _ in rows:
            yield first
            if last < _LAST:
                yield last + DAY


def _pieces(days: Window, turns: list[date]) -> Iterable[Window]:
    """The stretches of some days in which nobody comes or goes above."""
    start = days.start
    while start <= days.end:
        place = bisect_right(turns, start)
        end = min(days.end, turns[place] - DAY) if place < len(turns) else days.end
        yield Window(start, end)
        if end == _LAST:
            return
        start = end + DAY


def _leader(person: str, unit: Any, day: date, leads: Spans, above: Spans) -> str | None:
    """Who leads a unit on a day, or the nearest one above it, other than the person."""
    for _ in range(MOST_LEVELS):
        if unit is None:
            return None
        for first, last, who in reversed(leads.get(unit, [])):
            if first <= day <= last and who != person:
                return who
        unit = next((p for first, last, p in above.get(unit, []) if first <= day <= last), None)
    return None


def _append(found: list[Reporting], one: Reporting) -> None:
    last = found[-1] if found else None
    same = last and (last.person, last.manager) == (one.person, one.manager)
    if last and same and last.window.end + DAY == one.window.start:
        found[-1] = Reporting(one.person, one.manager, Window(last.window.start, one.window.end))
    else:
        found.append(one)


def units_of(snapshot: Snapshot, day: date) -> dict[str, str]:
    """The unit in which each person is on a day, or was last before it."""
    rows: Iterable[Any] = snapshot.run(
        "SELECT person, LAST(unit ORDER BY first) FROM person_spans\n"
        f"WHERE unit IS NOT NULL AND first <= DATE '{day}' GROUP BY person"
    )
    return {str(person): str(unit) for person, unit in rows}


def people_in(snapshot: Snapshot, unit: str, day: date) -> frozenset[str]:
    """Who is in a unit, or one below it, on a day, or was last before it."""
    rows: Iterable[Any] = snapshot.run(
        f"SELECT unit, parent FROM unit_spans WHERE DATE '{day}' BETWEEN first AND last"
    )
    above = dict(rows)

    def is_within(one: str | None) -> bool:
        for _ in range(MOST_LEVELS):
            if one is None or one == unit:
                break
            one = above.get(one)
        return one == unit

    return frozenset(p for p, one in units_of(snapshot, day).items() if is_within(one))


def below(reporting: Iterable[Reporting], person: str) -> frozenset[str]:
    """Everybody who ever reported to a person, at any level."""
    under: dict[str, set[str]] = defaultdict(set)
    for one in reporting:
        under[one.manager].add(one.person)
    found, waiting = set[str](), [person]
    while waiting:
        new = under[waiting.pop()] - found
        found |= new
        waiting += new
    return frozenset(found - {person})
