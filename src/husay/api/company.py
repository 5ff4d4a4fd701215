"""The company of this process, as whoever calls has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.store.opening import served_company

if TYPE_CHECKING:
    from django.http import HttpRequest

    from husay.store.company import Company


def company(request: HttpRequest) -> Company:
    """The company for one call, of the viewer that the caller's token stands for."""
    viewer = request.auth  # type: ignore[attr-defined]  # ninja puts there what the door gave
    return served_company(viewer, "api").of_one_moment()
