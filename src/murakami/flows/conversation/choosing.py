"""Choosing what to file: from what the guide found, and changing one's mind midway."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.writing import write_intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.subjects import my_instance
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.engines.guide import OfferOutcome
from murakami.flows.conversation.answering import try_again
from murakami.flows.conversation.reading import read_conversation
from murakami.foundation.events.operations import append
from murakami.kernel.conditions import Truth
from murakami.kernel.dates import day_in_japan

_FOR_OTHERS: Final = frozenset({"household_member", "proxy"})


class NothingChosen(ValueError):
    """Not one procedure was chosen that can be filed here."""


def refusal_of_offer(standing: Standing, version: ProcedureVersion, offer: OfferOutcome) -> str | None:
    """Give the stable code of why an offered procedure cannot be chosen, or None.

    `not_applicable`, `open` (an answer is missing), `elsewhere` (done in another place), `only_themselves` (only the
    person whose application it is may file it).
    """
    if offer.applies is not Truth.TRUE:
        return "open" if offer.applies is Truth.UNKNOWN else "not_applicable"
    if not version.is_online:
        return "elsewhere"
    if offer.whose and offer.whose != my_instance(standing) and not _FOR_OTHERS & set(version.by_whom):
        return "only_themselves"
    return None


def list_choosable(standing: Standing) -> tuple[str, ...]:
    """List the offered procedures that can be chosen under the answers so far."""
    if standing.outcome is None or standing.definitions.event is None:
        return tuple(version.id for version in standing.definitions.versions)
    procedures = standing.definitions.event.procedures
    return tuple(offer.procedure for offer in standing.outcome.offers
                 if refusal_of_offer(standing, procedures[offer.procedure], offer) is None)


def choose_procedures(*, key: str, owner: Owner, procedures: Collection[str], at: datetime) -> Intake:
    """Make the chosen set exactly these, in the order of the life event; what cannot be chosen is left out.

    Answers stay with the draft, also those that only a dropped procedure asks: they are in no filing.

    Raises:
        IntakeNotFound, IntakeClosed
        NothingChosen: nothing that can be filed here is among them.
    SQL: 5.
    """
    def attempt() -> Intake:
        conversation = read_conversation(key=key, owner=owner, today=day_in_japan(at))
        intake, standing = conversation.intake, conversation.standing
        chosen = {procedure: _sha(standing, procedure) for procedure in list_choosable(standing)
                  if procedure in procedures}
        if not chosen:
            raise NothingChosen(key)
        with transaction.atomic():
            write_intake(intake, at=at, chosen=chosen)
            append(kind="intake.procedures_chosen", subject_key=intake.subject_key, at=at, channel=intake.channel,
                   procedure=intake.life_event, details={"procedures": len(chosen)})
        return intake
    return try_again(attempt)


def _sha(standing: Standing, procedure: str) -> str:
    event = standing.definitions.event
    return event.procedures[procedure].sha if event else standing.definitions.version(procedure).sha
