"""A decision on price: of which line or customer group, what, since when, and who sees to it.

Like a coaching plan it keeps the days that led to it (`selected`): what looked bad in them would
have looked better later anyway, so they are no part of "before" (`husay.coaching.price_effect`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.coaching.days import beyond_belief

Scope = Literal["product_line", "customer_group"]
Kind = Literal["list-price", "discount-limit", "bundle"]
State = Literal["standing", "ended", "undone"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST_DECISION, LONGEST_REASON = 300, 500


@dataclass(frozen=True, kw_only=True)
class PriceAction:
    """A decision on the `item` of a scope, by its identifier.

    `decision` says what was decided, `reason` why. `starts` is the first day on which it holds,
    `follow_up` when it is looked at again. `owner` is the number of the user who sees to it (None:
    nobody is named). `opened_from` says what led to it: `signal:17`, `slide`, or ''. An ended one
    held until `ended`, an undone one is taken for never decided; `why` says why.
    """

    scope: Scope
    item: str
    kind: Kind
    decision: str
    reason: str
    starts: date
    follow_up: date | None = None
    owner: int | None = None
    selected: Window | None = None
    opened_from: str = ""
    state: State = "standing"
    ended: date | None = None
    why: str = ""

    @property
    def counts(self) -> bool:
        """Whether it was ever in force, or will be."""
        return self.state != "undone"

    def held_in(self, window: Window) -> bool:
        """Whether it was in force on a day of a window."""
        last = self.ended or date.max
        return self.counts and self.starts <= window.end and last >= window.start


def mistakes(action: PriceAction) -> tuple[Problem, ...]:
    """What is wrong with a decision: `price-action-scope`, `price-action-item`,
    `price-action-kind`, `price-action-decision`, `price-action-reason`, `price-action-too-long`,
    `date-beyond-belief`, `price-action-selected`, `price-action-follow-up`."""
    return tuple(_mistakes(action))


def _mistakes(action: PriceAction) -> Iterable[Problem]:
    if not action.item:
        yield Problem(code="price-action-item")
    elif action.scope not in SCOPES:
        yield Problem(code="price-action-scope", value=action.scope)
    if action.kind not in KINDS:
        yield Problem(code="price-action-kind", value=action.kind)
    if not action.decision.strip():
        yield Problem(code="price-action-decision")
    if not action.reason.strip():
        yield Problem(code="price-action-reason")
    if len(action.decision) > LONGEST_DECISION:
        yield _too_long(LONGEST_DECISION)
    if len(action.reason) > LONGEST_REASON:
        yield _too_long(LONGEST_REASON)
    yield from beyond_belief(action.starts, action.follow_up, action.selected)
    if action.selected is not None and action.selected.end >= action.starts:
        yield Problem(code="price-action-selected")
    if action.follow_up is not None and action.follow_up < action.starts:
        yield Problem(code="price-action-follow-up")


def refused(action: PriceAction, wanted: str, why: str, day: date | None) -> tuple[Problem, ...]:
    """What is wrong with ending a decision on a day, or undoing it: `price-action-closed` for one
    that does not stand any more, `price-action-state`, `price-action-why` without a reason,
    `price-action-too-long`, `date-beyond-belief`, and `price-action-end` for a day before it
    began."""
    if action.state != "standing":
        return (Problem(code="price-action-closed"),)
    found = []
    if wanted not in ("ended", "undone"):
        found.append(Problem(code="price-action-state", value=wanted))
    found += [*why_mistakes(why), *beyond_belief(day)]
    if wanted == "ended" and (day is None or day < action.starts):
        found.append(Problem(code="price-action-end"))
    return tuple(found)


def why_mistakes(why: str) -> tuple[Problem, ...]:
    """What is wrong with the reason of a change: `price-action-why`, `price-action-too-long`."""
    if not why.strip():
        return (Problem(code="price-action-why"),)
    return (_too_long(LONGEST_REASON),) if len(why) > LONGEST_REASON else ()


def _too_long(most: int) -> Problem:
    return Problem(code="price-action-too-long", values=(("most", str(most)),))
