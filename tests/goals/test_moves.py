"""A manager's moves win and lose nothing, stay within bounds, and have a reason."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from husay.goals.moves import bounds, move

PROPOSED = {"ana": 1_000, "ben": 2_000, "cel": 3_000}


def codes(wanted: dict[str, int], reason: str = "a large account changed hands") -> list[str]:
    return [p.code for p in move(PROPOSED, PROPOSED, wanted, reason).problems]


def test_a_move_within_bounds() -> None:
    found = move(PROPOSED, PROPOSED, {"ana": 900, "ben": 2_100}, "an account changed hands")
    assert found.problems == ()
    assert found.values == {"ana": 900, "ben": 2_100, "cel": 3_000}


def test_just_under_at_and_over_the_bound() -> None:
    assert codes({"ana": 901, "ben": 2_099}) == []
    assert codes({"ana": 900, "ben": 2_100}) == []
    assert codes({"ana": 899, "ben": 2_101}) == ["move-beyond"]
    assert bounds(1_009) == (909, 1_109), "a tenth, rounded toward the proposed goal"
    assert bounds(-1_000) == (-1_100, -900)


def test_bounds_are_of_what_was_proposed_not_of_what_stands() -> None:
    """After one move to 900 a second one to 850 is refused, though it is within 10 % of 900."""
    standing = {"ana": 900, "ben": 2_100, "cel": 3_000}
    found = move(PROPOSED, standing, {"ana": 850, "cel": 3_050}, "again")
    assert [(p.code, p.value) for p in found.problems] == [("move-beyond", "ana")]
    assert found.problems[0].says() == {
        "to": "0.085", "least": "0.09", "most": "0.11", "share": "10",
    }  # fmt: skip


def test_what_stands_beyond_the_bounds_already_may_stay() -> None:
    standing = {"ana": 700, "ben": 2_000, "cel": 3_300}
    found = move(PROPOSED, standing, {"ana": 700, "ben": 2_100, "cel": 3_200}, "why")
    assert found.problems == ()


def test_every_mistake_at_once_and_nothing_moves() -> None:
    found = move(PROPOSED, PROPOSED, {"ana": 1_500, "eve": 7}, " ")
    assert [p.code for p in found.problems] == [
        "move-not-theirs", "move-beyond", "moves-add", "move-without-reason",
    ]  # fmt: skip
    assert found.values == PROPOSED
    assert codes({"ana": 950}) == ["moves-take"]
    assert codes({}) == codes({"ana": 1_000}) == ["move-of-nothing"]


people = st.dictionaries(
    st.sampled_from("abcdef"), st.integers(-(10**12), 10**12), min_size=2, max_size=6
)


@given(people, st.data())
def test_whatever_is_asked_for_the_sum_stays_and_nobody_leaves_the_bounds(
    proposed: dict[str, int], data: st.DataObject
) -> None:
    near = {
        who: data.draw(st.integers(value - abs(value) // 8 - 3, value + abs(value) // 8 + 3))
        for who, value in proposed.items()
    }
    last = next(reversed(near))
    near[last] += data.draw(st.sampled_from([0, 1])) + sum(proposed.values()) - sum(near.values())
    found = move(proposed, proposed, near, "a reason")
    assert sum(found.values.values()) == sum(proposed.values())
    for who, value in found.values.items():
        assert abs(value - proposed[who]) <= abs(proposed[who]) * Fraction(1, 10)
    fits = all(abs(near[w] - v) * 10 <= abs(v) for w, v in proposed.items())
    even = sum(near.values()) == sum(proposed.values())
    assert (found.problems == ()) == (fits and even and near != proposed)
