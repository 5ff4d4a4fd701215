"""Filters that write figures as `husay.words.format` does."""

from __future__ import annotations

from django import template

from husay.web import show
from husay.words import format

register = template.Library()


@register.filter
def count(value: int) -> str:
    """A whole number of things, its thousands marked."""
    return format.count(value)


register.filter("show", show.show)
