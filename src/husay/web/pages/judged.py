"""Changes and goals with their judgement: a mark, a colour and, for ears, a word."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from husay.goals.judgement import ahead
from husay.measures.compare import SUFFIX
from husay.measures.measure import Measure
from husay.web.graphs import bullet
from husay.web.pages.scaled import scaled
from husay.web.table import Cell
from husay.words.figure import Figure, Tone
from husay.words.format import NOTHING, change_text, part_text, share

Row = Mapping[str, object]


def tone_of_change(measure: Measure, change: object) -> Tone:
    """Good or bad, by which way the measure should go; '' where it tells nothing."""
    if change is None or measure.more_is_better is None or share(Fraction(str(change))) == _LEVEL:
        return ""
    return "good" if (Fraction(str(change)) > 0) is measure.more_is_better else "bad"


_LEVEL = share(Fraction(0))


def change_figure(measure: Measure, row: Row, compared: str) -> Figure:
    """A row's change with its mark and, for ears, against what: a rate changes by points."""
    change = row.get(f"{measure.name}_change")
    if change is None:
        return Figure(text=NOTHING, word=_("no comparison"))
    exact = Fraction(str(change))
    tone = tone_of_change(measure, change)
    text = _points(measure, row, compared) if measure.unit == "ratio" else change_text(exact)
    if tone and measure.more_is_better is False:  # up is bad here, and no mark alone says so
        judged = _("%(change)s, better") if tone == "good" else _("%(change)s, worse")
        text = judged % {"change": text}
    word = _("against last year") if compared == "last-year" else _("against the period before")
    return Figure(text=text, exact=share(exact, signed=True), tone=tone, word=word)


def _points(measure: Measure, row: Row, compared: str) -> str:
    now, before = row.get(measure.name), row.get(f"{measure.name}_{SUFFIX.get(compared, '')}")
    moved = Fraction(str(now)) - Fraction(str(before))
    places = share(moved, signed=True).removesuffix("%").rstrip()
    return _("%(points)s points") % {"points": places}


def toward_goal(measure: Measure, whole: Row) -> Row:
    """The whole with how far those who have a goal came, all together."""
    name = measure.name
    toward = whole.get(f"{name}_toward_goal", whole.get(name))
    filled = dict(whole)
    for column, goal in (("attainment", "goal"), ("pace", "goal_to_date")):
        asked = whole.get(f"{name}_{goal}")
        known = asked is not None and toward is not None and Fraction(str(asked)) > 0
        filled[f"{name}_{column}"] = Fraction(str(toward)) / Fraction(str(asked)) if known else None
    return filled


def attainment_cell(measure: Measure, row: Row) -> Cell:
    """How far a goal is reached; by now it should be as far as the tick."""
    name = measure.name
    attainment, pace = row.get(f"{name}_attainment"), row.get(f"{name}_pace")
    if attainment is None:
        return Cell(figure=Figure(text=NOTHING, word=_("no goal")))
    reached = Fraction(str(attainment))
    due = reached if pace is None else Fraction(str(pace))
    good = ahead(measure, reached, due)
    tone = judged_tone(good)
    tick = scaled(reached / due, "ratio") if due > 0 and reached > 0 else None
    word = _("of goal, ahead") if good else _("of goal, behind")
    return Cell(
        graph=bullet(scaled(reached, "ratio"), tone, pace=tick),
        figure=Figure(text=part_text(reached), tone=tone, word=word),
    )


def judged_tone(good: bool | None) -> Tone:
    """The tone of a judgement; '' where there is none."""
    return "" if good is None else "good" if good else "bad"


def is_behind(measure: Measure, row: Row, compared: str) -> bool:
    """Whether a row is behind its goal, where it is held against one, else worse than before."""
    if compared != "goal":
        return tone_of_change(measure, row.get(f"{measure.name}_change")) == "bad"
    attainment, pace = row.get(f"{measure.name}_attainment"), row.get(f"{measure.name}_pace")
    if attainment is None:
        return False
    due = None if pace is None else Fraction(str(pace))
    return ahead(measure, Fraction(str(attainment)), due) is False
