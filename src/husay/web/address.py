"""A question as an address: every state of a page can be sent to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from husay.measures.conditions import held
from husay.measures.question import Question


def question_query(question: Question, **more: str) -> str:
    """The query string of a question; what stands at its default is left out."""
    parts = {
        "m": ",".join(question.measures),
        "by": ",".join(question.by) or "-",
        "from": question.window.start.isoformat(),
        "to": question.window.end.isoformat(),
        "grain": question.grain or "",
        "compare": question.compare or "",
        "where": question.where or "",
        "structure": "" if question.structure == "then" else question.structure,
        "top": str(question.top or ""),
        "bottom": str(question.bottom or ""),
        "as_of": question.as_of.isoformat() if question.as_of else "",
        "currency": question.currency or "",
        **more,
    }
    return query_of(parts)


def query_of(parts: Mapping[str, str]) -> str:
    """A query string of these parts, without the empty ones."""
    return urlencode({key: value for key, value in parts.items() if value}, safe=",")


def explore_url(question: Question, **more: str) -> str:
    """Where a question is answered in full."""
    return f"{reverse('explore')}?{question_query(question, **more)}"


def explore_parts_url(parts: Mapping[str, str]) -> str:
    """The page with some parts of a question said and the others left to it."""
    return f"{reverse('explore')}?{query_of(parts)}"


def rows_url(question: Question, **more: str) -> str:
    """Where the rows behind a question's figure stand."""
    return f"{reverse('explore-rows')}?{question_query(question, **more)}"


def narrowed(question: Question, dimension: str, item: str | None) -> Question:
    """The question for one item of a dimension."""
    condition = held(dimension, item).sql
    where = f"({question.where}) AND {condition}" if question.where else condition
    return replace(question, where=where)
