"""How a goal comes to be agreed: proposed, discussed, agreed, published.

A goal is proposed with a value. Its owner, their manager and the planner may comment; the owner
may answer with a counter-proposal, the manager and the planner with another value, each with a
reason: that is discussing. The owner agrees to the value on the table; or the manager or the
planner accepts the counter-proposal; or the planner decides, with a reason. Only what is agreed is
published, by the planner, and what is agreed or published is taken up again only with a reason.
Where a change that took it up again is undone, it is agreed as it was before (`restore`).
Nothing that was said is lost: every entry is kept, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from husay.basics.amount import amount_text
from husay.basics.problem import Problem

State = Literal["proposed", "discussed", "agreed", "published"]
Act = Literal[
    "comment", "counter", "revise", "agree", "accept", "decide", "reopen", "restore", "publish"
]  # fmt: skip
Role = Literal["owner", "manager", "planner"]
"""Whom somebody is to this goal: its owner, the owner's manager, or who makes the plan."""


Settled = Literal["agreed", "decided"]
"""How a goal came to stand: its owner and those above came to one value, or the planner decided."""
_SETTLING: Mapping[Act, Settled] = {"agree": "agreed", "accept": "agreed", "decide": "decided"}

OF_THE_PLAN: frozenset[Act] = frozenset({"publish", "restore"})
"""What comes with something that is done to the whole plan, and is no one's to do to one goal."""


@dataclass(frozen=True)
class Entry:
    """What somebody did: as whom, when, with which words and value: the other one that was proposed
    or set, or the one that was agreed to."""

    act: Act
    role: Role
    by: str
    at: datetime
    words: str = ""
    value: int | None = None


@dataclass(frozen=True)
class Discussion:
    """A goal on its way: the value on the table, the state, the open counter-proposal if any, and
    all entries, oldest first."""

    value: int
    state: State = "proposed"
    counter: int | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def settled(self) -> Settled | None:
        """Whether whose goal it is agreed to it, or the planner decided; None while it is open,
        and where what was said is not the reader's to know."""
        if self.state not in ("agreed", "published"):
            return None
        by = next((e.act for e in reversed(self.entries) if e.act in _SETTLING), None)
        return _SETTLING[by] if by else None


@dataclass(frozen=True)
class Tally:
    """Of how many goals each was agreed or decided, of `all` that are counted."""

    agreed: int
    decided: int
    all: int


def tally(talks: Iterable[Discussion]) -> Tally:
    """How many goals are agreed by those whose they are, and how many the planner decided."""
    settled = [talk.settled for talk in talks]
    return Tally(settled.count("agreed"), settled.count("decided"), len(settled))


@dataclass(frozen=True)
class Seen:
    """What lay on the table when somebody decided what to do: the value, and the open
    counter-proposal if any."""

    value: int
    counter: int | None = None


@dataclass(frozen=True)
class _Rule:
    """Who may do an act, from which states, and to which it leads (None: it stays)."""

    roles: frozenset[Role]
    states: frozenset[State]
    leads_to: State | None
    with_words: bool = False
    with_value: bool = False


_ALL: frozenset[Role] = frozenset({"owner", "manager", "planner"})
_ABOVE: frozenset[Role] = frozenset({"manager", "planner"})
_PLANNER: frozenset[Role] = frozenset({"planner"})
_OWNER: frozenset[Role] = frozenset({"owner"})
_OPEN: frozenset[State] = frozenset({"proposed", "discussed"})

_RULES: Mapping[Act, _Rule] = {
    "comment": _Rule(_ALL, _OPEN | {"agreed", "published"}, None, with_words=True),
    "counter": _Rule(_OWNER, _OPEN, "discussed", with_words=True, with_value=True),
    "revise": _Rule(_ABOVE, _OPEN, "discussed", with_words=True, with_value=True),
    "agree": _Rule(_OWNER, _OPEN, "agreed"),
    "accept": _Rule(_ABOVE, frozenset({"discussed"}), "agreed"),
    "decide": _Rule(_PLANNER, _OPEN, "agreed", with_words=True),
    "reopen": _Rule(_ALL, frozenset({"agreed", "published"}), "discussed", with_words=True),
    "restore": _Rule(_PLANNER, frozenset({"discussed"}), "agreed"),
    "publish": _Rule(_PLANNER, frozenset({"agreed"}), "published"),
}


