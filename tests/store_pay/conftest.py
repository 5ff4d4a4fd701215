"""The small company of the goal plans, imported once and copied for each test that changes it."""

from __future__ import annotations

from tests.goal_plans.conftest import first_made, made

__all__ = ["first_made", "made"]
