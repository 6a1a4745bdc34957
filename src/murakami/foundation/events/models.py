"""The book of events. Fields and constraints only; `operations` writes it, triggers refuse the rest."""

from django.db import models


class Event(models.Model):
    """Something that happened to a subject. Order by (at, id): equal times are told apart by the sequence."""

    kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=64)
    at = models.DateTimeField()
    procedure = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    details = models.JSONField(default=dict)
    # what was recorded before for the same subject ("" at its first event), and the time between the two
    previous_kind = models.CharField(max_length=60, blank=True)
    since_previous_ms = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_key", "-id"], name="events_by_subject"),
            models.Index(fields=["procedure", "at"], name="events_by_procedure"),
            models.Index(fields=["at"], name="events_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(previous_kind="", since_previous_ms=None)
                | ~models.Q(previous_kind="") & models.Q(since_previous_ms__isnull=False),
                name="events_previous_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_key}"
