"""The words of "Did it work": what coaching did, how sure that is, or that it is too early."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from husay.coaching.effects import SALES, Told
from husay.stats.effect import Effect, TooLittle
from husay.words.coaching import STAGES
from husay.words.document import Report, plain_spaces
from husay.words.figure import Figure, Part, Sentence, Tone, compose
from husay.words.format import share
from husay.words.sheet import Row, Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.store.coaching.effects import EffectsSeen
    from husay.words.term import Text

VERDICTS: dict[str, Text] = {
    "worked": gettext_lazy("worked"),
    "harmed": gettext_lazy("did harm"),
    "no-sign": gettext_lazy("no sign of an effect"),
    "not-enough-yet": gettext_lazy("not enough yet"),
}
TONES: dict[str, Tone] = {"worked": "good", "harmed": "bad"}


def percent(value: float) -> str:
    """'+7.2 %'."""
    return share(Fraction(round(value * 1000), 1000), 1, signed=True)


def effects_sentence(seen: EffectsSeen) -> Sentence:
    """What the coaching that is told of did to sales, in one sentence."""
    if not seen.found.told:
        return Sentence((
            _("No coaching plan was begun yet, so there is nothing to measure."),
        ), ((_least(),),))  # fmt: skip
    first = next(one for one in seen.found.told if one.on == SALES)
    return Sentence(_first(first), tuple((line,) for line in _beneath(first)))


def circles_sentence(seen: EffectsSeen) -> Sentence:
    """What pairs and circles did to the sales of those who learned in them."""
    if not seen.found.told:
        return Sentence((
            _("No pair or circle has met yet, so there is nothing to measure."),
        ), ((_least(),),))  # fmt: skip
    first = next(one for one in seen.found.told if one.on == SALES)
    found = first.found
    lines = tuple((line,) for line in _beneath(first))
    if isinstance(found, TooLittle) or found.verdict == "not-enough-yet":
        text = ngettext(
            "It is too early to say whether pairs and circles work here: %(n)s has learned in one.",
            "It is too early to say whether pairs and circles work here: %(n)s have learned in "
            "one.",
            first.plans,
        )
        return Sentence((text % {"n": first.plans},), lines)
    texts = {
        "worked": _("Pairs and circles worked: {effect} in sales, against those in none "
                    "meanwhile."),
        "harmed": _("Pairs and circles did harm: {effect} in sales, against those in none "
                    "meanwhile."),
        "no-sign": _("No effect of pairs and circles shows: {effect} in sales, where a tenth would "
                     "have been seen."),
    }  # fmt: skip
    amount = Figure(text=percent(found.effect), tone=TONES.get(found.verdict, ""))
    return Sentence(compose(texts[found.verdict], effect=amount), lines)


def _first(told: Told) -> tuple[Part, ...]:
    found = told.found
    if isinstance(found, TooLittle) or found.verdict == "not-enough-yet":
        return (ngettext(
            "It is too early to say whether coaching works here: %(n)s plan was begun.",
            "It is too early to say whether coaching works here: %(n)s plans were begun.",
            told.plans,
        ) % {"n": told.plans},)  # fmt: skip
    amount = Figure(text=percent(found.effect), tone=TONES.get(found.verdict, ""))
    text = _("No effect of coaching shows: {effect} in sales, where a tenth would have been seen.")
    if found.verdict == "worked":
        text = _(
            "Coaching worked: {effect} in sales, against those who were not coached meanwhile."
        )
    elif found.verdict == "harmed":
        text = _("Coaching did harm: {effect} in sales, against those who were not coached "
                 "meanwhile.")  # fmt: skip
    return compose(text, effect=amount)


def _beneath(told: Told) -> list[str]:
    found = told.found
    if isinstance(found, TooLittle):
        if not found.coached:
            return [_("No month is over yet in which one of them was coached."), _least()]
        return [
            _("%(coached)s coached, %(others)s not.")
            % {"coached": found.coached, "others": found.others},
            _least(),
        ]
    lines = [
        _("It lies between %(low)s and %(high)s (95 %%), from %(coached)s coached and %(others)s "
          "others.") % {
            "low": percent(found.low), "high": percent(found.high), "coached": found.coached,
            "others": found.others,
        },
        _("The months that made somebody be chosen are left out of “before”: who had a bad quarter "
          "gets better anyway."),
    ]  # fmt: skip
    if found.verdict == "not-enough-yet":
        lines.append(_("So much data would show an effect of %(least)s or more.")
                     % {"least": percent(found.detectable)})  # fmt: skip
    if found.suspect:
        lines.append(_("More than a fifth is more than coaching is known to do: look for what else "
                       "changed."))  # fmt: skip
    return lines


def _least() -> str:
    return _("It takes three people who were coached and three who were not, with months before "
             "and after.")  # fmt: skip


def stage_text(told: Told, *, of_circles: bool = False) -> str:
    """Coaching in what, or what pairs and circles were about."""
    if told.stage is not None:
        return str(STAGES[told.stage])
    return _("all pairs and circles") if of_circles else _("all coaching")


def on_text(told: Told) -> str:
    """What it was looked for in."""
    return _("sales") if told.on == SALES else str(STAGES[told.on])  # type: ignore[index]


def effects_report(seen: EffectsSeen, *, of_circles: bool = False) -> Report:
    """One row for each effect that was looked for; practices beside. `of_circles`: what is told are
    pairs and circles instead of plans."""
    sentence = circles_sentence(seen) if of_circles else effects_sentence(seen)
    notes = ["".join(map(str, line)) for line in sentence.details]
    columns = (
        SheetColumn(name="stage_name", label=_("Coached in"), weight=0),
        SheetColumn(name="stage", label="", shown=False),
        SheetColumn(name="on_name", label=_("Looked for in")),
        SheetColumn(name="on", label="", shown=False),
        SheetColumn(name="plans", label=_("Plans"), kind="count"),
        SheetColumn(name="coached", label=_("Coached"), kind="count"),
        SheetColumn(name="others", label=_("Others"), kind="count"),
        SheetColumn(name="effect", label=_("Effect"), kind="ratio", signed=True),
        SheetColumn(name="low", label=_("At least"), kind="ratio", signed=True),
        SheetColumn(name="high", label=_("At most"), kind="ratio", signed=True),
        SheetColumn(name="verdict_name", label=_("Said"), weight=0),
        SheetColumn(name="verdict", label="", shown=False),
    )
    return Report(
        sheet=Sheet(columns, [_row(told, of_circles) for told in seen.found.told]),
        sentence=sentence.text,
        snapshot=seen.snapshot,
        notes=tuple(notes),
        more={
            "plans": seen.plans,
            "practices": [
                {"practice": one.practice,
                 "effect": percent(one.effect), "best": one.best, "worst": one.worst,
                 "named": one.named}
                for one in seen.found.practices
            ],
            "not_enough_yet": dict(seen.found.unsaid),
            "details": [plain_spaces(text) for text in notes],
        },
    )  # fmt: skip


def _row(told: Told, of_circles: bool) -> Row:
    found = told.found
    row: dict[str, object] = {
        "stage_name": stage_text(told, of_circles=of_circles), "stage": told.stage,
        "on_name": on_text(told),
        "on": told.on, "plans": told.plans, "coached": found.coached, "others": found.others,
        "verdict": found.verdict, "verdict_name": str(VERDICTS[found.verdict]),
    }  # fmt: skip
    if isinstance(found, Effect):
        row |= {name: Fraction(round(getattr(found, name) * 10_000), 10_000)
                for name in ("effect", "low", "high")}  # fmt: skip
    return row
