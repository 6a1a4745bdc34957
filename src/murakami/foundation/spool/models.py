"""What waits, what was handled, where the numbered traffic with the other zone stands. Fields and constraints only."""

from django.db import models
from django.db.models import Q


class Place(models.TextChoices):
    """Where a message is to be handled; `here` is background work of the zone that wrote it."""

    EDGE = "edge"
    CORE = "core"
    HERE = "here"


class Message(models.Model):
    """One message or piece of work that is not done yet; done ones are deleted, their key stays in `HandledMessage`."""

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    ordering_key = models.CharField(max_length=120)
    place = models.CharField(max_length=4, choices=Place.choices)
    payload = models.JSONField()
    files = models.JSONField(default=list)  # SHA-256 of each stored file that the payload names
    at = models.DateTimeField()  # when it was sent
    # handling
    not_before = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    leased_by = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=400, blank=True)
    # its number in the traffic to the other zone, given when it is first carried
    number = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "key"], name="spool_message_once"),
            models.UniqueConstraint(fields=["number"], condition=Q(number__isnull=False), name="spool_number_once"),
            models.CheckConstraint(
                condition=Q(leased_by="", leased_until=None) | ~Q(leased_by="") & Q(leased_until__isnull=False),
                name="spool_lease_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["ordering_key", "id"], name="spool_in_order"),
            models.Index(fields=["not_before"], condition=Q(dead_at=None), name="spool_due"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class HandledMessage(models.Model):
    """The key of a message whose handler's writes are committed: the same message will never be handled again."""

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "key"], name="spool_handled_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class Traffic(models.Model):
    """Where the numbered traffic of one direction stands; `sent` and `received` are the only rows."""

    direction = models.CharField(max_length=8, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.direction} {self.number}"


class Carrying(models.Model):
    """How the carrying between the zones stands here; one row, written only when something has changed."""

    trouble = models.CharField(max_length=20, blank=True)  # carrying.troubles.Trouble, empty when all is well
    detail = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(null=True)  # when the trouble began
    taken_in_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    directory = models.CharField(max_length=32, blank=True)  # the mark of the directory that was carried through before
    heard_at = models.DateTimeField(null=True)  # when the other zone wrote the newest receipt, by its clock
    report = models.JSONField(null=True)  # what that receipt says of the other zone

    def __str__(self) -> str:
        return self.trouble or "well"


class RefusedEnvelope(models.Model):
    """An envelope that was not taken in, and why; `settled_at` is when the same number came as it should."""

    number = models.BigIntegerField()
    reason = models.CharField(max_length=20)  # carrying.refusals.Reason
    sha256 = models.CharField(max_length=64, blank=True)  # of the refused file
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "reason", "sha256"], name="spool_refused_once"),
        ]
        indexes = [
            models.Index(fields=["number"], condition=Q(settled_at=None), name="spool_refused_open"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.reason}"


class Decision(models.Model):
    """What an operator decided about a message that had failed for good, and why: nobody rewrites it."""

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    error = models.CharField(max_length=400, blank=True)
    decided = models.CharField(max_length=9, choices=[("retried", "retried"), ("discarded", "discarded")])
    by_account = models.BigIntegerField(null=True)  # none on the command line
    by = models.CharField(max_length=100)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.topic} {self.key} {self.decided}"
