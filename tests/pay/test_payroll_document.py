"""The document of a payroll file: every mistake at once, and what is carried loses nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.pay.out.accounting_document import read_accounting
from husay.pay.out.payroll import left_over
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


@settings(max_examples=100, derandomize=True)
@given(st.lists(st.integers(-500, 500), max_size=8))
def test_what_was_told_and_what_waits_sum_to_the_ledger(paid: list[int]) -> None:
    told = [max(0, amount + left_over(paid[:i])) for i, amount in enumerate(paid)]
    assert sum(told) + left_over(paid) == sum(paid)
    assert min(told, default=0) >= 0


def test_the_documents_of_the_guide_can_be_read() -> None:
    found = {b.notes["document"]: b.text for b in blocks(page("docs/guide.md"))
             if "document" in b.notes}  # fmt: skip
    assert found.keys() == {"payroll", "accounting"}
    assert read_payroll(found["payroll"])[1] == ()
    assert read_accounting(found["accounting"])[1] == ()
