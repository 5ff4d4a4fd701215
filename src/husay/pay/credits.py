"""Who is credited with a line, and in which part: shares that lose and create nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from husay.basics.amount import SCALE, amount_text
from husay.basics.problem import Problem
from husay.pay.facts import CreditedLine


def credited(
    line: CreditedLine, shares: Mapping[str, int], role: str = "direct"
) -> list[CreditedLine]:
    """A line as it is credited to each of some people, by their shares (ten-thousandths)."""
    people = sorted(shares)
    dealt = tuple(shares[person] for person in people)
    return [
        replace(line, person=person, role=role, shares=dealt, place=place)
        for place, person in enumerate(people)
    ]


def credit_problems(lines: Sequence[CreditedLine]) -> Iterator[Problem]:
    """What is wrong with credits.

    Errors: `pay-shares-not-whole` (the shares of a line sum to something else than all of it, and
    it is no overlay), `pay-credited-twice` (one line, person and role, two times).
    """
    seen, told = set[tuple[object, str, str]](), set[object]()
    for line in lines:
        name = (line.key, line.person, line.role)
        values = (("sale", line.sale), ("line", str(line.line)))
        if name in seen:
            yield Problem(code="pay-credited-twice", value=line.person, values=values)
        seen.add(name)
        whole = sum(line.shares)
        if line.overlay or whole == SCALE or (line.key, line.role) in told:
            continue
        told.add((line.key, line.role))
        said = f"{amount_text(whole * 100, 0)} %"
        of_role = (*values, ("role", line.role))
        yield Problem(code="pay-shares-not-whole", value=said, values=of_role)
