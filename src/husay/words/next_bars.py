"""Raising the bar in words: which bars are raised, by which formula, and what that costs a seller;
the same on every face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.basics.period import Grain, YearRule
from husay.goals.aim import in_units
from husay.goals.next_bar import DISCOUNT, MOST, OF_SURPLUS, SURE
from husay.goals.plan import GoalPlan
from husay.goals.windfall import PERCENT
from husay.measures.measure import MEASURES
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count, share
from husay.words.goal_plans import figure_column, node_names
from husay.words.proposals import chance_ratio
from husay.words.sheet import Sheet, SheetColumn
from husay.words.values import period_text
from husay.words.workshop import listed

if TYPE_CHECKING:
    from husay.store.goal_plans import NextBars
    from husay.words.naming import Named
    from husay.words.term import Text

VERDICTS: Mapping[str, Text] = {
    "raised": gettext_lazy("raised"),
    "within-a-period": gettext_lazy("never within a period"),
    "period-not-over": gettext_lazy("the period is not over"),
    "not-sure": gettext_lazy("not certain enough"),
    "no-reason": gettext_lazy("no reason to"),
}


def bars_sentence(found: NextBars, year: YearRule) -> Sentence:
    """How many bars are raised, on what they rest, for which periods."""
    raised = len([bar for bar in found.bars if bar.verdict == "raised"])
    text = ngettext(
        "{n} of {all} bars is raised for {next} and {last}, after {first} and {second}.",
        "{n} of {all} bars are raised for {next} and {last}, after {first} and {second}.",
        raised,
    )
    if not raised:
        text = _("No bar is raised yet, after {first} and {second}.")
    periods = (*found.holds, *found.periods)
    following, last, first, second = (period_text(period.key, year) for period in periods)
    said: dict[str, str | Figure] = {
        "n": Figure(text=count(raised)), "all": Figure(text=count(len(found.bars))),
        "next": following, "last": last, "first": first, "second": second,
    }  # fmt: skip
    return Sentence(compose(text, **said))


def bar_heads(grain: Grain) -> dict[str, str]:
    """What heads the columns of a bar, of what came in, and of the odds of being above it: bar and
    what came are of one period, and what is asked of the odds is said."""
    bars = {"month": _("Bar for a month"), "quarter": _("Bar for a quarter"),
            "year": _("Bar for a year")}  # fmt: skip
    came = {"month": _("Came in a month, on the mean"),
            "quarter": _("Came in a quarter, on the mean"),
            "year": _("Came in a year, on the mean")}  # fmt: skip
    odds = _("Odds of being above (from %(sure)s on it is raised)")
    return {"bar": bars[grain], "came": came[grain], "odds": odds % {"sure": share(SURE, 0)}}


def formula_lines(found: NextBars, year: YearRule) -> tuple[str, str, str]:
    """The formula with its terms, when a bar is raised at all, and for which periods."""
    formula = _("Next bar = bar + peers’ growth (%(growth)s of it) + %(part)s of the own surplus, "
                "%(most)s of the bar at most.")  # fmt: skip
    when = _("Only where the bar was passed over two periods with a chance of %(sure)s or more; "
             "never within a period, and never on one windfall: no deal counts for more than what "
             "%(usual)s of 100 deals of the others are beside their usual ones.")  # fmt: skip
    said = {"growth": share(found.growth, signed=True), "part": share(OF_SURPLUS, 0),
            "most": share(MOST, 0), "sure": share(SURE, 0), "usual": count(PERCENT),
            }  # fmt: skip
    which = _("A bar is the mean of the two periods; the next one is for %(first)s and %(second)s, "
              "so that a season is in both.")  # fmt: skip
    first, second = (period_text(period.key, year) for period in found.holds)
    return formula % said, when % said, which % {"first": first, "second": second}


def cost_lines(found: NextBars) -> tuple[str, ...]:
    """What a raise costs a seller, under this formula and under "last year and so much
    more"; nothing of bars that are nobody's own."""
    if not found.of_people:
        return ()
    ours = _("Who sells more now than they have to is paid for it now, and asked for %(part)s of "
             "it again in the periods after. All in all they keep %(kept)s of what it brings them "
             "in pay, where pay counts for %(discount)s less with each period that it comes "
             "later.")  # fmt: skip
    other = _("If all of it were asked for again, as with “last year and so much more”, they would "
              "keep %(kept)s: then it pays to hold back.")  # fmt: skip
    kept = {"kept": share(found.kept, 0), "part": share(OF_SURPLUS, 0),
            "discount": share(DISCOUNT, 0)}  # fmt: skip
    return ours % kept, other % {"kept": share(found.kept_by_last_year, 0)}


def without_a_bar(found: NextBars, names: Mapping[str, str]) -> str:
    """Who had no goal over both periods; '' where all had."""
    if not found.left_out:
        return ""
    who = listed(names.get(key, key) for key in found.left_out)
    return _("Without a goal over both periods: %(who)s.") % {"who": who}


def bars_notes(found: NextBars, names: Mapping[str, str], year: YearRule) -> tuple[str, ...]:
    """All that is said below the bars."""
    lines = (*formula_lines(found, year), *cost_lines(found), without_a_bar(found, names))
    return tuple(filter(None, lines))


def bars_sheet(found: NextBars, plan: GoalPlan, company: Named) -> Sheet:
    """The next bars, each of its terms a column."""
    names = node_names(plan.nodes, company)
    measure = MEASURES[plan.measure]
    rows = [
        {
            "goal_of": bar.item,
            "name": names.get(bar.item, bar.item),
            "old": in_units(measure, bar.old),
            "result": in_units(measure, bar.result),
            "counted": in_units(measure, bar.counted),
            "chance": chance_ratio(bar.chance),
            "for_peers": in_units(measure, bar.for_peers),
            "for_own": in_units(measure, bar.for_own),
            "new": in_units(measure, bar.new),
            "verdict": str(VERDICTS[bar.verdict]),
        }
        for bar in sorted(found.bars, key=lambda bar: (names.get(bar.item, bar.item), bar.item))
    ]
    columns = (
        SheetColumn(name="goal_of", label=_("Goal of")),
        SheetColumn(name="name", label=_("Name")),
        figure_column("old", _("Bar"), plan.measure),
        figure_column("result", _("Came in both periods"), plan.measure),
        figure_column("counted", _("Without windfalls"), plan.measure),
        SheetColumn(name="chance", label=_("Chance above"), kind="ratio"),
        figure_column("for_peers", _("Peers’ growth"), plan.measure),
        figure_column("for_own", _("Own surplus"), plan.measure),
        figure_column("new", _("Next bar"), plan.measure),
        SheetColumn(name="verdict", label=_("Verdict")),
    )
    return Sheet(columns, rows)
