"""Steps as few statements: each takes a database milliseconds to read, however little it says.

A view is said in front of whatever names it, and so is a table that one other step alone names
(`MATERIALIZED`, so that it is worked out once); what is left are tables, and queries of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from husay.pay.compile.context import Step

_READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
"""What a query reads; what is no table is no step's name."""


def again(steps: Sequence[Step]) -> frozenset[str]:
    """The steps that read lines or people, or a step that does."""
    ranged = {"lines", "people"}
    for step in steps:
        if ranged & set(_READ.findall(step.sql)):
            ranged.add(step.name)
    return frozenset(ranged)


def gathered(
    steps: Sequence[Step], asked: Sequence[str]
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The tables that are left of these steps, and what is `asked` of them afterwards."""
    known = {step.name: step for step in steps}
    named = {step.name: _named(step.sql, known) for step in steps}
    apart = {name for sql in asked for name in _behind(_named(sql, known), named, known)}
    owners = _owners(steps, named, apart)
    within = {name for name, owner in owners.items() if owner != name}
    tables = tuple(
        Step(step.name, _said(step.sql, named[step.name], named, known, within))
        for step in steps if step.kept and step.name not in within
    )  # fmt: skip
    return tables, tuple(_said(sql, _named(sql, known), named, known, within) for sql in asked)


def _named(sql: str, known: Iterable[str]) -> set[str]:
    return set(_READ.findall(sql)).intersection(known)


def _behind(
    names: Iterable[str], named: Mapping[str, set[str]], known: Mapping[str, Step]
) -> set[str]:
    """The tables that names stand for: of a view, those that it is of."""
    found, left = set[str](), list(names)
    while left:
        name = left.pop()
        if known[name].kept:
            found.add(name)
        else:
            left += named[name]
    return found


def _owners(
    steps: Sequence[Step], named: Mapping[str, set[str]], apart: set[str]
) -> dict[str, str]:
    """In whose statement each table is worked out: in its own, or in that of the only one that
    names it, unless that is worked out more often. `apart` are those that stay tables."""
    known, ranged = {step.name: step for step in steps}, again(steps)
    readers: dict[str, set[str]] = {}
    for step in steps:
        if step.kept:
            for name in _behind(named[step.name], named, known):
                readers.setdefault(name, set()).add(step.name)
    found: dict[str, str] = {}
    for step in reversed(steps):
        if not step.kept:
            continue
        owners = {found[name] for name in readers.get(step.name, ())}
        owner = owners.pop() if len(owners) == 1 and step.name not in apart else step.name
        found[step.name] = owner if (owner in ranged) == (step.name in ranged) else step.name
    return found


def _said(
    sql: str,
    names: Iterable[str],
    named: Mapping[str, set[str]],
    known: Mapping[str, Step],
    within: set[str],
) -> str:
    """A query behind all that it names and that is no table, each behind what it names itself."""
    needed, left = set[str](), list(names)
    while left:
        name = left.pop()
        if name not in needed and (name in within or not known[name].kept):
            needed.add(name)
            left += named[name]
    if not needed:
        return sql
    parts = [
        f"{step.name} AS {'' if step.kept else 'NOT '}MATERIALIZED ({step.sql})"
        for step in known.values() if step.name in needed
    ]  # fmt: skip
    body = f"SELECT * FROM ({sql}) AS x" if sql.startswith("WITH ") else sql
    return f"WITH {', '.join(parts)} {body}"
