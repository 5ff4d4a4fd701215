"""Where commands write: answers to standard output, everything else beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from husay.basics.problem import Problem


def output() -> Console:
    """Standard output, for what was asked for."""
    from husay.cli.painted import paper

    return paper(stderr=False)


def messages() -> Console:
    """Standard error, for messages, progress and questions."""
    from husay.cli.painted import paper

    return paper(stderr=True)


def say(text: str) -> None:
    """A message beside the answer."""
    messages().print(text, soft_wrap=True)


def somebody_is_there() -> bool:
    """Whether there is somebody to answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def tell(problems: Iterable[Problem], console: Console | None = None, indent: str = "") -> None:
    """Each problem in a sentence: where it is, what is wrong, and what would mend it; `indent` is
    for what belongs to the line above."""
    from rich.text import Text

    from husay.words.problems import describe

    out = console or messages()
    for problem in problems:
        told = describe(problem)
        error = problem.severity == "error"
        line = Text(f"{indent}✗ " if error else f"{indent}! ", style="red" if error else "yellow")
        if told.where:
            line.append(f"{told.where}: ", style="bold")
        line.append(told.what, style="default")
        line.append(f" {told.remedy}", style="dim")
        out.print(line, soft_wrap=True)
