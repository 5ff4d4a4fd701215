"""Practices in the order of what they did, and starts dealt by lot."""

from collections import Counter
from hashlib import sha256
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.stats.effect import Effect
from husay.stats.practices import practices
from husay.stats.staggered import staggered


def did(more: float, error: float) -> Effect:
    return Effect(log(1 + more), error, 9, 10, 30)


def test_one_alone_is_told_as_it_is_shrunken_by_itself() -> None:
    (idle,) = practices({"follow-up": [did(-0.1, 0.1)]})
    assert (idle.first, idle.named) == (1, False)
    (found,) = practices({"follow-up": [did(0.2, 0.1)]})
    assert found.effect == pytest.approx(did(0.2, 0.1).shrunken[0])
    assert (found.best, found.worst, found.first, found.named) == (1, 1, 1, True)


def test_the_order_is_by_what_is_taken_to_be_true_not_by_what_was_seen() -> None:
    found = practices({
        "lucky": [did(0.9, 0.9)], "proven": [did(0.25, 0.03), did(0.21, 0.03)],
        "idle": [did(0.0, 0.02)],
    })  # fmt: skip
    assert [p.practice for p in found] == ["proven", "lucky", "idle"]
    assert found[0].coachings == 2
    assert found[0].works > 0.99
    assert found[0].low < found[0].effect < found[0].high
    assert 1 <= found[0].best <= found[0].worst <= 3


def test_practices_that_cannot_be_told_apart_have_no_best() -> None:
    found = practices({"a": [did(0.1, 0.1)], "b": [did(0.08, 0.1)], "c": [did(0.06, 0.1)]})
    assert not any(p.named for p in found)
    assert [(p.best, p.worst) for p in found] == [(1, 3)] * 3


def test_of_none_nothing_is_told() -> None:
    assert practices({}) == ()
    with pytest.raises(ValueError, match="wants an effect"):
        practices({"a": []})


PEOPLE = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=30)


@given(PEOPLE, st.integers(1, 6), st.integers(0, 2**32))
def test_starts_are_dealt_evenly_and_alike_in_whatever_order(
    people: list[str], starts: int, seed: int
) -> None:
    found = staggered(people, range(starts), seed)
    assert sorted(found) == sorted(people)
    counts = Counter(found.values())
    sizes = [counts[s] for s in range(starts)]
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes) - min(sizes) <= 1
    assert staggered(people[::-1], range(starts), seed) == found
    assert list(found.values()) == sorted(found.values())


def test_the_lot_can_be_drawn_again_by_hand() -> None:
    def drawn(person: str) -> str:
        return sha256(f"7\n{person}".encode()).hexdigest()

    order = sorted(["ana", "ben", "cai"], key=drawn)
    found = staggered(["cai", "ana", "ben"], ["spring", "summer"], 7)
    assert found == {order[0]: "spring", order[1]: "summer", order[2]: "spring"}


def test_each_comes_first_about_as_often() -> None:
    lots = [staggered("abcd", [1, 2], seed) for seed in range(600)]
    first = Counter(person for lot in lots for person, start in lot.items() if start == 1)
    assert all(260 < first[p] < 340 for p in "abcd")


@pytest.mark.parametrize(("people", "starts"), [(["a"], []), (["a", "a"], [1]), (["a"], [1, 1])])
def test_a_lot_without_a_start_or_with_anything_twice_is_refused(
    people: list[str], starts: list[int]
) -> None:
    with pytest.raises(ValueError, match="each once"):
        staggered(people, starts, 1)
