"""The rows that say which files are kept."""

from django.db import models


class StoredFile(models.Model):
    """One content, whoever attached it; its bytes lie in the store under its hash."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256
