"""Questions about pay in the records: what was asked of which line, and what was said since.

People are identifiers of the book; whoever did something is as the audit log writes it (`user:7`).
What was said is written once; the database lets only the words of who was forgotten go.
"""

from __future__ import annotations

from django.db import models

from husay.store.records.models.pay import PayManual, PayPlanVersion, PayRun


class PayQuestion(models.Model):
    """A question about a line of a person's statement, or about all of it (`line` None).

    `owner` is who sees to it, `cause` what was asked about, `found` what it was found to be;
    `outcome` what became of it, with the amount by hand or the plan version that it led to.
    `newest` is the number of what was said last (`husay.pay.runs.questions`).
    """

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="questions")
    person = models.CharField(max_length=255, db_index=True)
    line = models.IntegerField(null=True)
    cause = models.CharField(max_length=12)
    state = models.CharField(max_length=12, default="open")
    owner = models.ForeignKey(
        "records.User", on_delete=models.PROTECT, null=True, related_name="pay_questions"
    )
    due = models.DateField()
    outcome = models.CharField(max_length=12, blank=True)
    found = models.CharField(max_length=12, blank=True)
    manual = models.ForeignKey(
        PayManual, on_delete=models.PROTECT, null=True, related_name="questions"
    )
    version = models.ForeignKey(
        PayPlanVersion, on_delete=models.PROTECT, null=True, related_name="questions"
    )
    answered = models.DateTimeField(null=True)
    newest = models.IntegerField(default=0)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.run} {self.person}: question {self.pk}"


class PayQuestionEntry(models.Model):
    """Something that was said or done about a question: written once."""

    question = models.ForeignKey(PayQuestion, on_delete=models.PROTECT, related_name="entries")
    number = models.IntegerField()
    act = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; each number once, so that of two at the same time one comes first."""

        ordering = ("question", "number")
        constraints = (
            models.UniqueConstraint(fields=("question", "number"), name="one_question_entry"),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.number}"
