"""Taking values out of a mapping, key by key, and noting everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest
from husay.pay.document.expression import Expression, Unit
from husay.pay.document.figure import Figure, is_negative, read_figure, read_number
from husay.pay.document.keys import Key
from husay.pay.document.node import Listed, Mapped, Node, Place, Scalar, problem_at
from husay.pay.document.parsing import parse_condition, parse_expression
from husay.pay.document.title import MOST_TITLE, Title

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_YES = {"yes": True, "true": True, "no": False, "false": False}
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass
class Notes:
    """What is known while a plan is read, and the problems found so far. `terms` are all that are
    named, also those with a mistake."""

    problems: list[Problem] = field(default_factory=list)
    fields: dict[str, Unit] = field(default_factory=dict)
    parameters: dict[str, Unit] = field(default_factory=dict)
    measures: dict[str, Unit] = field(default_factory=dict)
    terms: set[str] = field(default_factory=set)

    def wrong(self, place: Place, code: str, value: str | None = None, **values: object) -> None:
        """Note a problem."""
        self.problems.append(problem_at(place, code, value, **values))


class Body:
    """A mapping that is read by a table of keys.

    Problems noted: `plan-unknown-key` (with the nearest), `plan-cut-at-comma`, `plan-key-missing`
    (or empty); for values `plan-not-text`, `plan-not-list`, `plan-not-mapping`, `plan-choice`,
    `plan-yes-or-no`, `plan-whole`, `plan-day`, `plan-number`, `plan-negative`, `plan-share`,
    `plan-units`, `plan-reference`.
    What is wrong is taken as if it were left out.
    """

    def __init__(self, node: Mapped, keys: tuple[Key, ...], notes: Notes) -> None:
        self.node, self.notes = node, notes
        self.keys = {key.name: key for key in keys}
        for at, entry in enumerate(node.entries):
            if entry.key.text not in self.keys:
                self._unknown(at)
        for key in keys:
            if key.needed and not self.given(key.name):
                self._wrong(self.place(key.name), "plan-key-missing", key.name)

    def _unknown(self, at: int) -> None:
        """A key that is not known: mistyped, or what stands behind the comma of a value in braces,
        which YAML takes for a key without a value."""
        key, before = self.node.entries[at].key, self.node.entries[max(0, at - 1)]
        bare = self.node.entries[at].value == Scalar("", self.node.entries[at].value.place)
        near = nearest(key.text, list(self.keys), well=True)
        if bare and at and not near and isinstance(before.value, Scalar):
            if before.value.text or before.key.text in self.keys:  # else it is told already
                cut = before.value.text[-1:].isdigit() and key.text[:3].isdigit()
                said = f"{before.value.text}{',' if cut else ', '}{key.text}"
                self._wrong(key.place, "plan-cut-at-comma", said, key=before.key.text)
            return
        known = ", ".join(self.keys)
        self._wrong(key.place, "plan-unknown-key", key.text, nearest=near, known=known)

    def _wrong(self, place: Place, code: str, value: str | None = None, **values: object) -> None:
        self.notes.wrong(place, code, value, **values)

    def place(self, key: str) -> Place:
        """Where a key's value stands; the mapping's own place where it has none."""
        found = self.node.get(key)
        return found.place if found is not None else self.node.place

    def given(self, key: str) -> bool:
        """Whether the document says something for a key: not nothing, and no empty list."""
        found = self.node.get(key)
        if isinstance(found, Scalar):
            return bool(found.text)
        if isinstance(found, Listed):
            return bool(found.items)
        return found is not None and bool(found.entries)

    def scalar(self, key: str) -> Scalar | None:
        """The text of a key, or its default; None where there is neither."""
        found = self.node.get(key)
        default = self.keys[key].default
        if found is None or (isinstance(found, Scalar) and not found.text):
            return Scalar(default, self.node.place) if default else None
        if isinstance(found, Scalar):
            return found
        self._wrong(found.place, "plan-not-text", key)
        return None

    def text(self, key: str) -> str:
        """A text, or ''."""
        found = self.scalar(key)
        return found.text if found else ""

    def title(self) -> Title:
        """What the part is called in both languages; notes `plan-title-long`."""
        for key in ("title", "title_fil"):
            said = self.text(key)
            if len(said) > MOST_TITLE:
                self._wrong(self.place(key), "plan-title-long", said, most=MOST_TITLE)
        return Title(self.text("title"), self.text("title_fil"))

    def choice(self, key: str) -> str:
        """One of the key's choices; its default (or '') where none, or another, is said."""
        found, known = self.scalar(key), self.keys[key]
        if found is None or found.text in known.choices:
            return found.text if found else ""
        near = nearest(found.text, list(known.choices))
        said = ", ".join(known.choices)
        self._wrong(found.place, "plan-choice", found.text, key=key, nearest=near, known=said)
        return known.default

    def yes_no(self, key: str) -> bool:
        """Yes or no, also as true or false."""
        found = self.scalar(key)
        if found is not None and found.text.lower() in _YES:
            return _YES[found.text.lower()]
        if found is not None:
            self._wrong(found.place, "plan-yes-or-no", found.text, key=key)
        return False

    def whole(self, key: str, least: int = 0) -> int | None:
        """A whole number of at least `least`."""
        found = self.scalar(key)
        if found is None:
            return None
        if _WHOLE.fullmatch(found.text) and int(found.text) >= least:
            return int(found.text)
        self._wrong(found.place, "plan-whole", found.text, key=key, least=least)
        return None

    def day(self, key: str) -> date | None:
        """A date such as 2026-03-31."""
        found = self.scalar(key)
        if found is None:
            return None
        try:
            if not _DAY.fullmatch(found.text):
                raise ValueError(found.text)
            return date.fromisoformat(found.text)
        except ValueError:
            self._wrong(found.place, "plan-day", found.text, key=key)
            return None

    def number(self, key: str) -> tuple[Fraction, Unit] | None:
        """A number as written, with `rate` for per cent."""
        found = self.scalar(key)
        if found is None:
            return None
        read = read_number(found.text)
        if read is None:
            code = "plan-negative" if is_negative(found.text) else "plan-number"
            if code == "plan-negative" and key in ("from", "to"):
                code = "plan-negative-edge"
            self._wrong(found.place, code, found.text, key=key)
        return read

    def share(self, key: str, most: Fraction | None = Fraction(1)) -> Fraction | None:
        """A part of one, such as 15 % or 0.15, up to `most`."""
        read = self.number(key)
        if read is None:
            return None
        if most is not None and read[0] > most:
            self._wrong(self.place(key), "plan-share", self.text(key), key=key)
            return None
        return read[0]

    def figure(self, key: str, unit: Unit) -> Figure | None:
        """A figure in a unit; a plain number takes it."""
        found = self.scalar(key)
        return None if found is None else take_figure(found, unit, self.notes)

    def condition(self, key: str) -> Expression | None:
        """A condition over the fields of a line."""
        found = self.scalar(key)
        if found is None:
            return None
        try:
            return parse_condition(found.text, found.place, self.notes.fields)
        except Mistake as error:
            self.notes.problems += error.problems
            return None

    def expression(self, key: str) -> Expression | None:
        """A value over the fields of a line."""
        found = self.scalar(key)
        if found is None:
            return None
        try:
            return parse_expression(found.text, found.place, self.notes.fields)
        except Mistake as error:
            self.notes.problems += error.problems
            return None

    def scalars(self, key: str, *, apart: bool = True) -> tuple[Scalar, ...]:
        """The texts of a list, or of one text: taken apart at its commas, or as it is."""
        found = self.node.get(key)
        if isinstance(found, Listed):
            texts = tuple(item for item in found.items if isinstance(item, Scalar))
            if len(texts) < len(found.items):
                self._wrong(found.place, "plan-not-text", key)
            return texts
        one = self.scalar(key)
        if one is None or not apart:
            return () if one is None else (one,)
        return tuple(Scalar(t.strip(), one.place) for t in one.text.split(",") if t.strip())

    def choices(self, key: str) -> tuple[str, ...]:
        """Some of a key's choices."""
        known, found = self.keys[key], list[str]()
        for scalar in self.scalars(key):
            if scalar.text in known.choices:
                found.append(scalar.text)
            elif scalar.text != "none":
                near, said = nearest(scalar.text, list(known.choices)), ", ".join(known.choices)
                self._wrong(
                    scalar.place, "plan-choice", scalar.text, key=key, nearest=near, known=said
                )
        return tuple(found)

    def items(self, key: str) -> tuple[Mapped, ...]:
        """The mappings of a list."""
        found = self.node.get(key)
        if found is None:
            return ()
        if not isinstance(found, Listed):
            self._wrong(found.place, "plan-not-list", key)
            return ()
        for item in found.items:
            if not isinstance(item, Mapped):
                self._wrong(item.place, "plan-not-mapping", key)
        return tuple(item for item in found.items if isinstance(item, Mapped))

    def named(self, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """The entries of a mapping."""
        found = self.node.get(key)
        if found is None or (isinstance(found, Scalar) and not found.text):
            return ()
        if not isinstance(found, Mapped):
            self._wrong(found.place, "plan-not-mapping", key)
            return ()
        return tuple((entry.key, entry.value) for entry in found.entries)

    def measure(self, key: str, among: Mapping[str, Unit] | None = None) -> str:
        """The name of a measure that there is, or ''."""
        found = self.scalar(key)
        if found is None:
            return ""
        known = self.notes.measures if among is None else among
        if found.text in known:
            return found.text
        near = nearest(found.text, list(known))
        self._wrong(found.place, "plan-no-measure", found.text, nearest=near)
        return ""


def take_figure(found: Scalar, unit: Unit, notes: Notes) -> Figure | None:
    """A figure in a unit; notes what is wrong: a rate must lie between 0 and 100 %."""
    try:
        read = read_figure(found, notes.parameters)
    except Mistake as error:
        notes.problems += error.problems
        return None
    if read.unit not in (unit, "number"):
        notes.wrong(found.place, "plan-units", found.text, left=unit, right=read.unit)
        return None
    if unit == "rate" and read.fixed is not None and read.fixed > 1:
        notes.wrong(found.place, "plan-rate-beyond", found.text, nearest=_with_sign(found, read))
        return None
    return Figure(read.factor, read.parameters, unit)


def _with_sign(found: Scalar, read: Figure) -> str:
    """A rate that is too large as it was meant: in per cent; '' where it has the sign already, or
    would be too large with it, too."""
    plain = found.text.strip().replace(".", "", 1).isdecimal()
    return f"{found.text.strip()} %" if plain and read.fixed and read.fixed <= 100 else ""
