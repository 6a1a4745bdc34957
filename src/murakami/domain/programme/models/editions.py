"""Editions of the policy."""

from django.db import models
from django.db.models import Q


class Edition(models.Model):
    """One edition (版) as a whole document: texts, initiatives, schedules, lineage from the edition before, findings."""

    class State(models.TextChoices):
        """How far an edition has come."""

        DRAFT = "draft"
        HEARING = "hearing"  # パブリックコメント
        ADOPTED = "adopted"

    class Origin(models.TextChoices):
        """Where an edition is written."""

        PACK = "pack"
        BROWSER = "browser"

    code = models.CharField(max_length=20, unique=True)  # "2.3"
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    state = models.CharField(max_length=10, choices=State.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0)  # grows with every write; a stale page is refused
    changed_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(
            name="programme_adopted_has_time",
            condition=Q(state="adopted", adopted_at__isnull=False) | (~Q(state="adopted") & Q(adopted_at__isnull=True)))]

    def __str__(self) -> str:
        return self.code
