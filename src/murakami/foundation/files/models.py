"""The rows that say which files are kept."""

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """One content, whoever attached it; its bytes lie in the store under its hash."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class FileReport(models.Model):
    """What became of one file that was sent: `before` and `after` are the hashes of what came and of what is kept."""

    before = models.CharField(max_length=64)
    after = models.CharField(max_length=64)
    found = models.CharField(max_length=100)  # the type by content
    removed = models.JSONField(default=dict)  # {code: how many}
    checked_at = models.DateTimeField()
    was_scanned = models.BooleanField()
    original_until = models.DateTimeField(null=True)  # null: not kept
    original_gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["after", "before"], name="file_report_once")]
        indexes = [
            models.Index(fields=["original_until"], name="file_originals_due",
                         condition=Q(original_until__isnull=False, original_gone_at__isnull=True)),
            models.Index(fields=["before"], name="file_report_before"),
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.after}"


class HeldFile(models.Model):
    """A filed content that waits for a person, or about which somebody has decided; who and why is in the case's book."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        RELEASED = "released"
        REJECTED = "rejected"

    receipt_number = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    why = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    released_sha256 = models.CharField(max_length=64, blank=True)
    released_name = models.CharField(max_length=255, blank=True)
    released_type = models.CharField(max_length=100, blank=True)
    held_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt_number", "sha256"], name="held_file_once"),
            models.CheckConstraint(name="held_file_decided",
                                   condition=Q(state="waiting", decided_at__isnull=True)
                                   | (~Q(state="waiting") & Q(decided_at__isnull=False))),
            models.CheckConstraint(name="held_file_released",
                                   condition=Q(state="released") & ~Q(released_sha256="")
                                   | (~Q(state="released") & Q(released_sha256=""))),
        ]
        indexes = [models.Index(fields=["held_at"], name="held_files_waiting", condition=Q(state="waiting")),
                   models.Index(fields=["sha256"], name="held_file_content")]

    def __str__(self) -> str:
        return f"{self.receipt_number} {self.state}"
