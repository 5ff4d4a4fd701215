"""What the demo company's executive decided on prices: one decision that is too young to be
measured, on the line that slides, and one that is old enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from husay.access.role import Role
from husay.basics.period import Window
from husay.coaching.price_action import PriceAction
from husay.store.coaching.price_actions import create, items
from husay.store.records.demo_users import demo_user
from husay.store.records.users import viewer_of

if TYPE_CHECKING:
    from husay.store.company import Company

_AT = time(9, 0, tzinfo=UTC)
_YOUNG, _OLD = timedelta(weeks=3), timedelta(weeks=26)
_CHOSEN = timedelta(weeks=13)


def make_demo_prices(company: Company, until: date, line: str) -> None:
    """Decisions of the demo's executive, reckoned back from the demo's last day; `line` is the
    product line whose price slides."""
    executive, manager = demo_user(Role.EXECUTIVE), demo_user(Role.MANAGER)
    if executive is None:
        return
    decider = replace(company, viewer=viewer_of(executive), today=until)
    known = items(decider, "product_line")
    owner = manager.pk if manager is not None else None
    if line in known:
        _decide(decider, PriceAction(
            scope="product_line", item=line, kind="discount-limit", owner=owner,
            decision="No discount above 8 % without the sales head",
            reason="It is given away ever cheaper, and the customers do not buy more for it.",
            starts=until - _YOUNG, follow_up=until + timedelta(weeks=5), opened_from="slide",
        ))  # fmt: skip
    other = next((one for one in known if one != line), None)
    if other is not None:
        _decide(decider, PriceAction(
            scope="product_line", item=other, kind="bundle", owner=executive.pk,
            decision="Two cases at the price of one and three quarters, to stores only",
            reason="Stores order once a month, and could take more at a time.",
            starts=until - _OLD, follow_up=until - _OLD + timedelta(weeks=8),
        ))  # fmt: skip


def _decide(company: Company, action: PriceAction) -> None:
    """Write it down a week before it holds, with the three months before as what led to it."""
    day = action.starts - timedelta(weeks=1)
    chosen = Window(day - _CHOSEN, day)
    create(company, replace(action, selected=chosen), datetime.combine(day, _AT))
