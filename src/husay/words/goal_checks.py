"""The checks that goals are held against before publication, in words; alike on all faces."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import SCALE
from husay.goals.fairness import ASKED_AGAIN, BY_POTENTIAL, CHANCES, SHARE, Check, What
from husay.words.figure import Figure, Tone
from husay.words.format import count, share

if TYPE_CHECKING:
    from husay.goals.proposal import Dealt, Proposal


def check_name(what: What) -> str:
    """What is checked."""
    return {
        "share-reaching": _("How many are expected to reach their goal"),
        "attainment-by-potential": _("Whether it is easier where the potential is large"),
        "surplus-asked-again": _("How much of a surplus on the last goal is asked again"),
        "extremes": _("How many goals are hardly to be reached, or as good as sure"),
    }[what]


def wanted_text(what: What) -> str:
    """What it should be."""
    least, most = (share(part, 0) for part in SHARE)
    low, high = (share(part, 0) for part in CHANCES)
    return {
        "share-reaching": _("%(least)s to %(most)s") % {"least": least, "most": most},
        "attainment-by-potential": _within(BY_POTENTIAL),
        "surplus-asked-again": _("less than %(most)s") % {"most": share(ASKED_AGAIN, 0)},
        "extremes": _("none outside odds of %(low)s to %(high)s") % {"low": low, "high": high},
    }[what]


def _within(most: Fraction) -> str:
    return _("hardly any connection: a correlation of less than %(most)s either way") % {
        "most": f"{float(most):.2f}"
    }


def why_text(what: What) -> str:
    """Why it should be so."""
    return {
        "share-reaching": _("Where fewer reach it a goal is no goal; where more do, it asks for "
                            "nothing."),
        "attainment-by-potential": _("Else the place decides who wins, and not the selling."),
        "surplus-asked-again": _("Else holding back pays: whoever delivers has a higher goal "
                                  "for it."),
        "extremes": _("Nobody tries for what cannot be reached, or comes by itself."),
    }[what]  # fmt: skip


def check_tone(check: Check) -> Tone:
    """Good where it is as it should be."""
    return "" if check.holds is None else "good" if check.holds else "bad"


def check_figure(check: Check) -> Figure:
    """What was found: '64 %', and whether that is as it should be."""
    if check.value is None:
        return Figure(text=_("cannot be told"))
    word = _("as it should be") if check.holds else _("not as it should be")
    if check.what in ("share-reaching", "surplus-asked-again"):
        text = share(round(check.value * SCALE), 0)
    elif check.what == "extremes":
        n = int(check.value)
        text = ngettext("%(n)s goal", "%(n)s goals", n) % {"n": count(n)}
    else:
        text = f"{check.value:+.2f}".replace("-", "\u2212")
    return Figure(text=text, tone=check_tone(check), word=word)


def check_notes(found: Proposal) -> tuple[str, ...]:
    """The checks of both ways of dealing a total, one line each."""
    text = _(
        "%(check)s: %(proposed)s; last year and so much more: %(other)s. Should be: %(wanted)s."
    )
    return tuple(
        text
        % {
            "check": check_name(one.what), "proposed": _plain(check_figure(one)),
            "other": _plain(check_figure(other)), "wanted": wanted_text(one.what),
        }
        for one, other in zip(found.proposed.checks, found.last_year.checks, strict=True)
    )  # fmt: skip


def _plain(figure: Figure) -> str:
    return f"{figure.text}, {figure.word}" if figure.word else figure.text


def advice(standing: Dealt, found: Proposal | None, fair_total: str) -> tuple[str, ...]:
    """What would help where goals do not stand the checks; `fair_total` as it is written."""
    checks = {check.what: check for check in standing.checks}
    lines, reaching = [], checks["share-reaching"]
    if reaching.holds is False and reaching.value is not None:
        text = _("More are likely to reach their goal than should: the total can be raised toward "
                 "%(fair)s.")  # fmt: skip
        if reaching.value < SHARE[0]:
            text = _("Too few are likely to reach their goal: lower the total toward %(fair)s.")
        lines.append(text % {"fair": fair_total})
    others = [c for what, c in checks.items() if what != "share-reaching" and c.holds is False]
    if found is None or not others:
        return tuple(lines)
    fair = {check.what: check.holds for check in found.proposed.checks}
    if all(fair[check.what] is not False for check in others):
        lines.append(_("Dealt by the fair rule, the same total would stand the other checks: take "
                       "it, or change the goals that are named below."))  # fmt: skip
    else:
        lines.append(_("With this total the fair rule does not stand all of them either: change "
                       "the total first, then take the fair rule."))  # fmt: skip
    return tuple(lines)


def check_data(checks: Sequence[Check]) -> list[dict[str, object]]:
    """Checks as they stand in JSON."""
    return [
        {"check": c.what, "value": None if c.value is None else f"{c.value:.4f}", "holds": c.holds}
        for c in checks
    ]
