"""Every key that a file of cases may have; docs/plans.md is held against these tables."""

from __future__ import annotations

from husay.pay.document.keys import Key

CASES_KEYS: tuple[Key, ...] = (Key("cases", "list", needed=True),)

CASE_KEYS: tuple[Key, ...] = (
    Key("case", "text", needed=True),
    Key("seller", "text", default="seller"),
    Key("from", "date", needed=True),
    Key("to", "date", needed=True),
    Key("sales", "list"),
    Key("payments", "list"),
    Key("goals", "list"),
    Key("team", "list"),
    Key("parameters", "list"),
    Key("scores", "list"),
    Key("rates", "list"),
    Key("advances", "list"),
    Key("members", "list"),
    Key("opening", "mapping or list"),
    Key("calendar", "mapping"),
    Key("expect", "mapping", needed=True),
    Key("also", "mapping"),
)

SALE_KEYS: tuple[Key, ...] = (
    Key("sale", "text", needed=True),
    Key("line", "whole number", default="1"),
    Key("seller", "text"),
    Key("credits", "mapping"),
    Key("role", "text", default="direct"),
    Key("overlay", "yes or no", default="no"),
    Key("date", "date", needed=True),
    Key("invoiced", "date"),
    Key("amount", "amount", needed=True),
    Key("quantity", "number"),
    Key("list_amount", "amount"),
    Key("cost", "amount"),
    Key("cost_currency", "text"),
    Key("tax", "amount"),
    Key("currency", "text"),
    Key("kind", "text"),
    Key("returns", "text"),
)

PAYMENT_KEYS: tuple[Key, ...] = (
    Key("payment", "text", needed=True),
    Key("sale", "text", needed=True),
    Key("date", "date", needed=True),
    Key("amount", "amount", needed=True),
    Key("reverses", "text"),
    Key("due", "amount"),
)

GOAL_KEYS: tuple[Key, ...] = (
    Key("seller", "text"),
    Key("measure", "text", needed=True),
    Key("from", "date", needed=True),
    Key("to", "date", needed=True),
    Key("value", "number", needed=True),
)

TEAM_KEYS: tuple[Key, ...] = (
    Key("seller", "text", needed=True),
    Key("reports_to", "text", needed=True),
    Key("from", "date"),
    Key("to", "date"),
)

PARAMETER_FACT_KEYS: tuple[Key, ...] = (
    Key("seller", "text"),
    Key("name", "text", needed=True),
    Key("from", "date"),
    Key("to", "date"),
    Key("value", "number", needed=True),
)

SCORE_KEYS: tuple[Key, ...] = (
    Key("seller", "text"),
    Key("measure", "text", needed=True),
    Key("from", "date", needed=True),
    Key("to", "date", needed=True),
    Key("value", "number", needed=True),
    Key("evidence", "text"),
    Key("approved", "yes or no", default="yes"),
)

RATE_KEYS: tuple[Key, ...] = (
    Key("from", "text", needed=True),
    Key("to", "text", needed=True),
    Key("date", "date", needed=True),
    Key("rate", "number", needed=True),
)

ADVANCE_KEYS: tuple[Key, ...] = (
    Key("seller", "text"),
    Key("date", "date", needed=True),
    Key("amount", "amount", needed=True),
)

MEMBER_KEYS: tuple[Key, ...] = (
    Key("seller", "text"),
    Key("from", "date"),
    Key("to", "date"),
    Key("hired", "date"),
)

OPENING_KEYS: tuple[Key, ...] = (
    Key("seller", "text"),
    Key("date", "date", needed=True),
    Key("owed", "amount"),
    Key("attained", "list"),
    Key("carried", "mapping"),
    Key("paid_to_date", "mapping"),
    Key("earned", "list"),
)

ATTAINED_KEYS: tuple[Key, ...] = (
    Key("measure", "text", needed=True),
    Key("from", "date", needed=True),
    Key("value", "number", needed=True),
)

EARNED_KEYS: tuple[Key, ...] = (
    Key("term", "text", needed=True),
    Key("sale", "text", needed=True),
    Key("line", "whole number", default="1"),
    Key("date", "date", needed=True),
    Key("amount", "amount", needed=True),
    Key("value", "number", needed=True),
)

CALENDAR_KEYS: tuple[Key, ...] = (
    Key("start_month", "whole number", default="1"),
    Key("pattern", "choice", default="calendar", choices=("calendar", "4-4-5", "4-5-4", "5-4-4")),
    Key("working_days", "names", default="0, 1, 2, 3, 4"),
    Key("holidays", "names"),
)

EXPECT_KEYS: tuple[Key, ...] = (
    Key("total", "amount"),
    Key("terms", "mapping"),
    Key("lines", "list"),
    Key("paid", "amounts"),
    Key("owed", "amounts"),
    Key("attainment", "mapping"),
    Key("measured", "mapping"),
    Key("goals", "mapping"),
    Key("provisional", "amount"),
    Key("problems", "names"),
)

LINE_KEYS: tuple[Key, ...] = (
    Key("term", "text", needed=True),
    Key("sale", "text"),
    Key("line", "whole number"),
    Key("payment", "text"),
    Key("date", "date"),
    Key("amount", "amount", needed=True),
)
