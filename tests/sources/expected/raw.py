"""The raw files: where they are, and their rows as plain texts."""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path

Rows = tuple[dict[str, str], ...]

CHECKOUT = Path(__file__).resolve().parents[3]


def data_folder(name: str) -> Path:
    """The folder of one data set. `HUSAY_SHARED` overrides where the shared folder is."""
    shared = os.environ.get("HUSAY_SHARED") or CHECKOUT / ".." / "shared"
    return Path(shared).resolve() / "data" / name


def read(folder: Path, stem: str) -> Iterator[dict[str, str]]:
    """The rows of `stem`.csv or `stem`.csv.gz, in the order of the file; '' is no value."""
    plain, packed = folder / f"{stem}.csv", folder / f"{stem}.csv.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    else:
        with plain.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@cache
def rows(folder: Path, stem: str) -> Rows:
    """The same, kept: for files that are asked for again and again."""
    return tuple(read(folder, stem))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Their sum, exact however long it grows."""
    with localcontext() as context:
        context.prec = 60
        return sum(amounts, Decimal(0))


def sums(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """The exact total of each key, in order of the keys."""
    found: dict[str, Decimal] = {}
    with localcontext() as context:
        context.prec = 60
        for key, amount in pairs:
            found[key] = found.get(key, Decimal(0)) + amount
    return dict(sorted(found.items()))
