"""The sentences of a fair ranking: who leads, who lags, and when nobody can say."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.tracking.expectation import Basis
from husay.tracking.fair_ranking import FairRanking, Ranked
from husay.words.figure import Sentence
from husay.words.format import Style, count, share
from husay.words.listed import listed
from husay.words.values import when

if TYPE_CHECKING:
    from husay.store.people_ranking import RankingSeen
    from husay.words.term import Text

MEASURES: dict[str, Text] = {
    "revenue": gettext_lazy("revenue"),
    "orders": gettext_lazy("orders"),
    "win_rate": gettext_lazy("win rate"),
    "new_customers": gettext_lazy("new customers"),
}

BASES: dict[Basis, Text] = {
    "potential": gettext_lazy(
        "Each is held against the potential of their accounts and territories."
    ),
    "history": gettext_lazy(
        "No potentials: ranks rest on what the customers whom each had a year before bought then."
    ),
    "same": gettext_lazy(
        "No potentials and no year before: all are held against the same, whatever they have to "
        "work with."
    ),
    "tries": gettext_lazy("Each deal that was closed counts as one try."),
}

VERDICTS: dict[str, Text] = {
    "leader": gettext_lazy("leads"),
    "laggard": gettext_lazy("lags"),
    "within-chance": gettext_lazy("within chance"),
    "no-credible-difference": gettext_lazy("no credible difference"),
}

TONES: dict[str, Literal["good", "bad"]] = {"leader": "good", "laggard": "bad"}
Naming = Callable[[str], str]


def places_text(row: Ranked) -> str:
    """'3 to 9': between which ranks somebody lies in nine of ten draws."""
    best, worst = row.place.best, row.place.worst
    if best == worst:
        return str(best)
    return _("%(best)s to %(worst)s") % {"best": best, "worst": worst}


def level_text(level: float) -> str:
    """'+18 %': above or below what is usual."""
    return share(Fraction(round((level - 1) * 100), 100), 0, signed=True)


def sold_text(found: FairRanking, row: Ranked) -> str:
    """What was sold; of a win rate '12 of 45'."""
    if found.unit == "ratio":
        return _("%(won)s of %(tried)s") % {"won": row.sold, "tried": row.expected}
    if found.unit == "count":
        return count(row.sold)
    return Style("money", found.currency).text(row.sold)


def ranking_sentence(seen: RankingSeen, naming: Naming, team: str = "") -> Sentence:
    """What a ranking says first; `naming` says what an item is called, `team` what the team is."""
    details: list[tuple[str]] = [(line,) for line in _beneath(seen, naming) if line]
    return Sentence((_first(seen, naming, team),), tuple(details))


def _first(seen: RankingSeen, naming: Naming, team: str) -> str:
    found = seen.found
    if seen.own:
        return _own(seen, naming, team)
    what, days = str(MEASURES[found.measure]), when(found.window)
    if found.ranking is None:
        return _("There are too few to rank by %(what)s %(when)s: it takes three, each with three "
                 "whole months.") % {"what": what, "when": days}  # fmt: skip
    leaders = listed([naming(row.item) for row in found.leaders])
    laggards = listed([naming(row.item) for row in found.laggards])
    told = {"what": what, "when": days, "leaders": leaders, "laggards": laggards}
    if leaders and laggards:
        return _("By %(what)s %(when)s, %(leaders)s stand out above what could be expected, and "
                 "%(laggards)s below it.") % told  # fmt: skip
    if leaders:
        return _("By %(what)s %(when)s, %(leaders)s stand out above what could be expected; nobody "
                 "can be said to lag.") % told  # fmt: skip
    if laggards:
        return _("By %(what)s %(when)s, %(laggards)s stand out below what could be expected; "
                 "nobody can be said to lead.") % told  # fmt: skip
    if found.ranking.credible:
        return _("By %(what)s %(when)s they differ, but no one of them stands out from chance.") % told  # noqa: E501  # fmt: skip
    return _("No credible difference by %(what)s %(when)s: what sets them apart may as well be "
             "chance.") % told  # fmt: skip


def _own(seen: RankingSeen, naming: Naming, team: str) -> str:
    found, what = seen.found, str(MEASURES[seen.found.measure])
    told = {"what": what, "when": when(found.window), "of": seen.of, "team": team}
    if not found.rows:
        if found.left_out:
            return _("There is no place yet by %(what)s %(when)s: that wants three whole months.") % told  # noqa: E501  # fmt: skip
        return _("There is no place to tell by %(what)s %(when)s: the team is too small to give "
                 "one without giving others’ figures away.") % told  # fmt: skip
    row = found.rows[0]
    told |= {"best": row.place.best, "worst": row.place.worst}
    if (row.place.best, row.place.worst) == (1, seen.of):
        return _("By %(what)s %(when)s nobody can say yet where you stand among the %(of)s in "
                 "%(team)s: any place is possible.") % told  # fmt: skip
    if row.place.best == row.place.worst:
        return _("You are likely to be number %(best)s of %(of)s in %(team)s by %(what)s %(when)s.") % told  # noqa: E501  # fmt: skip
    return _("You are likely between place %(best)s and place %(worst)s of %(of)s in %(team)s by "
             "%(what)s %(when)s.") % told  # fmt: skip


def _beneath(seen: RankingSeen, naming: Naming) -> list[str]:
    found = seen.found
    if not found.rows:
        return [_left_out(seen, naming)]
    lines = [str(BASES[found.basis])]
    if not seen.own:
        lines += [_others(found), more_words(found), _left_out(seen, naming)]
    return lines


def _others(found: FairRanking) -> str:
    rest = len(found.rows) - len(found.leaders) - len(found.laggards)
    if found.ranking is None or not found.ranking.credible or not rest:
        return ""
    return ngettext(
        "%(n)s other lies where chance alone could have put them.",
        "%(n)s others lie where chance alone could have put them: in nine cases of ten between "
        "the ranks given.",
        rest,
    ) % {"n": rest}


def more_words(found: FairRanking) -> str:
    """How much more it takes until there is an order; '' where there is one."""
    ranking = found.ranking
    if ranking is None or ranking.credible:
        return ""
    if not ranking.more_months:
        return _("Nothing promises that more months would show one.")
    return ngettext(
        "If things go on so, it takes about %(n)s more month to tell them apart.",
        "If things go on so, it takes about %(n)s more months to tell them apart.",
        ranking.more_months,
    ) % {"n": ranking.more_months}


def _left_out(seen: RankingSeen, naming: Naming) -> str:
    if seen.own:
        return ""
    short = [naming(one.item) for one in seen.found.left_out if one.why == "months"]
    without = [naming(one.item) for one in seen.found.left_out if one.why == "nothing-expected"]
    lines = []
    if short:
        lines.append(_("Not ranked, with fewer than three whole months: %(who)s.")
                     % {"who": listed(short)})  # fmt: skip
    if without:
        lines.append(_("Not ranked, with nothing to be held against: %(who)s.")
                     % {"who": listed(without)})  # fmt: skip
    return " ".join(lines)
