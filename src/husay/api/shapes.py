"""The shapes of what the API takes and gives; its description (OpenAPI) is made of them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

Cell = str | int | None
# No database and no condition knows what to do with a NUL.
Text = Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00]*$")]
MOST_ROWS = 1_000


def _as_written(value: object) -> object:
    """A day as it must be written: pydantic alone takes 20240430 for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("day", "write a day as 2026-11-18: year, month, day")
    return value


Day = Annotated[date, BeforeValidator(_as_written)]


class Called(BaseModel):
    """What a call asks for: just the parts described here, each once.

    A part that is misspelt, or given twice, would otherwise be left out without a word, and the
    figures be of something else.
    """

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _all_that_was_sent(cls, data: Any, info: ValidationInfo) -> Any:
        sent = (info.context or {})["request"].GET.lists()
        return {name: given[0] if len(given) == 1 else given for name, given in sent}


class Paged(Called):
    """Which part of a list is wanted."""

    limit: int = Field(100, ge=1, le=MOST_ROWS, description="At most so many rows.")
    offset: int = Field(0, ge=0, le=1_000_000_000, description="Leave out so many first.")


class Dated(Paged):
    """Over which days a question goes, and in which snapshot it is asked."""

    from_: Day | None = Field(None, alias="from", description="First day.")
    to: Day | None = Field(None, description="Last day, included.")
    period: Text | None = Field(None, description="Instead of days: 2013, 2013-Q4, 2013-11.")
    snapshot: Text | None = Field(None, description="A snapshot's number or pin; else the newest.")


class SignalNumber(Schema):
    """Which signal is meant."""

    number: int = Field(ge=1, le=2**31, description="The signal’s number, as /signals lists it.")


class Asked(Dated):
    """What is asked: the words are those of `husay show`."""

    measures: Text | None = Field(
        None, description="Measures, with commas between them; else revenue, or orders without it."
    )
    by: Text = Field("", description="Dimensions, with commas between them.")
    where: Text | None = Field(None, description="Only where this holds: territory = 'NCR'.")
    structure: Literal["then", "now"] = Field("then", description="The organisation of which day.")
    as_of: Day | None = Field(None, description="The last day that counts.")
    currency: Text | None = Field(None, description="Convert amounts into this currency.")


class AskedFigures(Asked):
    """A question of figures."""

    grain: Literal["day", "week", "month", "quarter", "year"] | None = Field(
        None, description="One row for each of these."
    )
    compare: Literal["previous", "last-year", "goal"] | None = Field(
        None, description="What stands beside each figure."
    )
    top: int | None = Field(None, ge=1, le=10_000, description="Only the rows with most.")
    bottom: int | None = Field(None, ge=1, le=10_000, description="Only the rows with least.")


class AskedStanding(Called):
    """Whose standing is asked, and of which day."""

    of: Text = Field("", description="“company”, “unit:…” or “seller:…”; else your own.")
    on: Day | None = Field(None, description="At the end of this day; else of the last sale's.")
    snapshot: Text | None = Field(None, description="A snapshot's number or pin; else the newest.")


class AskedGoals(Paged):
    """Which goals are asked for."""

    scope: Text | None = Field(None, description="company, unit, seller, product_line, ...")
    item: Text | None = Field(None, description="Whose goal: an identifier.")
    measure: Text | None = Field(None, description="Of which measure.")
    from_: Day | None = Field(None, alias="from", description="Goals that touch or follow a day.")
    to: Day | None = Field(None, description="Goals that touch or precede a day.")
    snapshot: Text | None = Field(None, description="A snapshot's number or pin; else the newest.")


class AskedOutlook(Paged):
    """Whose goals, of which measure, seen at the end of which day."""

    of: Text = Field("", description="“company”, “unit:…” or “seller:…”; else your own.")
    measure: Text = Field("revenue", description="Goals of which measure.")
    on: Day | None = Field(None, description="At the end of this day; else of the last sale's.")
    within: Literal["", "month", "quarter", "year", "window"] = Field(
        "", description="Instead of the whole's goals, those of its units and people over this one."
    )
    snapshot: Text | None = Field(None, description="A snapshot's number or pin; else the newest.")


