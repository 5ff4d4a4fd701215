"""The shapes of goal plans in the API."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from husay.api.shapes import Listed, Problem

MOST_GOALS = 20_000

Key = Annotated[str, Field(min_length=1, max_length=500)]
Amount = Annotated[str, Field(max_length=40, examples=["1250000.00"])]


class PlanNumber(Schema):
    """Which plan is meant."""

    number: int = Field(ge=1, le=2**31, description="The plan’s number, as /plans lists it.")


class GivenGoals(Schema):
    """Goals to be set by hand. What is misspelt, or of another type, is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)

    seen: int = Field(ge=1, le=2**31, description="The version that the goals were decided on.")
    values: dict[Key, Amount] = Field(
        max_length=MOST_GOALS, description="By key (`goal_of`), exact decimal texts: 1250000.00."
    )
    reason: str = Field("", max_length=500, description="Why; those concerned can read it.")


class Planned(Listed):
    """A page of a plan's goals."""

    name: str
    state: Literal["draft", "open", "published"]
    version: int = Field(description="The version; to be named as `seen` when goals are set.")
    currency: str
    problems: list[Problem] = Field(description="What does not add up, for who plans the goals.")
