"""What indicators are and what has been counted. Fields and constraints only; every write is an operation."""

from django.db import models
from django.db.models import Q


class IndicatorVersion(models.Model):
    """One way of counting an indicator. Of all versions of a key one is current; the others are frozen as they stood."""

    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    document = models.JSONField()  # the whole definition, as packs write it (formats.IndicatorFile)
    counts = models.CharField(max_length=64)  # SHA-256 of formula and unit: what may not change within a version
    order = models.IntegerField()
    loaded_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)  # up to when events were counted
    frozen_at = models.DateTimeField(null=True, blank=True)  # when a newer version took over
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # when packs no longer held the indicator

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="indicators_version_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(frozen_at__isnull=True), name="indicators_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"


class Partial(models.Model):
    """What was counted of a month, as a whole (dimension "") or for one code of one dimension; states merge."""

    version = models.ForeignKey(IndicatorVersion, on_delete=models.CASCADE, related_name="partials")
    month = models.IntegerField()  # year × 12 + month − 1, in Japan
    dimension = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=100, blank=True)
    n = models.BigIntegerField()
    total = models.BigIntegerField()
    values = models.JSONField(null=True)  # {"minutes or amount": how often}, where a median or distribution needs it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "dimension", "month", "code"], name="indicators_partial_once")]
        indexes = [models.Index(fields=["month"], name="indicators_by_month")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.month} {self.dimension} {self.code}"


class SeriesPoint(models.Model):
    """A figure that was imported, not counted."""

    version = models.ForeignKey(IndicatorVersion, on_delete=models.CASCADE, related_name="points")
    on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=6)
    is_projected = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "on"], name="indicators_point_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.on}"


class Progress(models.Model):
    """One row: how far the book of events has been counted.

    Every event up to `settled_id` is in for certain. `seen_id` was the newest at `seen_at`; an event with a smaller
    number may still have been in the making then, so the next run begins at `settled_id`.
    """

    settled_id = models.BigIntegerField(default=0)
    seen_id = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    turn = models.PositiveBigIntegerField(default=0)  # grows with every write; a run that was overtaken stops

    def __str__(self) -> str:
        return f"counted up to event {self.settled_id}"
