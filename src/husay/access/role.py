"""Roles: what somebody is in a company that sells, and what each role may do.

Rights say what may be done; whose rows somebody receives is their scope (`husay.access.scope`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is. Nobody has none; somebody may have several."""

    SELLER = "seller"
    MANAGER = "manager"
    EXECUTIVE = "executive"
    COMPENSATION = "compensation"
    OPERATIONS = "operations"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What may be done."""

    SEE_FIGURES = "see-figures"
    """Standing, Explore and rows, within one's scope."""
    SEE_MILESTONES = "see-milestones"
    TAKE_PART = "take-part"
    """The board, recognition and thanks, circles that one is in, and messages to oneself."""
    SEE_GOALS = "see-goals"
    """Goals of people and units within one's scope."""
    COMPARE = "compare"
    """Fair ranking, gaps, price and obstacles, within one's scope; of oneself, one's own place."""
    SEE_SIGNALS = "see-signals"
    """Falls and rises of what is within one's scope."""
    JUDGE_SIGNALS = "judge-signals"
    """Accept that a level is the new one, and say why."""
    SET_GOALS = "set-goals"
    """Plan the company's goals, and publish them."""
    LEAD_GOALS = "lead-goals"
    """Agree goals with the people whom one leads, and move parts between them."""
    SEE_PLAYBOOK = "see-playbook"
    EDIT_PLAYBOOK = "edit-playbook"
    """Write, revise and retire practices."""
    COACH = "coach"
    """Visits, coaching plans and notes of the people whom one leads, while one leads them."""
    OWN_PLAN = "own-plan"
    """One's own coaching plans, the visits that one was seen on, and notes of one's own."""
    SEE_COACHING = "see-coaching"
    """That coaching happens: counts, stages and states; nobody by name, and no words."""
    SEE_PRICE_ACTIONS = "see-price-actions"
    """What was decided on prices, and what it did; in parts of the company's, never in money."""
    DECIDE_PRICES = "decide-prices"
    """Decide on the price of a product line or customer group, and end or undo it."""
    SEE_PAY = "see-pay"
    """Everybody's pay, whatever state its run is in."""
    RUN_PAY = "run-pay"
    """Pay plans, to whom they are assigned, and pay runs; who works one out does not approve it."""
    ANSWER_PAY = "answer-pay"
    """Questions about anybody's pay: look into them and answer them, and ask for somebody."""
    LEAD_PAY = "lead-pay"
    """What those were paid whom one led then."""
    OWN_PAY = "own-pay"
    """What oneself is paid, and by which plan."""
    BRING_IN = "bring-in"
    """Bring data in, and see where it came from and what was rejected."""
    KEEP_BOOK = "keep-book"
    """Pin, clean, verify, back up and restore; the company's settings."""
    MANAGE_PEOPLE = "manage-people"
    """Invite people, give and take roles, hand out and forget what is known of a person."""
    AUDIT = "audit"
    """Read who saw pay and who changed what."""


SEES_EFFECTS = (Right.COACH, Right.SEE_COACHING)
"""Who is told what coaching did: whoever may do one of these, at every face."""

_EVERYBODY = frozenset({Right.SEE_MILESTONES, Right.SEE_FIGURES, Right.TAKE_PART})
_OF_MONEY = frozenset({Right.SEE_GOALS, Right.SEE_SIGNALS, Right.COMPARE})

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.SELLER: _EVERYBODY | _OF_MONEY | {Right.SEE_PLAYBOOK, Right.OWN_PLAN, Right.OWN_PAY},
    Role.MANAGER: _EVERYBODY
    | _OF_MONEY
    | {Right.JUDGE_SIGNALS, Right.LEAD_GOALS, Right.COACH, Right.SEE_PLAYBOOK, Right.EDIT_PLAYBOOK}
    | {Right.SEE_PRICE_ACTIONS, Right.LEAD_PAY, Right.OWN_PAY},
    Role.EXECUTIVE: _EVERYBODY
    | _OF_MONEY
    | {Right.JUDGE_SIGNALS, Right.SET_GOALS, Right.LEAD_GOALS, Right.SEE_COACHING}
    | {Right.SEE_PLAYBOOK, Right.EDIT_PLAYBOOK}
    | {Right.SEE_PRICE_ACTIONS, Right.DECIDE_PRICES},
    Role.COMPENSATION: _EVERYBODY
    | _OF_MONEY
    | {Right.SET_GOALS, Right.BRING_IN, Right.SEE_PAY, Right.RUN_PAY, Right.ANSWER_PAY},
    Role.OPERATIONS: _EVERYBODY,
    Role.ADMINISTRATOR: _EVERYBODY
    | _OF_MONEY
    | {Right.BRING_IN, Right.KEEP_BOOK, Right.MANAGE_PEOPLE, Right.AUDIT},
}
"""An administrator brings data in and must be able to check it, so sees all figures; pay is none
of an administrator's business. What is said in coaching stays between a seller and who leads them:
an executive sees that it happens, all others nothing of it. The playbook is edited by those who
coach and those who answer for them; compensation pays for results, whatever led to them. Prices are
decided by executives; managers, whose people sell at them, see what was decided and what it did."""


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """What roles together may do."""
    return frozenset().union(*(RIGHTS[role] for role in roles))
