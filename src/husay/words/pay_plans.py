"""What is said of pay plans as documents."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from husay.pay.cases.check import Checked
from husay.words.format import count


def verdict(checked: Checked) -> str:
    """Whether a plan can be used, in a sentence."""
    if checked.plan is None:
        wrong = sum(problem.severity == "error" for problem in checked.problems)
        said = ngettext(
            "The plan cannot be read: there is %(n)s mistake.",
            "The plan cannot be read: there are %(n)s mistakes.",
            wrong,
        )
        return said % {"n": count(wrong)}
    failed = sum(not result.passed for result in checked.results)
    if failed:
        said = ngettext(
            "“%(plan)s” cannot be used: %(n)s case does not come out.",
            "“%(plan)s” cannot be used: %(n)s cases do not come out.",
            failed,
        )
        return said % {"plan": checked.plan.name, "n": count(failed)}
    if checked.left:
        said = ngettext(
            "%(n)s case was not run here, for it takes long: saving runs it.",
            "%(n)s cases were not run here, for they take long: saving runs them.",
            checked.left,
        )
        return said % {"n": count(checked.left)}
    if not checked.usable:
        return gettext("“%(plan)s” cannot be used: its cases cannot be read.") % {
            "plan": checked.plan.name
        }
    many = len(checked.results)
    said = ngettext(
        "“%(plan)s” can be used: its %(n)s case comes out.",
        "“%(plan)s” can be used: its %(n)s cases come out.",
        many,
    )
    return said % {"plan": checked.plan.name, "n": count(many)}
