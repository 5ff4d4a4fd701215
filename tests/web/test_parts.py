"""Sentences, figures, small graphs, tables and lists of problems."""

import pytest
from django.template.loader import render_to_string

from husay.web.graphs import bullet, spark
from husay.web.show import line, show
from husay.web.table import Cell, Column, Table
from husay.words.figure import Evidence, Figure, Sentence, compose

NOW = Figure(text="₱41.8 M", exact="₱41,812,345.67")


def test_a_sentence_is_made_of_words_and_figures_in_the_order_of_its_language() -> None:
    assert compose("{now} of {goal}.", now=NOW, goal="₱68 M") == (NOW, " of ", "₱68 M", ".")
    assert compose("Of {goal}: {now}", now=NOW, goal="₱68 M") == ("Of ", "₱68 M", ": ", NOW)
    assert Sentence(compose("At {now}.", now=NOW)).text == "At ₱41.8 M."


def test_a_text_that_names_an_unknown_figure_is_a_fault() -> None:
    with pytest.raises(KeyError):
        compose("{wrong}", now=NOW)


def test_no_space_creeps_in_between_a_figure_and_a_comma() -> None:
    html = render_to_string(
        "husay/partials/_sentence.html", {"sentence": Sentence((NOW, ", so far"))}
    )
    assert "</span>, so far</h1>" in html


def test_after_a_button_a_line_never_begins_with_a_point() -> None:
    """A browser breaks a line after a button, even before a point, unless both are together."""
    button = Figure(text="₱1", evidence=Evidence(key="a", name="A", definition="what it is"))
    joined = line((button, ". ", button, " is in, ", NOW, "."))
    assert joined.startswith('<span class="joined"><button')
    assert "</button>.</span> <button" in joined
    assert "</button> is in" in joined
    assert "</span>." in joined


def test_words_and_figures_are_escaped() -> None:
    assert show("<b>") == "&lt;b&gt;"
    assert "&lt;i&gt;" in show(Figure(text="<i>", exact='"'))
    assert 'title="&quot;"' in show(Figure(text="x", exact='"'))


def test_good_and_bad_are_told_by_mark_and_word() -> None:
    good, bad = (show(Figure(text="1", tone=tone, word=tone)) for tone in ("good", "bad"))
    assert "<svg" in good
    assert "<svg" in bad
    assert good.count("<path") == bad.count("<path") == 1
    assert '<span class="visually-hidden"> bad</span>' in bad
    assert "<svg" not in show(Figure(text="1", tone="unsure"))


def test_a_figure_opens_its_evidence_or_leads_to_it() -> None:
    evidence = Evidence(key="now", name="Revenue", definition="What was invoiced.", sql="SELECT 1")
    figure = Figure(text="1", evidence=evidence)
    html = render_to_string("husay/partials/_figure.html", {"figure": figure})
    assert 'popovertarget="why-now"' in html
    assert 'id="why-now"' in html
    assert "SELECT 1" in html
    assert '<a href="/rows?a=1&amp;b=2"' in show(Figure(text="1", url="/rows?a=1&b=2"))


def test_a_spark_line_has_gaps_where_nothing_is_known() -> None:
    assert spark([1, 2, None, 3, 4]).count("<polyline") == 2
    assert spark([None, 5]) == ""
    assert "tone-bad" in spark([2, 1], "bad")
    assert spark([3, 3, 3]).count("<polyline") == 1


@pytest.mark.parametrize(
    ("attainment", "width", "goal"),
    [
        (0, "0.00%", "100.00%"),
        (8_500, "85.00%", "100.00%"),
        (10_000, "100.00%", "100.00%"),
        (12_500, "100.00%", "80.00%"),
        (99_999, "100.00%", "66.67%"),
        (-10, "0.00%", "100.00%"),
    ],
)
def test_a_bullets_track_is_the_goal_and_what_is_beyond_goes_beyond_it(
    attainment: int, width: str, goal: str
) -> None:
    drawn = bullet(attainment)
    assert f'class="track" y="5" width="{goal}"' in drawn
    assert f'class="bar" y="5" width="{width}"' in drawn
    assert f'class="goal" x="{goal}"' in drawn


def test_a_bullets_tick_may_stand_at_the_pace_instead() -> None:
    drawn = bullet(6_148, "good", pace=6_000)
    assert 'class="goal" x="60.00%"' in drawn
    assert 'class="bar" y="5" width="61.48%"' in drawn
    assert bullet(None) == ""


def test_graphs_carry_no_inline_style() -> None:
    assert "style" not in spark([1, 2]) + bullet(9_000, "bad")


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(AssertionError, match="each column"):
        Table("t", (Column("a"),), ((Cell(), Cell()),))


def test_a_tables_rows_have_headings() -> None:
    table = Table(
        "Divisions",
        (Column("Division"), Column("Revenue", "number")),
        ((Cell(text="Luzon", url="/l"), Cell(figure=NOW)),),
        (Cell(text="Total"), Cell(text="1")),
    )
    html = render_to_string("husay/partials/_table.html", {"table": table})
    assert '<th scope="row" class="is-text"><a href="/l">Luzon</a></th>' in html
    assert '<td class="is-number">' in html
    assert "<tfoot>" in html
