"""Imports as they are listed: when, by whom, what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from husay.book.manifest import Manifest
from husay.store.jobs import SCHEDULE
from husay.store.records.models import ImportRun
from husay.store.records.users import actor_name
from husay.words import dates
from husay.words.format import NOTHING, count

if TYPE_CHECKING:
    from husay.words.term import Text

WEB = "web"
"""The author of what was asked for on these pages before people signed in."""

FATES = ("new", "corrected", "withdrawn", "unchanged")
_STATES: dict[str, tuple[Text, str]] = {
    "waiting": (gettext_lazy("Waiting"), "wait"),
    "running": (gettext_lazy("At work"), "wait"),
    "done": (gettext_lazy("Brought in"), "good"),
    "unchanged": (gettext_lazy("Nothing new"), "same"),
    "refused": (gettext_lazy("Refused"), "bad"),
    "failed": (gettext_lazy("Broken off"), "bad"),
}
"""By state: its word, and the mark beside it."""


@dataclass(frozen=True, kw_only=True)
class RunLine:
    """One import. `fates` are rows new, corrected, withdrawn, unchanged, as texts."""

    when: str
    at: datetime
    title: str
    author: str
    state: str
    mark: str
    fates: tuple[str, ...]
    snapshot: int | None
    url: str


def state_text(state: str) -> str:
    """A run's state in words."""
    return str(_STATES[state][0])


def state_mark(state: str) -> str:
    """The mark beside a run's state: wait, good, same or bad."""
    return _STATES[state][1]


def author_text(author: str) -> str:
    """Who asked for an import."""
    if author == WEB:
        return _("on the web")
    return _("by schedule") if author == SCHEDULE else actor_name(author)


def summed(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Rows by fate, over all tables."""
    return {fate: sum(table.get(fate, 0) for table in counts.values()) for fate in FATES}


def recent(
    manifests: Iterable[Manifest], titles: Mapping[str, str], most: int = 10
) -> list[RunLine]:
    """The newest imports: those asked for here, and those of the command line, which only left
    their manifest."""
    runs = list(islice(ImportRun.objects.order_by("-asked", "-pk"), most))
    known = set(ImportRun.objects.exclude(manifest=None).values_list("manifest_id", flat=True))
    others = [m for m in manifests if m.source and m.number not in known]
    lines = [_of_run(run, titles) for run in runs]
    lines += [_of_manifest(m, titles) for m in others[-most:]]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:most]


def _of_run(run: ImportRun, titles: Mapping[str, str]) -> RunLine:
    ended = run.state in ("done", "unchanged")
    fates = summed(run.counts)
    at = run.ended or run.started or run.asked
    return RunLine(
        when=dates.moment(at),
        at=at,
        title=titles.get(run.source, run.source),
        author=author_text(run.author),
        state=state_text(run.state),
        mark=state_mark(run.state),
        fates=tuple(count(fates[fate]) if ended else NOTHING for fate in FATES),
        snapshot=run.manifest_id,
        url=reverse("bring-in-run", args=(run.pk,)),
    )


def _of_manifest(manifest: Manifest, titles: Mapping[str, str]) -> RunLine:
    fates = summed(manifest.counts)
    return RunLine(
        when=dates.moment(manifest.created),
        at=manifest.created,
        title=titles.get(manifest.source, manifest.source),
        author=author_text(manifest.author),
        state=state_text("done"),
        mark=state_mark("done"),
        fates=tuple(count(fates[fate]) for fate in FATES),
        snapshot=manifest.number,
        url="",
    )
