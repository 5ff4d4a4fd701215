"""Two-way tables hold both margins in whole numbers, are shaped like their weights, and exist
wherever a table can exist at all."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.share import deal_in_steps
from husay.goals.margins import margins
from husay.goals.two_way import fitted

Table = list[list[int]]


def sums(table: Table) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


@st.composite
def tables(draw: st.DrawFn, most: int, size: int = 6) -> Table:
    wide = draw(st.integers(1, size))
    cells = st.one_of(st.just(0), st.integers(0, most))
    return draw(
        st.lists(st.lists(cells, min_size=wide, max_size=wide), min_size=1, max_size=size)
    )  # fmt: skip


def test_by_hand_one_season_for_all() -> None:
    """Rows 1 and 2 of 3, by months 1 and 2: exactly 1/3, 2/3 and 2/3, 4/3. Whole numbers with both
    margins that are each nearest: 0, 1 and 1, 1, or 1, 0 and 0, 2 (further away)."""
    assert fitted([1, 2], [1, 2], [[1, 2], [1, 2]]) == [[0, 1], [1, 1]]


def test_an_exact_shape_is_kept() -> None:
    assert fitted([10, 20], [12, 18], [[4, 6], [8, 12]]) == [[4, 6], [8, 12]]


def test_a_closed_cell_stays_empty_and_the_others_make_up_for_it() -> None:
    """The second row is closed in the second month, so the first has all of that month."""
    assert fitted([10, 4], [8, 6], [[1, 1], [1, 0]]) == [[4, 6], [4, 0]]


def test_a_table_that_raking_only_creeps_to_is_found() -> None:
    """The second row can be in the first month alone, and fills it: the first row has no part."""
    rows, columns = [10**7, 4 * 10**6], [4 * 10**6, 10**7]
    assert fitted(rows, columns, [[1, 1], [1, 0]]) == [[0, 10**7], [4 * 10**6, 0]]


def test_where_there_is_no_table_none_is_given() -> None:
    assert fitted([10, 4], [3, 11], [[1, 1], [1, 0]]) is None, "only 10 can fall into month 2"
    assert fitted([1], [1], [[0]]) is None


@given(tables(50))
@settings(max_examples=200)
def test_both_margins_hold_wherever_some_table_has_them(one: Table) -> None:
    """The margins are those of a random table, the weights other ones with the same zeros."""
    rows, columns = sums(one)
    weights = [[(i * 7 + j * 13) % 90 + 1 if cell else 0 for j, cell in enumerate(row)]
               for i, row in enumerate(one)]  # fmt: skip
    found = fitted(rows, columns, weights)
    assert found is not None
    assert sums(found) == (rows, columns)
    for before, after in zip(one, found, strict=True):
        assert all(
            cell >= 0 and (cell == 0 or was) for was, cell in zip(before, after, strict=True)
        )


@given(
    st.lists(st.integers(0, 10**12), min_size=1, max_size=8),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=14),
)
@settings(max_examples=100)
def test_with_one_season_for_all_every_cell_is_rounded_from_its_exact_part(
    rows: list[int], season: list[int]
) -> None:
    whole = sum(rows)
    columns = deal_in_steps(whole, season, 1)
    found = fitted(rows, columns, [season] * len(rows))
    assert found is not None
    assert sums(found) == (rows, columns)
    for row, goal in zip(found, rows, strict=True):
        for cell, column in zip(row, columns, strict=True):
            assert whole == 0 or abs(cell * whole - goal * column) < 2 * whole


def raked(rows: list[int], columns: list[int], weights: Table) -> list[list[float]]:
    """Iterative proportional fitting in plain floats, to its end."""
    table = [[float(x) for x in row] for row in weights]
    for _ in range(400):
        table = [[x * goal / sum(row) for x in row] for row, goal in zip(table, rows, strict=True)]
        heads = [sum(column) for column in zip(*table, strict=True)]
        table = [[x * c / h for x, c, h in zip(row, columns, heads, strict=True)] for row in table]
    return table


@given(st.integers(1, 5), st.integers(1, 6), st.data())
@settings(max_examples=60)
def test_every_cell_is_within_one_of_the_fit_in_floats(
    tall: int, wide: int, data: st.DataObject
) -> None:
    """Seasons of one's own for every row, none far from the others."""
    weight = st.integers(20, 100)
    line = st.lists(weight, min_size=wide, max_size=wide)
    weights = data.draw(st.lists(line, min_size=tall, max_size=tall))
    rows = [data.draw(st.integers(1, 10**6)) for _ in range(tall)]
    columns = deal_in_steps(sum(rows), data.draw(line), 1)
    if min(columns) == 0:
        return
    found = fitted(rows, columns, weights)
    assert found is not None
    for cells, exact in zip(found, raked(rows, columns, weights), strict=True):
        assert all(abs(cell - x) < 1.01 for cell, x in zip(cells, exact, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_none_is_given_only_where_no_table_exists(seed: int) -> None:
    """All 3 by 2 tables of small numbers, looked through one by one."""
    rows = [seed % 3, (seed * 2) % 4, 2]
    left = sum(rows)
    for first in range(left + 1):
        columns = [first, left - first]
        for zeros in product((0, 1), repeat=6):
            weights = [list(zeros[i : i + 2]) for i in (0, 2, 4)]
            exists = any(
                sum(cells) == first
                for cells in product(*(range(goal + 1) for goal in rows))
                if all(
                    (cell == 0 or w[0]) and (goal == cell or w[1])
                    for cell, goal, w in zip(cells, rows, weights, strict=True)
                )
            )
            assert (fitted(rows, columns, weights) is not None) == exists


@given(tables(40, size=5), st.sampled_from([1, 10, 1_000]), st.data())
@settings(max_examples=150)
def test_any_signs_and_whole_steps(one: Table, step: int, data: st.DataObject) -> None:
    """Margins of goals of both signs over months dealt by one season."""
    signs = [data.draw(st.sampled_from([1, 1, -1])) for _ in one]
    odd = data.draw(st.integers(0, step - 1))
    rows = [sign * sum(row) * step for sign, row in zip(signs, one, strict=True)]
    rows[0] += odd
    season = [1 + j for j in range(len(one[0]))]
    columns = deal_in_steps(sum(rows), season, step)
    found = margins(rows, columns, [season] * len(rows), step)
    assert found is not None
    assert sums(found) == (rows, columns)
    if all(row >= 0 for row in rows):
        assert sum(cell % step != 0 for row in found for cell in row) <= 1


def test_margins_of_different_sums_have_no_table() -> None:
    assert margins([1, 2], [4], [[1], [1]]) is None


def test_a_goal_against_the_others_is_spread_alone() -> None:
    """Returns of 6 by 1 to 2, so that the other row has 12 and 24 to bring the sum to 10 and 20."""
    assert margins([36, -6], [10, 20], [[1, 2], [1, 2]]) == [[12, 24], [-2, -4]]
    assert margins([-36, 6], [-10, -20], [[1, 2], [1, 2]]) == [[-12, -24], [2, 4]]
