"""Filters that write figures and dates as `husay.words.format` and `husay.words.dates` do."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from husay.web import graphs, show
from husay.words import dates, format

register = template.Library()


@register.filter
def money(amount: int | None, currency: str) -> str:
    """`{{ amount|money:"PHP" }}`: '₱41.8 M'."""
    return format.money(amount, currency)


@register.filter
def money_exact(amount: int | None, currency: str) -> str:
    """`{{ amount|money_exact:"PHP" }}`: '₱41,812,345.67'."""
    return format.money_exact(amount, currency)


@register.filter
def number(value: int | None) -> str:
    """A quantity in ten-thousandths, short."""
    return format.number(value)


@register.filter
def count(value: int) -> str:
    """A whole number of things, its thousands marked."""
    return format.count(value)


@register.filter
def share(value: int | None) -> str:
    """A share in ten-thousandths: '103.1 %'."""
    return format.share(value)


@register.filter
def change(value: int | None) -> str:
    """A change in ten-thousandths, with its sign: '+7.5 %'."""
    return format.share(value, signed=True)


@register.filter
def day(value: date) -> str:
    """'18 Nov 2026', in the reader's language."""
    return dates.day(value)


@register.filter
def month(value: date) -> str:
    """'November 2026', in the reader's language."""
    return dates.month(value)


@register.filter
def moment(value: datetime) -> str:
    """'18 Nov 2026, 06:10', in the reader's language."""
    return dates.moment(value)


register.filter("spark", graphs.spark)
register.filter("bullet", graphs.bullet)
register.filter("show", show.show)
