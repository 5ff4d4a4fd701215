"""Questions about pay. What was said is never changed, but for the words of who was forgotten."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_TABLE = "records_payquestionentry"
_SAID = "what was said of pay is never changed"
_SAME = " AND ".join(
    f'NEW."{name}" = OLD."{name}"' for name in ("id", "question_id", "number", "act", "by", "at")
)
_FORGOTTEN = f"NEW.words = '–' AND {_SAME}"
_KEPT = {
    "pay_said_no_update": ("UPDATE", f"NOT ({_FORGOTTEN})"),
    "pay_said_no_delete": ("DELETE", "1 = 1"),
}


def keep_said(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, (verb, when) in _KEPT.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {_TABLE} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
            continue
        answer = "OLD" if verb == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{_SAID}'; END IF; RETURN {answer}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {_TABLE} FOR EACH ROW "
            f"EXECUTE FUNCTION {name}()"
        )


def let_said_go(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in _KEPT:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {_TABLE}")
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0019_statement_digest"),
    ]

    operations = [
        migrations.CreateModel(
            name="PayQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=255)),
                ("line", models.IntegerField(null=True)),
                ("cause", models.CharField(max_length=12)),
                ("state", models.CharField(default="open", max_length=12)),
                ("due", models.DateField()),
                ("outcome", models.CharField(blank=True, max_length=12)),
                ("found", models.CharField(blank=True, max_length=12)),
                ("answered", models.DateTimeField(null=True)),
                ("newest", models.IntegerField(default=0)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "manual",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="records.paymanual",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_questions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="records.payrun",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="records.payplanversion",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PayQuestionEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("act", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="records.payquestion",
                    ),
                ),
            ],
            options={
                "ordering": ("question", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "number"), name="one_question_entry"
                    )
                ],
            },
        ),
        migrations.RunPython(keep_said, let_said_go),
    ]
