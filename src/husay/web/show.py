"""A figure as HTML: one place, because it stands in the middle of words, where a template's
spaces and line ends would show."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from husay.words.figure import Part

_MARKS = {
    "good": SafeString('<path d="M5.5 1 10 9H1z"/>'),
    "bad": SafeString('<path d="M5.5 9 1 1h9z"/>'),
}


_POINTS = ".,;:)"


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


def line(parts: Iterable[Part]) -> SafeString:
    """The parts of a sentence one after the other. After a button a browser breaks the line even
    before a point, unless the two are kept together."""
    said, found = list[SafeString](), list(parts)
    for at, part in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else ""
        before = found[at - 1] if at else ""
        point = after[:1] if _opens(part) and isinstance(after, str) else ""
        if isinstance(part, str) and _opens(before) and part[:1] in _POINTS:
            said.append(show(part[1:]))  # its point stands with the button
        elif point and point in _POINTS:
            said.append(format_html('<span class="joined">{}{}</span>', show(part), point))
        else:
            said.append(show(part))
    return format_html_join("", "{}", ((one,) for one in said))


def _opens(part: Part) -> bool:
    return not isinstance(part, str) and part.evidence is not None
