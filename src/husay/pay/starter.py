"""The plan that `husay plan new` writes to begin with: a rate, an accelerator, and two cases."""

from __future__ import annotations

PLAN = """\
# A pay plan. docs/plans.md has every key; `husay plan check` tells what is wrong with it.
name: %(name)s
currency: %(currency)s
period: month          # how often it is paid: week, half_month, month, quarter, half, year
trigger: booked        # a line counts when it is booked, invoiced or paid

measures:
  revenue: {of: amount}

terms:
  commission:
    kind: tiers
    of: revenue
    window: quarter
    tiers:
      - {from: 0 %%, to: 100 %%, rate: 5 %%}
      - {from: 100 %%, rate: 8 %%}      # the accelerator, above the quarter's goal
  bonus:
    kind: bonus
    of: revenue
    at: 100 %%
    amount: "5,000"
    window: quarter
"""

CASES = """\
# What is sold, and what is earned of it. A plan whose cases do not come out cannot be used.
cases:
  - case: the goal is passed in March
    from: 2026-01-01
    to: 2026-03-31
    goals:
      - {measure: revenue, from: 2026-01-01, to: 2026-03-31, value: "100,000"}
    sales:
      - {sale: SI-1, date: 2026-01-15, amount: "60,000"}
      - {sale: SI-2, date: 2026-03-10, amount: "50,000"}
    expect:
      lines:
        - {term: commission, sale: SI-1, amount: "3,000.00"}
        - {term: commission, sale: SI-2, amount: "2,800.00"}
        - {term: bonus, date: 2026-03-31, amount: "5,000.00"}
      paid: ["3,000.00", 0, "7,800.00"]
  - case: a centavo short of the goal there is no bonus
    from: 2026-01-01
    to: 2026-03-31
    goals:
      - {measure: revenue, from: 2026-01-01, to: 2026-03-31, value: "100,000"}
    sales:
      - {sale: SI-1, date: 2026-01-15, amount: "99,999.99"}
    expect: {total: "5,000.00"}
"""


def starter(name: str, currency: str) -> tuple[str, str]:
    """The texts of a new plan and its cases, the name as YAML wants it."""
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return PLAN % {"name": quoted, "currency": currency}, CASES
