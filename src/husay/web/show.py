"""A figure as HTML: one place, because it stands in the middle of words, where a template's
spaces and line ends would show."""

from __future__ import annotations

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from husay.words.figure import Part

_MARKS = {
    "good": SafeString('<path d="M5.5 1 10 9H1z"/>'),
    "bad": SafeString('<path d="M5.5 9 1 1h9z"/>'),
}


def mark(tone: str) -> SafeString:
    """▲ or ▼, drawn: fonts differ too much. Nothing for other tones."""
    if tone not in _MARKS:
        return SafeString("")
    return format_html(
        '<svg class="mark" width="11" height="10" viewBox="0 0 11 10" aria-hidden="true" '
        'focusable="false">{}</svg>',
        _MARKS[tone],
    )


def show(part: Part) -> SafeString:
    """Words, or a figure: a button where it opens its evidence, a link where it leads to it."""
    if isinstance(part, str):
        return conditional_escape(part)
    word = format_html('<span class="visually-hidden"> {}</span>', part.word) if part.word else ""
    inner = format_html("{}{}{}", mark(part.tone), part.text, word)
    shared = format_html(
        'class="figure{}"{}',
        f" tone-{part.tone}" if part.tone else "",
        format_html(' title="{}"', part.exact) if part.exact else "",
    )
    if part.evidence:
        return format_html(
            '<button type="button" popovertarget="why-{}" {}>{}</button>',
            part.evidence.key,
            shared,
            inner,
        )
    if part.url:
        return format_html('<a href="{}" {}>{}</a>', part.url, shared, inner)
    return format_html("<span {}>{}</span>", shared, inner)
