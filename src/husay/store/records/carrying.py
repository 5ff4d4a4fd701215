"""Carrying the records from one database to another, whatever engine either has.

One line of JSON for each record, by Django's serializers, in the order in which they refer to
each other. What only lives for a while (sessions, queued jobs) or is made anew with the tables
stays behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from husay.basics.problem import Mistake, Problem, mistake
from husay.store.records.weight import is_light

_STAYS_BEHIND = frozenset(
    {"auth", "contenttypes", "sessions", "django_tasks_db", "django_tasks_database"}
)
_SHORT_LIVED = frozenset({"records.usersession", "records.limit"})
_BATCH = 2_000


def carried() -> list[type[models.Model]]:
    """The models whose records are carried, those that others refer to first."""
    assert not is_light(), "a process without all applications would leave records behind"
    chosen = [a for a in apps.get_app_configs() if a.label not in _STAYS_BEHIND]
    ordered = serializers.sort_dependencies([(app, None) for app in chosen], allow_cycles=True)
    lasting = (m for m in ordered if m._meta.label_lower not in _SHORT_LIVED)
    return [m for m in lasting if m._meta.managed and not m._meta.proxy]


def write_records(stream: IO[str]) -> int:
    """Write every record as a line of JSON; answers how many. For use inside `one_moment`."""
    written = 0
    for model in carried():
        written += model._base_manager.count()
        records = model._base_manager.order_by("pk").iterator(chunk_size=_BATCH)
        serializers.serialize("jsonl", records, stream=stream)
    return written


def pay_files() -> list[str]:
    """The names of the files that hold the lines of pay runs."""
    from husay.store.records.models import PayRun

    return sorted(PayRun.objects.exclude(lines="").values_list("lines", flat=True))


def one_moment() -> transaction.Atomic:
    """A transaction that sees the records as they are at one moment."""
    return _OneMoment(using=None, savepoint=True, durable=True)


class _OneMoment(transaction.Atomic):
    """PostgreSQL would otherwise show each query what was committed before that query."""

    def __enter__(self) -> None:
        super().__enter__()
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def applied_migrations() -> list[list[str]]:
    """The migrations that made the records' tables, as pairs of application and name."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in applied if app not in _STAYS_BEHIND)


def check_known(migrations: Iterable[Iterable[str]]) -> None:
    """Raise Mistake when records come from a version of Husay later than this one."""
    known = set(MigrationLoader(None).disk_migrations or {})
    unknown = [name for app, name in migrations if (app, name) not in known]
    if unknown:
        raise mistake("backup-is-newer", migrations=", ".join(unknown))


def check_empty() -> None:
    """Raise Mistake when the database already has records."""
    if any(model._base_manager.exists() for model in carried()):
        raise mistake("records-not-empty")


def read_records(stream: IO[str]) -> int:
    """Put records back, all or none; answers how many. Raises Mistake where one is not readable."""
    count = 0
    try:
        with transaction.atomic():
            for model, found in groupby(_deserialized(stream), key=lambda o: type(o.object)):
                count += _put(model, list(found))
            connection.check_constraints()
            for sql in connection.ops.sequence_reset_sql(no_style(), carried()):
                connection.cursor().execute(sql)
    except (serializers.base.DeserializationError, ValueError) as error:
        said = (("said", str(error)),)
        raise Mistake(Problem(code="records-unreadable", values=said)) from error
    return count


def _deserialized(stream: IO[str]) -> Iterator[serializers.base.DeserializedObject]:
    # A field that this version no longer has was taken out by a migration since.
    yield from serializers.deserialize("jsonl", stream, ignorenonexistent=True)


def _put(model: type[models.Model], found: list[serializers.base.DeserializedObject]) -> int:
    model._base_manager.bulk_create([o.object for o in found], batch_size=_BATCH)
    for one in found:
        for name, related in (one.m2m_data or {}).items():
            getattr(one.object, name).set(related)
    return len(found)
