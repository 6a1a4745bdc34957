"""The book of looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Look(models.Model):
    """One reading of one person's record by one member of staff."""

    at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=64)
    receipt_number = models.CharField(max_length=32, blank=True)
    subject_key = models.CharField(max_length=64, blank=True)
    route = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_key", "-at"], name="looks_by_subject"),
            models.Index(fields=["receipt_number", "-at"], name="looks_by_receipt"),
            models.Index(fields=["account", "-at"], name="looks_by_account"),
            models.Index(fields=["at"], name="looks_by_time"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="looks_are_at_somebody",
                condition=~models.Q(receipt_number="") | ~models.Q(subject_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.account_id} {self.route}"


class Told(models.Model):
    """Until when the looks have been told to the people concerned, exclusive; the newest row holds."""

    until = models.DateTimeField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"until {self.until}"


class ReportReading(models.Model):
    """That somebody read the report of unusual looks: of which days, narrowed to what, how many lines, taken away or not."""

    at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    narrowed = models.JSONField(default=dict)  # {"sign", "unit", "staff"}, only what was chosen
    lines = models.PositiveIntegerField()
    taken_away = models.BooleanField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-at"], name="looks_readings_new")]

    def __str__(self) -> str:
        return f"{self.at} {self.account_id}"


class Breach(models.Model):
    """Data that got lost, damaged or into wrong hands (漏えい等): which cases, what is known of it, and what the head decided.

    `wanted` says how the cases were found: {"procedure", "since", "until", "staff", "named"}, only what was chosen; `receipts`
    are the receipt numbers as found that day.
    """

    class Decision(models.TextChoices):
        """What the head decided about telling the people concerned (本人通知)."""

        OPEN = ""
        NOTIFY = "notify"
        NO_NOTICE = "no_notice"

    key = models.CharField(max_length=32, unique=True)
    unit = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    found_on = models.DateField()
    fears = models.JSONField(default=list)
    wanted = models.JSONField(default=dict)
    receipts = models.JSONField(default=list)
    summary = models.TextField()
    cause = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=20, blank=True, choices=Decision.choices)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "-made_at"], name="breaches_by_unit")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="breach_decided_once", condition=models.Q(decision="", decided_at=None)
                                   | ~models.Q(decision="") & models.Q(decided_at__isnull=False, decided_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.key
