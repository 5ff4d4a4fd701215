"""Since when a coaching plan was running: until now only the audit log said that one was begun."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone


def from_the_log(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    began = {
        entry.item: timezone.localtime(entry.at).date()
        for entry in apps.get_model("records", "AuditEntry")
        .objects.filter(action="coaching-state", kind="coaching")
        .order_by("-number")
        .iterator()
        if (entry.after or {}).get("state") == "running"
    }
    plans = apps.get_model("records", "CoachingPlanRow").objects
    some = list(plans.exclude(state="planned"))
    for plan in some:
        # Whatever runs or is done was begun, also where the log has not been kept.
        surely = plan.starts if plan.state in ("running", "done") else None
        plan.begun = began.get(str(plan.pk), surely)
    plans.bulk_update(some, ["begun"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0014_price_actions"),
    ]

    operations = [
        migrations.AddField(
            model_name="coachingplanrow",
            name="begun",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(from_the_log, migrations.RunPython.noop),
    ]