class AskedMilestones(Paged):
    """The milestones of which day."""

    on: Day | None = Field(
        None,
        description="At the end of this day, for who sees the whole company; else of the last "
        "sale's.",
    )
    snapshot: Text | None = Field(None, description="A snapshot's number or pin; else the newest.")


class AskedSignals(Paged):
    """Whose signals, as of which day."""

    of: Text = Field("", description="“company”, “unit:…” or “seller:…”; else all that you see.")
    on: Day | None = Field(None, description="As a sweep at the end of this day would tell.")
    everything: bool = Field(False, description="What is not sure enough to be told, too.")


class AskedOrganisation(Paged):
    """The organisation of which day."""

    on: Day | None = Field(None, description="As it was on this day; else today.")


class Column(Schema):
    """A column: its name in each row, its words, and what its values are.

    Money and quantities are exact decimal texts, ratios too; counts are whole numbers.
    """

    name: str
    label: str
    kind: Literal["money", "quantity", "count", "ratio", "days", "text", "day"]


class Place(Schema):
    """Where a problem is, as far as it is anywhere."""

    table: str | None
    file: str | None
    row: int | None
    column: str | None


class Problem(Schema):
    """What is wrong, or has to be known: a code for programs, words for people."""

    code: str
    severity: Literal["error", "warning"]
    message: str
    remedy: str
    place: Place
    value: str | None
    count: int


class Problems(Schema):
    """Everything that was wrong with a call."""

    problems: list[Problem]


class Listed(Schema):
    """A page of rows."""

    snapshot: int | None = Field(description="The snapshot that it was read from.")
    columns: list[Column]
    rows: list[dict[str, Cell]]
    count: int = Field(description="How many rows there are in all.")
    limit: int
    offset: int
    next_offset: int | None = Field(description="Where the next page begins; null at the end.")


class Answered(Listed):
    """A page of an answer, with the sentence that tells it."""

    sentence: str
    problems: list[Problem]
    currency: str
    total: dict[str, Cell] | None = None


class Stood(Schema):
    """A standing: the whole first, then its parts."""

    snapshot: int
    sentence: str
    details: list[str]
    as_of: date
    whole: dict[str, str]
    currency: str
    columns: list[Column]
    rows: list[dict[str, Cell]]
    problems: list[Problem]


class Foretold(Listed):
    """A page of goals, each with what it will come to and how likely it is reached."""

    sentence: str
    details: list[str]
    as_of: date
    whole: dict[str, str]
    measure: str
    currency: str
    problems: list[Problem]


class Warned(Listed):
    """A page of signals: what has left the level that was to be expected."""

    sentence: str
    details: list[str]
    as_of: date | None = None
    currency: str
    problems: list[Problem]


class Points(Schema):
    """A series seen and expected, point by point; null where nothing is known."""

    starts: list[date]
    seen: list[str | None]
    expected: list[str | None]
    low: list[str | None]
    high: list[str | None]


class Part(Schema):
    """A part of a gap; no item: all others."""

    item: str | None
    gap: str


class Episode(Schema):
    """One signal, with its curve, where it sits, and how it ended, if it did."""

    signal: dict[str, Cell]
    sentence: str
    as_of: date
    ended: str
    reason: str
    curve: Points
    where: dict[str, list[Part]]


class Weeks(Schema):
    """A week of a measure of counts: known, or expected."""

    measure: str
    from_: date = Field(alias="from")
    to: date
    sold: str | None
    expected: str | None
    last_year: str | None


class Reached(Listed):
    """A page of milestones, and the volumes by week."""

    sentence: str
    details: list[str]
    as_of: date
    volumes: list[Weeks]
    problems: list[Problem]
