"""Inputs of pay under two people, and holds; kept as what was paid is.

Runs pin two numbers more. SQLite drops a table's triggers when it makes the table anew, so those of
0017 are taken away before, and made again with the new columns.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_PAID = "what was paid is never changed"
_SAID = "what was said of pay is never changed"
_RUN = "records_payrun"
_CLOSED = f"(SELECT state FROM {_RUN} WHERE id = OLD.run_id) IN ('released', 'paid')"
_PINNED = ("id", "plan_id", "version_id", "starts", "ends", "snapshot_id", "heard", "revision",
           "digest", "lines")  # fmt: skip


def _moved(*columns: str) -> str:
    """Whether a closed run would be another one."""
    same = " AND ".join(f"NEW.{name} = OLD.{name}" for name in columns)
    return (
        f"OLD.state IN ('released', 'paid') AND NOT (NEW.state IN (OLD.state, 'paid') AND {same})"
    )


def _other(*columns: str) -> str:
    """Whether any of these columns would be otherwise."""
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)


def _kept(*pinned: str) -> dict[str, tuple[str, str, str]]:
    return {
        "pay_entry_no_update": ("UPDATE ON records_payentry", "", _PAID),
        "pay_entry_no_delete": ("DELETE ON records_payentry", "", _PAID),
        "pay_statement_no_update": ("UPDATE ON records_paystatement", _CLOSED, _PAID),
        "pay_statement_no_delete": ("DELETE ON records_paystatement", _CLOSED, _PAID),
        "pay_run_no_update": (f"UPDATE ON {_RUN}", _moved(*pinned), _PAID),
        "pay_run_no_delete": (f"DELETE ON {_RUN}", "OLD.state IN ('released', 'paid')", _PAID),
    }


_BEFORE = _kept(*_PINNED)
_NOW = _kept(*_PINNED, "inputs", "holds") | {
    "pay_input_no_update": (
        "UPDATE ON records_payinput",
        _other("id", "plan_id", "kind", "person", "measure", "starts", "ends", "value", "by", "at"),
        _SAID,
    ),
    "pay_input_no_delete": ("DELETE ON records_payinput", "", _SAID),
    "pay_approval_no_update": ("UPDATE ON records_payinputapproval", "", _SAID),
    "pay_approval_no_delete": ("DELETE ON records_payinputapproval", "", _SAID),
    "pay_hold_no_update": (
        "UPDATE ON records_payhold",
        _other("id", "kind", "item", "run_id", "lifts_id", "by", "at"),
        _SAID,
    ),
    "pay_hold_no_delete": ("DELETE ON records_payhold", "", _SAID),
}  # fmt: skip


def _make(editor: BaseDatabaseSchemaEditor, triggers: dict[str, tuple[str, str, str]]) -> None:
    if editor.connection.vendor == "sqlite":
        for name, (what, when, said) in triggers.items():
            # SQLite writes IS NOT for what the standard calls IS DISTINCT FROM.
            condition = f"WHEN {when.replace('IS DISTINCT FROM', 'IS NOT')} " if when else ""
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {what} {condition}"
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
        return
    for name, (what, when, said) in triggers.items():
        body = f"RAISE EXCEPTION '{said}';"
        if when:
            body = f"IF {when} THEN {body} END IF;"
        answer = "OLD" if "DELETE" in what else "NEW"
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body} RETURN {answer}; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _drop(editor: BaseDatabaseSchemaEditor, triggers: dict[str, tuple[str, str, str]]) -> None:
    for name, (what, _, _) in triggers.items():
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
        else:
            editor.execute(f"DROP TRIGGER {name} ON {what.split()[-1]}")
            editor.execute(f"DROP FUNCTION {name}()")


def drop_old(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _drop(schema_editor, _BEFORE)


def make_old(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _make(schema_editor, _BEFORE)


def drop_new(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _drop(schema_editor, _NOW)


def make_new(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _make(schema_editor, _NOW)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0021_pay_parallel"),
    ]

    operations = [
        migrations.RunPython(drop_old, make_old),
        migrations.AddField(
            model_name="payrun",
            name="holds",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="payrun",
            name="inputs",
            field=models.BigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="PayHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("item", models.CharField(db_index=True, max_length=255)),
                ("reason", models.CharField(max_length=500)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "lifts",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifted",
                        to="records.payhold",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="records.payrun",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PayInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("person", models.CharField(blank=True, db_index=True, max_length=255)),
                ("measure", models.CharField(blank=True, max_length=200)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("value", models.JSONField()),
                ("evidence", models.CharField(blank=True, max_length=500)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="records.payplanrow",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PayInputApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "input",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="records.payinput",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.RunPython(make_new, drop_new),
    ]
