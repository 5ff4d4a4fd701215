"""The words of roles and rights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from husay.access.role import Right, Role

if TYPE_CHECKING:
    from husay.words.term import Text

ROLE_NAMES: Mapping[Role, Text] = {
    Role.SELLER: _("Seller"),
    Role.MANAGER: _("Sales manager"),
    Role.EXECUTIVE: _("Executive"),
    Role.COMPENSATION: _("Compensation and finance"),
    Role.OPERATIONS: _("Operations and support"),
    Role.ADMINISTRATOR: _("Administrator"),
}

ROLE_MEANINGS: Mapping[Role, Text] = {
    Role.SELLER: _("Sees their own sales and goals, and the milestones."),
    Role.MANAGER: _("Sees the units they lead and the people in them, and agrees goals with them."),
    Role.EXECUTIVE: _("Sees the whole company, and sets its goals. Pay is left to compensation."),
    Role.COMPENSATION: _("Sees the whole company and its pay, sets goals, and brings data in."),
    Role.OPERATIONS: _("Sees milestones, counts and quantities: nobody’s amounts, and no pay."),
    Role.ADMINISTRATOR: _("Invites people, brings data in, and keeps the book. Sees no pay."),
}

RIGHT_NAMES: Mapping[Right, Text] = {
    Right.SEE_FIGURES: _("see figures"),
    Right.SEE_MILESTONES: _("see milestones"),
    Right.TAKE_PART: _("see the board, thank colleagues and have messages"),
    Right.SEE_GOALS: _("see goals"),
    Right.COMPARE: _("see fair ranking, gaps, price and obstacles"),
    Right.SEE_SIGNALS: _("see signals"),
    Right.JUDGE_SIGNALS: _("accept new levels"),
    Right.SET_GOALS: _("set goals"),
    Right.LEAD_GOALS: _("agree goals with a team"),
    Right.SEE_PLAYBOOK: _("read the playbook"),
    Right.EDIT_PLAYBOOK: _("edit the playbook"),
    Right.COACH: _("coach a team"),
    Right.OWN_PLAN: _("see one’s own coaching plan"),
    Right.SEE_COACHING: _("see that coaching happens"),
    Right.SEE_PRICE_ACTIONS: _("see what was decided on prices"),
    Right.DECIDE_PRICES: _("decide on prices"),
    Right.SEE_PAY: _("see pay"),
    Right.RUN_PAY: _("make pay runs"),
    Right.ANSWER_PAY: _("answer questions about pay"),
    Right.LEAD_PAY: _("see the pay of one’s people"),
    Right.OWN_PAY: _("see one’s own pay"),
    Right.BRING_IN: _("bring data in"),
    Right.KEEP_BOOK: _("keep the book"),
    Right.MANAGE_PEOPLE: _("manage people and roles"),
    Right.AUDIT: _("read the audit log"),
}


def right_name(code: str) -> str:
    """What a right is called; a code that is none is told as it is."""
    return next((str(name) for right, name in RIGHT_NAMES.items() if right == code), code)
