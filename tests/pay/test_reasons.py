"""Every reason that is given is listed with its values, and every listed one is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from husay.pay.cases.check import check_texts
from husay.pay.earned import Reason
from husay.pay.reasons import REASONS
from tests.house.project import modules
from tests.pay.folders import folders, texts
from tests.pay.test_reference import _examples


def _given() -> dict[str, set[str]]:
    """The codes in the code base, with the values that they are given."""
    found: dict[str, set[str]] = {}
    for module in modules("pay"):
        for call in module.calls():
            first = call.args[0] if call.args else None
            if getattr(call.func, "id", "") == "reason" and isinstance(first, ast.Constant):
                names = {keyword.arg for keyword in call.keywords if keyword.arg}
                found.setdefault(str(first.value), set()).update(names)
    return found


def test_the_list_is_what_the_code_gives() -> None:
    assert _given() == {code: set(values) for code, values in REASONS.items()}


def _walked(reason: Reason) -> Iterator[Reason]:
    yield reason
    for part in reason.because:
        yield from _walked(part)


def test_every_line_of_every_plan_has_a_listed_reason_without_floats() -> None:
    plans = [*_examples().values(), *(texts(folder) for folder in folders())]
    for plan, cases in plans:
        for result in check_texts(plan, cases).results:
            for earned in result.earned:
                for line in earned.lines:
                    for reason in _walked(line.reason):
                        assert {name for name, _ in reason.values} <= set(REASONS[reason.code])
                        assert not any(isinstance(v, float) for _, v in reason.values)
