"""The company whose team changed its manager, imported once and copied for each test."""

from __future__ import annotations

from tests.coaching.conftest import first_team, made

__all__ = ["first_team", "made"]
