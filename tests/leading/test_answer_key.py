"""What was planted in the demo company is found by name: by the ranking, the gap, prices and
obstacles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from husay.measures.question import Whole

if TYPE_CHECKING:
    from husay.demo.answer_key import AnswerKey
    from husay.store.company import Company

LINES = 400_000
"""So many that each seller has 200 leads in three years: with fewer no stage is named."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Company, AnswerKey]:
    """The demo company, imported, with the key of its troubles."""
    from dataclasses import replace

    from husay.cli.demo_company import ready
    from husay.demo.answer_key import AnswerKey
    from husay.demo.write import KEY_FILE

    company, problems = ready(tmp_path_factory.mktemp("demo") / "company", LINES)
    assert not problems
    key = AnswerKey.read(company.home.sources / "demo" / KEY_FILE)
    return replace(company, today=key.until), key


def test_the_top_performer_leads(demo: tuple[Company, AnswerKey]) -> None:
    from husay.store.people_ranking import ranking

    company, key = demo
    seen = ranking(company)
    assert seen is not None
    star = str(key.trouble("top-performer").ids["seller"])
    assert seen.found.rows[0].item == star
    assert star in {row.item for row in seen.found.leaders}


def test_who_cannot_close_is_named_with_closing(demo: tuple[Company, AnswerKey]) -> None:
    from husay.store.gaps import Subject, gap
    from husay.tracking.gap import GapFound

    company, key = demo
    weak = str(key.trouble("cannot-close").ids["seller"])
    found = gap(company, Subject("seller", weak)).found
    assert isinstance(found, GapFound)
    assert found.gap.named == "wins"
    assert found.gap.gap < 0


def test_who_cannot_close_is_brought_along_by_who_truly_closes_best(
    demo: tuple[Company, AnswerKey],
) -> None:
    """The first choice of the mentor match is one of the key's, and the pair is proposed."""
    from husay.store.coaching.showers import who_shows
    from husay.store.team.proposing import propose

    company, key = demo
    ids = key.trouble("cannot-close").ids
    weak, able = str(ids["seller"]), ids["could_show"]
    first = who_shows(company, weak, "closing")[0]
    assert first.person in able
    pairs = {learner.person: one for one in propose(company).found for learner in one.learners}
    assert (pairs[weak].stage, pairs[weak].shower) == ("closing", first.person)


def test_the_line_whose_prices_slide_is_found_and_no_other(
    demo: tuple[Company, AnswerKey],
) -> None:
    from husay.store.prices import price

    company, key = demo
    seen = price(company)
    assert seen is not None
    slides = [trend.item for trend in seen.trends if trend.verdict == "slides"]
    assert slides == [key.trouble("price-slides").ids["product_line"]]


def test_stalled_deals_are_the_units_that_stalls(demo: tuple[Company, AnswerKey]) -> None:
    """Nearly all that the key has, and none but those: a deal that came to negotiation 37 days ago
    is as old as the longest that was ever closed from there."""
    from husay.store.obstacles import obstacles

    company, key = demo
    trouble = key.trouble("deals-stall")
    planted = set(trouble.ids["deals"])
    for whole in (None, Whole("unit", str(trouble.ids["unit"]))):
        seen = obstacles(company, whole)
        assert seen is not None
        found = {deal.deal for deal in seen.stalled}
        assert len(found & planted) >= 0.9 * len(planted) > 0
        assert len(found - planted) <= 0.1 * len(planted) + 1
        assert all(deal.stage == "negotiation" for deal in seen.stalled)
