"""What the operator may set about residents' pages (docs/settings.md)."""

from typing import Final

from django.conf import settings

DRAFT_DAYS: Final[int] = getattr(settings, "DRAFT_DAYS", 60)
"""After how many days without a save a draft is deleted."""
