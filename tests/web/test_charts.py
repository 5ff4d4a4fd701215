"""Charts' options, words and tables, made of figures."""

import json
from typing import Any

import pytest

from husay.basics.amount import SCALE
from husay.web.charts import Chart, ranking_chart, trend_chart
from husay.web.ranking import Ranking, RankItem
from husay.web.trend import Band, Line, Trend
from husay.words.format import Style

MILLION = 1_000_000 * SCALE
PESO = Style("money", "PHP")


def millions(*values: int | None) -> tuple[int | None, ...]:
    return tuple(None if value is None else value * MILLION for value in values)


def trend(**changes: Any) -> Chart:
    given: dict[str, Any] = {
        "key": "t",
        "title": "Revenue",
        "summary": "It rises.",
        "points": ("Jan", "Feb", "Mar"),
        "names": ("January", "February", "March"),
        "actual": Line("this year", millions(1, 2, None)),
        "goal": Line("goal", millions(2, 2, 2)),
        "last_year": Line("last year", millions(1, 1, 2)),
        "style": PESO,
    }
    return trend_chart(Trend(**(given | changes)))


def series(chart: Chart, name: str) -> dict[str, Any]:
    (found,) = (
        one
        for one in chart.payload["option"]["series"]
        if one["name"] == name and one.get("symbolSize") != 9
    )
    return dict(found)


def test_a_payload_is_plain_json_without_a_float() -> None:
    text = json.dumps(trend().payload["option"]["series"])
    assert json.loads(text)
    data = [value for one in json.loads(text) for value in one["data"]]
    assert {type(value) for value in data} == {int, type(None)}


