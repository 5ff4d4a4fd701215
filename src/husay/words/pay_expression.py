"""Expressions and figures of pay plans, written as a plan writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from django.utils.translation import gettext

from husay.basics.amount import SCALE, ratio_text
from husay.pay.document.expression import (
    All,
    Among,
    Arithmetic,
    Called,
    Case,
    Compared,
    DayValue,
    Expression,
    FieldValue,
    Like,
    Missing,
    Not,
    NumberValue,
    Some,
    TextValue,
)
from husay.pay.document.figure import Figure
from husay.pay.document.measure import Parameter
from husay.pay.document.plan import Plan
from husay.pay.rounding import ten_thousandths
from husay.words.format import money_exact
from husay.words.pay_titles import field_title, titled, within


def expression_text(node: Expression) -> str:
    """An expression as it could stand in a plan; brackets stand where they matter."""
    return _Writer().text(node)


def told_text(node: Expression) -> str:
    """An expression as its people read it: fields by what they are called, signs as in books, cases
    and functions in words."""
    return _Teller(field_title, _SIGNS).text(node)


_SIGNS = {"<=": "≤", ">=": "≥", "<>": "≠", "*": "×", "-": "−", "/": "÷"}
_BARE = (Arithmetic, Compared, All, Some, Not, Among, Like, Missing)


class _Writer:
    """Writes expressions, with other words for fields and signs where it is told so."""

    def __init__(
        self, field: Callable[[str], str] = str, signs: Mapping[str, str] | None = None
    ) -> None:
        self.field, self.signs = field, signs or {}

    def text(self, node: Expression) -> str:
        """An expression."""
        match node:
            case TextValue(text=text):
                return "'" + text.replace("'", "''") + "'"
            case NumberValue(value=value, unit="rate"):
                return percent_text(value)
            case NumberValue(value=value):
                return ratio_text(value, 9)
            case DayValue(day=day):
                return f"'{day.isoformat()}'"
            case FieldValue(name=name):
                return self.field(name)
            case Arithmetic(operator=sign, left=left, right=right):
                return f"{self._inside(left)} {self.signs.get(sign, sign)} {self._inside(right)}"
            case Compared(comparison=sign, left=left, right=right):
                return f"{self._inside(left)} {self.signs.get(sign, sign)} {self._inside(right)}"
            case _:
                return self._condition(node)

    def _condition(self, node: Expression) -> str:
        match node:
            case Among(value=value, items=items):
                return f"{self._inside(value)} in ({', '.join(map(self.text, items))})"
            case Like(value=value, pattern=pattern):
                return f"{self._inside(value)} like {self.text(TextValue(pattern))}"
            case Missing(value=value):
                return f"{self._inside(value)} is null"
            case All(parts=parts):
                return " and ".join(map(self._inside, parts))
            case Some(parts=parts):
                return " or ".join(map(self._inside, parts))
            case Not(part=part):
                return f"not {self._inside(part)}"
            case Called(function=name, arguments=arguments):
                return f"{name}({', '.join(map(self.text, arguments))})"
            case Case(cases=cases, otherwise=otherwise):
                said = [f"when {self.text(c)} then {self.text(v)}" for c, v in cases]
                last = [f"else {self.text(otherwise)}"] if otherwise is not None else []
                return " ".join(["case", *said, *last, "end"])
            case _:
                raise AssertionError(f"an expression of no known kind: {node}")

    def _inside(self, node: Expression) -> str:
        text = self.text(node)
        return f"({text})" if isinstance(node, _BARE) else text


class _Teller(_Writer):
    """Writes expressions for those who never wrote one."""

    def text(self, node: Expression) -> str:
        """An expression; what is compared, and what is joined, stands without brackets."""
        match node:
            case Compared(comparison=sign, left=left, right=right):
                return f"{self._side(left)} {self.signs.get(sign, sign)} {self._side(right)}"
            case All(parts=parts):
                both = gettext("%(one)s and %(two)s")
                return reduce(lambda x, y: both % {"one": x, "two": y}, map(self._part, parts))
            case Some(parts=parts):
                either = gettext("%(one)s or %(two)s")
                return reduce(lambda x, y: either % {"one": x, "two": y}, map(self._part, parts))
            case _:
                return super().text(node)

    def _condition(self, node: Expression) -> str:
        match node:
            case Missing(value=value):
                return gettext("%(value)s is missing") % {"value": self._side(value)}
            case Not(part=Missing(value=value)):
                return gettext("%(value)s is there") % {"value": self._side(value)}
            case Among(value=value, items=items):
                return gettext("%(value)s is one of %(items)s") % self._among(value, items)
            case Not(part=Among(value=value, items=items)):
                return gettext("%(value)s is none of %(items)s") % self._among(value, items)
            case Called(function=name, arguments=arguments):
                return self._called(name, arguments)
            case Case(cases=cases, otherwise=otherwise):
                said = [
                    gettext("%(value)s where %(condition)s")
                    % {"value": self.text(value), "condition": self.text(condition)}
                    for condition, value in cases
                ]
                last = self.text(otherwise) if otherwise is not None else gettext("nothing")
                return "; ".join([*said, gettext("otherwise %(value)s") % {"value": last}])
            case _:
                return super()._condition(node)

    def _among(self, value: Expression, items: Sequence[Expression]) -> dict[str, str]:
        return {"value": self._side(value), "items": ", ".join(map(self.text, items))}

    def _side(self, node: Expression) -> str:
        """A side of a comparison."""
        return self.text(node) if isinstance(node, Arithmetic) else self._inside(node)

    def _part(self, node: Expression) -> str:
        """A part of conditions that are joined."""
        alone = isinstance(node, Compared | Among | Like | Missing | Not)
        return self.text(node) if alone else self._inside(node)

    def _called(self, name: str, arguments: Sequence[Expression]) -> str:
        listed = ", ".join(map(self._inside, arguments))
        if name == "least":
            return gettext("the lowest of %(values)s") % {"values": listed}
        if name == "greatest":
            return gettext("the highest of %(values)s") % {"values": listed}
        if name == "abs":
            return gettext("%(value)s without its sign") % {"value": listed}
        first, *rest = map(self._inside, arguments)
        for other in rest:
            first = gettext("%(value)s (or %(other)s where it is missing)") % {
                "value": first, "other": other,
            }  # fmt: skip
        return first

    def _inside(self, node: Expression) -> str:
        text = self.text(node)
        bare = isinstance(node, (*_BARE, Case)) or (
            isinstance(node, Called) and node.function != "coalesce"
        )
        return f"({text})" if bare else text


def percent_text(value: Fraction) -> str:
    """'3.333 %'; a share that decimals cannot say stands as a fraction: '1/3'."""
    hundred = ratio_text(value * 100, 9)
    exact = Fraction(hundred) == value * 100
    return f"{hundred} %" if exact else str(value)


def figure_text(figure: Figure, plan: Plan, own: Mapping[str, Fraction] | None) -> str:
    """A figure as a seller reads it: '5 %', '₱500.00', '40 % of target (₱100,000.00)'.

    `own` are their parameters; those they have none of are the plan's defaults. None: nobody's.
    """
    if not figure.parameters:
        return _value_text(figure.factor, figure.unit, plan.currency)
    text = " × ".join(_parameter_text(plan, name, own) for name in figure.parameters)
    if figure.factor == 1:
        return text
    said = gettext("%(part)s of %(whole)s")
    return said % {"part": percent_text(figure.factor), "whole": text}


def _parameter_text(plan: Plan, name: str, own: Mapping[str, Fraction] | None) -> str:
    parameter = plan.parameter(name)
    value = None if own is None else own.get(name, parameter.default)
    if value is None:
        return within(parameter)
    return f"{within(parameter)} ({_parameter_value(value, parameter, plan)})"


def _parameter_value(value: Fraction, parameter: Parameter, plan: Plan) -> str:
    text = _value_text(value, parameter.unit, plan.currency)
    return text if parameter.per is None else _per(parameter.per) % {"amount": text}


def parameter_row(plan: Plan, parameter: Parameter, own: Mapping[str, Fraction] | None) -> str:
    """What a parameter is: for somebody with figures of their `own`, or (None) for nobody yet."""
    agreed = None if own is None else own.get(parameter.name)
    value = parameter.default if agreed is None else agreed
    said = {"name": titled(parameter), "value": ""}
    if value is None and parameter.per is not None:
        said["value"] = _per(parameter.per) % {"amount": gettext("an amount")}
        return gettext("– %(name)s: %(value)s, as agreed with each person") % said
    if value is None:
        return gettext("– %(name)s: as agreed with each person") % said
    said["value"] = _parameter_value(value, parameter, plan)
    if own is None:
        return gettext("– %(name)s: %(value)s, unless something else is agreed") % said
    return gettext("– %(name)s: %(value)s") % said


def _per(window: str) -> str:
    return {
        "month": gettext("%(amount)s a month"), "quarter": gettext("%(amount)s a quarter"),
        "half": gettext("%(amount)s a half year"), "year": gettext("%(amount)s a year"),
    }[window]  # fmt: skip


def _value_text(value: Fraction, unit: str, currency: str) -> str:
    if unit == "rate":
        return percent_text(value)
    if unit == "money":
        return money_text(value, currency)
    return ratio_text(value, 9)


def money_text(value: Fraction, currency: str) -> str:
    """An amount in whole units, as people read it."""
    return money_exact(ten_thousandths(value * SCALE), currency)
