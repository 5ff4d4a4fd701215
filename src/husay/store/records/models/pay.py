"""Pay in the records: plans in versions, to whom they are assigned, runs with their statements,
and the ledger of what was paid.

People are identifiers of the book; whoever did something is as the audit log writes it (`user:7`).
Amounts are whole ten-thousandths of the plan's currency. Versions, assignments, steps and the
ledger are written once; the database refuses to change the ledger, and statements of a closed run.
"""

from __future__ import annotations

from django.db import models

from husay.store.records.models.book import ManifestRecord


class PayPlanRow(models.Model):
    """A pay plan: what it is called, and the number of its newest version."""

    name = models.CharField(max_length=200, unique=True)
    newest = models.IntegerField(default=0)
    made = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        """By name."""

        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class PayPlanVersion(models.Model):
    """A plan's folder as it stood after a change: written once. `digest` is the SHA-256 of its
    texts, `usable` whether it checks and its cases come out."""

    plan = models.ForeignKey(PayPlanRow, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    document = models.TextField()
    cases = models.TextField()
    readme = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    usable = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; each number once, so that of two at the same time one comes first."""

        ordering = ("plan", "number")
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_pay_version"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class PayActivation(models.Model):
    """From `starts` on a version is in force: written once; what was said last of a day holds."""

    version = models.ForeignKey(
        PayPlanVersion, on_delete=models.PROTECT, related_name="activations"
    )
    starts = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.version} from {self.starts}"


class PayAssignment(models.Model):
    """A person has a plan from a day on, with parameters of their own (texts by name), or, `out`,
    has it no longer: written once; what was said last about a day holds."""

    plan = models.ForeignKey(PayPlanRow, on_delete=models.PROTECT, related_name="assignments")
    person = models.CharField(max_length=255, db_index=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    parameters = models.JSONField(default=dict)
    out = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.plan} of {self.person} from {self.starts}"


class PayAcceptance(models.Model):
    """A person has read a version and accepts it. `digest` is the version's, as they saw it."""

    version = models.ForeignKey(
        PayPlanVersion, on_delete=models.PROTECT, related_name="acceptances"
    )
    person = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; nobody accepts a version twice."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("version", "person"), name="one_acceptance"),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.person}"


class PayRun(models.Model):
    """A plan's pay for one period (`husay.pay.runs.states`).

    `snapshot` is the manifest that it was worked out from, which no clean-up takes, and `heard`
    the number of the last assignment that counts, `inputs` of the last approval of an input,
    `holds` of the last hold or lift. `digest` is the hash of what is in it, `lines` the file beside
    the book that holds its lines. `revision` counts how often it was worked out.
    """

    plan = models.ForeignKey(PayPlanRow, on_delete=models.PROTECT, related_name="runs")
    version = models.ForeignKey(PayPlanVersion, on_delete=models.PROTECT, related_name="runs")
    starts = models.DateField()
    ends = models.DateField()
    state = models.CharField(max_length=12, default="draft")
    snapshot = models.ForeignKey(
        ManifestRecord, on_delete=models.PROTECT, null=True, related_name="pay_runs"
    )
    heard = models.BigIntegerField(default=0)
    inputs = models.BigIntegerField(default=0)
    holds = models.BigIntegerField(default=0)
    revision = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    lines = models.CharField(max_length=200, blank=True)
    checks = models.JSONField(default=list)
    made = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        """Newest period first; one run of a plan for a period."""

        ordering = ("-starts", "-id")
        constraints = (models.UniqueConstraint(fields=("plan", "starts"), name="one_pay_run"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.starts}"


class PayStep(models.Model):
    """Something that was done to a run: written once. `digest` is the hash of what was in it then.

    Of one revision each step is taken once, so that of two who approve at once one does.
    """

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="steps")
    revision = models.IntegerField()
    step = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("run", "revision", "step"), name="one_pay_step"),
        )

    def __str__(self) -> str:
        return f"{self.run}: {self.step}"


class PayStatement(models.Model):
    """What one person is paid by a run; its lines are in the run's file.

    `settled`, `attained` and `problems` are of `husay.pay.runs.plain`.
    """

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="statements")
    person = models.CharField(max_length=255, db_index=True)
    earned = models.BigIntegerField()
    adjusted = models.BigIntegerField()
    drawn = models.BigIntegerField()
    paid = models.BigIntegerField()
    settled = models.JSONField()
    attained = models.JSONField()
    problems = models.JSONField()
    at_cap = models.BooleanField()
    digest = models.CharField(max_length=64)

    class Meta:
        """By person; one statement of a run each."""

        ordering = ("run", "person")
        constraints = (models.UniqueConstraint(fields=("run", "person"), name="one_statement"),)

    def __str__(self) -> str:
        return f"{self.run} {self.person}"


class PayEntry(models.Model):
    """The payout ledger: what a released run pays a person. Written once, never changed.

    `batch` is 1 of what the release paid; each statement that is paid out later is the run's next
    one (`husay.store.pay.batches`).
    """

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="entries")
    batch = models.IntegerField(default=1)
    person = models.CharField(max_length=255, db_index=True)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; nobody is paid twice by a run."""

        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("run", "person"), name="paid_once"),)

    def __str__(self) -> str:
        return f"{self.run} {self.person}"


class PayHandOut(models.Model):
    """Payroll was handed the file of a batch, first then: written once. `negative` is whether what
    is below zero stood in it or is carried on (`husay.pay.out.payroll_document`)."""

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="handed_out")
    batch = models.IntegerField()
    negative = models.CharField(max_length=12)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; each batch once."""

        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("run", "batch"), name="one_hand_out"),)

    def __str__(self) -> str:
        return f"{self.run}: batch {self.batch}"


class PayManual(models.Model):
    """An amount that somebody adds to a person's pay by hand, or takes off: written once, but for
    the words of who was forgotten, and for `run`, the released run that paid it."""

    plan = models.ForeignKey(PayPlanRow, on_delete=models.PROTECT, related_name="manual")
    person = models.CharField(max_length=255, db_index=True)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    evidence = models.CharField(max_length=500, blank=True)
    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, null=True, related_name="manual")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.plan} {self.person} by hand"


class PayManualApproval(models.Model):
    """A second person's yes to an amount that was added by hand."""

    manual = models.OneToOneField(PayManual, on_delete=models.PROTECT, related_name="approval")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.manual}: approved"


class PayParallelFile(models.Model):
    """The results of an old spreadsheet beside a run: written once; the newest of a run counts.

    `rows` are lists of person, sale, line, term and amount in ten-thousandths, `parts` what the
    file's rows say beside the person.
    """

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="old_files")
    name = models.CharField(max_length=200)
    rows = models.JSONField()
    parts = models.JSONField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.run}: {self.name}"


class PayParallelNote(models.Model):
    """Why a run and an old spreadsheet differ about something: written once, but for the words of
    who was forgotten; what was said last counts. It stays when either side is worked out again."""

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="parallel_notes")
    person = models.CharField(max_length=255, db_index=True)
    sale = models.CharField(max_length=255, blank=True)
    line = models.CharField(max_length=40, blank=True)
    term = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.run} {self.person}: a difference"
