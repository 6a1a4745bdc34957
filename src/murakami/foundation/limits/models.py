"""The counts. Fields and constraints only."""

from django.db import models


class Count(models.Model):
    """How often a place was used in its latest window. There are as many rows as places and doors, never more."""

    door = models.CharField(max_length=20)
    place = models.PositiveIntegerField()
    span = models.BigIntegerField()  # the number of its latest window
    used = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "place"], name="limits_one_count")]

    def __str__(self) -> str:
        return f"{self.door} {self.place}"
