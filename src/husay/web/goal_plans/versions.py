"""The versions of a plan: who changed what, when and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.goals.edit import Change
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened
from husay.store.records.users import actor_name
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count
from husay.words.goal_plans import VERSION_KINDS, node_names
from husay.words.workshop import plan_style

_SHOWN = 8
_MOST_VERSIONS = 200


@dataclass(frozen=True)
class VersionLine:
    """A version as it is listed, with the first of what it changed."""

    number: str
    what: str
    who: str
    when: str
    reason: str
    changes: tuple[str, ...]
    more: str


def versions_page(company: Company, opened: Opened) -> dict[str, object]:
    """For `versions.html`."""
    found = goal_plans.history(company, opened.row.number)[:_MOST_VERSIONS]
    names = node_names(opened.plan.nodes, company)
    style = plan_style(opened.plan.measure, opened.plan.currency)

    def said(change: Change[str]) -> str:
        texts = {"name": names.get(change.key, change.key), "before": style.text(change.before),
                 "after": style.text(change.after)}  # fmt: skip
        return _("%(name)s: %(before)s → %(after)s") % texts

    lines = [
        VersionLine(
            count(v.number), str(VERSION_KINDS.get(v.kind, v.kind)), signed(v.by),
            dates.moment(v.at),
            v.reason, tuple(said(c) for c in v.changed[:_SHOWN]),
            more_text(len(v.changed) - _SHOWN),
        )
        for v in found
    ]  # fmt: skip
    text = ngettext("“{name}” was changed {n} time.", "“{name}” was changed {n} times.",
                    opened.row.newest - 1)  # fmt: skip
    figures: dict[str, str | Figure] = {
        "n": Figure(text=count(opened.row.newest - 1)),
        "name": opened.row.name,
    }
    return {"row": opened.row, "lines": lines, "sentence": Sentence(compose(text, **figures))}


def signed(by: str) -> str:
    """Who made a version, for those who are told."""
    return actor_name(by) if by else _("somebody else")


def more_text(n: int) -> str:
    """'and 3 more'; '' where there are no more."""
    return ngettext("and %(n)s more", "and %(n)s more", n) % {"n": count(n)} if n > 0 else ""
