"""Numbers of a list that YAML has cut in two: within brackets, the comma of 3,500 ends an item.

A group of three digits behind one to three digits is taken for the rest of a number where it cannot
be meant to stand alone: it begins with a zero (10,000 is 10 and 000), or, in a list that falls from
item to item, it is above what stands before it (3,500 is 3 and 500). Where a list may go up and
down, it is one if nothing but the comma stands between the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from husay.pay.document.body import Notes
from husay.pay.document.figure import read_number
from husay.pay.document.node import Scalar

_HEAD = re.compile(r"\d{1,3}", re.ASCII)
_GROUP = re.compile(r"(\d{3})(\.\d+)?( ?%)?", re.ASCII)


def whole_numbers(
    items: Sequence[Scalar], notes: Notes, *, falling: bool = False
) -> tuple[Scalar, ...]:
    """The items of a list of numbers, as they are; notes `plan-cut-in-list` for each number that is
    cut. `falling`: none is above the one before it, else `plan-list-rises` is noted."""
    cut = [pieces for pieces in _pieces(items, falling=falling) if len(pieces) > 1]
    for pieces in cut:
        texts = [piece.text for piece in pieces]
        plain = "".join(texts)
        notes.wrong(pieces[0].place, "plan-cut-in-list", ",".join(texts), plain=plain)
    for before, item in pairwise(items):
        if falling and not cut and _rises(before, item):
            notes.wrong(item.place, "plan-list-rises", item.text, before=before.text)
            break
    return tuple(items)


def _pieces(items: Sequence[Scalar], *, falling: bool) -> list[list[Scalar]]:
    """The items, those of one number together."""
    found = list[list[Scalar]]()
    for item in items:
        if found and _is_rest(found[-1], item, falling=falling):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _is_rest(number: Sequence[Scalar], item: Scalar, *, falling: bool) -> bool:
    """Whether an item is more of a number, of which so many pieces stand before it."""
    before, group = number[-1], _GROUP.fullmatch(item.text)
    if group is None or _HEAD.fullmatch(before.text) is None:
        return False
    if group[1].startswith("0"):
        return True
    first = len(number) == 1
    return _rises(before, item) if falling and first else _touches(before, item)


def _rises(before: Scalar, item: Scalar) -> bool:
    first, second = read_number(before.text), read_number(item.text)
    return first is not None and second is not None and second[0] > first[0]


def _touches(before: Scalar, item: Scalar) -> bool:
    """Whether nothing but a comma stands between two items."""
    here, there = before.place, item.place
    return here.line == there.line and there.column == here.column + len(before.text) + 1
