"""A simulation: what the draft would have cost, who gains and loses, whom it pays for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from husay.basics.currency import minor_unit
from husay.pay.document.plan import Plan
from husay.pay.rounding import rounded
from husay.pay.simulation import GroupPay, Moved, Simulation
from husay.web.charts import trend_chart
from husay.web.table import Cell, Column, Table
from husay.web.trend import Line, Trend
from husay.words import dates
from husay.words.figure import Figure, Sentence
from husay.words.format import Style, count, money_exact, share
from husay.words.pay_simulation import (
    TENURES,
    apart_text,
    attained_part,
    band_names,
    even_text,
    gains_text,
    left_out_text,
    link_text,
    simulation_caveats,
    simulation_sentence,
    top_text,
    unit_text,
    year_name,
)
from husay.words.pay_titles import measure_title, term_title
from husay.words.problems import describe

_ENDS = 5
"""Of those who lose most and those who gain most so many are shown at once."""


class SimulationPage:
    """What there is to show of a simulation that was worked out."""

    def __init__(
        self,
        found: Simulation,
        plan: Plan,
        names: Mapping[str, Mapping[str, str]],
        plans: tuple[str, str],
        caveats: tuple[bool, Sequence[str]],
    ) -> None:
        self.found, self.names, self.plans, self.caveats = found, names, plans, caveats
        self.plan = plan
        self.currency = found.found.currency

    def context(self) -> dict[str, object]:
        """For `simulate.html`."""
        found = self.found
        told = [top_text(found), link_text(found)]
        if found.against is not None:
            told.insert(0, gains_text(found.moved, len(found.sellers), self.currency))
        if found.found.unit:
            told.insert(0, unit_text(found, self.names["unit"].get(found.found.unit, "")))
        problems = dict.fromkeys(p for _person, why in found.left_out for p in why)
        return {
            "sentence": Sentence((simulation_sentence(found, *self.plans),)),
            "told": told,
            "chart": trend_chart(self._trend()) if len(found.periods) > 1 else None,
            "years": self._years(),
            "even": even_text(found),
            "bands": self._bands(),
            "mix": self._mix(),
            "moved": self._moved() if found.moved else None,
            "units": self._groups(_("By unit"), found.units, self.names["unit"]),
            "tenures": self._groups(
                _("By years of service"), found.tenures, {k: str(v) for k, v in TENURES.items()}
            ),
            "left_out": left_out_text(found),
            "unpaid": [describe(problem) for problem in list(problems)[:20]],
            "caveats": simulation_caveats(*self.caveats),
        }

    def _money(self, amount: int | None) -> Cell:
        return Cell(figure=Figure(text=money_exact(amount, self.currency)))

    def _trend(self) -> Trend:
        """What each pay period costs by the draft, and by the plan in force as a shadow."""
        periods = self.found.periods
        against = tuple(one.against for one in periods)
        rate = share(self.found.rate, 2)
        return Trend(
            key="cost", title=_("What each pay period would have cost"),
            summary=_("In all %(rate)s of what was sold.") % {"rate": rate},
            points=tuple(dates.day(one.starts) for one in periods),
            names=tuple(dates.day(one.starts) for one in periods),
            actual=Line(_("the draft"), tuple(one.draft for one in periods)),
            last_year=Line(_("the plan in force"), against) if self.found.against else None,
            style=Style("money", self.currency),
        )  # fmt: skip

    def _years(self) -> Table:
        has = self.found.against is not None
        columns = [Column(_("Year")), Column(_("Sold"), "number", rest=True)]
        columns += [Column(_("In force"), "number", rest=True)] * has
        columns += [Column(_("Draft"), "number"), Column(_("Of what is sold"), "number")]
        rows, coin = [], minor_unit(self.currency)
        for one in sorted(self.found.years, key=lambda year: year.factor):
            part = share(one.draft * 10_000 // one.sold if one.sold else None, 2)
            cells = [
                Cell(text=year_name(one)),
                self._money(rounded(Fraction(one.sold), "half_up", coin)),
            ]
            cells += [self._money(one.against)] * has
            cells += [self._money(one.draft), Cell(figure=Figure(text=part))]
            rows.append(tuple(cells))
        return Table(_("A bad and a good year"), tuple(columns), tuple(rows), captioned=True)

    def _bands(self) -> Table | None:
        bands = self.found.bands
        if bands is None:
            return None
        people = sum(bands)
        rows = [
            (Cell(text=name), Cell(figure=Figure(text=count(many))),
             Cell(figure=Figure(text=share(many * 10_000 // people if people else None, 0))))
            for name, many in zip(band_names(), bands, strict=True)
        ]  # fmt: skip
        if self.found.without_goal:
            many = self.found.without_goal
            rows.append((Cell(text=_("no goal")), Cell(figure=Figure(text=count(many))), Cell()))
        columns = (Column(_("Attainment")), Column(_("People"), "number"),
                   Column(_("Share"), "number"))  # fmt: skip
        said = _("How far people came: %(measure)s") % {
            "measure": measure_title(self.plan, self.found.found.measure)
        }
        return Table(said, columns, tuple(rows), captioned=True)

    def _mix(self) -> Table:
        total = self.found.cost
        rows = tuple(
            (Cell(text=term_title(self.plan, term) if term else _("draw")), self._money(amount),
             Cell(figure=Figure(text=share(amount * 10_000 // total if total else None, 1))))
            for term, amount in self.found.mix
        )  # fmt: skip
        columns = (Column(_("Term")), Column(_("Paid"), "number"), Column(_("Share"), "number"))
        return Table(_("What is paid by which term"), columns, rows, captioned=True)

    def _moved(self) -> Table:
        """Those who lose most, and those who gain most; whoever is between is in the file."""
        moved = self.found.moved
        lose = [one for one in moved if one.change < 0][:_ENDS]
        shown = (*lose, *[one for one in moved if one.change > 0][-_ENDS:])
        columns = (
            Column(_("Person")), Column(_("Attainment"), "number", rest=True),
            Column(_("In force"), "number", rest=True), Column(_("Draft"), "number", rest=True),
            Column(_("Change"), "number"),
        )  # fmt: skip
        rows = tuple(self._moved_row(one) for one in shown)
        return Table(_("Who loses most, and who gains most"), columns, rows, captioned=True)

    def _moved_row(self, one: Moved) -> tuple[Cell, ...]:
        person = one.seller.person
        mark = "+" if one.change > 0 else ""
        change = Figure(
            text=mark + money_exact(one.change, self.currency),
            tone="bad" if one.change < 0 else "good",
            word=_("loses") if one.change < 0 else _("gains"),
        )
        return (
            Cell(text=self.names["person"].get(person, person)),
            Cell(figure=Figure(text=attained_part(one.seller.attained))),
            self._money(one.before), self._money(one.after), Cell(figure=change),
        )  # fmt: skip

    def _groups(
        self, caption: str, groups: Sequence[GroupPay], names: Mapping[str, str]
    ) -> Table | None:
        if len(groups) < 2:
            return None
        columns = (
            Column(_("Group")), Column(_("People"), "number"),
            Column(_("Draft"), "number", rest=True), Column(_("Of what is sold"), "number"),
            Column(_("Told apart"), rest=True),
        )  # fmt: skip
        rows = tuple(
            (Cell(text=names.get(one.name, one.name) or _("not known")),
             Cell(figure=Figure(text=count(one.people))), self._money(one.draft),
             Cell(figure=Figure(text=share(one.rate, 2))), Cell(text=apart_text(one)))
            for one in groups
        )  # fmt: skip
        return Table(caption, columns, rows, captioned=True)
