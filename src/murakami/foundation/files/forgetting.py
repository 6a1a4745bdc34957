"""Throwing contents away that nothing names any more: only when whoever they were about is forgotten."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from murakami.foundation.files.models import StoredFile
from murakami.foundation.files.naming import list_names
from murakami.foundation.files.quarantine import forget_held
from murakami.foundation.files.reports import forget_reports
from murakami.foundation.files.store import path_of


@transaction.atomic
def drop_unnamed(digests: Iterable[str]) -> int:
    """Throw away those of the contents that no row names any more; returns how many. The naming rows are deleted first.

    With them go the reports, the originals under seal, and what was released from quarantine in their place. A crash in
    between leaves a row without its bytes, never the reverse: forgetting again ends it. SQL: at most 2 for each naming
    column, and 7; as much again where something had been released.
    """
    asked = {digest for digest in digests if digest}
    gone = asked - {digest for model, field in list_names() for digest in _named_by(model, field, asked)}
    if not gone:
        return 0
    StoredFile.objects.filter(sha256__in=gone).delete()
    forget_reports(gone)
    for digest in gone:
        path_of(digest).unlink(missing_ok=True)
    return len(gone) + drop_unnamed(forget_held(gone))


def _named_by(model: type[Model], field: str, digests: set[str]) -> Iterable[str]:
    return model._base_manager.filter(**{f"{field}__in": digests}).values_list(field, flat=True)
