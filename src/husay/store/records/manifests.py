"""Manifests in the records: the head, the list, and the one commit that makes a new one visible."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from husay.basics.problem import mistake
from husay.book.manifest import Manifest
from husay.book.source import nearest
from husay.store.records.models import Forgotten, ManifestRecord, Name, Pin, Watermark


def head() -> Manifest | None:
    """The newest manifest, or None before the company was set up."""
    record = ManifestRecord.objects.order_by("-number").prefetch_related("pins").first()
    return None if record is None else _read(record)


def manifests() -> tuple[Manifest, ...]:
    """All manifests, oldest first."""
    return tuple(_read(r) for r in ManifestRecord.objects.prefetch_related("pins"))


def manifest(which: str | int) -> Manifest:
    """A manifest by its number or by a pin's label; raises Mistake when there is none."""
    chosen = Q(pins__label=str(which))
    if str(which).isdecimal() and len(str(which)) < 10:
        chosen |= Q(number=int(which))
    record = ManifestRecord.objects.filter(chosen).prefetch_related("pins").first()
    if record is None:
        raise mistake("no-such-snapshot", snapshot=which)
    if record.cleaned:
        raise mistake("snapshot-was-cleaned", snapshot=which)
    return _read(record)


def publish(
    new: Manifest,
    names: Iterable[tuple[str, str, str]] = (),
    watermarks: Mapping[str, datetime] | None = None,
) -> None:
    """Commit a manifest, with the names and watermarks of its import, in one transaction."""
    values: dict[str, Any] = {k: v for k, v in asdict(new).items() if k != "pins"}
    with transaction.atomic():
        _keep_names(names)
        for table, changed_at in (watermarks or {}).items():
            Watermark.objects.update_or_create(
                source=new.source, table=table, defaults={"changed_at": changed_at}
            )
        ManifestRecord.objects.create(**values)


def sources_of(table: str) -> frozenset[str]:
    """The sources that gave a table in any import."""
    imports = ManifestRecord.objects.exclude(source="").values_list("source", "counts")
    return frozenset(source for source, counts in imports if table in counts)


def watermarks(source: str) -> dict[str, datetime]:
    """Up to when each table of a source was read (UTC, as they were written)."""
    return dict(Watermark.objects.filter(source=source).values_list("table", "changed_at"))


def pin(which: str | int, label: str, author: str, at: datetime, reason: str = "") -> Manifest:
    """Keep a snapshot for good under a label; raises Mistake when the label is taken.

    A label is no number: it stands wherever a snapshot's number may.
    """
    if not label.strip() or label.strip().isdigit():
        raise mistake("pin-label", label=label)
    chosen = manifest(which)
    if Pin.objects.filter(label=label).exists():
        raise mistake("pin-exists", label=label)
    Pin.objects.create(
        label=label, manifest_id=chosen.number, author=author, created=at, reason=reason
    )
    return manifest(chosen.number)


def unpin(label: str) -> int:
    """Let a pinned snapshot go; answers its number, raises Mistake when no pin has that label."""
    pin = Pin.objects.filter(label=label).first()
    if pin is None:
        raise mistake("no-such-pin", label=label)
    pin.delete()
    return int(pin.manifest_id)


def paid_from() -> frozenset[int]:
    """The numbers of the snapshots that pay runs were worked out from."""
    return frozenset(ManifestRecord.objects.exclude(pay_runs=None).values_list("number", flat=True))


def mark_cleaned(numbers: Iterable[int], at: datetime) -> tuple[int, ...]:
    """Note that the files of these snapshots are no longer kept, from when on; answers whose.

    A snapshot that was pinned meanwhile, or that pay was worked out from, is left out. The note is
    on disk when this returns, so that no power cut can undo it after the files are gone.
    """
    durably = connection.vendor == "sqlite"
    if durably:
        connection.cursor().execute("PRAGMA synchronous=FULL")
    try:
        with transaction.atomic():
            chosen = ManifestRecord.objects.filter(number__in=list(numbers), pins__isnull=True)
            chosen = chosen.filter(pay_runs__isnull=True)
            marked = tuple(chosen.order_by("number").values_list("number", flat=True))
            ManifestRecord.objects.filter(number__in=marked).update(cleaned=True, cleaned_at=at)
    finally:
        if durably:
            connection.cursor().execute("PRAGMA synchronous=NORMAL")
    return marked


def is_cleaned(manifest: Manifest) -> bool:
    """Whether a manifest's files are gone by now."""
    return not ManifestRecord.objects.filter(mark=manifest.mark, cleaned=False).exists()


def _keep_names(names: Iterable[tuple[str, str, str]]) -> None:
    """Keep the names of an import, but for those of who was forgotten."""
    gone = set(Forgotten.objects.values_list("kind", "item"))
    rows = [Name(kind=k, item=i, name=name) for k, i, name in names if (k, i) not in gone]
    Name.objects.bulk_create(
        rows,
        batch_size=5_000,
        update_conflicts=True,
        unique_fields=["kind", "item"],
        update_fields=["name"],
    )


def _read(record: ManifestRecord) -> Manifest:
    return Manifest(
        number=record.number,
        mark=record.mark,
        created=record.created,
        author=record.author,
        reason=record.reason,
        source=record.source,
        versions=record.versions,
        company=record.company,
        counts=record.counts,
        digests=record.digests,
        pins=tuple(sorted(pin.label for pin in record.pins.all())),
        cleaned=record.cleaned,
        cleaned_at=record.cleaned_at,
    )


def all_names() -> dict[tuple[str, str], str]:
    """Every name by its kind and identifier."""
    return {(k, i): n for k, i, n in Name.objects.values_list("kind", "item", "name")}


def first_names(kind: str, most: int) -> list[tuple[str, str]]:
    """Identifiers of a kind with their names, the first so many by name."""
    rows = Name.objects.filter(kind=kind).order_by("name", "item")
    return list(rows.values_list("item", "name")[:most])


def called(kind: str, text: str, *, like: bool = False) -> tuple[str, ...]:
    """Identifiers of a kind whose name is a text, or fits it as a pattern of SQL's LIKE.

    Neither the size of letters nor the blanks between words count.
    """
    wanted = _plain(text)
    rows = Name.objects.filter(kind=kind).order_by("item").values_list("item", "name")
    if not like:
        return tuple(item for item, name in rows if _plain(name) == wanted)
    signs = {"%": ".*", "_": "."}
    pattern = re.compile("".join(signs.get(c, re.escape(c)) for c in wanted), re.DOTALL)
    return tuple(item for item, name in rows if pattern.fullmatch(_plain(name)))


def nearest_name(
    kind: str, text: str, known: Callable[[Iterable[str]], Collection[str]] = tuple
) -> str:
    """The name of a kind that a text was probably meant to be, or ''; of the identifiers that are
    `known` to whoever asks."""
    names = dict(Name.objects.filter(kind=kind).values_list("item", "name"))
    plain = {_plain(names[item]): names[item] for item in known(names)}
    return plain.get(nearest(_plain(text), list(plain)), "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def names(kind: str, items: Iterable[str]) -> dict[str, str]:
    """What people call these identifiers of one kind; one that has no name is left out."""
    wanted = {item for item in items if "\0" not in item}  # PostgreSQL takes none
    rows = Name.objects.filter(kind=kind)
    if len(wanted) <= 500:  # SQLite takes only so many values in one condition
        rows = rows.filter(item__in=wanted)
    return {item: name for item, name in rows.values_list("item", "name") if item in wanted}
