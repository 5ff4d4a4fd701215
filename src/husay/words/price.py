"""The sentences of prices: why sales differ, what slides, who gives more than others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from husay.stats.price_volume import Effects
from husay.tracking.price import PriceMix
from husay.tracking.price_trend import PriceTrend
from husay.words.figure import Evidence, Figure, Part, Sentence, compose
from husay.words.format import Style, share
from husay.words.listed import listed
from husay.words.values import when

if TYPE_CHECKING:
    from husay.stats.discount import Giver
    from husay.store.prices import PriceSeen
    from husay.words.term import Text

EFFECTS: dict[str, Text] = {
    "volume": gettext_lazy("volume"),
    "mix": gettext_lazy("mix"),
    "price": gettext_lazy("price"),
    "new": gettext_lazy("new"),
    "lost": gettext_lazy("lost"),
}
"""In the order in which they lead from before to after."""

MEANINGS: dict[str, Text] = {
    "volume": gettext_lazy("more or fewer pieces, at the old prices and in the old mix"),
    "mix": gettext_lazy("dearer or cheaper things out of the same number"),
    "price": gettext_lazy("the same things at other prices"),
    "new": gettext_lazy("what was not sold before"),
    "lost": gettext_lazy("what is no longer sold"),
}

LEVELS: dict[str, Text] = {
    "product": gettext_lazy("product by product"),
    "product_line": gettext_lazy("product line by product line"),
    "product, customer_group": gettext_lazy("product by product in each customer group"),
}

GIVING: dict[str, Text] = {
    "gives-more": gettext_lazy("gives more than others"),
    "gives-less": gettext_lazy("gives less than others"),
    "like-peers": gettext_lazy("as others do"),
}


def effects_of(effects: Effects) -> list[tuple[str, int]]:
    """The effects by name; what is new and lost only where there is any."""
    return [
        (name, getattr(effects, name))
        for name in EFFECTS
        if name in ("volume", "mix", "price") or getattr(effects, name)
    ]


def price_sentence(
    seen: PriceSeen,
    naming: Callable[[str, str], str],
    explain: Callable[[str], Evidence | None] = lambda part: None,
) -> Sentence:
    """What was sold, against a year before, and how much of the difference is price; then what
    slides. `naming` says what an item of a dimension is called."""
    found = seen.found
    style = Style("money", found.currency).fitted([found.before, found.after])
    change = found.after - found.before
    text = _("{after} was sold {when}, {change} more than a year before: {price}.")
    if change < 0:
        text = _("{after} was sold {when}, {change} less than a year before: {price}.")
    figure = Figure(text=style.text(abs(change)), exact=style.exact(abs(change)),
                    tone="good" if change >= 0 else "bad")  # fmt: skip
    after = Figure(
        text=style.text(found.after), exact=style.exact(found.after), evidence=explain("after")
    )
    first = compose(text, after=after, when=when(found.window), change=figure, price=_price(found))
    lines: list[tuple[Part, ...]] = [(line,) for line in _beneath(seen, naming)]
    return Sentence(first, tuple(lines))


def _price(found: PriceMix) -> str:
    """What prices did to it."""
    style = Style("money", found.currency)
    price = found.effects.price
    if price < 0:
        return _("lower prices cost %(amount)s") % {"amount": style.text(-price)}
    if price > 0:
        return _("higher prices brought %(amount)s") % {"amount": style.text(price)}
    return _("prices changed nothing")


def _beneath(seen: PriceSeen, naming: Callable[[str, str], str]) -> list[str]:
    slides = [trend for trend in seen.trends if trend.verdict == "slides"]
    lines = [slide_words(t, naming("product_line", t.item), seen.found.currency) for t in slides]
    if seen.trends and not slides:
        lines.append(_("No product line slides in price that the months can show."))
    more = [naming("seller", who) for who, g in seen.givers.items() if g.verdict == "gives-more"]
    if more:
        lines.append(_("Give more discount than others for the same goods and customers: %(who)s.")
                     % {"who": listed(more)})  # fmt: skip
    lines.append(_("Worked out %(level)s; the parts sum to the difference.")
                 % {"level": LEVELS[seen.found.level]})  # fmt: skip
    return lines


def slide_words(trend: PriceTrend, name: str, currency: str) -> str:
    """What a line's prices lost, between what and what."""
    return _("%(line)s is sold ever cheaper: %(change)s against list in a year (between %(low)s "
             "and %(high)s), and %(given)s was taken off list in the last three months.") % {
        "line": name, "change": part_text(trend.change), "low": part_text(trend.low),
        "high": part_text(trend.high),
        "given": Style("money", currency).text(trend.given),
    }  # fmt: skip


def part_text(value: float) -> str:
    """'−8.3 %'."""
    return share(Fraction(round(value * 1000), 1000), 1, signed=True)


def giver_amount(giver: Giver, currency: str) -> str:
    """What somebody gives beyond others, in money."""
    return Style("money", currency).text(giver.amount, signed=True)
