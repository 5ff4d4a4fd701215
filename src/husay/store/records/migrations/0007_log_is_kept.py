"""The database refuses to change or remove a row of the audit log.

SQLite drops a table's triggers when Django makes the table anew to change it: a migration that
changes this table has to run `keep_log` again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_TABLE = "records_auditentry"
_SAID = "the audit log is never changed"

_SQLITE = [
    f"CREATE TRIGGER audit_log_no_{verb} BEFORE {verb.upper()} ON {_TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for verb in ("update", "delete")
]
_POSTGRESQL = [
    "CREATE FUNCTION audit_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$",
    f"CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE ON {_TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audit_log_is_kept()",
    f"CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON {_TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_kept()",
]
_AWAY = {
    "sqlite": [f"DROP TRIGGER audit_log_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER audit_log_no_change ON {_TABLE}",
        f"DROP TRIGGER audit_log_no_truncate ON {_TABLE}",
        "DROP FUNCTION audit_log_is_kept()",
    ],
}


def keep_log(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    for sql in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[vendor]:
        schema_editor.execute(sql)


def let_log_go(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for sql in _AWAY[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_people"),
    ]

    operations = [
        migrations.RunPython(keep_log, let_log_go),
    ]
