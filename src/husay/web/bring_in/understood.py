"""How an uploaded file is read: as guessed, as its reader has mended it, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from husay.basics.problem import Mistake, Problem
from husay.book.mapping import Mapping, mapping_problems
from husay.book.source import Source
from husay.store.company import Company
from husay.store.files import Looked, guess_file
from husay.store.sources import kept_sources, plain_source, taken_names
from husay.web.bring_in.asking import on_their_way
from husay.web.bring_in.draft import Draft, draft_like, first_draft, from_notes
from husay.web.bring_in.seen import look_once
from husay.web.bring_in.trial import Trial, known_trial, try_out
from husay.web.bring_in.uploads import Upload

TRIED_AT_ONCE_BYTES = 20_000_000
"""A larger file is tried out after its page is shown, since that takes a while."""

_KEPT_SETTINGS = ("whole", "schedule", "data", "stages", "company")

_TAX_SETTINGS = ("tax_rate", "amounts_include_tax")


@dataclass(frozen=True, kw_only=True)
class Understood:
    """One file as it is read now. `name` is what its source is or will be called; `source` is
    None while something keeps it from being one, `trial` then too, and while it is not tried."""

    upload: Upload
    looked: Looked
    draft: Draft
    name: str
    mapping: Mapping
    kept: tuple[Source, ...]
    source: Source | None
    trial: Trial | None
    problems: tuple[Problem, ...]

    @property
    def like(self) -> Source | None:
        """The kept source that the file was said to belong to."""
        return _like(self.kept, self.draft)

    @property
    def ready(self) -> bool:
        """Whether it can be brought in, as far as is known."""
        if self.source is None or (self.looked.empty and self.like is None):
            return False
        return self.trial is None or not self.trial.errors

    @property
    def rows(self) -> int:
        """How many rows would come in, as far as it was tried."""
        return self.trial.counts.get(self.mapping.table, 0) if self.trial else 0


def so_far(company: Company, upload: Upload) -> tuple[Looked, Draft]:
    """What the file looks like, and the form; raises Mistake when it cannot be read."""
    draft = from_notes(upload.notes.get("draft"))
    looked = look_once(upload, draft.sheet if draft else "")
    return looked, draft or _first(company, upload, looked)


def understand(company: Company, upload: Upload, try_it: bool = False) -> Understood:
    """Look at a file and read it as its notes say; raises Mistake when it cannot be opened.

    A large file is only tried with `try_it`, or where that was done before.
    """
    looked, draft = so_far(company, upload)
    mapping = guess_file(upload.file, looked.sheet, draft.said, looked)
    kept = kept_sources(company.home)
    name = draft.name(_taken(company))
    problems = [*draft.problems(), *mapping_problems(mapping)]
    source = trial = None
    if not any(p.severity == "error" for p in problems):
        source, found = _source(company, upload, draft, mapping, name)
        problems += found
    if source is not None:
        trial = known_trial(upload, source)
        small = upload.file.stat().st_size <= TRIED_AT_ONCE_BYTES
        if trial is None and (try_it or small):
            trial = try_out(company.home, upload, source)
    return Understood(
        upload=upload, looked=looked, draft=draft, name=name, mapping=mapping, kept=kept,
        source=source, trial=trial, problems=tuple(problems),
    )  # fmt: skip


def _like(kept: Iterable[Source], draft: Draft) -> Source | None:
    """The kept source that the file was said to belong to; None for a new one."""
    return next((s for s in kept if s.name == draft.source and s.file), None)


def _taken(company: Company) -> set[str]:
    """Names that no new source can have: those of the kept ones, of the book's, and of those
    whose import is on its way."""
    given = {manifest.source for manifest in company.log()}
    return given | taken_names(company.home) | on_their_way()


def _first(company: Company, upload: Upload, looked: Looked) -> Draft:
    """The form before anything was said: like a kept source where the columns are its own."""
    wanted = upload.notes.get("like", "")
    plain = [s for s in kept_sources(company.home) if s.file]
    chosen = next((s for s in plain if s.name == wanted), None)
    if chosen is None:
        fitting = [s for s in plain if _fits(s, looked)]
        chosen = max(fitting, key=lambda s: len(_given(s)), default=None)
    if chosen is None:
        called = str(upload.notes.get("first", upload.name))  # a mended file is called as it likes
        return first_draft(called, company.home.read_settings().currency)
    return draft_like(chosen, looked)


def _given(source: Source) -> set[str]:
    columns = source.mapping.get("columns") or {}
    return {c if isinstance(c, str) else str(c.get("from")) for c in columns.values()}


def _fits(source: Source, looked: Looked) -> bool:
    given = _given(source)
    return bool(given) and given <= set(looked.headers)


def _source(
    company: Company, upload: Upload, draft: Draft, mapping: Mapping, name: str
) -> tuple[Source | None, tuple[Problem, ...]]:
    """The source that would be kept; what the one that it comes instead of says besides goes on."""
    like = _like(kept_sources(company.home), draft)
    settings = {k: getattr(like, k) for k in _KEPT_SETTINGS if like is not None}
    settings = {k: list(v) if isinstance(v, tuple) else v for k, v in settings.items() if v}
    settings |= draft.settings()
    if mapping.has("tax"):  # then the file itself says how much is tax
        settings = {k: v for k, v in settings.items() if k not in _TAX_SETTINGS}
    try:
        source = plain_source(company.home, mapping, upload.name, name, draft.currency, **settings)
    except Mistake as wrong:
        return None, wrong.problems
    return source, ()
