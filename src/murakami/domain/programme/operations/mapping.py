"""Remembering what the columns of somebody's own spreadsheet mean."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.programme.models import SheetMapping
from murakami.domain.programme.operations.plan_desk import NotTheirs
from murakami.domain.programme.queries.standing import standing_of
from murakami.domain.programme.rules.rights import may_run_programme
from murakami.domain.programme.rules.sheet_mapping import digest_of
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan


@transaction.atomic
def remember_mapping(*, headings: Sequence[str], chosen: Mapping[str, str], actor: Actor, at: datetime) -> None:
    """Remember a mapping for every sheet with the same headings; the newest counts. Raises NotTheirs. SQL: 3."""
    if not may_run_programme(actor, standing_of(actor, on=day_in_japan(at))):
        raise NotTheirs("import")
    SheetMapping.objects.update_or_create(headings_sha256=digest_of(headings),
                                          defaults={"columns": dict(chosen), "changed_at": at})
