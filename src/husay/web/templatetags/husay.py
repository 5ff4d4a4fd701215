"""Figures as `husay.words.format` writes them, and the frame of a table."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from husay.web import show
from husay.words import format

register = template.Library()


@register.filter
def count(value: int) -> str:
    """A whole number of things, its thousands marked."""
    return format.count(value)


register.filter("show", show.show)
register.filter("line", show.line)


@register.simple_block_tag
def framed(content: str, caption: str, classes: str = "") -> SafeString:
    """A table of a page's own with its heading and rows, as `_table.html` frames one of figures:
    its caption is heard, and where it is wider than the screen it is moved by keyboard too."""
    return format_html(
        '<div class="scroll" role="region" aria-label="{0}" tabindex="0">'
        '<table class="figures {1}"><caption class="visually-hidden">{0}</caption>{2}'
        "</table></div>",
        caption, classes, content,
    )  # fmt: skip
