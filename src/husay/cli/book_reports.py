"""What the commands of the book have to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from husay.book.manifest import Manifest
from husay.cli.writing import Report
from husay.words import dates
from husay.words.counted import files_text, rows_text, snapshots_text
from husay.words.format import count
from husay.words.sheet import Sheet, SheetColumn
from husay.words.sizes import size_text

if TYPE_CHECKING:
    from husay.store.cleaning import Cleaned
    from husay.store.warehouse.verifying import Verified


def log_report(manifests: Iterable[Manifest]) -> Report:
    """The snapshots, newest first."""

    columns = (
        SheetColumn(name="snapshot", label=gettext("Snapshot"), kind="count"),
        SheetColumn(name="created", label=gettext("When"), named="when"),
        SheetColumn(name="when", label="", shown=False),
        SheetColumn(name="source", label=gettext("Source")),
        SheetColumn(name="new", label=gettext("New"), kind="count"),
        SheetColumn(name="corrected", label=gettext("Corrected"), kind="count"),
        SheetColumn(name="withdrawn", label=gettext("Withdrawn"), kind="count"),
        SheetColumn(name="author", label=gettext("By")),
        SheetColumn(name="pins", label=gettext("Pins")),
        SheetColumn(name="note", label=gettext("Note")),
    )
    newest = sorted(manifests, key=lambda m: m.number, reverse=True)
    text = ngettext("The book has %(n)s snapshot.", "The book has %(n)s snapshots.", len(newest))
    return Report(
        sheet=Sheet(columns, [_manifest_row(m) for m in newest]),
        sentence=text % {"n": count(len(newest))},
        snapshot=newest[0].number if newest else None,
    )


def _manifest_row(manifest: Manifest) -> dict[str, object]:
    from husay.store.records.users import actor_name

    fates = {
        fate: sum(counts.get(fate, 0) for counts in manifest.counts.values())
        for fate in ("new", "corrected", "withdrawn")
    }
    cleaned = gettext("cleaned up") if manifest.cleaned else ""
    return {
        "snapshot": manifest.number,
        "created": manifest.created.isoformat(timespec="seconds"),
        "when": dates.moment(manifest.created),
        "source": manifest.source or None,
        "author": actor_name(manifest.author),
        "pins": ", ".join(manifest.pins) or None,
        "note": ", ".join(filter(None, (manifest.reason, cleaned))) or None,
        **(fates if manifest.counts else {}),
    }


def verified_report(verified: Verified) -> Report:
    """What was looked at, and what is wrong with it."""
    found = len(verified.problems)
    if found:
        said = ngettext("%(n)s thing is wrong.", "%(n)s things are wrong.", found)
        said = said % {"n": count(found)}
    else:
        said = gettext("All of it is as it should be.")
    looked_at = (
        snapshots_text(len(verified.snapshots)), files_text(verified.files),
        rows_text(verified.rows), size_text(verified.size_bytes),
    )  # fmt: skip
    text = f"{', '.join(looked_at)}: {said}"
    more = {
        "snapshots": list(verified.snapshots),
        "files": verified.files,
        "size_bytes": verified.size_bytes,
        "checked_rows": verified.rows,
    }
    last = verified.snapshots[-1] if verified.snapshots else None
    return Report(
        sheet=Sheet((), []), sentence=text, snapshot=last, problems=verified.problems,
        more=more,
    )  # fmt: skip


def cleaned_report(cleaned: Cleaned) -> Report:
    """What went, and why the rest stays."""
    words = {
        "snapshots": snapshots_text(len(cleaned.snapshots)),
        "files": files_text(sum(len(found) for found in cleaned.files.values())),
        "size": size_text(cleaned.size_bytes),
    }
    text = (
        gettext("This would remove %(snapshots)s and %(files)s (%(size)s).")
        if cleaned.dry_run
        else gettext("Removed: %(snapshots)s and %(files)s (%(size)s).")
    )
    reasons = {
        "pinned": gettext("pinned"), "newest": gettext("among the newest"),
        "read": gettext("being read"), "paid": gettext("what pay was worked out from"),
    }  # fmt: skip
    columns = (
        SheetColumn(name="snapshot", label=gettext("Snapshot"), kind="count"),
        SheetColumn(name="stays", label=gettext("Stays because it is"), named="why"),
        SheetColumn(name="why", label="", shown=False),
    )
    rows = [
        {"snapshot": number, "stays": reason, "why": reasons[reason]}
        for number, reason in cleaned.kept.items()
    ]
    more = {
        "dry_run": cleaned.dry_run,
        "removed": list(cleaned.snapshots),
        "files": {table: [f.path for f in found] for table, found in cleaned.files.items()},
        "size_bytes": cleaned.size_bytes,
    }
    return Report(sheet=Sheet(columns, rows), sentence=text % words, more=more)
