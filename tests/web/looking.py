"""Stands for the door where there is no company: somebody who may do everything is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def looked_at(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """A middleware after which everybody is the operator."""
    from husay.access.viewer import operator

    def answer(request: HttpRequest) -> HttpResponse:
        request.viewer = operator("reader")  # type: ignore[attr-defined]
        return get_response(request)

    return answer
