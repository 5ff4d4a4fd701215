"""Every key that a plan document may have: what it holds, what it means if left out.

The loader reads by these tables, and docs/plans.md is held against them, so that a key exists
once. `holds` is one of:

* `text`; `name` (small letters, digits, `_`, `-`); `names` (one, or a list of them);
* `choice` (of `choices`), `choices` (a list of them), `yes or no`, `date`, `whole number`;
* `number` (1,250.50 or 15 %), `share` (a part of one, as 15 % or 0.15);
* `rate` and `amount` (a figure: a number or a parameter, see `figure`), `rates`, `amounts`;
* `shares` (a list of them);
* `condition` and `expression` over a line's fields; `list`, `mapping`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from husay.pay.document.settings import (
    EDGES,
    LEAVING,
    PART_PERIODS,
    PERIODS,
    PRORATED,
    RETURN_MODES,
    TRIGGERS,
    WINDOWS,
)
from husay.pay.rounding import ROUNDINGS


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `default` is the text that stands for one left out; '' is none."""

    name: str
    holds: str
    needed: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()


def _choice(name: str, choices: tuple[str, ...], default: str | None = None) -> Key:
    return Key(name, "choice", default=choices[0] if default is None else default, choices=choices)


_TITLES = (Key("title", "text"), Key("title_fil", "text"))

PLAN_KEYS: tuple[Key, ...] = (
    Key("name", "text", needed=True),
    Key("currency", "text", needed=True),
    _choice("period", PERIODS),
    _choice("trigger", TRIGGERS),
    Key("credits", "names", default="direct"),
    Key("from", "date"),
    Key("to", "date"),
    Key("fields", "mapping"),
    Key("parameters", "mapping"),
    Key("measures", "mapping", needed=True),
    Key("terms", "mapping", needed=True),
    Key("returns", "mapping"),
    Key("settings", "mapping"),
)

PARAMETER_KEYS: tuple[Key, ...] = (
    *_TITLES,
    Key("unit", "choice", needed=True, choices=("money", "rate", "quantity", "count", "number")),
    Key("per", "choice", choices=("month", "quarter", "half", "year")),
    Key("default", "number"),
)

MEASURE_KEYS: tuple[Key, ...] = (
    *_TITLES,
    Key("of", "expression"),
    Key("counts", "choice", choices=("sales", "lines")),
    Key("entered", "choice", choices=("rate", "money", "quantity", "count")),
    Key("unit", "choice", choices=("money", "quantity", "count")),
    Key("where", "condition"),
    _choice("whose", ("own", "team")),
    Key("levels", "whole number"),
    Key("goal", "text"),
    Key("roles", "names"),
)

RETURNS_KEYS: tuple[Key, ...] = (
    _choice("mode", RETURN_MODES),
    Key("moves_attainment", "yes or no", default="no"),
    Key("percentage", "share"),
    Key("months", "whole number"),
    Key("served_days", "whole number"),
    Key("days", "whole number"),
    Key("instalments", "whole number", default="1"),
    _choice("when_leaving", LEAVING),
)

SETTINGS_KEYS: tuple[Key, ...] = (
    _choice("edge", EDGES),
    _choice("rounding", ROUNDINGS),
    _choice("rounds", ("line", "period")),
    _choice("split", ("of_credit", "of_pay")),
    _choice("currency_rate", ("sale_date", "month_average", "fixed")),
    Key("fixed_rates", "mapping"),
    _choice("part_periods", PART_PERIODS),
    Key("prorates", "choices", default="target, floor, draw", choices=PRORATED),
    Key("after_leaving", "whole number or all", default="all"),
)

TIER_KEYS: tuple[Key, ...] = (
    Key("from", "number", needed=True),
    Key("to", "number"),
    Key("rate", "rate"),
    Key("times", "number"),
    Key("each", "amount"),
    Key("amount", "amount"),
)
RULE_KEYS: tuple[Key, ...] = (
    Key("where", "condition"),
    Key("rate", "rate"),
    Key("each", "amount"),
)
POINT_KEYS: tuple[Key, ...] = (
    Key("at", "number", needed=True),
    Key("pays", "number", needed=True),
)
OBJECTIVE_KEYS: tuple[Key, ...] = (
    Key("of", "name", needed=True),
    Key("weight", "share", needed=True),
    Key("most", "number"),
)
REQUIREMENT_KEYS: tuple[Key, ...] = (
    Key("of", "name", needed=True),
    Key("at_least", "number", needed=True),
)
ROW_KEYS: tuple[Key, ...] = (
    Key("from", "number", needed=True),
    Key("times", "number", needed=True),
)

