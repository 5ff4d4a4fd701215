"""Amounts cut in two: 14,692.25 without quotation marks, in a file whose cells a comma parts.

Such a row has a cell more than the header. Where all rows have, it could as well be a blank cell
that a spreadsheet wrote at the end of each; the cells themselves tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from husay.book.mapping.fields import FIELDS
from husay.book.mapping.words import heard_as, words_of

_BEFORE = re.compile(r"\s*[(\-\u2212]?\s*[^\W\d_]{0,3}[^\w\s.,]?\s*[\-\u2212]?\s*\d+")
_BEHIND = re.compile(r"(\d{3}(\.\d*)?|\d{2})\s*[)\-\u2212]?\s*")


def has_split_amount(headers: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row longer than the header looks as if an amount of it had been cut in two.

    So it is where what looks like the rest of a column's number stands under a header that means
    no number, or under none. (Of "17" and "692.25" beneath "qty" and "price" nothing is cut.)
    """
    if len(row) <= len(headers):
        return False
    names = (*headers, "")
    return any(
        _BEFORE.fullmatch(row[place])
        and _BEHIND.fullmatch(row[place + 1])
        and _means_number(names[place])
        and not _means_number(names[place + 1])
        for place in range(len(headers))
    )


@cache
def _means_number(header: str) -> bool:
    """Whether a header means an amount or a quantity rather than anything else."""
    words, name = words_of(header), header.strip().lower()
    fields = [field for table in FIELDS.values() for field in table]
    numbers = [f for f in fields if f.kind == "amount"]
    others = [f for f in fields if f.kind != "amount"]
    if any(f.name == name for f in others):
        return False
    surest = max(heard_as(words, f.heard) for f in numbers)
    return surest > 0 and surest >= max(heard_as(words, f.heard) for f in others)