def test_the_axis_is_written_as_figures_are() -> None:
    assert trend().payload["ticks"] == {
        "0": "0",
        str(MILLION // 2): "₱0.5\u00a0M",
        str(MILLION): "₱1.0\u00a0M",
        str(3 * MILLION // 2): "₱1.5\u00a0M",
        str(2 * MILLION): "₱2.0\u00a0M",
    }


def test_lines_that_reach_the_edge_carry_their_names_there_and_none_covers_another() -> None:
    chart = trend()
    goal, last_year = series(chart, "goal"), series(chart, "last year")
    assert goal["endLabel"]["show"]
    assert last_year["endLabel"]["show"]
    assert not series(chart, "this year")["endLabel"]["show"]
    shifts = [one["endLabel"].get("offset", [0, 0])[1] for one in (goal, last_year)]
    assert abs(shifts[0] - shifts[1]) == 16


def test_labels_at_the_bottom_edge_are_pushed_upward() -> None:
    zeros = [Line(name, millions(5, 5, 0)) for name in ("a", "b", "c")]
    chart = trend(actual=zeros[0], goal=zeros[1], last_year=zeros[2])
    shifts = [series(chart, name)["endLabel"].get("offset", [0, 0])[1] for name in "abc"]
    assert sorted(shifts) == [-32, -16, 0]


def test_the_latest_figure_is_marked_and_written() -> None:
    latest = trend().payload["option"]["series"][-1]
    assert latest["data"] == [None, 2 * MILLION]
    assert latest["label"]["formatter"] == "₱2.0\u00a0M"
    assert latest["showAllSymbol"], "a narrow chart would leave the dot out"
    at_edge = trend(actual=Line("this year", millions(1, 2, 3)))
    assert series(at_edge, "this year")["endLabel"]["formatter"] == "₱3.0\u00a0M"
    assert not at_edge.payload["option"]["series"][-1]["label"]["show"]


def test_a_band_is_the_space_between_two_lines_below_zero_too() -> None:
    band = Band("likely", (None, -MILLION, -2 * MILLION), (None, MILLION, 3 * MILLION))
    low, gap = trend(band=band).payload["option"]["series"][:2]
    assert low["data"] == [None, -MILLION, -2 * MILLION]
    assert gap["data"] == [None, 2 * MILLION, 5 * MILLION]
    assert low["stackStrategy"] == gap["stackStrategy"] == "all"


def test_a_tooltip_leaves_out_what_is_not_known() -> None:
    march = trend().payload["tips"][2]
    assert march == {
        "title": "March",
        "rows": [
            ["goal", "goal", "₱2.0\u00a0M"],
            ["last-year", "last year", "₱2.0\u00a0M"],
        ],
    }


def test_the_table_has_the_same_figures_in_full() -> None:
    table = trend(band=Band("likely", millions(0, 1, 1), millions(1, 2, 3))).table
    assert [column.label for column in table.columns][1:] == [
        "this year",
        "goal",
        "last year",
        "likely, at least",
        "likely, at most",
    ]
    assert [cell.text for cell in table.rows[0]][:2] == ["January", "₱1,000,000.00"]


def test_shares_have_an_axis_of_their_own() -> None:
    chart = trend(
        actual=Line("margin", (2_340, 2_360, 2_410)),
        goal=None,
        last_year=None,
        style=Style("share"),
        zero=False,
    )
    assert list(chart.payload["ticks"].values())[:2] == ["23.4\u00a0%", "23.6\u00a0%"]


def test_lines_of_different_length_are_our_mistake() -> None:
    with pytest.raises(AssertionError, match="every point"):
        trend(goal=Line("goal", millions(1, 2)))


def test_a_chart_without_any_figure_is_still_a_chart() -> None:
    empty = Line("this year", (None, None, None))
    assert trend(actual=empty, goal=None, last_year=None).payload["ticks"]


def ranking(**changes: Any) -> Chart:
    items = (
        RankItem("Beverages", 14 * MILLION, 13 * MILLION, 12 * MILLION, url="/b"),
        RankItem("Snacks", 9 * MILLION, 10 * MILLION, None, tone="bad"),
    )
    given: dict[str, Any] = {
        "key": "r",
        "title": "Lines",
        "summary": "Beverages lead.",
        "head": "Product line",
        "items": items,
        "style": PESO,
        "value_name": "this month",
        "goal_name": "goal",
        "last_year_name": "last year",
    }
    return ranking_chart(Ranking(**(given | changes)))


def test_a_ranking_has_bars_shadows_and_ticks() -> None:
    shadow, bars, ticks = ranking().payload["option"]["series"]
    assert shadow["yAxisIndex"] == 1
    assert bars["data"][0] == 14 * MILLION
    assert "bad" in bars["data"][1]["itemStyle"]["color"]
    assert ticks["symbol"] == "rect"
    assert ranking().payload["links"] == ["/b", ""]


def test_a_ranking_grows_with_its_items_and_has_only_what_is_named() -> None:
    bare = ranking(goal_name="", last_year_name="")
    assert len(bare.payload["option"]["series"]) == 1
    assert bare.payload["tips"][0]["rows"] == [["actual", "this month", "₱14.0\u00a0M"]]
    assert [len(row) for row in bare.table.rows] == [2, 2]
    assert ranking(items=()).payload["height"] < bare.payload["height"]


def test_what_has_one_point_makes_no_line_and_carries_no_name() -> None:
    """Two months of which the last had sales a year before: 1 M beside 1 and 2 M."""
    made = trend(
        points=("Jan", "Feb"),
        names=("January", "February"),
        actual=Line("this year", millions(1, 2)),
        goal=None,
        last_year=Line("last year", millions(None, 1)),
    )
    drawn = [one["name"] for one in made.payload["option"]["series"]]
    assert drawn == ["this year", "this year"], "the line and the dot on its latest figure"
    assert [row[1] for row in made.payload["tips"][1]["rows"]] == ["this year", "last year"]
    assert [column.label for column in made.table.columns] == ["When", "this year", "last year"]


def test_a_single_figure_stands_beside_its_dot() -> None:
    made = trend(
        points=("Jan",), names=("January",), actual=Line("this year", millions(1)),
        goal=None, last_year=None,
    )  # fmt: skip
    line, dot = made.payload["option"]["series"]
    assert line["endLabel"]["show"] is False
    assert dot["label"]["show"] is True
    assert dot["label"]["formatter"] == "₱1.0\u00a0M"


def test_a_latest_figure_at_the_top_stands_beside_its_dot_and_not_above_the_chart() -> None:
    """The axis ends at 2 M: there a label above the dot would be cut off; at 1.5 M it has room."""

    def beside(last: int) -> str:
        made = trend(actual=Line("this year", (MILLION, last, None)), goal=None, last_year=None,
                     likely=Line("likely", (None, last, 2 * MILLION)))  # fmt: skip
        drawn = made.payload["option"]["series"]
        (dot,) = (one for one in drawn if one.get("symbolSize") == 9)
        return str(dot["label"]["position"])

    assert beside(2 * MILLION) == "left"
    assert beside(MILLION * 3 // 2) == "top"


def test_a_latest_figure_at_the_top_early_in_a_window_stands_right_of_its_dot() -> None:
    """To the left of the second of twelve points the figure would leave the chart."""
    months = tuple("ABCDEFGHIJKL")
    so_far = Line("this year", (MILLION, 2 * MILLION, *(None,) * 10))
    made = trend(points=months, names=months, actual=so_far, goal=None, last_year=None)
    (dot,) = (one for one in made.payload["option"]["series"] if one.get("symbolSize") == 9)
    assert dot["label"]["position"] == "right"


def test_a_long_name_stands_on_several_lines_that_cover_nothing() -> None:
    """One line is 16 high, one of two lines 30: between their middles lie 23."""
    made = trend(
        actual=Line("ngayon", millions(1, 2, None)),
        goal=Line("target", millions(2, 2, 2)),
        last_year=Line("takbo noong nakaraang taon", millions(2, 2, 2)),
    )
    label = series(made, "takbo noong nakaraang taon")["endLabel"]
    assert label["formatter"] == "takbo noong\nnakaraang taon"
    offsets = {
        label.get("offset", [0, 0])[1],
        series(made, "target")["endLabel"].get("offset", [0, 0])[1],
    }
    assert max(offsets) - min(offsets) == 23
    # Fourteen letters of seven, and sixteen beside them.
    assert made.payload["option"]["grid"]["right"] == 114


@pytest.mark.parametrize(
    ("values", "said"),
    [
        # Of millions the smaller ones would all read 0.3 M.
        ((1_200_000, 312_400, 297_000), ["₱1,200 K", "₱312 K", "₱297 K"]),
        ((1_200_000, 999_999), ["₱1,200 K", "₱1,000 K"]),
        ((1_200_000, 1_000_000), ["₱1.2 M", "₱1.0 M"]),
        ((1_200_000, 9_999), ["₱1,200.0 K", "₱10.0 K"]),
        ((1_200_000, 10_000), ["₱1,200 K", "₱10 K"]),
        ((1_200_000, 412), ["₱1,200,000", "₱412"]),
        # Too large to be told in ones, and in thousands.
        ((10_000_000, 999), ["₱10.0 M", "₱0.0 M"]),
        ((9_999_999, 999), ["₱9,999,999", "₱999"]),
        ((9_999_999, 2_000), ["₱10,000.0 K", "₱2.0 K"]),
        ((0, 0), ["₱0.00", "₱0.00"]),
        ((-1_200_000, 300_000), ["−₱1,200 K", "₱300 K"]),
    ],
)
def test_bars_are_labelled_in_the_unit_that_tells_the_smaller_ones_apart(
    values: tuple[int, ...], said: list[str]
) -> None:
    items = tuple(RankItem(str(v), v * SCALE) for v in values)
    made = ranking_chart(
        Ranking(
            key="r", title="R", summary="", head="Item", items=items, style=PESO,
            value_name="revenue",
        )
    )  # fmt: skip
    labels = made.payload["option"]["yAxis"][1]["data"]
    assert [label.replace("\u00a0", " ") for label in labels] == said
