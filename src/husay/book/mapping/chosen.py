"""What somebody said of a file's columns, held against the file and the table's fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from husay.basics.problem import Problem
from husay.book.mapping.fields import FIELDS, field_of
from husay.book.source import nearest


def chosen_problems(
    table: str, headers: Sequence[str], chosen: Mapping[str, str]
) -> tuple[Problem, ...]:
    """What is wrong with choices: the field of a table by header, '' for none.

    Problems: `file-lacks-column`, `mapping-unknown-field`, each with the nearest that there is.
    """
    return tuple(_wrong(table, headers, chosen))


def _wrong(table: str, headers: Sequence[str], chosen: Mapping[str, str]) -> Iterator[Problem]:
    fields = [field.name for field in FIELDS[table]]
    for header, name in chosen.items():
        if header not in headers:
            near = (("nearest", nearest(header, list(headers))),)
            yield Problem(code="file-lacks-column", table=table, column=header, values=near)
        elif name and field_of(table, name) is None:
            values = (("nearest", nearest(name, fields)), ("known", ", ".join(fields)))
            yield Problem(
                code="mapping-unknown-field", table=table, column=name, value=header, values=values
            )
