"""What is public. Fields and constraints only; every write is an operation."""

from django.db import models


class Publication(models.Model):
    """The newest published state of one thing: a policy edition, a fiscal year, an indicator, …"""

    kind = models.CharField(max_length=40)  # "policy-edition"
    key = models.CharField(max_length=100)  # "2.3"
    title = models.CharField(max_length=300)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="publication_once")]
        indexes = [models.Index(fields=["kind", "-published_at"], name="publication_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
