"""Every measure by every dimension at every grain: it runs, it adds up, and rollups say what the
lines say, under calendar, fiscal and 4-4-5 years."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from husay.basics.period import Window, YearRule
from husay.measures import query
from husay.measures.answer import Answer
from husay.measures.dimension import GRAINS
from husay.measures.measure import MEASURES
from husay.measures.offered import offered_dimensions
from husay.measures.relation import ACTIVITIES, DEAL_EVENTS, LINES, OPEN_DEALS
from tests.measures.making import Made
from tests.measures.traders import DAYS, FIRST

BY_FAMILY = {
    family: tuple(
        m.name for m in MEASURES.values() if m.family == family and "visits" not in m.parts
    )
    for family in ("sales", "deals", "activities")
} | {"visits": ("revenue_per_visit", "visits")}
ALL_DAYS = Window(FIRST, FIRST + timedelta(days=DAYS))


def additive(measures: tuple[str, ...]) -> list[str]:
    return [name for name in measures if MEASURES[name].additivity == "additive"]


def sums(answer: Answer, measures: list[str]) -> dict[str, int]:
    return {name: sum(int(str(row[name] or 0)) for row in answer.rows) for name in measures}


def offered(made: Made, measures: tuple[str, ...]) -> tuple[str, ...]:
    return offered_dimensions([MEASURES[name] for name in measures], made.snapshot.shape)


@pytest.mark.parametrize("family", BY_FAMILY)
def test_each_measure_by_each_dimension_at_each_grain(busy: Made, family: str) -> None:
    measures = BY_FAMILY[family]
    (whole,) = busy.ask(*measures, period=ALL_DAYS).rows
    dimensions = offered(busy, measures)
    assert len(dimensions) >= 6
    plain_year = busy.snapshot.settings.year == YearRule()
    for dimension in (None, *dimensions) if plain_year else (None, "seller", "team"):
        for grain in (None, *GRAINS) if plain_year else GRAINS[1:]:
            by = tuple(word for word in (dimension, grain) if word)
            answer = busy.ask(*measures, by=by, period=ALL_DAYS)
            keys = [tuple(row[word] for word in by) for row in answer.rows]
            assert len(set(keys)) == len(keys) > 0, by
            wanted = {name: whole[name] for name in additive(measures)}
            assert sums(answer, additive(measures)) == wanted, by
            if dimension and not grain:
                assert {name: answer.total[name] for name in measures} == whole, by


@pytest.mark.parametrize("measure", MEASURES)
def test_each_measure_alone(busy: Made, measure: str) -> None:
    for dimension in offered(busy, (measure,)):
        answer = busy.ask(measure, by=(dimension,), period=ALL_DAYS, compare="previous")
        assert answer.rows
        assert answer.total[measure] == busy.ask(measure, period=ALL_DAYS).rows[0][measure]


def test_a_stock_by_a_dimension_is_the_whole_stock(busy: Made) -> None:
    for structure in ("then", "now"):
        for dimension in ("seller", "team", "division", "stage", "customer"):
            for grain in ("month", "quarter"):
                whole = busy.ask("pipeline", "deals_open", by=(grain,), period=ALL_DAYS)
                parts = busy.ask(
                    "pipeline", "deals_open", by=(dimension, grain), period=ALL_DAYS,
                    structure=structure,
                )  # fmt: skip
                for row in whole.rows:
                    same = [r for r in parts.rows if r[grain] == row[grain]]
                    for name in ("pipeline", "deals_open"):
                        assert sum(int(str(r[name])) for r in same) == row[name]


@contextmanager
def lines_only():
    """Answers come from the rows themselves, never from a rollup."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query, "RELATIONS", (LINES, DEAL_EVENTS, OPEN_DEALS, ACTIVITIES))
        yield


SALES = tuple(name for name in BY_FAMILY["sales"])
_days = st.integers(0, DAYS).map(lambda n: FIRST + timedelta(days=n))
_windows = st.one_of(
    st.tuples(_days, _days).map(lambda days: Window(min(days), max(days))),
    st.tuples(st.integers(2022 * 12 + 10, 2024 * 12 + 7), st.integers(1, 14)).map(
        lambda span: months(*span)
    ),
)
CONDITIONS = (
    None, None, "seller = 'ana'", "NOT seller = 'ana'", "within('a')", "NOT within('b')",
    "team IN ('a1', 'b1') OR seller IS NULL", "product_line <> 'l1'", "channel LIKE 'f%'",
    "NOT (channel = 'web' AND division = 'a')", "unit IS NULL",
)  # fmt: skip


def months(first: int, count: int) -> Window:
    """Whole calendar months."""
    start, after = divmod(first, 12), divmod(first + count, 12)
    end = date(after[0], after[1] + 1, 1) - timedelta(days=1)
    return Window(date(start[0], start[1] + 1, 1), end)


@hypothesis_settings(max_examples=70)
@given(
    measures=st.lists(st.sampled_from(SALES), min_size=1, max_size=3, unique=True),
    dimensions=st.lists(
        st.sampled_from(
            ("seller", "unit", "team", "division", "product_line", "product", "customer_group",
             "territory", "channel", "product_group")
        ), max_size=2, unique=True,
    ),
    grain=st.sampled_from((None, *GRAINS[1:])),
    window=_windows,
    where=st.sampled_from(CONDITIONS),
    structure=st.sampled_from(("then", "now")),
    compare=st.sampled_from((None, "previous", "last-year")),
    as_of=st.one_of(st.none(), _days),
)  # fmt: skip
def test_rollups_say_what_the_lines_say(
    busy: Made, measures, dimensions, grain, window, where, structure, compare, as_of
) -> None:
    words = {
        "by": tuple(dimensions), "grain": grain, "period": window, "where": where,
        "structure": structure, "compare": compare, "as_of": as_of,
    }  # fmt: skip
    light = busy.ask(*measures, **words)
    with lines_only():
        plain = busy.ask(*measures, **words)
    assert light.rows == plain.rows
    assert light.total == plain.total
    assert light.problems == plain.problems


def test_a_condition_and_its_opposite_share_out_everything(busy: Made) -> None:
    (whole,) = busy.ask("revenue", "quantity", period=ALL_DAYS).rows
    conditions = [c for c in CONDITIONS if c] + [
        "seller < 'c'", "customer BETWEEN 'c1' AND 'c5'", "product NOT IN ('p1', 'p2')",
        "territory NOT LIKE 't%'", "seller = team", "product_group <> product_line",
    ]  # fmt: skip
    for condition in conditions:
        parts = [
            busy.ask("revenue", "quantity", period=ALL_DAYS, where=said).rows[0]
            for said in (condition, f"NOT ({condition})")
        ]
        for name in ("revenue", "quantity"):
            found = sum(int(str(part[name])) for part in parts)
            assert found == whole[name], condition


def test_any_cut_in_time_adds_up(busy: Made) -> None:
    chance = Random(7)
    names = additive(BY_FAMILY["sales"])
    (whole,) = busy.ask(*names, period=ALL_DAYS).rows
    for _ in range(10):
        cut = FIRST + timedelta(days=chance.randrange(DAYS))
        windows = Window(FIRST, cut), Window(cut + timedelta(days=1), ALL_DAYS.end)
        parts = [busy.ask(*names, period=window).rows[0] for window in windows]
        for name in names:
            assert sum(int(str(part[name] or 0)) for part in parts) == whole[name]
