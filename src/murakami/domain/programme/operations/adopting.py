"""Adopting a draft: it becomes the policy in force, is published, and the plan's initiatives follow it."""

from datetime import datetime

from django.db import transaction

from murakami.domain.programme.models import Edition, Hearing
from murakami.domain.programme.operations.cycle import require_office
from murakami.domain.programme.operations.drafting import is_being_heard, lock_draft, require_ready, write_draft
from murakami.domain.programme.operations.hearing import end_announcement
from murakami.domain.programme.operations.initiatives import keep_initiatives
from murakami.domain.programme.operations.publishing import publish_edition
from murakami.domain.programme.queries.shelf import find_edition_in_force, read_shelf
from murakami.domain.programme.rules.drafting import DraftRefused
from murakami.domain.programme.rules.lineage import edition_key
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan


@transaction.atomic
def adopt_draft(*, code: str, actor: Actor, revision: int, at: datetime) -> Edition:
    """Make a draft the policy in force, dated the month of `at`, and end its announcement.

    Where everybody was heard, the answers must be public first. Raises CycleNotPermitted, DraftNotFound, DraftChanged,
    DraftNotReady, DraftRefused(`being_heard`, `results_missing`, `overtaken`). SQL: 35, and 1 per changed initiative.
    """
    require_office(actor, at=at)
    draft = lock_draft(code, revision=revision)
    today = day_in_japan(at)
    hearing = Hearing.objects.select_for_update().filter(edition=draft).first()
    if is_being_heard(draft, on=today):
        raise DraftRefused("being_heard")
    if hearing is not None and hearing.answered_at is None:
        raise DraftRefused("results_missing")
    in_force = find_edition_in_force()
    if in_force is not None and edition_key(in_force.code) > edition_key(code):
        raise DraftRefused("overtaken")
    require_ready(draft)
    draft.state, draft.adopted_at = Edition.State.ADOPTED, at
    document = {**draft.document, "status": "adopted", "dated": f"{today:%Y-%m}"}
    write_draft(draft, document, kind="programme.edition_adopted", at=at)
    keep_initiatives(at=at)
    publish_edition(draft, shelf=read_shelf(), at=at)
    if hearing is not None:
        end_announcement(hearing, at=at)
    return draft
