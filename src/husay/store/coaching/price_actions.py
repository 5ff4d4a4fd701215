"""Decisions on price: made, changed, ended and undone by whoever decides on prices, each with a
reason in the log; seen by managers, too.

They are the company's: whoever sees any sees all. What they did is `store.coaching.price_effects`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from husay.access.role import Right, rights_of
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.price_action import PriceAction, State, mistakes, refused, why_mistakes
from husay.store.moment import everything
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import PriceActionRow, User
from husay.store.records.users import actor_names

if TYPE_CHECKING:
    from husay.store.company import Company

_FIELDS = (
    "scope", "item", "kind", "decision", "reason", "starts", "follow_up", "opened_from", "state",
    "ended", "why",
)  # fmt: skip


@dataclass(frozen=True)
class PriceActionSeen:
    """A decision by its number. `version` grows with each change; `by` is who made it."""

    number: int
    action: PriceAction
    version: int
    by: str
    made: datetime


def create(
    company: Company, action: PriceAction, at: datetime, place: Place = "web"
) -> PriceActionSeen:
    """Write a decision down; raises Mistake with all that is wrong with it."""
    company.viewer.check(Right.DECIDE_PRICES)
    _check(company, action)
    with alone():
        row = PriceActionRow(by=company.author, made=at)
        _put(row, action)
        _note(company, row, "price-decided", at, place, action.reason, after=_state(action))
    return _seen(row)


def one_action(company: Company, number: int) -> PriceActionSeen:
    """A decision by its number; raises Mistake `price-action-unknown` where there is none."""
    company.viewer.check(Right.SEE_PRICE_ACTIONS)
    return _seen(_load(number))


def actions(company: Company) -> tuple[PriceActionSeen, ...]:
    """All decisions, the newest first."""
    company.viewer.check(Right.SEE_PRICE_ACTIONS)
    return tuple(_seen(row) for row in PriceActionRow.objects.all())


def change(
    company: Company,
    number: int,
    seen: int,
    action: PriceAction,
    why: str,
    at: datetime,
    place: Place = "web",
) -> PriceActionSeen:
    """Change a decision that stands, and say why; of what it is and what led to it stay.

    Raises Mistake `price-action-changed` where `seen` is not its version any more.
    """
    with alone():
        row = _to_change(company, number, seen)
        before = _action(row)
        kept = replace(
            action, scope=before.scope, item=before.item, state=before.state,
            opened_from=before.opened_from, selected=before.selected, ended=None, why="",
        )  # fmt: skip
        wrong = (*mistakes(kept), *why_mistakes(why), *_beyond(company, kept))
        if wrong:
            raise Mistake(*wrong)
        if kept != before:
            row.version += 1
            _put(row, kept)
            _note(company, row, "price-action-changed", at, place, why, _state(before),
                  _state(kept))  # fmt: skip
    return _seen(row)


def close(
    company: Company,
    number: int,
    seen: int,
    state: str,
    why: str,
    day: date | None,
    at: datetime,
    place: Place = "web",
) -> PriceActionSeen:
    """End a decision (`ended`, with `day` as the last on which it held), or undo one that never
    should have been written down (`undone`); both want a reason."""
    with alone():
        row = _to_change(company, number, seen)
        wrong = refused(_action(row), state, why, day)
        if wrong:
            raise Mistake(*wrong)
        row.state, row.why, row.version = state, why.strip(), row.version + 1
        row.ended = day if state == "ended" else None
        row.save()
        told: dict[str, object] = {"state": state}
        if row.ended is not None:
            told["ended"] = row.ended.isoformat()
        _note(company, row, f"price-action-{state}", at, place, why, {"state": "standing"}, told)
    return _seen(row)


def owners(company: Company) -> tuple[User, ...]:
    """The users who can see to a decision: whoever sees them, and is let in."""
    company.viewer.check(Right.SEE_PRICE_ACTIONS)
    users = User.objects.filter(is_active=True, forgotten=None).prefetch_related("grants")
    return tuple(user for user in users if _sees(user))


def owner_names(seen: Iterable[PriceActionSeen]) -> dict[int, str]:
    """What the owners of decisions are called, by their number."""
    keys = {
        one.action.owner: f"user:{one.action.owner}" for one in seen if one.action.owner is not None
    }
    names = actor_names(keys.values())
    return {number: names[key] for number, key in keys.items()}


def _sees(user: User) -> bool:
    roles = [grant.role for grant in user.grants.all() if grant.until is None]
    return Right.SEE_PRICE_ACTIONS in rights_of(roles)  # type: ignore[arg-type]


def items(company: Company, scope: str) -> tuple[str, ...]:
    """The product lines or customer groups that the book has, by identifier; () where it tells
    none. For whoever sees decisions."""
    company.viewer.check(Right.SEE_PRICE_ACTIONS)
    reader = everything(company)
    if scope not in reader.shape.present:
        return ()
    table = {"product_line": "products", "customer_group": "customers"}[scope]
    rows = reader.run(f"SELECT DISTINCT {scope} FROM {table} WHERE {scope} IS NOT NULL ORDER BY 1")
    return tuple(str(item) for (item,) in rows)


def _load(number: int) -> PriceActionRow:
    row = PriceActionRow.objects.filter(pk=number).first()
    if row is None:
        raise mistake("price-action-unknown", value=number)
    return row


def _to_change(company: Company, number: int, seen: int) -> PriceActionRow:
    company.viewer.check(Right.DECIDE_PRICES)
    row = _load(number)
    if row.version != seen:
        raise mistake("price-action-changed", value=row.version)
    if row.state != "standing":
        raise mistake("price-action-closed")
    return row


def _check(company: Company, action: PriceAction) -> None:
    wrong = [*mistakes(action), *_beyond(company, action)]
    if not wrong and action.item not in items(company, action.scope):
        wrong.append(Problem(code="price-action-item-unknown", value=action.item))
    if wrong:
        raise Mistake(*wrong)


def _beyond(company: Company, action: PriceAction) -> Iterable[Problem]:
    if action.owner is not None and action.owner not in {user.pk for user in owners(company)}:
        yield Problem(code="price-action-owner", value=str(action.owner))


def _put(row: PriceActionRow, action: PriceAction) -> None:
    for name in _FIELDS:
        setattr(row, name, getattr(action, name))
    row.decision, row.reason = action.decision.strip(), action.reason.strip()
    row.owner_id = action.owner
    row.selected_from = action.selected.start if action.selected else None
    row.selected_until = action.selected.end if action.selected else None
    row.save()


def _action(row: PriceActionRow) -> PriceAction:
    selected = None
    if row.selected_from is not None and row.selected_until is not None:
        selected = Window(row.selected_from, row.selected_until)
    kept: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    state: State = row.state  # type: ignore[assignment]
    return PriceAction(**kept | {"state": state, "owner": row.owner_id, "selected": selected})


def _seen(row: PriceActionRow) -> PriceActionSeen:
    return PriceActionSeen(row.pk, _action(row), row.version, row.by, row.made)


def _state(action: PriceAction) -> dict[str, object]:
    """What the log tells of a decision: no words, which may name somebody."""
    return {
        "scope": action.scope, "item": action.item, "kind": action.kind, "owner": action.owner,
        "starts": action.starts.isoformat(),
        "follow_up": action.follow_up.isoformat() if action.follow_up else None,
    }  # fmt: skip


def _note(
    company: Company, row: PriceActionRow, action: str, at: datetime, place: Place, reason: str,
    before: dict[str, object] | None = None, after: dict[str, object] | None = None,
) -> None:  # fmt: skip
    note(
        company.viewer, action, at=at, place=place, kind="price-action", item=str(row.pk),
        before=before, after=after, reason=reason,
    )  # fmt: skip
