"""The database refuses to change what was paid: the ledger, and runs that closed their period.

SQLite drops a table's triggers when Django makes the table anew to change it: a migration that
changes one of these tables has to run `keep_pay` again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_ENTRY, _STATEMENT, _RUN = "records_payentry", "records_paystatement", "records_payrun"
_SAID = "what was paid is never changed"
_CLOSED = f"(SELECT state FROM {_RUN} WHERE id = OLD.run_id) IN ('released', 'paid')"
_SAME = " AND ".join(
    f"NEW.{name} = OLD.{name}"
    for name in ("id", "plan_id", "version_id", "starts", "ends", "snapshot_id", "heard",
                 "revision", "digest", "lines")
)  # fmt: skip
_ONWARD = f"(NEW.state IN (OLD.state, 'paid') AND {_SAME})"
_MOVED = f"OLD.state IN ('released', 'paid') AND NOT {_ONWARD}"

_KEPT = {
    "pay_entry_no_update": (f"UPDATE ON {_ENTRY}", ""),
    "pay_entry_no_delete": (f"DELETE ON {_ENTRY}", ""),
    "pay_statement_no_update": (f"UPDATE ON {_STATEMENT}", _CLOSED),
    "pay_statement_no_delete": (f"DELETE ON {_STATEMENT}", _CLOSED),
    "pay_run_no_update": (f"UPDATE ON {_RUN}", _MOVED),
    "pay_run_no_delete": (f"DELETE ON {_RUN}", "OLD.state IN ('released', 'paid')"),
}


def keep_pay(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name, (what, when) in _KEPT.items():
            condition = f"WHEN {when} " if when else ""
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {what} {condition}"
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
        return
    for name, (what, when) in _KEPT.items():
        body = f"RAISE EXCEPTION '{_SAID}';"
        if when:
            body = f"IF {when} THEN {body} END IF;"
        answer = "OLD" if "DELETE" in what else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body} RETURN {answer}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def let_pay_go(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, (what, _) in _KEPT.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {what.split()[-1]}")
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0016_pay"),
    ]

    operations = [
        migrations.RunPython(keep_pay, let_pay_go),
    ]
