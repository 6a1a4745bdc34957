"""The book of events and its seal. Fields and constraints only; operations write it, triggers refuse the rest."""

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


class EventLeaf(models.Model):
    """Where an event stands in the tree, and the hash of its leaf (`leaves.py`): taken in once it was committed."""

    index = models.BigIntegerField(primary_key=True)  # from 0, without a gap
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="leaf")
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(index__gte=0), name="events_leaf_from_zero")]

    def __str__(self) -> str:
        return f"{self.index}: event {self.event_id}"


class Checkpoint(models.Model):
    """What the tree of the first `size` events was signed as. `note` is what others keep; the rest is read from it."""

    size = models.BigIntegerField(primary_key=True)
    origin = models.CharField(max_length=200)
    root = models.BinaryField(max_length=32)
    frontier = models.BinaryField()  # the peaks of the tree, from which it grows on without reading what was before
    note = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.origin} {self.size}"


class EventNode(models.Model):
    """The root of a whole subtree of the tree, kept at every eighth level so that a proof reads few rows.

    Nothing is believed because of it: it follows from the leaves, and a wrong one makes a proof that does not hold.
    """

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="events_node_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"
