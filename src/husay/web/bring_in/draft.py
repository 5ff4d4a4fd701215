"""What a reader has said so far about an uploaded file; kept in the upload's notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from itertools import chain, count
from typing import Any

from django.http import QueryDict

from husay.basics.problem import Problem
from husay.book.mapping import Mapping as FileMapping
from husay.book.mapping import Said, from_data
from husay.book.mapping.fields import FIELDS
from husay.book.source import Source
from husay.store.files import Looked

FEED = "feed:"
ANSWER = "answer:"
USUAL_TAX_PERCENT = "12"
_LONGEST_TITLE = 60
_MOST_DECIMALS = 4


@dataclass(frozen=True)
class Draft:
    """The form of the mapping page, filled in so far.

    `chosen` says what each of the file's columns feeds ('' for nothing), None while everything is
    guessed; `answers` are to the questions. `source` is the kept source that the file belongs to,
    '' for a new one. `tax_percent` is text as it was typed; '' where amounts have no VAT in them.
    """

    title: str = ""
    source: str = ""
    currency: str = ""
    table: str = ""
    sheet: str = ""
    chosen: Mapping[str, str] | None = None
    twice: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    tax_percent: str = ""
    rounds: bool = False

    @property
    def said(self) -> Said:
        """What the guess goes by."""
        return Said(self.table or None, self.chosen, self.answers)

    def name(self, taken: Container[str] = ()) -> str:
        """The source's name: the kept one's, or one made from the title that nobody has yet."""
        return self.source or free_name(name_of(self.title), taken)

    def settings(self) -> dict[str, Any]:
        """Further settings of source.yaml; call it when there are no `problems`."""
        said: dict[str, Any] = {"title": self.title.strip()}
        if self.rounds:
            said["rounding"] = "half_away"
        if self.tax_percent:
            said["amounts_include_tax"] = True
            said["tax_rate"] = str(Fraction(self.tax_percent) / 100)
        return said

    def problems(self) -> tuple[Problem, ...]:
        """Everything in the form that cannot be as it is."""
        found = []
        if not self.name():
            found.append(Problem(code="form-title", column="title", value=self.title))
        if not re.fullmatch("[A-Z]{3}", self.currency):
            found.append(Problem(code="form-currency", column="currency", value=self.currency))
        if self.tax_percent and not _is_percent(self.tax_percent):
            found.append(Problem(code="form-tax", column="tax", value=self.tax_percent))
        found += [Problem(code="form-column-twice", column=h, value=h) for h in self.twice]
        return tuple(found)

    def as_notes(self) -> dict[str, Any]:
        """The draft as plain data; `from_notes` reads it back."""
        return asdict(self)


def from_notes(notes: object) -> Draft | None:
    """A draft from plain data; None where there is none that could be read."""
    if not isinstance(notes, dict):
        return None
    try:
        return Draft(**{**notes, "twice": tuple(notes.get("twice", ()))})
    except TypeError:  # written by an older version
        return None


def name_of(title: str) -> str:
    """A title as a source's name: 'Benta ng Luzon 2026' is benta_ng_luzon_2026."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:_LONGEST_TITLE]


def free_name(name: str, taken: Container[str]) -> str:
    """The name itself, or with the first number behind it that makes it nobody's: erp-2."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(free for free in chain((name,), numbered) if not free or free not in taken)


def title_of(file_name: str) -> str:
    """What a file's content is called, without the day or month that its name tells."""
    stem = re.sub(r"\.\w+(\.gz)?$", "", file_name)
    words = [w for w in re.split(r"[\W_]+", stem) if w and not w.isdigit()]
    return " ".join(words)[:_LONGEST_TITLE].strip().capitalize()


def first_draft(file_name: str, currency: str) -> Draft:
    """The form as it stands when a new kind of file is seen for the first time."""
    return Draft(title=title_of(file_name), currency=currency)


