"""The sentences of a gap: how much, in what, how sure; or how much more it takes to say so."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.basics.amount import SCALE
from husay.tracking.gap import GapFound, NoGap
from husay.words.figure import Evidence, Figure, Part, Sentence, compose
from husay.words.format import Style, number, share
from husay.words.outlook import odds_share
from husay.words.values import when

if TYPE_CHECKING:
    from collections.abc import Callable

    from husay.stats.gap import Gap, Stage
    from husay.words.term import Text

FACTORS: dict[str, Text] = {
    "leads": gettext_lazy("prospecting"),
    "meetings": gettext_lazy("meetings and presenting"),
    "wins": gettext_lazy("closing"),
    "deal-value": gettext_lazy("deal value"),
    "price": gettext_lazy("price"),
    "open-deals": gettext_lazy("deals worked on"),
    "speed": gettext_lazy("cycle time"),
    "customers": gettext_lazy("customers served"),
    "orders": gettext_lazy("orders per customer"),
}
"""What a factor is called where somebody is coached in it."""

MEANINGS: dict[str, Text] = {
    "leads": gettext_lazy("new deals a month"),
    "meetings": gettext_lazy("meetings out of 100 new deals"),
    "wins": gettext_lazy("deals won out of 100 meetings"),
    "deal-value": gettext_lazy("list value of a deal that is won"),
    "price": gettext_lazy("net price out of 100 at list"),
    "customers": gettext_lazy("customers served a month"),
    "orders": gettext_lazy("orders of a customer a month"),
}

_SURE = 0.8
USUAL: dict[str, Text] = {
    "team": gettext_lazy("what is usual"),
    "best": gettext_lazy("what the best quarter brings"),
    "own": gettext_lazy("their own best three months"),
}


def meaning(factor: str, form: str, with_meetings: bool, of_unit: bool = False) -> str:
    """What a factor counts. Without meetings deals are won out of new deals; an order's value is
    not a deal's."""
    if factor == "wins" and not with_meetings:
        return _("deals won out of 100 new deals")
    if factor == "leads" and of_unit:
        return _("new deals of one seller a month")
    if factor == "deal-value" and form == "orders":
        return _("list value of an order")
    return str(MEANINGS[factor])


def rate_text(stage: Stage, value: float, currency: str, form: str) -> str:
    """A factor's value as people read it."""
    if stage.factor == "deal-value":
        return Style("money", currency).text(round(value))
    if stage.factor in ("meetings", "wins", "price"):
        return share(Fraction(round(value * 1000), 1000), 1)
    return number(round(value * SCALE), places=1)


def gap_sentence(
    found: GapFound, who: str, explain: Callable[[str], Evidence | None] = lambda part: None
) -> Sentence:
    """How much more or less somebody sold than is usual, and in what."""
    style, gap = Style("money", found.currency), found.gap.gap
    amount = Figure(
        text=style.text(abs(gap)), exact=style.exact(abs(gap)), tone="good" if gap >= 0 else "bad",
        evidence=explain("gap"),
    )  # fmt: skip
    deals = found.form == "deals"
    text = _("{who} sold {amount} less {during} than {usual}.")
    if deals:
        text = _("{who} won deals worth {amount} less {during} than {usual}.")
    if gap >= 0:
        text = _("{who} sold {amount} more {during} than {usual}.")
        if deals:
            text = _("{who} won deals worth {amount} more {during} than {usual}.")
    usual = str(USUAL[found.against])
    during = ngettext("in %(n)s month", "in %(n)s months", found.months) % {"n": found.months}
    first = compose(text, who=who, amount=amount, usual=usual, during=during)
    return Sentence((*first, " ", *_named(found)), tuple((line,) for line in _beneath(found)))


def _named(found: GapFound) -> tuple[Part, ...]:
    """The stage, or that none can be named."""
    gap = found.gap
    if gap.named is not None:
        stage = next(s for s in gap.stages if s.factor == gap.named)
        return compose(
            _("What is missing is {stage} ({odds} sure)."),
            stage=Figure(text=str(FACTORS[gap.named]), tone="bad"),
            odds=odds_share(round(stage.weakest * SCALE)),
        )
    return (not_yet(found),)


def not_yet(found: GapFound) -> str:
    """That no stage can be named, and what it takes."""
    gap = found.gap
    things = _("new deals") if found.form == "deals" else _("customers served")
    if gap.more_leads:
        return _("Where that comes from, there is not enough evidence yet to say: it takes about "
                 "%(n)s more %(things)s.") % {"n": gap.more_leads, "things": things}  # fmt: skip
    return _("No one stage stands out as the weakest.")


def _beneath(found: GapFound) -> list[str]:
    gap, lines = found.gap, []
    style = Style("money", found.currency)
    likeliest = max(gap.stages, key=lambda stage: stage.weakest)
    if gap.named is None and likeliest.weakest > 0.5:
        lines.append(
            _("Most likely it is %(stage)s (%(odds)s); that is a hint to look at, and no finding.")
            % {"stage": FACTORS[likeliest.factor], "odds": odds_share(round(likeliest.weakest * SCALE))}  # noqa: E501
        )  # fmt: skip
    lines.append(_("%(sales)s against %(usual)s: the parts below sum to the difference.")
                 % {"sales": style.text(gap.sales),
                    "usual": style.text(gap.benchmark)})  # fmt: skip
    if found.months > 12:
        lines.append(ngettext(
            "The window was made %(months)s months long to have enough leads: there is %(n)s, and "
            "it takes 200.",
            "The window was made %(months)s months long to have enough leads: there are %(n)s, and "
            "it takes 200.",
            found.leads,
        ) % {"months": found.months, "n": found.leads})  # fmt: skip
    lines.append(_("%(how)s Looked at %(when)s; %(peers)s of a kind are compared.") % {
        "how": form_words(found), "when": when(found.window), "peers": found.peers,
    })  # fmt: skip
    return lines


def form_words(found: GapFound) -> str:
    """From what it was worked out."""
    if found.form == "orders":
        return _("There are no deals of it in the book: sales are customers served × orders of "
                 "each × order value × price.")  # fmt: skip
    if found.cycle is not None and found.stock is not None and _slow(found.stock) > _SURE:
        return _("By deals won. A deal is open for %(own)s days, longer than the %(usual)s that "
                 "are usual.") % {
            "own": round(found.cycle[0]), "usual": round(found.cycle[1]),
        }  # fmt: skip
    if found.cycle is not None:
        return _("By deals won. A deal is open for %(own)s days, %(usual)s are usual.") % {
            "own": round(found.cycle[0]), "usual": round(found.cycle[1]),
        }  # fmt: skip
    return _("By deals won.")


def _slow(stock: Gap) -> float:
    """How likely cycle time is what lies furthest below what is usual of the pipeline."""
    return next(stage.weakest for stage in stock.stages if stage.factor == "speed")


def no_gap_words(found: NoGap, who: str) -> str:
    """Why there is no gap to tell."""
    if found.why == "peers":
        return _("%(who)s has too few of their kind to be compared with: it takes three at least, "
                 "and five for a seller’s own page.") % {"who": who}  # fmt: skip
    if found.why == "best":
        return _("The best quarter of %(peers)s are so few that one could tell from it what each "
                 "of them does. Look at what is usual, or at one’s own best.") % {
            "peers": found.peers,
        }  # fmt: skip
    return _("%(who)s has neither deals nor orders in the last whole months that could be "
             "compared.") % {"who": who}  # fmt: skip
