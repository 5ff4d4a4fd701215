"""The settings of a plan: each choice that pay plans leave to be understood, by name."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.pay.rounding import Rounding

Period = Literal["week", "half_month", "month", "quarter", "half", "year"]
PERIODS: tuple[Period, ...] = ("month", "half_month", "week", "quarter", "half", "year")

WindowKind = Literal["period", "week", "half_month", "month", "quarter", "half", "year", "goal"]
"""`period` is the plan's own; `goal` the window of whichever goal holds the day."""
WINDOWS: tuple[WindowKind, ...] = (
    "period", "month", "quarter", "half", "year", "goal", "week", "half_month",
)  # fmt: skip

_MADE_OF = ("half_month", "month", "quarter", "half", "year")
"""Kinds of windows, each made of whole ones of the kind before it."""


def lies_in(kind: WindowKind, other: WindowKind) -> bool:
    """Whether every window of a kind lies in one of the other."""
    if kind == other:
        return True
    both = kind in _MADE_OF and other in _MADE_OF
    return both and _MADE_OF.index(kind) <= _MADE_OF.index(other)


Trigger = Literal["booked", "invoiced", "paid"]
TRIGGERS: tuple[Trigger, ...] = ("booked", "invoiced", "paid")

Edge = Literal["upper", "lower"]
EDGES: tuple[Edge, ...] = ("upper", "lower")

Rounds = Literal["line", "period"]
Split = Literal["of_credit", "of_pay"]
RatesOn = Literal["sale_date", "month_average", "fixed"]
PartPeriods = Literal[
    "calendar_days", "calendar_days_after_first", "working_days", "whole_months", "none"
]
PART_PERIODS: tuple[PartPeriods, ...] = (
    "calendar_days", "calendar_days_after_first", "working_days", "whole_months", "none",
)  # fmt: skip
Prorated = Literal["goal", "target", "floor", "draw", "cap"]
PRORATED: tuple[Prorated, ...] = ("target", "floor", "draw", "goal", "cap")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a plan means its words.

    `edge`: a value exactly on an edge belongs to the tier above or below it, unless a term says
    otherwise. `rounding` and `rounds`: which way, and whether at each line (by difference of what
    has been earned so far) or once a period. `split`: shares deal the credit, or the pay.
    `currency_rate`: which rate converts, `fixed_rates` by currency where it is fixed.
    `part_periods`: how joiners, leavers and those who move are counted, `prorates` what of.
    `after_leaving`: for how many days after somebody's last day in the plan what they sold before
    still counts when it is invoiced or paid for (None: without end).
    """

    edge: Edge = "upper"
    rounding: Rounding = "half_up"
    rounds: Rounds = "line"
    split: Split = "of_credit"
    currency_rate: RatesOn = "sale_date"
    fixed_rates: tuple[tuple[str, Fraction], ...] = ()
    part_periods: PartPeriods = "calendar_days"
    prorates: tuple[Prorated, ...] = ("target", "floor", "draw")
    after_leaving: int | None = None


ReturnMode = Literal["net", "original_rate", "recompute", "percentage", "pro_rata"]
RETURN_MODES: tuple[ReturnMode, ...] = (
    "net", "original_rate", "recompute", "percentage", "pro_rata",
)  # fmt: skip

Leaving = Literal["rest", "forgiven"]
LEAVING: tuple[Leaving, ...] = ("rest", "forgiven")


@dataclass(frozen=True, slots=True)
class Returns:
    """What a return, a credit note or a bounced cheque takes back.

    `moves_attainment` is for what is reversed rather than netted: whether attainment falls too.
    `percentage` is for `percentage`; `months` or `served_days` for `pro_rata`: how much was to be
    served. A return more than `days` after the sale takes nothing back (None: there is no such
    end). What is taken back is taken in `instalments` periods; of who leaves the `rest` is taken
    with the last period in which they have the plan, or what would be taken later is `forgiven`.
    """

    mode: ReturnMode = "net"
    moves_attainment: bool = False
    percentage: Fraction | None = None
    months: int | None = None
    served_days: int | None = None
    days: int | None = None
    instalments: int = 1
    when_leaving: Leaving = "rest"
