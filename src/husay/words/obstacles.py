"""The words of obstacles: what stands in the way, of how many, and the money at stake."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.words.figure import Figure, Part, Sentence, compose
from husay.words.format import Style
from husay.words.price import part_text
from husay.words.values import goal_window_text

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.store.obstacles import Obstacle, ObstaclesSeen
    from husay.words.term import Text

KINDS: dict[str, Text] = {
    "stalled": gettext_lazy("Stalled deals"),
    "quiet": gettext_lazy("Customers gone quiet"),
    "coverage": gettext_lazy("Thin coverage"),
    "lost": gettext_lazy("Lost deals"),
    "price": gettext_lazy("Price slides"),
}

RULES: dict[str, Text] = {
    "stalled": gettext_lazy(
        "open in their stage for longer than any deal that was ever closed from there"
    ),
    "quiet": gettext_lazy(
        "no order for half as long again as they ever went without one; with what they bought in a "
        "year"
    ),
    "coverage": gettext_lazy("what a goal will likely miss, and what open deals usually bring"),
    "lost": gettext_lazy("deals lost for a reason in twelve months, with their amounts"),
    "price": gettext_lazy("what three months brought less than at the price of nine months before"),
}

_MOST_SAID = 3


def what(one: Obstacle, seen: ObstaclesSeen, naming: Callable[[str, str], str],
         calendar: BusinessCalendar) -> str:  # fmt: skip
    """One obstacle in words: '9 deals have stalled'."""
    if one.kind == "stalled":
        return ngettext("%(n)s deal has stalled", "%(n)s deals have stalled", one.count) % {
            "n": one.count
        }
    if one.kind == "quiet":
        return ngettext(
            "%(n)s customer has gone quiet", "%(n)s customers have gone quiet", one.count
        ) % {"n": one.count}
    if one.kind == "price":
        return _("%(line)s is sold ever cheaper") % {"line": naming("product_line", one.item)}
    if one.kind == "lost":
        return ngettext(
            "%(n)s deal lost for “%(reason)s”", "%(n)s deals lost for “%(reason)s”", one.count
        ) % {"n": one.count, "reason": naming("lost_reason", one.item)}
    assert seen.coverage is not None, "thin coverage has one"
    goal = seen.coverage.goal
    return _("the goal of %(window)s is thinly covered") % {
        "window": goal_window_text(goal.window, goal.kind, calendar)
    }


def note(one: Obstacle, seen: ObstaclesSeen, style: Style) -> str:
    """What else there is to know of an obstacle."""
    if one.kind == "coverage" and seen.coverage is not None:
        return _("open deals of %(open)s usually bring %(usual)s") % {
            "open": style.text(seen.coverage.open), "usual": style.text(seen.coverage.usual),
        }  # fmt: skip
    if one.kind == "lost":
        reason = next(r for r in seen.reasons if r.reason == one.item)
        share = part_text(reason.share).lstrip("+")
        if reason.usual is None:
            return _("%(share)s of lost deals") % {"share": share}
        return _("%(share)s of lost deals, %(usual)s is usual") % {
            "share": share, "usual": part_text(reason.usual).lstrip("+"),
        }  # fmt: skip
    if one.kind == "price":
        slide = next(s for s in seen.slides if s.item == one.item)
        return _("%(change)s against list in twelve months") % {"change": part_text(slide.change)}
    return ""


def obstacles_sentence(
    seen: ObstaclesSeen, naming: Callable[[str, str], str], calendar: BusinessCalendar
) -> Sentence:
    """The obstacles that something can be done about, most money first; then why deals are lost."""
    style = Style("money", seen.currency)
    lost = [one for one in seen.obstacles if one.kind == "lost"]
    rest = [one for one in seen.obstacles if one.kind != "lost"]
    parts: list[Part] = []
    for number, one in enumerate(rest[:_MOST_SAID]):
        amount = Figure(text=style.text(one.amount), exact=style.exact(one.amount), tone="bad")
        said = compose(
            _("{what} ({amount})"), what=what(one, seen, naming, calendar), amount=amount
        )
        parts += [*(("; ",) if number else ()), *said]
    if not parts:
        parts = [_("Nothing stands in the way that the figures can show.")]
    else:
        first = parts[0]
        parts = [first[:1].upper() + first[1:] if isinstance(first, str) else first,
                 *parts[1:], "."]  # fmt: skip
    details: list[tuple[Part, ...]] = []
    if lost:
        amount = Figure(text=style.text(lost[0].amount), exact=style.exact(lost[0].amount))
        details.append(compose(
            _("Most money is lost so: {what}, {amount} in twelve months."),
            what=what(lost[0], seen, naming, calendar), amount=amount,
        ))  # fmt: skip
    if rest:
        details.append((_("The amounts are what is at stake in each; they overlap, and are not "
                          "summed."),))  # fmt: skip
    return Sentence(tuple(parts), tuple(details))
