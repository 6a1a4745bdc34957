"""Keeping the initiatives of the plan in step with the policy in force."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from murakami.domain.programme.models import Initiative
from murakami.domain.programme.queries.shelf import find_edition_in_force


@transaction.atomic
def keep_initiatives(*, at: datetime) -> tuple[str, ...]:
    """Have a row for every initiative of the edition in force, under its title there; says which codes changed.

    Those that it does not name stay with all their years and are no longer current. SQL: 2 when nothing changed, at most
    1 more per changed initiative.
    """
    edition = find_edition_in_force()
    if edition is None:
        return ()
    titles = {one["code"]: one["title"] for one in edition.document["initiatives"]}
    rows = {row.code: row for row in Initiative.objects.only("code", "title", "is_current")}
    missing = [code for code in titles if code not in rows]
    Initiative.objects.bulk_create([Initiative(code=code, title=titles[code], updated_at=at) for code in missing])
    return (*missing, *_brought_in_step(rows.values(), titles, at=at))


def _brought_in_step(rows: Iterable[Initiative], titles: dict[str, str], *, at: datetime) -> list[str]:
    changed = []
    for row in rows:
        title, is_current = titles.get(row.code, row.title), row.code in titles
        if (row.title, row.is_current) != (title, is_current):
            Initiative.objects.filter(pk=row.pk).update(title=title, is_current=is_current, updated_at=at,
                                                        revision=F("revision") + 1)
            changed.append(row.code)
    return changed
