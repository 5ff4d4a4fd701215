"""What deals that are open now say of the rest of a period, and how that goes with its history.

Both estimate the same remaining amount, so they are averaged, never added (our own derivation):

    from the deals:  P = A / c, A = sum(a_i p_i)   v_P = sum(a_i^2 p_i (1 - p_i)) / A^2 + e^2
    from history:    F                             v_F = s^2 * mean(z^2)
    together:        ln R = (ln F / v_F + ln P / v_P) / (1 / v_F + 1 / v_P)

a_i and p_i are a deal's amount and the chance that it is won within the rest of the period; p is
the part of the amount, not of the number of deals, that was won in past rests: large deals are won
less often than small ones. c is
the share of what such a rest brings that is open at this point: the others are deals not yet
opened, and sales that never were deals. e is the relative standard error of c. The variances are
relative, that is, of logarithms; the two estimates are taken to err independently. The result keeps
the shape of history's errors, on a scale that is smaller by sqrt(1 / (1 / v_F + 1 / v_P) / v_F).

c must come from one's own record: how much of what past rests brought was open at their beginning.
Taken as 1 it says that nothing will be sold that is not yet on the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt
from statistics import fmean, stdev

from husay.stats.outlook import Outlook


@dataclass(frozen=True)
class Deal:
    """An open deal: its amount, and the chance (0 to 1) that it is won within the period."""

    amount: float
    chance: float


@dataclass(frozen=True)
class Past:
    """A stretch of the past: the amount of the deals open before it, that of those of them which
    were won in it, and all that was sold in it."""

    open: int
    won: int
    sold: int


@dataclass(frozen=True)
class Worth:
    """What open deals are worth: the `chance` that what is open is won within a stretch of days (p
    above), the `share` of what such days bring that is open before them (c), and its relative
    `error` (e)."""

    chance: float
    share: float
    error: float


LEAST_PAST = 4
"""From fewer stretches nothing is learned."""
LEAST_SHARE = 0.05
"""Where less than a twentieth of what came was open before, open deals say nothing of what will."""


def worth(past: Sequence[Past]) -> Worth | None:
    """What open deals were worth in such stretches; None where these cannot say: they are too few,
    nothing was won, or less than a twentieth of what was sold, or more than all of it.

    The stretches share no days: those that do hardly differ, however much one differs from the
    next. The error is that of the next stretch's share told by the mean of n: the spread of the
    shares (their standard deviation over their mean) times sqrt(1 + 1 / n).
    """
    told = [stretch for stretch in past if stretch.open and stretch.sold > 0]
    if len(told) < LEAST_PAST:
        return None
    shares = [stretch.won / stretch.sold for stretch in told]
    share, chance = fmean(shares), sum(p.won for p in told) / sum(p.open for p in told)
    if not LEAST_SHARE <= share <= 1 or chance <= 0:
        return None
    return Worth(chance, share, stdev(shares) / share * sqrt(1 + 1 / len(told)))


def weighed(outlook: Outlook, amounts: Iterable[int], value: Worth) -> Outlook:
    """An outlook with what deals of these amounts that are open now say."""
    deals = [Deal(amount, value.chance) for amount in amounts]
    return with_open_deals(outlook, deals, value.share, value.error)


def with_open_deals(
    outlook: Outlook, deals: Iterable[Deal], open_share: float, error: float = 0.25
) -> Outlook:
    """The outlook with what the open deals say.

    `open_share` (above 0, at most 1) and its relative `error` are c and e of the module's text. The
    outlook comes back as it was where nothing is left to come, where history has no errors to weigh
    it by, or where no deal is expected to bring anything. ValueError for shares and chances that
    are none.
    """
    chosen = tuple(deals)
    if not 0 < open_share <= 1 or error < 0 or any(not 0 <= d.chance <= 1 for d in chosen):
        raise ValueError("a share lies above 0 and at most at 1, a chance from 0 to 1")
    expected = sum(d.amount * d.chance for d in chosen)
    if not outlook.rest or not outlook.shape or not outlook.scale or expected <= 0:
        return outlook
    chance = sum(d.amount**2 * d.chance * (1 - d.chance) for d in chosen)
    of_deals = chance / expected**2 + error**2
    of_history = outlook.scale**2 * fmean(z * z for z in outlook.shape)
    if not of_deals:
        return replace(outlook, rest=expected / open_share, scale=0.0)
    together = 1 / (1 / of_history + 1 / of_deals)
    rest = together * (log(outlook.rest) / of_history + log(expected / open_share) / of_deals)
    scale = outlook.scale * sqrt(together / of_history)
    return replace(outlook, rest=exp(rest), scale=scale)