def draft_like(source: Source, looked: Looked) -> Draft:
    """The form for a file of a kept source: read as its other files were."""
    mapping, _problems = from_data(source.mapping)
    assert mapping is not None, "a kept source has a mapping that can be read"
    feeds = {f.given: f.field for f in mapping.feeds}
    tax = ""
    if source.amounts_include_tax and source.tax_rate is not None:
        tax = percent_text(source.tax_rate * 100)
    return Draft(
        title=source.title,
        source=source.name,
        currency=source.currency,
        table=mapping.table,
        sheet=mapping.sheet if mapping.sheet in looked.sheets else "",
        chosen={header: feeds.get(header, "") for header in looked.headers},
        answers=_answers(mapping),
        tax_percent=tax,
        rounds=source.rounding == "half_away",
    )


def _answers(mapping: FileMapping) -> dict[str, str]:
    """What would be answered to the questions that a file read this way may raise."""
    orders = [f.dates for f in mapping.feeds if f.dates in ("dmy", "mdy")]
    signs = [f.decimal for f in mapping.feeds if f.decimal in (".", ",")]
    shares = [f.share for f in mapping.feeds if f.field == "discount"]
    found = {"tax": mapping.tax, "cost": mapping.cost}
    found |= {"dates": str(orders[0])} if orders else {}
    found |= {"decimal": str(signs[0])} if signs else {}
    found |= {"discount": shares[0]} if shares else {}
    return {code: answer for code, answer in found.items() if answer}


def read_draft(form: QueryDict, before: Draft, looked: Looked, kept: Iterable[Source]) -> Draft:
    """The draft with what was sent.

    Another table or sheet starts the guess anew; another kept source brings its own reading.
    """
    chosen = form.get("source", before.source)
    if chosen != before.source:
        like = next((s for s in kept if s.name == chosen and s.file), None)
        return draft_like(like, looked) if like else first_draft("", before.currency)
    table, sheet = form.get("table", ""), form.get("sheet", "")
    draft = replace(
        before,
        title=form.get("title", before.title)[:200].strip(),
        currency=form.get("currency", before.currency).strip().upper()[:12],
        table=table if table in FIELDS else before.table,
        sheet=sheet if sheet in looked.sheets else before.sheet,
        answers=_answers_sent(form),
        tax_percent=_tax(form, before),
        rounds=bool(form.get("rounds")),
    )
    if before.source and draft.table != before.table:
        draft = replace(draft, source="")  # what held one thing is not made to hold another
    if (draft.table, draft.sheet) != (form.get("table_before"), form.get("sheet_before", "")):
        return replace(draft, chosen=None, twice=(), answers={})
    return _with_feeds(draft, form, looked)


def _answers_sent(form: QueryDict) -> dict[str, str]:
    sent = {key: form.get(key, "") for key in form if key.startswith(ANSWER)}
    return {key.removeprefix(ANSWER): answer for key, answer in sent.items() if answer}


def _tax(form: QueryDict, before: Draft) -> str:
    if "vat" not in form:
        return before.tax_percent
    typed = form.get("tax_percent", "").strip().removesuffix("%").strip()[:12]
    return (typed or USUAL_TAX_PERCENT) if form["vat"] == "included" else ""


def _with_feeds(draft: Draft, form: QueryDict, looked: Looked) -> Draft:
    chosen, twice = dict.fromkeys(looked.headers, ""), list[str]()
    for key in form:
        header = form.get(key, "")
        if not key.startswith(FEED) or header not in chosen:
            continue
        if chosen[header]:
            twice.append(header)
        else:
            chosen[header] = key.removeprefix(FEED)
    return replace(draft, chosen=chosen, twice=tuple(dict.fromkeys(twice)))


def _is_percent(text: str) -> bool:
    match = re.fullmatch(r"\d{1,2}(?:\.(\d+))?", text)
    return bool(match) and len(match[1] or "") <= _MOST_DECIMALS  # type: ignore[index]


def percent_text(value: Fraction) -> str:
    """'12', '12.5': a percentage as it is typed, to four decimals."""
    scaled = round(value * 10**_MOST_DECIMALS)
    whole, rest = divmod(scaled, 10**_MOST_DECIMALS)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
