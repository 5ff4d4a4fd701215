"""An edit of goals: what each changed cell was before and is after, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from husay.basics.amount import amount_text
from husay.basics.problem import Problem

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Change(Generic[Key]):
    """One cell: its key, its value before and after; None where there is no goal."""

    key: Key
    before: int | None
    after: int | None


def undo(changes: Sequence[Change[Key]]) -> tuple[Change[Key], ...]:
    """The changes that take these back, last first."""
    return tuple(Change(c.key, c.after, c.before) for c in reversed(changes))


def edited(
    values: Mapping[Key, int],
    changes: Iterable[Change[Key]],
    named: Callable[[Key], str] = str,
) -> tuple[dict[Key, int], tuple[Problem, ...]]:
    """The values after the changes, all of them or none; `named` says what a cell is called.

    Problem: `goal-changed-meanwhile`, where a value is no longer what it was before the change.
    """
    after, problems = dict(values), []
    for change in changes:
        now = after.get(change.key)
        if now != change.before:
            said = (("before", _said(change.before)), ("now", _said(now)))
            code = "goal-changed-meanwhile"
            problems.append(Problem(code=code, value=named(change.key), values=said))
        elif change.after is None:
            after.pop(change.key, None)
        else:
            after[change.key] = change.after
    return (dict(values), tuple(problems)) if problems else (after, ())


def _said(value: int | None) -> str:
    return "–" if value is None else amount_text(value)
