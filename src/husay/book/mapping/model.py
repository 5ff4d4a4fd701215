"""A mapping: which columns of one plain file feed which columns of the book, and how they are read.

A mapping is guessed, shown, mended and confirmed; then it is kept in the source's `source.yaml`
and the SELECTs that the importer runs are made from it.
"""

from __future__ import annotations

import collections.abc as abc
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from husay.basics.problem import Problem
from husay.book.mapping.fields import FIELDS, field_of
from husay.book.source import nearest

DateReading = Literal["iso", "compact", "dmy", "mdy", "named", "serial", "native"]
"""How a date is written: 2026-01-31, 20260131, 31/01/2026, 01/31/2026, 31 Jan 2026, as the number
of a day in Excel, or as a date of the file's own."""

Decimal = Literal[".", ",", "native"]
"""What stands before the decimals; 'native' is a number of the file's own."""

Share = Literal["", "percent", "fraction"]
"""How a discount is given: as an amount, as 15 (or 15 %), or as 0.15."""

COLUMN_OPTIONS = ("dates", "decimal", "share", "hidden")


@dataclass(frozen=True)
class Feed:
    """One column of the file and the field that it feeds.

    `field` is one of `husay.book.mapping.fields`; `given` is the column's header. `hidden` is set
    where the column holds people's names: what enters the book is then a mark made from the
    name, and the name goes to the records. `confidence` is in percent; `reason` is 'header',
    'values', 'both' or 'chosen'.
    """

    field: str
    given: str
    dates: DateReading | None = None
    decimal: Decimal | None = None
    share: Share = ""
    hidden: bool = False
    confidence: int = 100
    reason: str = "chosen"


@dataclass(frozen=True)
class MappingQuestion:
    """What the file alone cannot say and the user must.

    `code` is 'dates', 'decimal', 'tax' or 'cost'; `given` are the headers it is about, `examples`
    values from them; `options` are the possible answers, and `suggested` is one of them or ''.
    """

    code: str
    given: tuple[str, ...]
    examples: tuple[str, ...]
    options: tuple[str, ...]
    suggested: str = ""


