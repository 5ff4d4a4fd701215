"""Pages with the right that each wants: an address cannot be given without one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, register_converter

from husay.access.role import Right
from husay.web.doors.viewing import viewer
from husay.web.numbers import NumberConverter

register_converter(NumberConverter, "number")

View = Callable[..., HttpResponseBase]


def page(route: str, view: View, name: str, right: Right, *others: Right) -> URLPattern:
    """An address that only opens to whoever has a right, of several any; others get Mistake
    `not-allowed`."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        viewer(request).check(right, *others)
        return view(request, *args, **kwargs)

    return path(route, opened, {}, name)
