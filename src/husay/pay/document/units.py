"""How units go together: money times money is a mistake, not a number."""

from __future__ import annotations

from husay.pay.document.expression import Operator, Unit

SIZES: frozenset[Unit] = frozenset({"money", "quantity", "count"})
NUMERIC: frozenset[Unit] = SIZES | {"rate", "number"}
_PURE: frozenset[Unit] = frozenset({"rate", "number"})


def result_unit(operator: Operator, left: Unit, right: Unit) -> Unit | None:
    """The unit of two values joined by an operator; None where they do not go together."""
    if operator == "-" and left == right == "date":
        return "count"
    if not {left, right} <= NUMERIC:
        return None
    if operator in ("+", "-"):
        return common_unit(left, right)
    return _product(left, right) if operator == "*" else _quotient(left, right)


def common_unit(left: Unit, right: Unit) -> Unit | None:
    """The unit of two values of which either may stand for the other; None where none may."""
    if left == right:
        return left
    if left == "number" and right in NUMERIC:
        return right
    if right == "number" and left in NUMERIC:
        return left
    return None


def _product(left: Unit, right: Unit) -> Unit | None:
    if left in _PURE and right in _PURE:
        return "number" if left == right == "number" else "rate"
    if left in _PURE:
        return right
    if right in _PURE:
        return left
    # An amount a piece, times pieces.
    return "money" if "money" in (left, right) and left != right else None


def _quotient(left: Unit, right: Unit) -> Unit | None:
    if right in _PURE:
        return left
    if left == right:
        return "rate"
    if left == "money":
        return "money"  # a piece
    return "rate" if left in SIZES and right in SIZES and right != "money" else None
