"""Words for what is wrong with payroll files, accounting documents and parallel runs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PAY_OUT_WORDS: dict[str, Wording] = {
    "payroll-not-released": Wording(
        _("Pay run %(value)s is not released: nothing of it may be paid out yet."),
        _("Review, approve and release it first."),
    ),
    "payroll-no-batch": Wording(
        _("Pay run %(run)s has no payroll file %(value)s; its files are %(batches)s."),
        _("What its release paid is 1; each statement that is paid out later is the next one."),
    ),
    "payroll-which": Wording(
        _("Pay run %(value)s has several payroll files: %(batches)s."),
        _("Say which one with --batch. “husay pay ledger RUN” tells who is in each."),
    ),
    "payroll-was-carried": Wording(
        _(
            "Something below zero was carried on to or from payroll file %(batch)s of pay run "
            "%(value)s, but no column says what is left to pay."
        ),
        _("Add a column with what: due."),
    ),
    "payroll-column": Wording(
        _("Column “%(value)s” does not say what stands in it."),
        _("Give it what: (such as person or due), or text: for the same text in every row."),
    ),
    "payroll-header-twice": Wording(
        _("There is a column “%(value)s” already, on line %(first)s."),
        _("Give each column a header of its own."),
    ),
    "payroll-no-amount": Wording(
        _("No column says what is paid."),
        _("Add a column with what: due."),
    ),
    "payroll-carry-due": Wording(
        _("What is below zero is carried on, but no column says what is left to pay."),
        _("Add a column with what: due, or write negative: show."),
    ),
    "payroll-no-numbers": Wording(
        _("A column holds payroll’s own numbers, but the document has none."),
        _("List them under numbers:, such as E-014: “00231”; or write what: person."),
    ),
    "payroll-no-number": Wording(
        _("%(value)s has no number of payroll’s."),
        _("Add it under numbers: in payroll.yaml."),
    ),
    "payroll-encoding": Wording(
        _("“%(value)s” has a sign that %(encoding)s lacks: “%(sign)s”."),
        _("Write encoding: utf-8, or another one that has it."),
    ),
    "accounting-long": Wording(
        _("A benefit of %(value)s months is longer than %(most)s months."),
        _("Write how many months the contracts serve, such as 36."),
    ),
    "accounting-twice": Wording(
        _("The rule on line %(first)s says it of “%(value)s” already, from the same day on."),
        _("Name other terms, or say with from: since when this one holds."),
    ),
    "accounting-plan-unknown": Wording(
        _("There is no pay plan “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("“husay plan list” lists them."),
    ),
    "accounting-term-unknown": Wording(
        _("“%(plan)s” never had a term “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("“husay plan show FOLDER” tells its terms."),
    ),
    "accounting-missing": Wording(
        _("The company has no accounting.yaml: nothing says which commissions are capitalised."),
        _("Write one in the company’s folder, as the reference shows, or name one with --map."),
    ),
    "parallel-field": Wording(
        _("“%(value)s” is nothing that a column of an old file can be."),
        _("Did you mean “%(nearest)s”?"),
        _("Choose among: %(known)s."),
    ),
    "parallel-header": Wording(
        _("The file has no column “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Its columns are: %(known)s."),
    ),
    "parallel-no-column": Wording(
        _("No column of the file is known as “%(value)s”. Its columns are: %(known)s."),
        _("Name it with its header, like %(value)s=Agent."),
    ),
    "parallel-amount": Wording(
        _("“%(value)s” is no amount."),
        _("Write it like 1,234.50; below zero like -12.00 or (12.00)."),
        _("Write the amount, 0 where there is none."),
    ),
    "parallel-mixed": Wording(
        _("Decimals are written in two ways: “%(value)s” and “%(other)s”."),
        _("Write all of the file’s amounts in one way."),
    ),
    "parallel-no-person": Wording(
        _("The row does not say whose amount it is."),
        _("Write the person’s identifier or name, or take the row out."),
    ),
    "parallel-two-people": Wording(
        _("Several people are called “%(value)s”: %(people)s."),
        _("Write the identifier instead."),
    ),
    "parallel-unknown": Wording(
        _("Nobody is known as “%(value)s”: the old file alone has the row."),
        _("Write the identifier that the book has, if it is somebody else’s name."),
        rows=True,
    ),
    "parallel-too-long": Wording(
        _("The file has more than %(most)s rows."),
        _("Sum it by sale, or bring it in for fewer people."),
    ),
    "parallel-rounded": Wording(
        _("Amounts of the file were rounded to the coin: %(count)s."),
        _("Nothing needs mending: the old file kept more decimals than can be paid."),
    ),
    "parallel-totals": Wording(
        _("Rows of totals were left out: %(count)s."),
        _("Nothing needs mending."),
    ),
    "parallel-nothing": Wording(
        _("Neither the run nor the old file has “%(value)s”."),
        _("“husay pay parallel RUN” lists what they have."),
    ),
    "parallel-no-file": Wording(
        _("No file was brought in beside this run."),
        _("Name one: husay pay parallel RUN FILE."),
    ),
    "parallel-columns-form": Wording(
        _("“%(value)s” does not say which column is what."),
        _("Write it like person=Agent,amount=Net pay."),
    ),
}
"""By code."""
