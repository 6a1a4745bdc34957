"""Tables of definitions: every published document for ever, and which of them is the head."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


class PublishedDocument(models.Model):
    """A definition as it was published. The document never changes; only how long it was the head does."""

    kind = models.CharField(max_length=20)
    doc_id = models.CharField(max_length=100)
    sha = models.CharField(max_length=64)
    document: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    based_on = models.CharField(max_length=64, null=True)
    publisher = models.CharField(max_length=100)
    published_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "doc_id", "sha"], name="procedures_one_document_per_sha"),
            models.CheckConstraint(
                name="procedures_validity_is_a_span",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.doc_id} {self.sha[:8]}"


class Head(models.Model):
    """The current document of a definition; `from_packs` is what packs published last, None if they never did."""

    kind = models.CharField(max_length=20)
    doc_id = models.CharField(max_length=100)
    sha = models.CharField(max_length=64)
    from_packs = models.CharField(max_length=64, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "doc_id"], name="procedures_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.doc_id} → {self.sha[:8]}"


class Generation(models.Model):
    """One row that changes with every publication: `heads` is the fingerprint of all heads together."""

    number = models.PositiveBigIntegerField()
    heads = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"generation {self.number}"
