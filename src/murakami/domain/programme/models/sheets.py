"""What the programme remembers about spreadsheets that others keep."""

from django.db import models


class SheetMapping(models.Model):
    """Which column of a spreadsheet means what, said once for every sheet with the same headings."""

    headings_sha256 = models.CharField(max_length=64, unique=True)
    columns = models.JSONField()  # heading -> name of a field of the plan
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.headings_sha256
