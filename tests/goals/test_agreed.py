"""Who may do what with a goal on its way from proposed to published; nothing said is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.goals.agreed import Act, Discussion, Entry, Role, State, act, allowed

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ACTS: tuple[Act, ...] = get_args(Act)
ROLES: tuple[Role, ...] = get_args(Role)
STATES: tuple[State, ...] = get_args(State)

MAY: dict[tuple[State, Role], str] = {
    ("proposed", "owner"): "comment counter agree",
    ("proposed", "manager"): "comment revise",
    ("proposed", "planner"): "comment revise decide",
    ("discussed", "owner"): "comment counter agree",
    ("discussed", "manager"): "comment revise accept",
    ("discussed", "planner"): "comment revise accept decide",
    ("agreed", "owner"): "comment reopen",
    ("agreed", "manager"): "comment reopen",
    ("agreed", "planner"): "comment reopen publish",
    ("published", "owner"): "comment",
    ("published", "manager"): "comment",
    ("published", "planner"): "comment reopen",
}


def entry(what: Act, role: Role, words: str = "because", value: int | None = None) -> Entry:
    return Entry(what, role, "P0007", NOW, words, value)


def after(discussion: Discussion, *entries: Entry) -> Discussion:
    for one in entries:
        discussion, problems = act(discussion, one)
        assert problems == ()
    return discussion


@pytest.mark.parametrize(("state", "role"), list(product(STATES, ROLES)))
def test_who_may_do_what_when(state: State, role: Role) -> None:
    """The whole table, with a counter-proposal open."""
    discussion = Discussion(100, state, counter=90)
    assert " ".join(allowed(discussion, role)) == MAY[state, role]
    for what in ACTS:
        made, problems = act(discussion, entry(what, role, value=95))
        if what in MAY[state, role].split():
            assert problems == ()
            assert made.entries[-1].act == what
        else:
            assert problems[0].code in ("act-not-theirs", "act-not-now")
            assert made == discussion


def test_the_owner_agrees_to_what_is_on_the_table() -> None:
    made = after(Discussion(100), entry("comment", "owner"), entry("agree", "owner", ""))
    assert (made.state, made.value) == ("agreed", 100)
    made = after(made, entry("publish", "planner", ""))
    assert made.state == "published"
    assert [e.act for e in made.entries] == ["comment", "agree", "publish"]


def test_a_counter_proposal_is_accepted() -> None:
    made = after(Discussion(100), entry("counter", "owner", "two accounts left", 90))
    assert (made.state, made.value, made.counter) == ("discussed", 100, 90)
    made = after(made, entry("accept", "manager", ""))
    assert (made.state, made.value, made.counter) == ("agreed", 90, None)


def test_another_value_answers_a_counter_proposal() -> None:
    made = after(
        Discussion(100), entry("counter", "owner", value=90), entry("revise", "manager", value=96)
    )
    assert (made.state, made.value, made.counter) == ("discussed", 96, None)
    _, problems = act(made, entry("accept", "manager"))
    assert [p.code for p in problems] == ["counter-missing"]


def test_the_planner_decides_with_a_reason() -> None:
    _, problems = act(Discussion(100), entry("decide", "planner", " "))
    assert [p.code for p in problems] == ["act-without-words"]
    made = after(Discussion(100, counter=80), entry("decide", "planner"))
    assert (made.state, made.value, made.counter) == ("agreed", 100, None)


def test_every_mistake_at_once() -> None:
    _, problems = act(Discussion(100, "agreed"), entry("counter", "manager", ""))
    assert [p.code for p in problems] == [
        "act-not-theirs", "act-without-words", "act-without-value",
    ]  # fmt: skip


def test_what_is_published_is_taken_up_again_by_the_planner_alone() -> None:
    published = Discussion(100, "published")
    assert act(published, entry("reopen", "owner"))[0] == published
    assert after(published, entry("reopen", "planner")).state == "discussed"


entries = st.builds(
    Entry, st.sampled_from(ACTS), st.sampled_from(ROLES), st.just("P1"), st.just(NOW),
    st.sampled_from(["", "why"]), st.sampled_from([None, 5, 95]),
)  # fmt: skip


@given(st.lists(entries, max_size=30))
@settings(max_examples=150)
def test_nothing_said_is_lost_and_only_what_is_agreed_is_published(said: list[Entry]) -> None:
    discussion, kept = Discussion(100), []
    for one in said:
        before = discussion
        discussion, problems = act(discussion, one)
        if problems:
            assert discussion == before
            continue
        kept.append(one)
        if discussion.state == "published" != before.state:
            assert (before.state, one.role) == ("agreed", "planner")
        if discussion.value != before.value:
            assert before.state in ("proposed", "discussed")
    assert list(discussion.entries) == kept
