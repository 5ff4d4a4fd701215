"""Signals in words: what has left what was expected, since when, how sure, and where it sits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.basics.amount import SCALE
from husay.measures.dimension import NAMED
from husay.tracking.currency import counted_currency
from husay.tracking.signals.contributions import BETWEEN, TOGETHER
from husay.tracking.signals.found import Flat, Signal
from husay.tracking.signals.series import DISCOUNT, OVERDUE, RETURNS, Series
from husay.words import dates
from husay.words.figure import Figure, Part, Sentence, Tone, compose
from husay.words.format import Style, share
from husay.words.term import Term
from husay.words.terms import dimension_term, measure_term
from husay.words.values import item_text

if TYPE_CHECKING:
    from husay.measures.question import Shape
    from husay.store.signals.document import Kept
    from husay.store.signals.reading import Signals
    from husay.words.naming import Named

_KINDS = {**NAMED, "unit": "unit", "seller": "person"}
_TOGETHER = ("product_line", "customer_group", "territory")
_TELLING = 0.5
"""An item is named where so much of the gap is its own."""


class Telling:
    """Says signals for one company: names are looked up once."""

    def __init__(self, company: Named, shape: Shape) -> None:
        self.company, self.shape = company, shape
        self.currency = counted_currency(shape)
        self._known: dict[tuple[str, str], str] = {}

    def item(self, dimension: str, item: str) -> str:
        """What an item is called."""
        if dimension == "kind":
            return _kind_names().get(item, item)
        key = dimension, item
        if item and key not in self._known:
            kind = _KINDS.get(dimension)
            names = self.company.names(kind, [item]) if kind else {}
            self._known[key] = names.get(item, item)
        return item_text(dimension, item or None, self._known.get(key))

    def who(self, series: Series) -> str:
        """Whose a series is: 'Cebu and Bohol', 'Beverages in Cebu and Bohol', 'the company'."""
        if series.scope == "company":
            return _("The company")
        name = self.item(series.scope, series.item)
        if not series.part:
            return name
        part = self.item("product_line", series.part)
        return _("%(part)s in %(unit)s") % {"part": part, "unit": name}

    def what(self, series: Series) -> str:
        """Which measure a series is of."""
        return str(watched_term(series.measure).label)

    def style(self, series: Series) -> Style:
        """How amounts of a series are written."""
        return Style("money", self.currency) if series.in_money else Style("number")

    def size(self, signal: Signal) -> Figure:
        """'18 % below' what was expected."""
        off = share(abs(signal.ratio - SCALE), 0)
        word = _("below the expected") if signal.direction == "fall" else _("above the expected")
        tone: Tone = "bad" if signal.bad else "good"
        # The marks of good and bad point up and down: what is bad in rising has none.
        turned = signal.bad == (signal.direction == "rise")
        return Figure(text=off, tone="" if turned else tone, word=word)

    def amount(self, signal: Signal, value: int) -> Figure:
        """An amount that a signal costs or brings."""
        style = self.style(signal.series)
        if not signal.series.in_money:
            value = round(value / SCALE) * SCALE
        return Figure(text=style.text(value), exact=style.exact(value))

    def sentence(self, signal: Signal) -> tuple[Part, ...]:
        """A signal in one sentence."""
        parts: dict[str, Part] = {
            "who": self.who(signal.series), "what": self.what(signal.series).lower(),
            "size": self.size(signal), "since": dates.day(signal.since),
            "month": self.amount(signal, abs(signal.a_month)),
            "so_far": self.amount(signal, abs(signal.missed)),
        }  # fmt: skip
        return compose(_sentence_text(signal), **parts)

    def interval(self, signal: Signal) -> str:
        """Between what the size and the first day lie in eight of ten cases."""
        ends = sorted(abs(end - SCALE) for end in (signal.low, signal.high))
        if share(ends[0], 0) == share(ends[1], 0):
            return _("In eight of ten cases it began between %(first)s and %(last)s.") % {
                "first": dates.day(signal.earliest), "last": dates.day(signal.latest),
            }  # fmt: skip
        return _(
            "In eight of ten cases it is between %(least)s and %(most)s, and began between "
            "%(first)s and %(last)s."
        ) % {
            "least": share(ends[0], 0), "most": share(ends[1], 0),
            "first": dates.day(signal.earliest), "last": dates.day(signal.latest),
        }  # fmt: skip

    def where(self, signal: Signal) -> str:
        """Where most of it sits, in a sentence; '' where nothing makes most of it."""
        named, told = list[str](), set[str]()
        for dimension, rows in signal.where.items():
            total = sum(gap for _item, gap in rows)
            item, gap = rows[0]
            if dimension == TOGETHER or (dimension == "kind" and item != "return"):
                continue
            if dimension == "product_group" and "product_line" in told:
                continue
            if item and total and _TELLING <= gap / total <= 1.5:
                told.add(dimension)
                part = share(min(SCALE, round(SCALE * gap / total)), 0)
                named.append(_("%(item)s (%(part)s)") % {
                    "item": self.item(dimension, item), "part": part,
                })  # fmt: skip
        if not named:
            return _("It is spread over many: nothing in it makes more than half of it.")
        return _("Most of it: %(items)s.") % {"items": "; ".join(named)}

    def cell(self, dimension: str, item: str) -> str:
        """An item of where a signal sits, or of three dimensions at once; '' is all the others."""
        if not item:
            return _("all others")
        if dimension != TOGETHER:
            return self.item(dimension, item)
        pairs = zip(_TOGETHER, item.split(BETWEEN), strict=False)
        return " · ".join(self.item(one, part) for one, part in pairs if part)

    def flat(self, flat: Flat) -> str:
        """Growth that stopped, in a sentence."""
        return _(
            "%(who)s: %(what)s %(before)s in the year before, %(now)s in the last three months "
            "against a year ago (%(low)s to %(high)s)."
        ) % {
            "who": self.who(flat.series), "what": self.what(flat.series).lower(),
            "before": share(flat.before, 0, signed=True), "now": share(flat.now, 0, signed=True),
            "low": share(flat.low, 0, signed=True), "high": share(flat.high, 0, signed=True),
        }  # fmt: skip


_OVERDUE = Term(
    gettext_lazy("Deals past their time"),
    gettext_lazy("Deals that stand in a stage for longer than 19 of 20 did before they left it."),
    plural=True,
)


def watched_term(name: str) -> Term:
    """What a watched measure is called: one that can be asked for, or deals past their time."""
    return _OVERDUE if name == OVERDUE else measure_term(name)


def _kind_names() -> Mapping[str, str]:
    return {"sale": _("sales"), "return": _("returns"), "adjustment": _("adjustments")}


def _sentence_text(signal: Signal) -> str:
    if signal.series.measure == DISCOUNT:
        if signal.direction == "rise":
            return _("{who}: discounts are {size} above what was expected, since about {since}: "
                     "{month} a month given away besides.")  # fmt: skip
        return _("{who}: discounts are {size} below what was expected, since about {since}: "
                 "{month} a month less given away.")  # fmt: skip
    if signal.series.measure == RETURNS:
        if signal.direction == "rise":
            return _("{who}: returns are {size} above what was expected, since about {since}: "
                     "{so_far} more came back.")  # fmt: skip
        return _("{who}: returns are {size} below what was expected, since about {since}: "
                 "{so_far} less came back.")  # fmt: skip
    if signal.series.measure == OVERDUE and signal.direction == "rise":
        return _("{who}: {so_far} more deals than expected have stood in their stage for too long, "
                 "since about {since}.")  # fmt: skip
    if signal.direction == "fall":
        return _("{who}: {what} is {size} below what was expected, since about {since}: {month} a "
                 "month if it goes on.")  # fmt: skip
    return _("{who}: {what} is {size} above what was expected, since about {since}: {month} a "
             "month if it goes on.")  # fmt: skip


def sure_words(chance: int) -> str:
    """How sure it is that something has changed."""
    known = ((9_500, _("almost certain")), (8_000, _("very likely")), (5_000, _("likely")))
    return next((words for least, words in known if chance >= least), _("possible"))


def sure_figure(signal: Signal) -> Figure:
    """How sure a signal is: the words, with the chance beside them."""
    part = share(min(9_900, max(100, signal.chance)), 0)
    return Figure(text=sure_words(signal.chance), exact=part, word=part)


def page_sentence(found: Signals, telling: Telling) -> Sentence:
    """What is falling, since when, what it costs and how sure that is; or that nothing is."""
    if not found.pushed:
        count = sum(found.swept.watched.values())
        calm = _("Nothing that you see is falling for certain.")
        more = _("Watched to the end of %(day)s.") % {"day": dates.day(found.swept.as_of)}
        return Sentence((calm,), ((more,),)) if count else Sentence((calm,))
    first = found.pushed[0].signal
    details: list[tuple[Part, ...]] = []
    others = len(found.pushed) - 1
    told = [_("How sure: %(sure)s.") % {"sure": sure_words(first.chance)}]
    if first.where:
        told.append(telling.where(first))
    details.append((" ".join(told),))
    if others:
        said = ngettext(
            "%(n)s more is falling, below.", "%(n)s more are falling, below.", others
        ) % {"n": others}
        details.append((said,))
    return Sentence(telling.sentence(first), tuple(details))


def news_lines(found: Signals, telling: Telling, most: int = 2) -> list[str]:
    """What stands at the top of a first page."""
    return [plain(telling.sentence(kept.signal)) for kept in found.pushed[:most]]


def ended_words(kept: Kept) -> str:
    """Why an episode is over."""
    day = dates.day(kept.signal.closed) if kept.signal.closed else ""
    known = {
        "recovered": _("back at the expected on %(day)s"),
        "rebased": _("accepted as the new level on %(day)s"),
        "changed": _("over since %(day)s: figures or organisation were changed"),
    }
    return known[kept.ended] % {"day": day} if kept.ended else _("going on")


def watched_words(counts: Mapping[str, int]) -> str:
    """What is watched: '306 of revenue, 306 of orders'."""
    return ", ".join(
        _("%(n)s of %(measure)s") % {"n": n, "measure": str(watched_term(name).label).lower()}
        for name, n in counts.items()
    )


def dimension_name(dimension: str) -> str:
    """The heading of one dimension of where a signal sits."""
    if dimension == TOGETHER:
        return _("Line, customers and place together")
    if dimension == "kind":
        return _("Sold or returned")
    return str(dimension_term(dimension).label)


def plain(parts: Iterable[Part]) -> str:
    """A sentence without its figures' marks."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)
