"""Public holidays by country, and the days that a company really takes off.

The only file that imports the `holidays` library, which carries its tables with it: nothing is
fetched. Its tables are updated by proclamation, so the company can add and lift days itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import holidays

from husay.basics.problem import Problem


def public_holidays(
    country: str, subdivision: str | None, years: range
) -> dict[date, str] | Problem:
    """Each public holiday of `years` with its name, in order of date.

    `country` is a two-letter ISO code, `subdivision` a state's or region's code in it. A holiday
    kept on another weekday is there with both days. Years that the library has no table for are
    empty; moon-dated holidays of years to come are estimates, and their names say so.

    Problems: `country-unknown`; `subdivision-unknown`, whose value `known` lists the codes.
    """
    code = country.strip().upper()
    # The library would look up anything it exports, such as a stock exchange.
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        return Problem(code="country-unknown", value=country)
    try:
        known = holidays.country_holidays(code).subdivisions
    except NotImplementedError:
        return Problem(code="country-unknown", value=country)
    if subdivision and subdivision not in known:
        values = (("country", code), ("known", ", ".join(known)))
        return Problem(code="subdivision-unknown", value=subdivision, values=values)
    found = holidays.country_holidays(code, subdivision or None, years=years, expand=False)
    return dict(sorted(found.items()))


def working_holidays(
    country: str | None,
    subdivision: str | None,
    years: range,
    extra: Iterable[date] = (),
    lifted: Iterable[date] = (),
) -> frozenset[date] | Problem:
    """The days off of a company: the public holidays, and its `extra` days, without its `lifted`.

    No country means no public holidays. Problems: as `public_holidays`; `holiday-contradicted`
    where one day is both extra and lifted.
    """
    added, taken = frozenset(extra), frozenset(lifted)
    both = sorted(added & taken)
    if both:
        return Problem(code="holiday-contradicted", value=both[0].isoformat(), count=len(both))
    public = public_holidays(country, subdivision, years) if country else {}
    if isinstance(public, Problem):
        return public
    return (frozenset(public) | added) - taken
