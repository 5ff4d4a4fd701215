"""The document of a payroll file: every mistake at once, and what is carried loses nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.out.accounting_document import read_accounting
from husay.pay.out.payroll import Key, Payout, left_over, told_by
from husay.pay.out.payroll_document import read_payroll
from husay.words.problems import describe
from tests.docs.markdown import blocks, page


def test_every_mistake_of_a_document_has_its_line_and_remedy(english: None) -> None:
    wrong = """columns:
  - {header: A, what: persn}
  - {header: A, what: name, text: x}
  - {what: person}
dates: dd-mm
negativ: carry
delimiter: [1]
"""
    found, problems = read_payroll(wrong)
    assert found is None
    assert [(p.line, p.code) for p in problems] == [
        (2, "plan-choice"), (3, "payroll-column"), (3, "payroll-header-twice"),
        (4, "plan-key-missing"), (5, "plan-choice"), (6, "plan-unknown-key"), (7, "plan-not-text"),
    ]  # fmt: skip
    assert all(describe(problem).remedy for problem in problems)
    for text, code in (
        ("columns: [{header: A, what: name}]", "payroll-no-amount"),
        ("columns: [{header: A, what: paid}]\nnegative: carry", "payroll-carry-due"),
        ("columns: [{header: A, what: number}, {header: B, what: due}]", "payroll-no-numbers"),
    ):
        assert [p.code for p in read_payroll(text)[1]] == [code]


AMOUNTS = st.lists(st.tuples(st.integers(-500, 500), st.booleans()), max_size=8)
"""Of a person's batches: what each pays, and whether it carries on what is below zero."""


def payout(paid: int, carried: int, *, carries: bool) -> Payout:
    days = Window(date(2024, 1, 1), date(2024, 1, 31))
    return Payout(
        person="ana", name="", plan="", run=1, days=days, currency="PHP", earned=0, adjusted=0,
        drawn=0, paid=paid, carried=carried, carries=carries,
    )  # fmt: skip


@settings(max_examples=100, derandomize=True)
@given(AMOUNTS)
def test_what_was_told_and_what_waits_sum_to_the_ledger(paid: list[tuple[int, bool]]) -> None:
    told = [
        payout(amount, left_over(paid[:i]), carries=carries)
        for i, (amount, carries) in enumerate(paid)
    ]
    assert sum(one.due for one in told) + left_over(paid) == sum(amount for amount, _ in paid)
    assert all(one.due >= 0 for one in told if one.carries)
    assert all(one.left == left_over(paid[: i + 1]) for i, one in enumerate(told))


@settings(max_examples=100, derandomize=True)
@given(st.data())
def test_how_a_batch_was_told_is_never_otherwise(data: st.DataObject) -> None:
    """Batches come one by one and are handed out in any order, by whatever document there is then:
    how each was told when it was handed out, and each before it, stays."""
    order: list[Key] = []
    handed: dict[Key, str] = {}
    fixed: dict[Key, str] = {}
    for number in range(data.draw(st.integers(1, 6))):
        order.append((number, 1))
        one, now = data.draw(st.sampled_from(order)), data.draw(st.sampled_from(["show", "carry"]))
        found = told_by(order, handed, now)
        handed.setdefault(one, found[one])
        fixed |= {key: found[key] for key in order[: order.index(one) + 1]}
        assert fixed.items() <= told_by(order, handed, "other").items()


def test_the_documents_of_the_guide_can_be_read() -> None:
    found = {b.notes["document"]: b.text for b in blocks(page("docs/reference.md"))
             if "document" in b.notes}  # fmt: skip
    assert found.keys() == {"payroll", "accounting"}
    assert read_payroll(found["payroll"])[1] == ()
    assert read_accounting(found["accounting"])[1] == ()
