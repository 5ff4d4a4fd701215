"""What makes a given row wrong although each of its values can be read."""

from __future__ import annotations

from dataclasses import dataclass

from husay.book.schema import CREDITS, GOALS, POTENTIALS, SALE_LINES, Table
from husay.book.sql import quoted


@dataclass(frozen=True)
class Check:
    """One way in which a value can be wrong.

    `condition` is SQL that is true when it is, over the given columns and the typed ones (see
    `typed`). It is written so that a value which is plainly right is dismissed at once.
    """

    code: str
    column: str
    condition: str


def typed(name: str) -> str:
    """The SQL name of a column's typed value, beside the given column of that name."""
    return quoted(f"{name} typed")


def row_checks(table: Table) -> list[Check]:
    """The checks of a table's rows, over typed values."""
    return [*_in_order(table), *_OF_TABLE.get(table.name, ())]


def _in_order(table: Table) -> list[Check]:
    """Dates that must not run backwards."""
    pairs = (("valid_to", "valid_from"), ("ends", "starts"), ("closed", "created"))
    return [
        Check("ends-before-it-starts", later, f"{typed(later)} < {typed(earlier)}")
        for later, earlier in pairs
        if {later, earlier} <= set(table.names)
    ]


def _above_zero_in_a_return(column: str) -> Check:
    wrong = f"{typed('kind')} = 'return' AND {typed(column)} > 0"
    return Check("return-above-zero", column, wrong)


def _beyond_belief(column: str) -> str:
    """When a share that can be read is none that an estimate could be off by."""
    number = f"TRY_CAST({typed(column)} AS DECIMAL(18, 9))"
    return f"NOT starts_with({typed(column)}, '-') AND NOT ({number} > 0 AND {number} < 10)"


_OF_TABLE: dict[str, tuple[Check, ...]] = {
    # Credit notes with the wrong sign are what users of other systems complain of most.
    SALE_LINES.name: (_above_zero_in_a_return("amount"), _above_zero_in_a_return("quantity")),
    CREDITS.name: (Check("share-not-above-zero", "share", f"{typed('share')} <= 0"),),
    GOALS.name: (
        Check(
            "goal-for-nobody",
            "item",
            f"{typed('scope')} <> 'company' AND coalesce({typed('item')}, '') = ''",
        ),
    ),
    POTENTIALS.name: (
        Check("potential-not-above-zero", "value", f"{typed('value')} <= 0"),
        Check("precision-beyond-belief", "precision", _beyond_belief("precision")),
    ),
}
