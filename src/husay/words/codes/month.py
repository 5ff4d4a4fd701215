"""Words for what can keep a month from being told, or a step of it from being done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

MONTH_WORDS: dict[str, Wording] = {
    "month-not-one": Wording(
        _("“%(value)s” is not one of the company’s months."),
        _("Write a month like 2026-05: year, month."),
    ),
    "month-is-played": Wording(
        _("Another process is going through the month just now."),
        _("Wait until it is done, then try again: what is done already is not done twice."),
    ),
    "month-imports-elsewhere": Wording(
        _("An import is still running, so not everything that waited is in these figures."),
        _("Go through the month again once it has ended."),
    ),
    "month-step-failed": Wording(
        _("This step ended with a fault: %(value)s."),
        _("The other steps went on. Go through the month again; the log says more."),
    ),
    "month-run-missing": Wording(
        _("The pay of “%(value)s” from %(start)s on is not worked out yet."),
        _("“husay loop” works it out as a draft, or a pay run for that plan does."),
    ),
    "month-run-stale": Wording(
        _("The pay of “%(value)s” from %(start)s on rests on older figures."),
        _("“husay loop” works it out again, as long as nobody has reviewed it."),
    ),
    "demo-is-whole": Wording(
        _("The demo company in %(folder)s was made with all its months at once."),
        _("Name another folder: one that is made with --through goes month by month."),
    ),
    "demo-months": Wording(
        _("The demo company’s months go from %(first)s to %(last)s, not to %(value)s."),
        _("Choose one of them with --through."),
    ),
}