def allowed(discussion: Discussion, role: Role) -> tuple[Act, ...]:
    """What somebody may do now, in the order of the acts."""
    return tuple(act for act in _RULES if _why_not(discussion, act, role) is None)


def agrees_to(discussion: Discussion, act: Act) -> int | None:
    """The value that an act agrees to; None for one that agrees to nothing."""
    if act == "accept":
        return discussion.counter
    return discussion.value if act in ("agree", "decide") else None


def unseen(discussion: Discussion, act: Act, key: str, seen: Seen) -> tuple[Problem, ...]:
    """What keeps an act from being meant for the goal `key` as it stands: `goal-not-as-seen`.

    Nobody answers a value or a counter-proposal that they did not see. A comment answers neither.
    """
    now = Seen(discussion.value, discussion.counter)
    if act == "comment" or now == seen:
        return ()
    before, after = seen.value, now.value
    if before == after:  # then it is the counter-proposal that is another one
        before, after = (s.value if s.counter is None else s.counter for s in (seen, now))
    values = (("before", amount_text(before)), ("now", amount_text(after)))
    return (Problem(code="goal-not-as-seen", value=key, values=values),)


def act(discussion: Discussion, entry: Entry) -> tuple[Discussion, tuple[Problem, ...]]:
    """The discussion after an entry; as it was, with every mistake found.

    Problems: `act-not-theirs`, `act-not-now`, `counter-missing` (nothing to accept),
    `act-without-words`, `act-without-value`.
    """
    rule = _RULES[entry.act]
    problems = []
    refused = _why_not(discussion, entry.act, entry.role)
    if refused is not None:
        problems.append(refused)
    if rule.with_words and not entry.words.strip():
        problems.append(Problem(code="act-without-words", value=entry.act))
    if rule.with_value and entry.value is None:
        problems.append(Problem(code="act-without-value", value=entry.act))
    if problems:
        return discussion, tuple(problems)
    return _after(discussion, entry, rule), ()


def _why_not(discussion: Discussion, act: Act, role: Role) -> Problem | None:
    """What keeps a role from an act in this state."""
    rule, said = _RULES[act], (("role", role), ("state", discussion.state))
    # What is published is known to all: only the planner takes it up again.
    planners_alone = act == "reopen" and discussion.state == "published"
    if role not in (_PLANNER if planners_alone else rule.roles):
        return Problem(code="act-not-theirs", value=act, values=said)
    if discussion.state not in rule.states:
        return Problem(code="act-not-now", value=act, values=said)
    if act == "restore" and not _just_reopened(discussion):
        return Problem(code="act-not-now", value=act, values=said)
    if act == "accept" and discussion.counter is None:
        return Problem(code="counter-missing", value=act)
    return None


def _just_reopened(discussion: Discussion) -> bool:
    """Whether nothing but comments came after a goal was taken up again."""
    done = [entry.act for entry in discussion.entries if entry.act != "comment"]
    return done[-1:] == ["reopen"]


def _after(discussion: Discussion, entry: Entry, rule: _Rule) -> Discussion:
    """The discussion after an entry that is allowed."""
    after = replace(discussion, entries=(*discussion.entries, entry))
    if entry.act == "comment":
        return replace(after, state="discussed") if discussion.state == "proposed" else after
    if entry.act == "counter":
        after = replace(after, counter=entry.value)
    elif entry.act == "accept":
        assert discussion.counter is not None, "acts are checked before"
        after = replace(after, value=discussion.counter, counter=None)
    elif entry.value is not None and rule.with_value:
        after = replace(after, value=entry.value, counter=None)
    elif rule.leads_to == "agreed":
        after = replace(after, counter=None)
    assert rule.leads_to is not None, "only a comment leads nowhere"
    return replace(after, state=rule.leads_to)
