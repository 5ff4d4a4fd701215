"""What somebody else did to a plan between a reader's look at it and their own change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from husay.basics.problem import Mistake
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened
from husay.web.goal_plans.typed import Sent
from husay.web.goal_plans.versions import about_version, changes_of, more_text
from husay.words.goal_plans import node_names
from husay.words.workshop import plan_style

_SHOWN = 5


def changed_meanwhile(company: Company, newest: Opened, given: Sent, wrong: Mistake) -> list[str]:
    """Who changed what after the version that was seen, newest first, as lines; nothing where a
    change was refused for another reason."""
    if given.seen is None or all(p.code != "goal-plan-changed" for p in wrong.problems):
        return []
    plan = newest.plan
    names, style = node_names(plan.nodes, company), plan_style(plan.measure, plan.currency)
    lines = []
    for version in goal_plans.history(company, newest.row.number):
        if version.number <= given.seen:
            break
        changes = changes_of(version, names, style, _SHOWN)
        said = _("%(who)s, %(when)s: %(what)s") % about_version(version)
        rest = more_text(len(version.changed) - _SHOWN)
        lines.append(" · ".join(filter(None, [said, *changes, rest])))
    return lines
