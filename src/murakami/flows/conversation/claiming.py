"""After signing in: what was begun before belongs to the account, and what the card says is filled in."""

from datetime import datetime

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.claiming import claim_intakes
from murakami.domain.intake.operations.writing import write_intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.operations.answering import move_items
from murakami.domain.procedures.queries import LifeEventNotFound, VersionNotFound, get_version
from murakami.flows.conversation.reading import standing_of
from murakami.flows.conversation.starting import Resident, known_beforehand
from murakami.kernel.dates import day_in_japan


@transaction.atomic
def claim_after_sign_in(*, owner: Owner, resident: Resident, at: datetime) -> int:
    """Give the account what this browser began before signing in; says how many conversations.

    Open drafts are filled with what the card and the memory know, nothing that was answered is changed; filings made
    without an account appear in the mailbox. For a firm only what is a firm's goes along. A second call does nothing. SQL: 2, and at most 5 for each conversation.
    """
    claimed = claim_intakes(owner=owner, may_take=_is_of_firms if owner.firm else lambda _: True)
    for intake in claimed.intakes:
        if intake.state == Intake.State.OPEN:
            fill_in(intake, owner=owner, resident=resident, at=at)
    for former in claimed.former_mailbox_keys:
        move_items(from_key=former, to_key=owner.mailbox_key or former)
    return len(claimed.intakes)


def _is_of_firms(intake: Intake) -> bool:
    if intake.life_event or not intake.chosen:
        return False
    try:
        return all(get_version(procedure).is_for_firms for procedure in intake.chosen)
    except VersionNotFound:
        return False


def fill_in(intake: Intake, *, owner: Owner, resident: Resident, at: datetime) -> None:
    """Fill a draft with what is known of the person who has signed in, where nothing has been answered. SQL: at most 4."""
    try:
        standing = standing_of(intake, today=day_in_japan(at))
    except LifeEventNotFound:
        return
    answers = known_beforehand(standing, owner=owner, resident=resident)
    if answers != standing.stored:
        write_intake(intake, at=at, answers=answers)
