"""The demo company's customers: who they are, where, how much they buy, and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from husay.demo import places
from husay.demo.chance import Chance
from husay.demo.customer_groups import GROUPS, SARI_SARI
from husay.demo.places import BusinessUnit
from husay.demo.scale import Scale
from husay.demo.words import SHOP_KINDS, SHOP_WORDS, SURNAMES

SHARE_UNITS = 10**12
"""What `Account.weight` is reckoned in: large, so that rounding it down loses nothing."""


@dataclass(frozen=True)
class Account:
    """A customer as the generator sees it; `index` is its place in the list.

    `weight` is how often it orders (beside the others), `first_month` and `last_month` are
    places in the history's months. A `walk_in` has no owner of its own: it orders online, and
    its territory's owner has the credit.
    """

    index: int
    id: str
    name: str
    group: int
    unit: int
    territory: str
    weight: int
    first_month: int
    last_month: int
    walk_in: bool

    @property
    def pesos(self) -> int:
        """Its usual revenue, beside other customers'."""
        group = GROUPS[self.group]
        return self.weight * group.lines_in_16 * group.pesos


def accounts(scale: Scale, seed: int, months: int) -> tuple[Account, ...]:
    """All customers, unit by unit."""
    made: list[Account] = []
    for at, count in enumerate(_counts(scale.customers)):
        business, first = places.UNITS[at], len(made)
        drafts = [_draft(business, at, first + i, seed, months) for i in range(count)]
        whole = sum(draft.pesos for draft in drafts)
        made += [_weighed(draft, business.share, whole) for draft in drafts]
    return tuple(_told_apart(made))


def _told_apart(made: list[Account]) -> Iterator[Account]:
    """The accounts, the second and later ones of a name with a number."""
    seen: Counter[str] = Counter()
    for account in made:
        seen[account.name] += 1
        count = seen[account.name]
        yield account if count == 1 else replace(account, name=f"{account.name} {count}")


def _counts(customers: int) -> list[int]:
    """Customers of each unit: key accounts are few and large."""
    parts = [u.share * (6 if u.id == places.KEY_ACCOUNTS else 11) for u in places.UNITS]
    return [customers * part // sum(parts) for part in parts]


def _draft(business: BusinessUnit, unit: int, index: int, seed: int, months: int) -> Account:
    """A customer whose weight is not yet in proportion to its unit's share."""
    chance = Chance(seed, f"customer {index}")
    percent, group = chance.below(100), 0
    while percent >= business.mix[group]:
        percent -= business.mix[group]
        group += 1
    walk_in = group == SARI_SARI and chance.below(100) < 8
    # Skewed, as customers are: a few are several times the usual size.
    size = 20 + chance.below(80) + chance.below(60) * chance.below(60) * chance.below(60) // 700
    first, last = _span(chance, months)
    # The first territories of a unit have more customers than the last.
    nearest = min(chance.below(len(business.territories)) for _ in range(2))
    territory = business.territories[nearest]
    return Account(
        index=index,
        id=f"C{index + 1:05}",
        name=_name(chance, group, territory),
        group=group,
        unit=unit,
        territory=territory,
        weight=GROUPS[group].frequency * size,
        first_month=first,
        last_month=last,
        walk_in=walk_in,
    )


def _span(chance: Chance, months: int) -> tuple[int, int]:
    """First and last month: one in six opens during the history, one in fourteen closes."""
    first = chance.between(2, months - 3) if chance.below(6) == 0 else 0
    last = chance.between(first + 3, months + 3) if chance.below(14) == 0 else months - 1
    return first, min(last, months - 1)


def _name(chance: Chance, group: int, territory: str) -> str:
    """A shop's name with its place."""
    word = chance.of(SHOP_WORDS) if chance.below(2) else chance.of(SURNAMES)
    return f"{chance.of(SHOP_KINDS[group]).format(word)}, {places.territory_name(territory)}"


def _weighed(draft: Account, share: int, whole: int) -> Account:
    """The draft with its weight in proportion to its unit's share of the company's revenue."""
    weight = max(1, draft.weight * share * SHARE_UNITS // whole)
    return replace(draft, weight=weight)
