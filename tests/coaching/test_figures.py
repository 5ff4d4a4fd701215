"""What figures find of a manager's people: each what the page of their gap names, red signals of
theirs alone, and who does a stage clearly better."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from tests.coaching.floor import FALLS, LAST, NORTH, SOUTH, floor

if TYPE_CHECKING:
    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("floor")
AT = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return floor(tmp_path_factory.mktemp("floor"))


def seen_by(company: Company, person: str, role: Role = Role.MANAGER) -> Company:
    viewer = Viewer(f"{person}@husay.test", frozenset({role}), person)
    return replace(company, viewer=viewer, today=LAST)


def test_what_is_named_is_what_each_ones_own_gap_names(company: Company) -> None:
    from husay.store.gaps import Subject, gap, named_gaps
    from husay.tracking.gap import GapFound

    asked = 0
    for manager, people in (("mia", NORTH), ("sam", SOUTH)):
        led = seen_by(company, manager)
        found = named_gaps(led, people)
        for person in people:
            own = gap(led, Subject("seller", person)).found
            assert isinstance(own, GapFound)
            named = own.gap.named if own.gap.gap < 0 else None
            assert (person in found) is (named is not None), person
            if named is not None:
                stage = next(s for s in own.gap.stages if s.factor == named)
                assert (found[person].factor, found[person].chance) == (named, stage.weakest)
                assert (found[person].part, found[person].window) == (stage.part, own.window)
                asked += 1
    assert asked >= 1
    assert named_gaps(seen_by(company, "mia"), ["ben"])["ben"].factor == "wins"
    assert named_gaps(seen_by(company, "mia"), []) == {}


def test_teams_read_at_once_are_the_teams_read_one_by_one(company: Company) -> None:
    from husay.access.scope import ALL, members_by_unit, members_of
    from husay.measures.question import Whole
    from husay.store.moment import everything
    from husay.store.peers import team_of, teams_of

    reader = everything(company)
    members = members_by_unit(reader, LAST)
    for unit in ("all", "north", "south"):
        one = members_of(Whole("unit", unit), reader, LAST, ALL).people
        assert members[unit] == one
    led = seen_by(company, "mia")
    everyone = (*NORTH, *SOUTH, "mia", "nobody")
    for sold in (frozenset(NORTH), frozenset({*NORTH[:3], *SOUTH}), frozenset[str]()):
        teams = teams_of(led, everyone, sold)
        assert sorted(p for team in teams for p in team.people) == sorted(everyone)
        for team in teams:
            for person in team.people:
                own = team_of(led, person, sold)
                assert [p for p in everyone if team.has(p)] == [p for p in everyone if own.has(p)]


def test_signals_that_are_told_are_of_ones_own_people_and_bad_news(company: Company) -> None:
    from husay.store.coaching.known import known
    from husay.store.records.models import SignalEpisode

    mia = known(seen_by(company, "mia"), (*NORTH, *SOUTH))
    assert "ben" in mia.signals
    assert set(mia.signals) <= set(NORTH)
    (first, *_rest) = mia.signals["ben"]
    row = SignalEpisode.objects.get(pk=first.number)
    assert (first.measure, first.rises, first.money) == ("revenue", False, abs(row.a_month))
    assert first.days is not None
    assert abs((first.days.start - FALLS).days) < 21
    assert first.days.end == row.as_of
    assert known(seen_by(company, "sam"), (*NORTH, *SOUTH)).signals == {}
    assert known(seen_by(company, "ana", Role.SELLER), NORTH).signals == {}
    told = {"pushed": row.pushed}
    SignalEpisode.objects.filter(pk=first.number).update(pushed=None)
    try:
        left = known(seen_by(company, "mia"), NORTH).signals.get("ben", ())
        assert first.number not in {one.number for one in left}
    finally:
        SignalEpisode.objects.filter(pk=first.number).update(**told)


def test_my_week_begins_with_whom_figures_name_and_says_why(company: Company) -> None:
    from husay.store.coaching.week import week
    from husay.words.coaching_report import week_report

    found = week(seen_by(company, "mia"))
    ben = found.people[0]
    assert ben.person == "ben"
    assert [r.code for r in ben.attention.reasons][:2] == ["signal", "gap"]
    assert ben.facts.gap is not None
    assert ben.facts.gap.stage == "closing"
    report = week_report(found, {}, "PHP")
    rows = [row for row in report.sheet.plain_rows() if row["seller"] == "ben"]
    gap = ben.facts.gap.money
    assert gap is not None
    assert [row["stage"] for row in rows if row["stage"]] == ["closing"]
    assert rows[0]["signal"] == ben.facts.signals[0].number
    assert report.more["held_up"]["ben"] == {"figures": "closing", "visits": None}  # type: ignore[index]
    other = week(seen_by(company, "sam"))
    assert {r.code for one in other.people for r in one.attention.reasons} == {"never-visited"}


def test_who_does_it_clearly_better_could_show_it_and_nobody_else_is_named(
    company: Company,
) -> None:
    from husay.store.coaching.showers import who_shows

    mia = seen_by(company, "mia")
    found = who_shows(mia, "ben", "closing")
    # Ana wins three of four meetings, the others one of two, Ben one of six.
    assert found[0].person == "ana"
    assert {one.person for one in found} <= set(NORTH) - {"ben"}
    assert {one.near for one in found} == {"team"}
    assert who_shows(mia, "ana", "closing") == ()
    # Everybody comes to as many meetings and asks the same price: nobody is clearly better.
    for stage in ("meetings", "price", "deal_value"):
        assert who_shows(mia, "ben", stage) == (), stage
    assert who_shows(seen_by(company, "sam"), "ben", "closing") == ()
    assert who_shows(seen_by(company, "ben", Role.SELLER), "ben", "closing") == ()


def test_who_shows_it_to_two_already_is_left_to_sell(company: Company) -> None:
    from husay.coaching.plan import CoachingPlan
    from husay.store.coaching.plans import create, take_on
    from husay.store.coaching.showers import who_shows
    from husay.store.records.models import CoachingPlanRow

    mia = seen_by(company, "mia")
    made = [
        create(mia, CoachingPlan(seller=who, stage="closing", shower="ana", starts=LAST,
                                 ends=date(2024, 8, 1)), AT)
        for who in ("cel", "dan")
    ]  # fmt: skip
    try:
        assert "ana" not in {one.person for one in who_shows(mia, "ben", "closing")}
        take_on(mia, made[0].number, made[0].version, "stopped", "moved", AT)
        found = who_shows(mia, "ben", "closing")
        assert {one.person: one.load for one in found}["ana"] == 1
    finally:
        CoachingPlanRow.objects.all().delete()
