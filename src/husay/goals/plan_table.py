"""A table of goals read into a plan, as a file or as it was copied.

The file that a plan's goals are written to has a row for each goal, and is read as it is. Other
tables are read, too: two columns, whose goal and how much, with or without a header.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from husay.basics.period import YearRule
from husay.basics.problem import Problem
from husay.goals.grid import Cell, Given, Grid, cells_of, table, window_name
from husay.goals.plan import GoalPlan
from husay.goals.typed import Typed
from husay.goals.window_text import window_of

KEY, GOAL = "goal_of", "goal"
"""The columns of the file that say whose goal it is, and how much."""


def grid_of(plan: GoalPlan, names: Mapping[str, str]) -> Grid:
    """A plan's goals as a grid of one column; `names` are what its nodes are called, by key."""
    standing = {(node.key, plan.window): node.value for node in plan.nodes}
    return Grid(names, (plan.window,), standing, {node.key: node.item for node in plan.nodes})


def read_table(
    text: str,
    plan: GoalPlan,
    names: Mapping[str, str],
    year: YearRule,
    standing: Mapping[Cell, int] | None = None,
) -> Given:
    """What a table changes in a plan's goals, or all that is wrong with it, by its rows.

    `standing` are the goals that what is read is compared with (None: the plan's); with none, every
    goal of the table is told.
    """
    grid = grid_of(plan, names)
    if standing is not None:
        grid = replace(grid, values=standing)
    typed = Typed(currency=plan.currency)
    cells = cells_of(text)
    if isinstance(cells, Problem) or not cells:
        return table(text, grid, year, typed)
    rows, added = _two_columns(cells, grid, year)
    given = table(_tabbed(rows), grid, year, typed)
    if not added:
        return given
    # The header that was put before the rows is nobody's row.
    problems = tuple(
        replace(p, row=p.row - 1) if p.row is not None and p.row > 1 else p for p in given.problems
    )
    return Given(given.changes, problems)


def _two_columns(
    cells: Sequence[Sequence[str]], grid: Grid, year: YearRule
) -> tuple[list[Sequence[str]], bool]:
    """The table as whose goal and how much under the grid's window; whether a header was added."""
    header = [cell.strip().lower() for cell in cells[0]]
    window = window_name(grid.columns[0])
    if KEY in header and GOAL in header:
        key, goal = header.index(KEY), header.index(GOAL)
        rows = [(_at(row, key), _at(row, goal)) for row in cells[1:]]
        return [("", window), *rows], False
    if not _is_header(cells[0], grid, year):
        return [("", window), *cells], True
    named = not isinstance(window_of(header[1], year), Problem)
    return [cells[0] if named else (*cells[0][:1], window, *cells[0][2:]), *cells[1:]], False


def _is_header(first: Sequence[str], grid: Grid, year: YearRule) -> bool:
    """Whether a first row is a header, and not somebody's goal with a slip of the keys.

    It names nobody of the grid, and above the amounts it has a window, or words.
    """
    amount = _at(first, 1).strip()
    if grid.called(first[0]):
        return False
    return not isinstance(window_of(amount, year), Problem) or (
        amount[:1].isalpha() and isinstance(Typed(decimal=".").amount(amount), Problem)
    )


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _tabbed(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a spreadsheet copies them."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    special = any(sign in cell for sign in ('"', "\t", "\n"))
    return '"' + cell.replace('"', '""') + '"' if special else cell
