"""Who could show it: skill first, small differences aside, then load, then nearness."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from husay.coaching.mentor import MOST_SHOWN, Colleague, Match, mentors

ANA = Colleague(person="ana", skill=20, team="N1", division="N", area="luzon")


def one(person: str, skill: int, load: int = 0, **where: str) -> Colleague:
    return Colleague(person=person, skill=skill, load=load, **where)


def test_a_little_better_does_not_outweigh_being_near_and_free() -> None:
    found = mentors(
        ANA,
        [
            one("far", 60), one("near", 55, team="N1"), one("loaded", 58, load=1, team="N1"),
            one("weak", 45, team="N1"),
        ],
    )  # fmt: skip
    # Steps of a quarter of 60 - 20: 60, 58 and 55 are in the first, 45 in the second.
    assert [m.person for m in found] == ["near", "far", "loaded", "weak"]
    assert found[0] == Match("near", Fraction(35), 0, "team")


def test_nearness_goes_from_team_to_division_to_area() -> None:
    found = mentors(
        ANA,
        [
            one("a", 60), one("b", 60, area="luzon"), one("c", 60, division="N"),
            one("d", 60, team="N1"),
        ],
    )  # fmt: skip
    assert [(m.person, m.near) for m in found] == [
        ("d", "team"), ("c", "division"), ("b", "area"), ("a", "far"),
    ]  # fmt: skip


def test_who_is_no_better_or_busy_or_oneself_shows_nothing() -> None:
    equal, busy = one("ben", 20), one("cel", 90, load=MOST_SHOWN)
    assert mentors(ANA, [equal, busy, replace(ANA, skill=99)]) == ()
    assert [m.person for m in mentors(ANA, [equal, one("dan", 21, load=MOST_SHOWN - 1)])] == ["dan"]


COLLEAGUES = st.lists(
    st.builds(
        Colleague,
        person=st.text("bcdef", min_size=1, max_size=2),
        skill=st.integers(0, 60),
        load=st.integers(0, 3),
        team=st.sampled_from(["N1", "N2", None]),
        division=st.sampled_from(["N", None]),
    ),
    max_size=8,
    unique_by=lambda c: c.person,
)


@given(COLLEAGUES, st.integers(0, 7), st.integers(1, 40))
def test_to_be_better_never_costs_a_place(
    colleagues: list[Colleague], which: int, more: int
) -> None:
    before = [m.person for m in mentors(ANA, colleagues)]
    if which >= len(before):
        return
    chosen = before[which]
    raised = [replace(c, skill=c.skill + more) if c.person == chosen else c for c in colleagues]
    assert [m.person for m in mentors(ANA, raised)].index(chosen) <= which


@given(COLLEAGUES)
def test_the_order_does_not_depend_on_who_is_asked_about_first(colleagues: list[Colleague]) -> None:
    assert mentors(ANA, colleagues) == mentors(ANA, colleagues[::-1])
