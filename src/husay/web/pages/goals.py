"""The page "Goals": what each goal will come to, how likely it is reached, what is needed a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.goals.judgement import ahead_by_now
from husay.measures.conditions import held, of_whole
from husay.measures.measure import MEASURES
from husay.measures.question import Question, Whole
from husay.store.company import Company
from husay.store.warehouse.reading import Snapshot
from husay.tracking.course import Course
from husay.tracking.currency import other_currencies
from husay.tracking.outlook import GoalOutlook, Outlooks
from husay.web.address import rows_url
from husay.web.charts import Chart, trend_chart
from husay.web.pages.goals_rows import GoalsRows
from husay.web.pages.judged import judged_tone
from husay.web.pages.whose import who_is_shown, wholes_of
from husay.web.tile import Tile
from husay.web.trend import Band, Line, Trend
from husay.words import dates
from husay.words.figure import Evidence, Figure
from husay.words.format import Style
from husay.words.outlook import (
    behind_words,
    goal_style,
    is_over,
    odds_figure,
    outlook_sentence,
)
from husay.words.terms import measure_term
from husay.words.values import goal_window_text
from husay.words.wholes import written_whole


@dataclass(frozen=True)
class Chosen:
    """What the page shows: a whole's outlooks, the one that it leads with, its course, and the
    outlooks of those who carry it."""

    outlooks: Outlooks
    goal: GoalOutlook
    course: Course
    within: Mapping[str, tuple[GoalOutlook, ...]]


class GoalsPage:
    """One view of "Goals"."""

    def __init__(self, company: Company, snapshot: Snapshot, chosen: Chosen) -> None:
        self.company, self.snapshot, self.chosen = company, snapshot, chosen
        self.currency = chosen.outlooks.currency
        self.style = goal_style(chosen.goal, self.currency)
        self._numbers = count(1)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        goal, name = self.chosen.goal, self._name(self.chosen.goal)
        whole = self.chosen.outlooks.whole
        return {
            "sentence": outlook_sentence(
                goal, self.currency, name, self._explain, who_is_shown(self.company, whole)
            ),
            "wholes": wholes_of(self.company, whole, self._url),
            "windows": self._windows(),
            "tiles": tuple(self._tile(one) for one in self.chosen.outlooks.goals),
            "chart": self._chart(),
            "steps": self._steps(),
            "tables": GoalsRows(self.company, self.snapshot, self.currency).tables(
                self.chosen.within, self._name(goal)
            ),
            "cautions": self._cautions(),
        }

    def _name(self, goal: GoalOutlook) -> str:
        return goal_window_text(goal.window, goal.kind, self.snapshot.calendar)

    def _cautions(self) -> list[str]:
        others = other_currencies(self.snapshot.shape)
        if not others:
            return []
        said = _("Only sales in %(currency)s are counted here. Those in %(others)s stand apart.")
        return [said % {"currency": self.currency, "others": ", ".join(others)}]

    def _windows(self) -> list[dict[str, object]]:
        """The windows with a goal; nothing where it is but one."""
        outlooks = self.chosen.outlooks
        first = dict[str, GoalOutlook]()
        for goal in outlooks.goals:
            first.setdefault(goal.kind, goal)
        return [
            {
                "name": self._name(goal),
                "url": self._url(outlooks.whole, kind),
                "current": goal == self.chosen.goal,
            }
            for kind, goal in (first.items() if len(first) > 1 else ())
        ]

    def _url(self, whole: Whole, kind: str = "") -> str:
        parts = {"of": written_whole(whole), "window": kind or self.chosen.goal.kind}
        return f"{reverse('goals')}?{urlencode(parts)}"

    def _tile(self, goal: GoalOutlook) -> Tile:
        style, rows = self.style, GoalsRows(self.company, self.snapshot, self.currency)
        comparisons = [(_("Reaching the goal"), odds_figure(goal))]
        if goal.forecast is not None and not is_over(goal):
            likely = Figure(
                text=style.text(goal.forecast.expected), exact=style.exact(goal.forecast.expected)
            )
            comparisons.insert(0, (_("Likely result"), likely))
        return Tile(
            name=self._name(goal),
            figure=Figure(text=style.text(goal.so_far), exact=style.exact(goal.so_far)),
            against=_("of %(goal)s") % {"goal": style.text(goal.goal)},
            graph=rows.bullet(goal),
            comparisons=tuple(comparisons),
        )

    def _chart(self) -> Chart:
        """How far ahead of what the goal asks by then, or where it has no pace, what was sold; then
        what is likely, in its band."""
        course, goal = self.chosen.course, self.chosen.goal
        asked = [amount for amount in course.goal if amount is not None]
        paced = len(asked) == len(course.goal)
        base = asked if paced else [0] * len(course.days)

        def beside(values: tuple[int | None, ...]) -> tuple[int | None, ...]:
            pairs = zip(values, base, strict=True)
            return tuple(None if value is None else value - due for value, due in pairs)

        told = goal.forecast
        band = likely = None
        if told is not None and not is_over(goal):
            likely = Line(_("likely"), beside(course.expected))
            if told.low is not None:
                band = Band(_("eight cases of ten"), beside(course.low), beside(course.high))
        title = _("Ahead of or behind the goal’s pace") if paced else _("Sold, and likely")
        now = self.style.text(goal.gap if paced else goal.so_far, signed=paced)
        return trend_chart(
            Trend(
                key="course",
                title=_("%(what)s, %(window)s") % {"what": title, "window": self._name(goal)},
                summary=_("Now at %(amount)s.") % {"amount": now},
                points=tuple(dates.day_month(day) for day in course.days),
                names=tuple(_("until %(day)s") % {"day": dates.day(day)} for day in course.days),
                actual=Line(_("sold"), beside(course.actual)),
                goal=Line(_("goal’s pace"), (0,) * len(base)) if paced else None,
                likely=likely,
                band=band,
                style=Style(self.style.kind, self.style.currency),
                signed=paced,
            )
        )

    def _steps(self) -> list[tuple[str, Figure, str]]:
        """What it takes: a day's need beside a day's sales so far, and the distance to the goal."""
        goal, style = self.chosen.goal, self.style
        made = []
        if goal.needed.a_day is not None:
            left = ngettext("%(n)s working day left", "%(n)s working days left",
                            goal.needed.days_left) % {"n": goal.needed.days_left}  # fmt: skip
            made.append((_("Needed a day"), self._amount(goal.needed.a_day, style), left))
        if goal.sold_a_day is not None:
            said = ngettext("on %(n)s working day", "on %(n)s working days",
                            goal.days_gone) % {"n": goal.days_gone}  # fmt: skip
            made.append((_("Sold a day so far"), self._amount(goal.sold_a_day, style), said))
        if goal.due is not None and not is_over(goal):
            text = style.text(goal.gap, signed=True)
            good = ahead_by_now(MEASURES[goal.measure], goal.so_far, goal.due)
            figure = Figure(
                text=text, exact=style.exact(goal.gap), tone=judged_tone(good),
                word=_("ahead") if good else _("behind"),
            )  # fmt: skip
            due = _("%(due)s were due by now") % {"due": style.text(goal.due)}
            made.append((_("Against the goal’s pace"), figure, due))
        told = goal.forecast
        if told is not None and not is_over(goal):
            lack = told.expected - goal.goal
            figure = Figure(
                text=style.text(lack, signed=True), exact=style.exact(lack),
                tone="good" if lack >= 0 else "bad",
                word=_("above the goal") if lack >= 0 else _("short of the goal"),
            )  # fmt: skip
            between = ""
            if told.low is not None and told.high is not None:
                between = _("between %(low)s and %(high)s in eight of ten cases") % {
                    "low": style.text(told.low - goal.goal, signed=True),
                    "high": style.text(told.high - goal.goal, signed=True),
                }
            made.append((_("Likely, against the goal"), figure, between))
        return made

    def _amount(self, value: int, style: Style) -> Figure:
        return Figure(text=style.text(value), exact=style.exact(value))

    def _explain(self, part: str) -> Evidence | None:
        goal, key = self.chosen.goal, f"goal-{next(self._numbers)}"
        days = (_("Days"), dates.span(goal.window.start, goal.window.end))
        snapshot = (_("Snapshot"), str(self.chosen.outlooks.snapshot))
        if part == "goal":
            text = _("What is to be sold in these days, as published.")
            return Evidence(key=key, name=_("Goal"), definition=text, facts=(days, snapshot))
        if part == "expected":
            text = _(
                "What is there already, and for the rest of the days what came in the same days of "
                "last year, grown as the last months and the last year grew."
            )
            told = (days, (_("Learned from"), behind_words(goal)), snapshot)
            return Evidence(key=key, name=_("Likely result"), definition=text, facts=told)
        term = measure_term(goal.measure)
        gone = goal.window.clip(goal.until)
        others = other_currencies(self.snapshot.shape)
        only = held("currency", self.currency).sql if others else None
        where = " AND ".join(filter(None, (of_whole(goal.whole), only))) or None
        url = rows_url(Question((goal.measure,), gone, where=where), snapshot=snapshot[1])
        facts = ((_("Days"), dates.span(gone.start, gone.end)), snapshot)
        return Evidence(key=key, name=str(term.label), definition=str(term.definition),
                        facts=facts, rows_url=url)  # fmt: skip
