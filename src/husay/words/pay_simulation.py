"""A simulation in words: what a draft plan costs, who gains and loses, whom it pays for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.pay.simulation import EDGES, LEAST_LINKED
from husay.stats.means_apart import LEAST_IN_GROUP
from husay.words.format import count, money_exact, share
from husay.words.pay_runs import period_text

if TYPE_CHECKING:
    from husay.pay.simulation import GroupPay, Moved, Simulation, Year
    from husay.words.term import Text

TENURES: Mapping[str, Text] = {
    "under-1": gettext_lazy("less than a year"),
    "1-to-3": gettext_lazy("one to three years"),
    "from-3": gettext_lazy("three years and more"),
    "": gettext_lazy("not known"),
}
"""How long people have been there on the first day."""

_CLOSE, _LOOSE = 0.7, 0.3
"""Rank correlations from which pay follows results closely, and below which hardly."""


def simulation_sentence(found: Simulation, draft: str, against: str) -> str:
    """What a simulation says first."""
    money = found.found.currency
    said = {
        "draft": draft, "against": against, "cost": money_exact(found.cost, money),
        "period": period_text(found.found.days), "rate": share(found.rate, 2),
    }  # fmt: skip
    if found.cost_against is None:
        text = _("%(draft)s would have cost %(cost)s for %(period)s, %(rate)s of what was sold.")
        return text % said
    beyond = found.cost - found.cost_against
    said |= {"before": money_exact(found.cost_against, money),
             "beyond": money_exact(abs(beyond), money)}  # fmt: skip
    text = (
        _(
            "%(draft)s would have cost %(cost)s for %(period)s, %(rate)s of what was sold: "
            "%(beyond)s more than %(against)s."
        )
        if beyond > 0
        else _(
            "%(draft)s would have cost %(cost)s for %(period)s, %(rate)s of what was sold: "
            "%(beyond)s less than %(against)s."
        )
        if beyond
        else _(
            "%(draft)s would have cost %(cost)s for %(period)s, %(rate)s of what was sold: as much "
            "as %(against)s."
        )
    )
    return text % said


def plan_name(name: str, version: int) -> str:
    """What a version of a plan is called."""
    return _("“%(name)s”, version %(number)s") % {"name": name, "number": count(version)}


def gains_text(moved: Sequence[Moved], people: int, currency: str) -> str:
    """How many gain and lose, and how much in all."""
    gain = [one.change for one in moved if one.change > 0]
    lose = [one.change for one in moved if one.change < 0]
    gains = ngettext("%(n)s person gains %(sum)s", "%(n)s people gain %(sum)s together", len(gain))
    loses = ngettext("%(n)s person loses %(sum)s", "%(n)s people lose %(sum)s together", len(lose))
    same = people - len(gain) - len(lose)
    kept = ngettext("%(n)s person is paid the same", "%(n)s people are paid the same", same)
    parts = [
        text % {"n": count(many), "sum": money_exact(amount, currency)}
        for text, many, amount in (
            (gains, len(gain), sum(gain)), (loses, len(lose), -sum(lose)), (kept, same, 0)
        )
        if many
    ]  # fmt: skip
    return f"{'; '.join(parts)}."


def band_names() -> tuple[str, ...]:
    """The bands of attainment, in order."""
    edges = [share(edge, 0) for edge in EDGES]
    between = [
        _("%(low)s to under %(high)s") % {"low": low, "high": high} for low, high in pairwise(edges)
    ]
    under, over = _("under %(edge)s") % {"edge": edges[0]}, _("%(edge)s and more") % {
        "edge": edges[-1]}  # fmt: skip
    return (under, *between, over)


def top_text(found: Simulation) -> str:
    """How much of all pay goes to those who are paid most."""
    if found.top_tenth is None:
        return _("Nothing is paid.")
    many, part = found.top_tenth
    said = ngettext(
        "The %(n)s person who is paid most has %(part)s of all pay.",
        "The tenth who are paid most (%(n)s people) have %(part)s of all pay.",
        many,
    )
    return said % {"n": count(many), "part": share(part)}


def link_text(found: Simulation) -> str:
    """Whether who attains more is paid more."""
    if found.bands is None:
        return _("The draft holds nothing against a goal: how far people came is not told.")
    if found.link is None:
        said = _("Whether pay follows results cannot be said: fewer than %(n)s have a goal.")
        return said % {"n": count(LEAST_LINKED)}
    verdict = (
        _("Pay follows results closely")
        if found.link >= _CLOSE
        else _("Pay follows results loosely")
        if found.link >= _LOOSE
        else _("Pay hardly follows results")
    )
    said = _("%(verdict)s: the rank correlation of pay with attainment is %(link)s")
    text = said % {"verdict": verdict, "link": _number(found.link)}
    if found.link_against is None:
        return f"{text}."
    more = _("%(text)s, and %(link)s by the plan in force.")
    return more % {"text": text, "link": _number(found.link_against)}


def _number(value: float) -> str:
    text = f"{value:.2f}"
    return text.replace("-", "−")


def apart_text(group: GroupPay) -> str:
    """Whether a group is paid otherwise than the others for what it sells, with caution."""
    if group.apart is None:
        return _("fewer than %(n)s people, or no other group: too few to tell") % {
            "n": count(LEAST_IN_GROUP)}  # fmt: skip
    return _("paid otherwise than the others, beyond chance") if group.apart else _(
        "no difference beyond chance"
    )  # fmt: skip


def year_name(one: Year) -> str:
    """A year, by what it has of what was sold."""
    if one.factor == 1:
        return _("As it was")
    name = _("A bad year: %(share)s of every line") if one.factor < 1 else _(
        "A good year: %(share)s of every line"
    )  # fmt: skip
    return name % {"share": share(one.factor, 0)}


def even_text(found: Simulation) -> list[str]:
    """Where both plans cost the same, and what has to be sold for the draft to pay for itself."""
    if found.cost_against is None:
        return []
    told = []
    at = found.costs_the_same_at
    told.append(
        _("Both plans cost the same at %(share)s of these sales.") % {"share": share(at)}
        if at is not None
        else _("In a bad year and in a good one, too, the draft costs less than the plan in force.")
        if found.cost < found.cost_against
        else _("In a bad year and in a good one, too, the draft costs more than the plan in force.")
    )
    more = found.more_to_sell
    if found.margin is None:
        told.append(
            _("What has to be sold for the draft to pay for itself wants costs of nine tenths of "
              "what was sold.")
        )  # fmt: skip
    elif more is None:
        told.append(
            _("At a margin of %(margin)s the draft never pays for itself by selling more: it pays "
              "more of it than is left.") % {"margin": share(found.margin)}
        )  # fmt: skip
    elif more:
        told.append(
            _("At a margin of %(margin)s, %(more)s more has to be sold for the draft to pay for "
              "itself.") % {"margin": share(found.margin), "more": share(more)}
        )  # fmt: skip
    return told


def simulation_caveats(usable: bool, outside: Sequence[str]) -> list[str]:
    """What has to be known before it is believed."""
    told = []
    if not usable:
        told.append(_("The cases of this version do not come out: mend them before it is used."))
    if outside:
        said = _("Terms whose own days are none of these earn nothing here: %(names)s.")
        told.append(said % {"names": ", ".join(outside)})
    told += [
        _("Both plans are taken as if they were in force on just these days, each person while "
          "they were there, with the parameters that they have now."),
        _("What was sold is taken as it was: people sell otherwise under another plan, and that "
          "is in no figure."),
        _("A bad and a good year are these sales with every line a fifth smaller or larger; no "
          "deal more or less is sold in them."),
    ]  # fmt: skip
    return told


def unit_text(found: Simulation, name: str) -> str:
    """Whose people it is for, where these are not the plan's; `name` is the unit's."""
    if not found.found.unit:
        return ""
    said = _(
        "It is for the people of “%(name)s”, whether they have the plan or not; pools, contests "
        "and budgets are shared among them alone."
    )
    return said % {"name": name or found.found.unit}


def left_out_text(found: Simulation) -> str:
    """How many cannot be worked out; '' where all can."""
    many = len(found.left_out)
    if not many:
        return ""
    said = ngettext(
        "%(n)s person cannot be worked out and is in no figure.",
        "%(n)s people cannot be worked out and are in no figure.",
        many,
    )
    return said % {"n": count(many)}


def attained_part(value: Fraction | None) -> str:
    """Attainment of a person."""
    return _("no goal") if value is None else share(value)
