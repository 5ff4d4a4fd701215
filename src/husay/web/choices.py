"""Choices of a form: options, in groups where there are many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One option."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Choices:
    """Options under a heading; those without one stand by themselves."""

    label: str
    options: tuple[Choice, ...]


def grouped(
    groups: Iterable[tuple[str, Iterable[tuple[str, str]]]], chosen: Iterable[str]
) -> tuple[Choices, ...]:
    """Groups of (value, label) pairs with the chosen ones marked."""
    marked = set(chosen)
    made = [
        Choices(label, tuple(Choice(value, text, value in marked) for value, text in options))
        for label, options in groups
    ]
    return tuple(group for group in made if group.options)


def plain(options: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    """Options without groups, one of them chosen."""
    return tuple(Choice(value, label, value == chosen) for value, label in options)
