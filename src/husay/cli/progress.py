"""Progress bars, for whoever waits at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str, int, int], None]


@contextmanager
def bar(text_of: Callable[[str], str]) -> Iterator[Tell]:
    """A bar that is told (step, done, steps); it shows only at a terminal, and goes at the end."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from husay.cli.console import messages

    console = messages()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as shown:
        task = shown.add_task("", total=None)
        yield lambda step, done, steps: shown.update(
            task, description=text_of(step), completed=done, total=steps
        )
