"""The one plain sentence that answers a question: the same on every face."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, parse_period
from husay.measures.answer import Answer
from husay.measures.dimension import GOAL_WINDOW
from husay.measures.measure import MEASURES, Measure
from husay.measures.question import Question, Shape
from husay.words import dates
from husay.words.comparing import compared, reached
from husay.words.terms import dimension_term, measure_term
from husay.words.values import item_text, period_text, short, when

_MOST_NAMED = 3
Row = Mapping[str, object]


@dataclass(frozen=True)
class Background:
    """What a sentence needs beside the answer.

    `currency` is that of the answer's amounts where a row names none; `names` are by dimension
    and identifier; `filtered` says the question's condition in words (else as it was written).
    """

    currency: str
    calendar: BusinessCalendar
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filtered: str = ""


def currency_of(question: Question, shape: Shape) -> str:
    """The currency of an answer's amounts where its rows name none."""
    if question.currency:
        return question.currency
    return shape.currencies[0] if len(shape.currencies) == 1 else shape.currency


def sentence(answer: Answer, background: Background) -> str:
    """What the answer says, in one sentence of the reader's language."""
    return _Sentence(answer, background).text()


class _Sentence:
    def __init__(self, answer: Answer, background: Background) -> None:
        self.answer, self.background = answer, background
        self.question = answer.question
        self.measure: Measure = MEASURES[self.question.measures[0]]
        self.dimensions = [c.name for c in answer.columns if c.role == "dimension"]
        self.period = next((c.name for c in answer.columns if c.role == "period"), None)
        self.apart = "currency" in self.dimensions and self.measure.unit == "money"

    def text(self) -> str:
        said = self._nothing()
        if said:
            return said
        if GOAL_WINDOW in self.dimensions:
            return self._goal_windows()
        clauses = [self._head()]
        whole = self._whole()
        if whole is not None:
            clauses[0] += self._beside(whole)
        clauses += self._extremes(whole)
        clauses += self._others(whole)
        return "; ".join(clauses) + "."

    def _nothing(self) -> str:
        """What is said where there is nothing to count."""
        found = {p.code: p.says() for p in self.answer.problems}
        if self.measure.family == "sales" and "no-sales-yet" in found:
            return _("There are no sales yet: nothing has been imported.")
        code, text = self._without()
        if code in found:
            rule = self.background.calendar.year
            return text % {
                "when": when(self.question.window),
                "first": period_text(found[code]["first"], rule),
                "last": period_text(found[code]["last"], rule),
            }
        if self.answer.window.days == 0:
            return _("Nothing to count yet: these days begin on %(day)s.") % {
                "day": dates.day(self.answer.window.start)
            }
        return ""

    def _without(self) -> tuple[str, str]:
        """The code of days without a fact of the measure's family, and what is said of them."""
        if self.measure.family == "deals":
            return "window-without-deals", _(
                "There are no deals %(when)s: they run from %(first)s to %(last)s."
            )
        if self.measure.family == "activities":
            return "window-without-activities", _(
                "There are no activities %(when)s: they run from %(first)s to %(last)s."
            )
        return "window-without-sales", _(
            "There are no sales %(when)s: they run from %(first)s to %(last)s."
        )

    def _whole(self) -> Row | None:
        """The values of all rows together, or None where there is no such thing."""
        if not self.dimensions and not self.period:
            return self.answer.rows[0] if self.answer.rows else {}
        if self.answer.total:
            return self.answer.total
        summable = self.measure.additivity == "additive" and not self.question.compare
        if self.period and not self.dimensions and summable:
            name = self.measure.name
            return {name: sum(int(str(row[name] or 0)) for row in self.answer.rows)}
        return None

    def _head(self) -> str:
        whole, term = self._whole(), measure_term(self.measure.name)
        words = {"measure": self._measure_label(), "when": self._when()}
        if whole is not None:
            none: object = 0 if self.measure.additivity != "ratio" else None
            value = whole.get(self.measure.name, none)
            if value is None:
                text = _("%(measure)s %(when)s cannot be told: there is nothing to divide by")
                return text % words
            words["value"] = self._short(value)
        elif self.apart and self.dimensions == ["currency"] and not self.period:
            words["value"] = self._listed(
                [short(r[self.measure.name], "money", str(r["currency"])) for r in self.answer.rows]
            )
        elif self.apart:
            return _("%(measure)s %(when)s stands apart by currency, never added") % words
        else:
            words["by"] = self._listed([_lower(c) for c in (*self.dimensions, self.period) if c])
            return _("%(measure)s %(when)s by %(by)s") % words
        return (
            _("%(measure)s %(when)s are %(value)s") if term.plural
            else _("%(measure)s %(when)s is %(value)s")
        ) % words  # fmt: skip

    def _measure_label(self) -> str:
        label = str(measure_term(self.measure.name).label)
        if not self.question.where:
            return label
        said = self.background.filtered or " ".join(self.question.where.split())
        return _("%(measure)s (%(filter)s)") % {"measure": label, "filter": said}

    def _when(self) -> str:
        window = self.answer.window
        if self.measure.additivity == "at-end":
            return _("at the end of %(day)s") % {"day": dates.day(window.end)}
        return when(window)

    def _short(self, value: object, row: Row | None = None) -> str:
        named = row.get("currency") if row is not None else None
        return short(value, self.measure.unit, str(named or self.background.currency))

    def _beside(self, whole: Row) -> str:
        """How the whole compares: with the goal or with earlier days."""
        if self.question.compare == "goal":
            return reached(whole, self.measure, self.answer, self._short)
        if self.answer.comparison is None or self.question.compare is None:
            return ""
        return compared(whole, self.measure, self.answer, self._short)

    def _extremes(self, whole: Row | None) -> list[str]:
        """Who or what stands out among the rows."""
        rows = [r for r in self.answer.rows if r.get(self.measure.name) is not None]
        if self.dimensions == ["currency"] or not (self.dimensions or self.period) or not rows:
            return []
        if self.period and not self.dimensions:
            return self._best_period(rows)
        rows = [r for r in rows if all(r[d] is not None for d in self.dimensions)] or rows
        if self.apart and len({r["currency"] for r in rows}) > 1:
            return self._highest_by_currency(rows)
        if self.period and not (self.question.top or self.question.bottom):
            rows = sorted(rows, key=self._size, reverse=True)
        if self.question.bottom:
            return [_("lowest: %(items)s") % {"items": self._named(rows[:_MOST_NAMED], whole)}]
        if self.question.top:
            return [_("highest: %(items)s") % {"items": self._named(rows[:_MOST_NAMED], whole)}]
        return [_("highest: %(items)s") % {"items": self._named(rows[:1], whole)}]

    def _highest_by_currency(self, rows: Sequence[Row]) -> list[str]:
        """The highest of each currency: a thousand pesos are not more than five hundred dollars."""
        said = []
        for currency in sorted({str(r["currency"]) for r in rows})[:_MOST_NAMED]:
            best = max((r for r in rows if r["currency"] == currency), key=self._size)
            words = {"currency": currency, "items": self._named([best], None)}
            said.append(_("highest in %(currency)s: %(items)s") % words)
        return said

    def _value(self, row: Row) -> object:
        return row[self.measure.name]

    def _size(self, row: Row) -> Fraction:
        return Fraction(str(self._value(row)))

    def _best_period(self, rows: Sequence[Row]) -> list[str]:
        """The highest and the lowest period, of those that are over."""
        key = str(self.period)
        whole = [r for r in rows if self._is_whole(str(r[key]))]
        # Deals made lately have had less time to be won: no month of them is the lowest yet.
        if len(whole) < 2 or self.measure.matures:
            return []
        ordered = sorted(whole, key=self._size)
        ends = (
            (_("highest in %(period)s: %(value)s"), ordered[-1]),
            (_("lowest in %(period)s: %(value)s"), ordered[0]),
        )
        rule = self.background.calendar.year
        named = [(text, period_text(str(row[key]), rule), row) for text, row in ends]
        return [
            text % {"period": period, "value": self._short(self._value(row))}
            for text, period, row in named
        ]

    def _is_whole(self, key: str) -> bool:
        window = parse_period(key, self.background.calendar.year)
        known = self.answer.window
        return (
            isinstance(window, Window)
            and known.start <= window.start
            and window.end <= known.end
        )  # fmt: skip

    def _named(self, rows: Sequence[Row], whole: Row | None) -> str:
        return self._listed([self._item(row, whole) for row in rows])

    def _item(self, row: Row, whole: Row | None) -> str:
        value, total = row[self.measure.name], (whole or {}).get(self.measure.name)
        words = {"item": self._item_name(row), "value": self._short(value, row)}
        adds_up = self.measure.additivity == "additive" and not self.apart and not self.period
        if adds_up and total and int(str(total)) > 0 and int(str(value)) >= 0:
            words["share"] = short(Fraction(int(str(value)), int(str(total))), "ratio")
            return _("%(item)s with %(value)s (%(share)s)") % words
        return _("%(item)s with %(value)s") % words

    def _item_name(self, row: Row) -> str:
        names = self.background.names
        said = [
            item_text(d, row[d], names.get(d, {}).get(str(row[d])))
            for d in self.dimensions
            if not (d == "currency" and self.apart)
        ]
        if self.period:
            said.append(period_text(str(row[self.period]), self.background.calendar.year))
        return ", ".join(said)

    @staticmethod
    def _listed(items: Sequence[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return _("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}

    def _others(self, whole: Row | None) -> list[str]:
        """The question's other measures, each with its value."""
        if whole is None:
            return []
        told = []
        for name in self.question.measures[1 : _MOST_NAMED + 1]:
            if whole.get(name) is not None:
                value = short(whole[name], MEASURES[name].unit, self.background.currency)
                told.append(f"{_small(str(measure_term(name).label))}: {value}")
        return told

    def _goal_windows(self) -> str:
        rows = self.answer.rows
        done = [
            r[f"{self.measure.name}_attainment"] for r in rows
            if r.get(f"{self.measure.name}_attainment") is not None
        ]  # fmt: skip
        hit = sum(1 for part in done if Fraction(str(part)) >= 1)
        words = {"measure": self._measure_label(), "when": self._when(), "n": len(rows), "hit": hit}
        if not rows:
            return _("No goal for %(measure)s touches the days %(when)s.") % words
        return (
            ngettext(
                "%(measure)s %(when)s: %(hit)s of %(n)s goal was reached.",
                "%(measure)s %(when)s: %(hit)s of %(n)s goals were reached.",
                len(rows),
            )
            % words
        )


def _small(label: str) -> str:
    """A label within a sentence."""
    return f"{label[:1].lower()}{label[1:]}"


def _lower(dimension: str) -> str:
    return _small(str(dimension_term(dimension).label))
