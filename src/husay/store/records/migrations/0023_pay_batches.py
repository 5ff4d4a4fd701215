"""The ledger in batches: the release of a run, and each statement that was paid out later; and
which of them payroll was handed.

SQLite drops a table's triggers when it makes the table anew, so those of the ledger are taken away
before, and made again.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_PAID = "what was paid is never changed"
_TOLD = "what payroll was told is never changed"
_LEDGER = {
    "pay_entry_no_update": ("UPDATE ON records_payentry", _PAID),
    "pay_entry_no_delete": ("DELETE ON records_payentry", _PAID),
}
_HANDED = {
    "pay_handout_no_update": ("UPDATE ON records_payhandout", _TOLD),
    "pay_handout_no_delete": ("DELETE ON records_payhandout", _TOLD),
}


def _make(editor: BaseDatabaseSchemaEditor, triggers: dict[str, tuple[str, str]]) -> None:
    for name, (what, said) in triggers.items():
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
            continue
        answer = "OLD" if "DELETE" in what else "NEW"
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{said}'; RETURN {answer}; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _drop(editor: BaseDatabaseSchemaEditor, triggers: dict[str, tuple[str, str]]) -> None:
    for name, (what, _) in triggers.items():
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
        else:
            editor.execute(f"DROP TRIGGER {name} ON {what.split()[-1]}")
            editor.execute(f"DROP FUNCTION {name}()")


def let_go(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _drop(schema_editor, _LEDGER)


def keep(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _make(schema_editor, _LEDGER)


def keep_all(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _make(schema_editor, _LEDGER | _HANDED)


def let_all_go(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _drop(schema_editor, _LEDGER | _HANDED)


def number(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was not written with its run's release was paid out later: each is a batch."""
    entries = apps.get_model("records", "PayEntry").objects
    steps = apps.get_model("records", "PayStep").objects.filter(step="release")
    released, last = dict(steps.order_by("id").values_list("run", "at")), dict[int, int]()
    for one in entries.order_by("id"):
        if one.run_id in released and one.at != released[one.run_id]:
            last[one.run_id] = last.get(one.run_id, 1) + 1
            entries.filter(pk=one.pk).update(batch=last[one.run_id])


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0022_pay_inputs"),
    ]

    operations = [
        migrations.RunPython(let_go, keep),
        migrations.AddField(
            model_name="payentry",
            name="batch",
            field=models.IntegerField(default=1),
        ),
        migrations.CreateModel(
            name="PayHandOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.IntegerField()),
                ("negative", models.CharField(max_length=12)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_out",
                        to="records.payrun",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("run", "batch"), name="one_hand_out")
                ],
            },
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.RunPython(keep_all, let_all_go),
    ]
