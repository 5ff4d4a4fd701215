"""The versions of a plan: who changed what, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened, VersionRow
from husay.store.records.users import actor_name
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import Style, count
from husay.words.goal_plans import VERSION_KINDS, node_names
from husay.words.workshop import exact_text, plan_style

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

    lines = []
    for v in found:
        about = about_version(v)
        lines.append(
            VersionLine(
                count(v.number), about["what"], about["who"], about["when"], v.reason,
                changes_of(v, names, style, _SHOWN), more_text(len(v.changed) - _SHOWN),
            )
        )  # fmt: skip
    text = ngettext("“{name}” was changed {n} time.", "“{name}” was changed {n} times.",
                    opened.row.newest - 1)  # fmt: skip
    figures: dict[str, str | Figure] = {
        "n": Figure(text=count(opened.row.newest - 1)),
        "name": opened.row.name,
    }
    return {"row": opened.row, "lines": lines, "sentence": Sentence(compose(text, **figures))}


def about_version(version: VersionRow | Opened) -> dict[str, str]:
    """What was done in a version, who did it and when, for sentences and lines about it."""
    return {
        "what": str(VERSION_KINDS.get(version.kind, version.kind)),
        "who": actor_name(version.by) if version.by else _("somebody else"),
        "when": dates.moment(version.at),
    }


def changes_of(
    version: VersionRow, names: Mapping[str, str], style: Style, most: int
) -> tuple[str, ...]:
    """The first goals that a version changed, each with what it was and is."""
    return tuple(
        _("%(name)s: %(before)s → %(after)s") % {
            "name": names.get(change.key, change.key), "before": exact_text(change.before, style),
            "after": exact_text(change.after, style),
        }
        for change in version.changed[:most]
    )  # fmt: skip


def more_text(n: int) -> str:
    """'and 3 more'; '' where there are no more."""
    return ngettext("and %(n)s more", "and %(n)s more", n) % {"n": count(n)} if n > 0 else ""
