"""The page of one file: questions first, what could not be read, then which column is what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Problem
from husay.book.mapping import FIELDS, Feed, Field, headers_by_column
from husay.web.bring_in.draft import FEED, USUAL_TAX_PERCENT, name_of
from husay.web.bring_in.overview import ENDINGS
from husay.web.bring_in.preview import preview
from husay.web.bring_in.questions import answered_questions, open_questions
from husay.web.bring_in.rejects import grouped, mistakes_text, rows_meant, table_text
from husay.web.bring_in.understood import Understood
from husay.words.fields import READINGS, mapped_term
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count
from husay.words.problems import describe

_SAMPLES = 3
_LONGEST_SAMPLE = 28


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field of the book and the column that feeds it. `note` says how it is read."""

    name: str
    key: str
    label: str
    definition: str
    given: str
    samples: tuple[str, ...]
    note: str
    needed: bool
    unsure: bool
    wrong: str


class MappingPage:
    """One view of a file that was uploaded."""

    def __init__(self, understood: Understood) -> None:
        self.of = understood
        self.mapping, self.draft = understood.mapping, understood.draft
        self.fields = FIELDS.get(self.mapping.table, ())
        self.errors = [p for p in understood.problems if p.severity == "error"]
        self._unsure = {p.column for p in understood.problems if p.code == "mapping-unsure"}
        self._said = {(p.code, p.column or ""): describe(_in_words(p)) for p in self.errors}

    def context(self) -> dict[str, object]:
        """What the template shows."""
        lines = [self._line(field) for field in self.fields]
        trial = self.of.trial
        return {
            "of": self.of,
            "upload": self.of.upload,
            "draft": self.draft,
            "sentence": self._sentence(),
            "questions": open_questions(self.mapping, self.draft.answers),
            "answered": answered_questions(self.mapping, self.draft.answers),
            "fed": [line for line in lines if line.given or line.needed],
            "others": [line for line in lines if not (line.given or line.needed)],
            "headers": self.of.looked.headers,
            "unused": self.mapping.unused,
            "tables": [(t, table_text(t), t == self.mapping.table) for t in FIELDS],
            "table": self.mapping.table,
            "kinds": [
                (s.name, s.title, s.name == self.draft.source) for s in self.of.kept if s.file
            ],
            "sheets": [(s, s == self.of.looked.sheet) for s in self.of.looked.sheets],
            "has_tax": self.mapping.has("tax"),
            "takes_tax": self.mapping.table == "sale_lines",
            "usual_tax": USUAL_TAX_PERCENT,
            "form_wrong": {p.column: describe(p) for p in self.draft.problems()},
            "wrong": [describe(p) for p in self._elsewhere()],
            "groups": grouped(self._found(), headers_by_column(self.mapping)),
            "endings": ENDINGS,
            "refused": bool(trial and trial.errors),
            "too_fine": self.draft.rounds or self._too_fine(),
            "previews": preview(self.of) if trial else (),
            "untried": self.of.source is not None and trial is None,
        }

    def _found(self) -> tuple[Problem, ...]:
        """What the trial found, and what is worth knowing about the mapping itself."""
        known = ("names-kept-apart", "mapping-unsure")  # these stand beside their columns
        worth = [p for p in self.of.problems if p.severity != "error" and p.code not in known]
        return (*(self.of.trial.problems if self.of.trial else ()), *worth)

    def _elsewhere(self) -> list[Problem]:
        """Mistakes that no field of the form shows already."""
        shown = ("form-", "mapping-lacks", "mapping-question", "mapping-twice", "mapping-reading")
        return [p for p in self.errors if not p.code.startswith(shown)]

    def _too_fine(self) -> bool:
        return bool(self.of.trial) and any(p.code == "too-fine" for p in self.of.trial.problems)  # type: ignore[union-attr]

    def _sentence(self) -> Sentence:
        return Sentence(self._said_first(), (self._details(),))

    def _said_first(self) -> tuple[str | Figure, ...]:
        file = Figure(text=self.of.upload.name)
        asked, missing = len(self.mapping.questions), self._missing()
        if asked:
            said = ngettext(
                "One question before {file} can be read.",
                "{n} questions before {file} can be read.",
                asked,
            )
            return compose(said, file=file, n=Figure(text=count(asked)))
        if missing:
            fields = Figure(text=", ".join(missing))
            return compose(_("Which column of {file} is: {fields}?"), file=file, fields=fields)
        trial = self.of.trial
        if self.errors or (trial and trial.errors and not self._bad_rows()):
            return compose(_("{file} cannot be brought in as it is."), file=file)
        if trial is None:
            return compose(_("{file} is large: it is being tried out."), file=file)
        if trial.errors:
            return self._rows_said(file)
        rows = self.of.rows
        if not rows:
            return compose(_("{file} has a heading and no rows."), file=file)
        said = ngettext(
            "{rows} row of {file} is ready to come in.",
            "{rows} rows of {file} are ready to come in.",
            rows,
        )
        return compose(said, file=file, rows=Figure(text=count(rows)))

    def _rows_said(self, file: Figure) -> tuple[str | Figure, ...]:
        number = self._bad_rows()
        said = ngettext(
            "{rows} row of {file} cannot be read as it is.",
            "{rows} rows of {file} cannot be read as they are.",
            number,
        )
        return compose(said, file=file, rows=Figure(text=count(number)))

    def _bad_rows(self) -> int:
        assert self.of.trial is not None
        return rows_meant(self.of.trial.problems)

    def _missing(self) -> list[str]:
        """Fields that the book cannot do without and no column feeds."""
        return [
            str(mapped_term(p.column or "", self.mapping.table).label)
            for p in self.errors
            if p.code == "mapping-lacks"
        ]

    def _details(self) -> tuple[str, ...]:
        looked, fed = self.of.looked, len(self.mapping.given)
        words = {"used": count(fed), "columns": count(len(looked.headers)),
                 "rows": count(looked.count)}  # fmt: skip
        about = "" if looked.exact else _("about ")
        said = ngettext(
            "It has %(about)s%(rows)s row; %(used)s of its %(columns)s columns are used.",
            "It has %(about)s%(rows)s rows; %(used)s of its %(columns)s columns are used.",
            looked.count,
        )
        wrong = mistakes_text(self.of.trial.problems) if self.of.trial else ""
        text = [*([wrong] if wrong else []), said % {**words, "about": about}]
        if self.of.like is not None:
            text.append(_("It is read as “%(title)s” was the last time.") % {
                "title": self.of.like.title})  # fmt: skip
        text += self._renamed()
        text.append(_("Nothing is brought in yet."))
        return (" ".join(text),)

    def _renamed(self) -> list[str]:
        """That a name is another source's, so that this one gets a name of its own."""
        wanted = name_of(self.draft.title)
        if self.draft.source or self.of.name == wanted:
            return []
        said = _("“%(taken)s” is another source’s name already: this one will be “%(name)s”, and "
                 "its rows will stand beside the other’s.") % {
            "taken": wanted, "name": self.of.name,
        }  # fmt: skip
        other = next((s for s in self.of.kept if s.name == wanted and s.file), None)
        if other is None:
            return [said]
        choice = _("If the file belongs to “%(title)s”, choose that under “It belongs to”.")
        return [said, choice % {"title": other.title}]

    def _line(self, field: Field) -> FieldLine:
        feed, term = self.mapping.feed(field.name), mapped_term(field.name, self.mapping.table)
        return FieldLine(
            name=FEED + field.name,
            key=field.name,
            label=str(term.label),
            definition=str(term.definition),
            given=feed.given if feed else "",
            samples=self._samples(feed.given) if feed else (),
            note=self._note(feed) if feed else "",
            needed=("mapping-lacks", field.name) in self._said,
            unsure=field.name in self._unsure,
            wrong=self._wrong(field, feed),
        )

    def _wrong(self, field: Field, feed: Feed | None) -> str:
        for code in ("mapping-lacks", "mapping-twice", "mapping-reading"):
            if told := self._said.get((code, field.name)):
                return f"{told.what} {told.remedy}"
        if feed and feed.given in self.draft.twice:
            return describe(next(p for p in self.draft.problems() if p.value == feed.given)).what
        return ""

    def _samples(self, header: str) -> tuple[str, ...]:
        """The first different values of a column."""
        place = self.of.looked.headers.index(header)
        values = dict.fromkeys(row[place] for row in self.of.looked.rows)
        found = [v for v in values if v is not None and v.strip()][:_SAMPLES]
        return tuple(
            v if len(v) <= _LONGEST_SAMPLE else f"{v[: _LONGEST_SAMPLE - 1]}…" for v in found
        )

    def _note(self, feed: Feed) -> str:
        """How a column is read, where that could be taken wrong."""
        if feed.hidden:
            return _("names are kept apart")
        if feed.dates:
            return str(READINGS[feed.dates])
        if feed.share:
            return _("as a percentage") if feed.share == "percent" else _("as a fraction of one")
        return _("decimal comma") if feed.decimal == "," else ""


def _in_words(problem: Problem) -> Problem:
    """A problem with a mapping, its fields called as the page calls them."""
    table = problem.table or ""
    column = str(mapped_term(problem.column, table).label) if problem.column else None
    needs = " + ".join(
        str(mapped_term(name, table).label)
        for name in problem.says().get("needs", "").split(" + ")
        if name
    )
    return replace(problem, column=column, values=(*problem.values, ("needs", needs)))