_EVERY = (
    Key("kind", "choice", needed=True),
    *_TITLES,
    Key("from", "date"),
    Key("to", "date"),
)
EARNS_KEYS = (
    *_EVERY,
    Key("of", "name", needed=True),
    Key("where", "condition"),
    Key("instead_of", "names"),
    Key("adds_to", "names"),
)
_WINDOW = _choice("window", WINDOWS)
_EDGE = Key("edge", "choice", choices=EDGES)
_ON = Key("on", "names")
_AMONG = _choice("among", ("plan", "team"))
_INSIDE = ("money", "quantity", "count", "rate", "percent_of_goal")

TERM_KEYS: Mapping[str, tuple[Key, ...]] = {
    "rate": (*EARNS_KEYS, Key("rate", "rate", needed=True), Key("budget", "amount")),
    "rates": (
        *EARNS_KEYS,
        Key("by", "name"),
        Key("rates", "list or mapping", needed=True),
        Key("otherwise", "rate"),
        Key("budget", "amount"),
    ),
    "each": (*EARNS_KEYS, Key("each", "amount", needed=True), Key("budget", "amount")),
    "tiers": (
        *EARNS_KEYS,
        Key("tiers", "list", needed=True),
        Key("pays_on", "name"),
        _choice("reads", ("period_to_date", "transaction", "order")),
        _WINDOW,
        Key("in", "choice", choices=_INSIDE),
        _choice("pays", ("marginal", "whole", "interpolated", "step")),
        _EDGE,
        Key("rate", "rate"),
        Key("accelerates_from", "number"),
    ),
    "curve": (
        *EARNS_KEYS,
        Key("target", "amount", needed=True),
        Key("points", "list", needed=True),
        Key("in", "choice", choices=_INSIDE),
        _choice("beyond", ("stays", "continues")),
        _WINDOW,
        _EDGE,
        Key("accelerates_from", "number"),
    ),
    "override": (
        *EARNS_KEYS,
        Key("rate", "rate"),
        Key("rates", "rates"),
        Key("levels", "whole number or all", default="1"),
    ),
    "bonus": (
        *EARNS_KEYS,
        Key("at", "number", needed=True),
        Key("amount", "amount", needed=True),
        _WINDOW,
    ),
    "scorecard": (
        *_EVERY,
        Key("target", "amount", needed=True),
        Key("objectives", "list", needed=True),
        _WINDOW,
    ),
    "pool": (
        *_EVERY,
        Key("amount", "amount"),
        Key("rate", "rate"),
        Key("of", "name"),
        Key("above", "number"),
        Key("at_least", "number"),
        Key("times_of", "name"),
        _choice("share", ("equal", "contribution", "rule")),
        Key("by", "name"),
        Key("weight", "rate"),
        _AMONG,
        _WINDOW,
    ),
    "contest": (
        *_EVERY,
        Key("of", "name", needed=True),
        Key("prizes", "amounts", needed=True),
        Key("at_least", "number"),
        _choice("ties", ("share", "each")),
        _AMONG,
        _WINDOW,
    ),
    "gate": (
        *_EVERY,
        _ON,
        Key("requires", "list", needed=True),
        _choice("withholds", ("pay", "accelerator")),
        _WINDOW,
    ),
    "multiplier": (
        *_EVERY,
        _ON,
        Key("of", "name", needed=True),
        Key("rows", "list"),
        Key("in", "choice", choices=_INSIDE),
        _choice("between", ("steps", "lines")),
        _EDGE,
        _WINDOW,
    ),
    "cap": (
        *_EVERY,
        _ON,
        Key("most", "amount", needed=True),
        _choice("per", ("period", "transaction", "plan")),
        _choice("excess", ("lost", "carried")),
    ),
    "floor": (*_EVERY, _ON, Key("least", "amount", needed=True)),
    "draw": (
        *_EVERY,
        Key("amount", "amount"),
        _choice("style", ("non_recoverable", "recoverable", "advance")),
        Key("keeps_draw", "yes or no", default="yes"),
        Key("recover_after", "whole number", default="0"),
        Key("recover_most", "share", default="100 %"),
        Key("recover_ends", "date"),
        _choice("when_leaving", ("owed", "deducted", "forgiven")),
    ),
    "ramp": (
        *_EVERY,
        Key("steps", "shares", needed=True),
        Key("of", "choices", default="goal", choices=("goal", "target")),
    ),
}
"""By kind of term."""

KINDS: tuple[str, ...] = tuple(TERM_KEYS)

MEANT: Mapping[str, str] = {
    "flat": "rate", "commission": "rate", "percentage": "rate", "percent": "rate",
    "rate_by": "rates", "table": "rates", "by": "rates",
    "spif": "each", "spiff": "each", "amount": "each", "per_unit": "each", "per_deal": "each",
    "tier": "tiers", "accelerator": "tiers", "sections": "tiers", "step": "tiers",
    "payout_curve": "curve", "threshold": "bonus", "mbo": "scorecard", "contest_prize": "contest",
    "minimum": "floor", "guarantee": "floor", "maximum": "cap", "limit": "cap",
    "clawback": "returns (beside terms)",
}  # fmt: skip
"""Words that people use for kinds of terms, for "did you mean"."""