@dataclass(frozen=True)
class Mapping:
    """The mapping of one plain file.

    `headers` are all its columns (those that feed nothing too), as far as they are known; `skip`
    rows stand above them. `signs` are currency signs that may stand beside amounts. `tax` says
    whether amounts include the tax that stands beside them ('included', 'apart', '' where there
    is none), `cost` whether a cost is for 'each' piece or the whole 'line'. `salt` makes the
    marks of hidden names this company's own.
    """

    table: str
    feeds: tuple[Feed, ...]
    headers: tuple[str, ...] = ()
    sheet: str = ""
    skip: int = 0
    signs: tuple[str, ...] = ()
    tax: str = ""
    cost: str = ""
    salt: str = ""
    questions: tuple[MappingQuestion, ...] = ()

    def feed(self, field: str) -> Feed | None:
        """What feeds a field, if anything does."""
        return next((f for f in self.feeds if f.field == field), None)

    def has(self, *names: str) -> bool:
        """Whether all these fields are fed."""
        return all(self.feed(name) for name in names)

    @property
    def given(self) -> tuple[str, ...]:
        """The headers that feed something."""
        return tuple(dict.fromkeys(f.given for f in self.feeds))

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers that feed nothing."""
        return tuple(h for h in self.headers if h not in self.given)

    @property
    def hides_names(self) -> bool:
        """Whether some column holds names that must not enter the book."""
        return any(f.hidden for f in self.feeds)

    def confirmed(self) -> Mapping:
        """The mapping as it is kept: what was guessed is now said."""
        feeds = tuple(replace(f, confidence=100, reason="chosen") for f in self.feeds)
        return replace(self, feeds=feeds, headers=self.given, questions=())


_PLAIN = ("sheet", "skip", "tax", "cost", "salt")


def as_data(mapping: Mapping) -> dict[str, Any]:
    """A mapping as plain data, for `mapping:` in source.yaml; `from_data` reads it back."""
    data: dict[str, Any] = {"table": mapping.table}
    data |= {key: getattr(mapping, key) for key in _PLAIN if getattr(mapping, key)}
    if mapping.signs:
        data["signs"] = list(mapping.signs)
    data["columns"] = {f.field: _feed_data(f) for f in mapping.feeds}
    return data


def _feed_data(feed: Feed) -> str | dict[str, Any]:
    options = {key: getattr(feed, key) for key in COLUMN_OPTIONS if getattr(feed, key)}
    return {"from": feed.given, **options} if options else feed.given


def from_data(data: object) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """A mapping from plain data, or None; and everything wrong in it."""
    if not isinstance(data, abc.Mapping) or not isinstance(data.get("columns"), abc.Mapping):
        return None, (_wrong("mapping-not-readable", "mapping"),)
    known = ("table", "columns", "signs", *_PLAIN)
    problems = [
        _wrong("unknown-setting", str(key), nearest=nearest(str(key), known))
        for key in data if key not in known
    ]  # fmt: skip
    feeds = []
    for field, said in data["columns"].items():
        feed, found = _read_feed(str(field), said)
        problems += found
        feeds += [feed] if feed else []
    if problems:
        return None, tuple(problems)
    mapping = Mapping(
        table=str(data.get("table", "sale_lines")),
        feeds=tuple(feeds),
        headers=tuple(dict.fromkeys(f.given for f in feeds)),
        sheet=str(data.get("sheet", "")),
        skip=int(data.get("skip", 0)),
        signs=tuple(str(s) for s in data.get("signs") or ()),
        tax=str(data.get("tax", "")),
        cost=str(data.get("cost", "")),
        salt=str(data.get("salt", "")),
    )
    wrong = tuple(p for p in mapping_problems(mapping) if p.severity == "error")
    return (None if wrong else mapping), wrong


def _read_feed(field: str, said: object) -> tuple[Feed | None, list[Problem]]:
    if isinstance(said, str):
        return Feed(field, said), []
    if not isinstance(said, abc.Mapping) or not said.get("from"):
        return None, [_wrong("mapping-not-readable", field, said)]
    known = ("from", *COLUMN_OPTIONS)
    problems = [
        _wrong("unknown-setting", str(key), nearest=nearest(str(key), known))
        for key in said if key not in known
    ]  # fmt: skip
    for key, choices in _CHOICES.items():
        if said.get(key) is not None and said[key] not in choices:
            problems.append(_wrong("mapping-reading", f"{field}.{key}", said[key]))
    options = {key: said[key] for key in COLUMN_OPTIONS if key in said}
    return (None, problems) if problems else (Feed(field, str(said["from"]), **options), [])


_CHOICES: dict[str, tuple[Any, ...]] = {
    "dates": get_args(DateReading),
    "decimal": get_args(Decimal),
    "share": get_args(Share),
    "hidden": (True, False),
}
assert set(_CHOICES) == set(COLUMN_OPTIONS) <= {f.name for f in fields(Feed)}


def _wrong(code: str, column: str, value: object = None, **values: str) -> Problem:
    shown = None if value is None else str(value)
    return Problem(
        code=code, file="source.yaml", column=column, value=shown, values=tuple(values.items())
    )


def mapping_problems(mapping: Mapping) -> tuple[Problem, ...]:
    """Everything that keeps a mapping from being used, and what its user should know.

    Errors: unknown table or field, a field fed twice, a column that is not in the file, a field
    that is missing or whose reading is not known, a question that is open. Warnings: each row
    is a sale of its own; names are kept out of the book.
    """
    if mapping.table not in FIELDS:
        near = nearest(mapping.table, list(FIELDS))
        return (_said("mapping-unknown-table", mapping, value=mapping.table, nearest=near),)
    problems: list[Problem] = []
    for position, feed in enumerate(mapping.feeds):
        problems += _feed_problems(mapping, feed, mapping.feeds[:position])
    problems += [
        _said("mapping-lacks", mapping, name, needs=" + ".join(missing))
        for name, missing in _missing(mapping)
    ]
    problems += [
        _said("mapping-question", mapping, question.code, value=", ".join(question.given))
        for question in mapping.questions
    ]
    return (*problems, *_warnings(mapping))


def _said(
    code: str, mapping: Mapping, column: str | None = None, value: str | None = None, **values: str
) -> Problem:
    return Problem(
        code=code, table=mapping.table, column=column, value=value, values=tuple(values.items())
    )


def _feed_problems(mapping: Mapping, feed: Feed, before: tuple[Feed, ...]) -> abc.Iterator[Problem]:
    field = field_of(mapping.table, feed.field)
    if field is None:
        known = [f.name for f in FIELDS[mapping.table]]
        said = {"nearest": nearest(feed.field, known), "known": ", ".join(known)}
        yield _said("mapping-unknown-field", mapping, feed.field, feed.given, **said)
        return
    if field.is_name and not mapping.has(feed.field.removesuffix("_name")):
        yield _said("mapping-lacks", mapping, feed.field.removesuffix("_name"), feed.given)
    if any(f.field == feed.field for f in before):
        yield _said("mapping-twice", mapping, feed.field, feed.given)
    if mapping.headers and feed.given not in mapping.headers:
        near = nearest(feed.given, list(mapping.headers))
        yield _said("file-lacks-column", mapping, feed.given, nearest=near)
    readings = (q for q in mapping.questions if q.code in ("dates", "decimal"))
    asked = {header for question in readings for header in question.given}
    if feed.given in asked:
        return
    if field.kind == "day" and feed.dates is None:
        yield _said("mapping-reading", mapping, feed.field, feed.given)
    if field.kind == "amount" and feed.decimal is None:
        yield _said("mapping-reading", mapping, feed.field, feed.given)


_PERIOD = (("month",), ("year",))
NEEDED: dict[str, tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = {
    "sale_lines": (("date", ()), ("amount", (("unit_price", "quantity"),))),
    "goals": (("value", ()), ("starts", _PERIOD), ("ends", _PERIOD)),
    "potentials": (
        ("item", (("customer",), ("seller",), ("unit",), ("territory",))),
        ("value", ()), ("starts", _PERIOD), ("ends", _PERIOD),
    ),
    "deals": (("created", ()),),
    "activities": (("date", ()), ("seller", ())),
    "payments": (("date", ()), ("amount", ())),
    "customers": (("customer", ()),),
    "products": (("product", ()),),
    "units": (("unit", ()),),
    "people": (("person", ()),),
    "assignments": (("person", ()), ("unit", ())),
}  # fmt: skip
"""What a table cannot do without, and which other fields together stand in for it."""


def _missing(mapping: Mapping) -> list[tuple[str, tuple[str, ...]]]:
    """Fields that are needed and not fed, with the fields that could stand in for each."""
    return [
        (name, instead[0] if instead else ())
        for name, instead in NEEDED[mapping.table]
        if not mapping.has(name) and not any(mapping.has(*group) for group in instead)
    ]


_UNSURE = 65
"""Below so many percent of confidence the user is asked to look."""


def _warnings(mapping: Mapping) -> abc.Iterator[Problem]:
    if mapping.table == "sale_lines" and not mapping.has("sale"):
        yield Problem(code="each-row-a-sale", severity="warning", table=mapping.table)
    for feed in mapping.feeds:
        if feed.confidence < _UNSURE:
            yield Problem(
                code="mapping-unsure", severity="warning", table=mapping.table,
                column=feed.field, value=feed.given,
            )  # fmt: skip
    if hidden := [feed for feed in mapping.feeds if feed.hidden]:
        yield Problem(
            code="names-kept-apart", severity="warning", table=mapping.table,
            column=", ".join(dict.fromkeys(feed.field for feed in hidden)),
            value=", ".join(dict.fromkeys(feed.given for feed in hidden)),
        )  # fmt: skip
