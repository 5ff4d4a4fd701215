"""Reading an old spreadsheet's results: any table that an import reads, too."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb

from husay.basics.problem import Mistake, Problem
from husay.book.sql import quoted
from husay.pay.out.old_file import OldFile, columns_of, read_old
from husay.store.records.models import Name, PayStatement
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.plain import Top
from husay.store.warehouse.plain import columns_of as headers_of

_VIEW = "old_results"
MOST_ROWS = 100_000


def old_file(path: Path, said: Mapping[str, str], coin: int) -> tuple[OldFile, tuple[Problem, ...]]:
    """What a file says, and what is worth knowing of it (warnings); `said` names columns by field.

    Raises Mistake: what an import says of a file that cannot be read, and every error of
    `husay.pay.out.old_file`, `parallel-too-long`.
    """
    headers, rows, first = _rows(path)
    columns, problems = columns_of(headers, said)
    if problems:
        raise Mistake(*problems)
    found, problems = read_old(rows, columns, _people(), coin, first)
    if any(problem.severity == "error" for problem in problems):
        raise Mistake(*problems)
    return found, problems


def _rows(path: Path) -> tuple[tuple[str, ...], list[tuple[str | None, ...]], int]:
    """The headers of a file, its rows as texts, and the number of the first as people count."""
    with tempfile.TemporaryDirectory(prefix="husay-") as folder:
        connection = workshop(Path(folder), [path.resolve().parent])
        try:
            top = Top.of(path, Path(folder))
            above = top.above()
            top.open(connection, _VIEW, above)
            headers = tuple(headers_of(connection, _VIEW))
            texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in headers)
            rows = connection.execute(
                f"SELECT {texts} FROM {_VIEW} LIMIT {MOST_ROWS + 1}"
            ).fetchall()
        except duckdb.Error as error:
            said = str(error).strip().splitlines()[0]
            raise Mistake(Problem(code="unreadable-file", file=path.name, value=said)) from error
        finally:
            connection.close()
    if len(rows) > MOST_ROWS:
        raise Mistake(
            Problem(code="parallel-too-long", file=path.name, values=(("most", str(MOST_ROWS)),))
        )
    return headers, rows, above + 2


def _people() -> dict[str, tuple[str, ...]]:
    """Identifiers of people by what may be written for them: the identifier, or the name."""
    found: dict[str, set[str]] = {}
    for person, name in Name.objects.filter(kind="person").values_list("item", "name"):
        found.setdefault(" ".join(name.lower().split()), set()).add(person)
        found.setdefault(person.lower(), set()).add(person)
    for person in PayStatement.objects.values_list("person", flat=True).distinct():
        found.setdefault(person.lower(), set()).add(person)
    return {text: tuple(sorted(people)) for text, people in found.items()}
