"""Beginning a conversation: from a life event's guide, or from one procedure's page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from murakami.domain.intake.models import Intake, Memory
from murakami.domain.intake.operations.starting import start_intake
from murakami.domain.intake.queries import find_memory
from murakami.domain.intake.rules.answers import with_answers
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.people import first_people, people_to_json
from murakami.domain.intake.rules.planning import Standing, join_definitions, stand
from murakami.domain.intake.rules.prefill import CheckedFirm, Prefill, from_card, from_firm, from_memory
from murakami.domain.intake.rules.subjects import my_instance
from murakami.domain.mailbox.queries import is_guarded
from murakami.domain.procedures.queries import NoMunicipality, get_life_event, get_municipality, get_version
from murakami.domain.procedures.versions import ORGANISATION
from murakami.foundation.accounts.card import CardItems
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan
from murakami.kernel.facts import Kind

ONLINE: Final = "online"


class NotHere(ValueError):
    """A procedure cannot be filed here; its page says where."""


class NotForFirms(ValueError):
    """Somebody's own matter cannot be begun for a firm: it would land in the firm's mailbox."""


@dataclass(frozen=True, slots=True)
class Resident:
    """What we may know of the person who signed in: the card's items and whether memory is allowed."""

    card: CardItems
    card_read_at: datetime | None
    memory_allowed: bool
    firm: CheckedFirm | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom somebody else writes: the mandate, the giver's mailbox, and both names as each wrote theirs."""

    mandate_key: str
    kind: str
    mailbox_key: str
    giver: str
    proxy: str

    def to_json(self) -> dict[str, str]:
        """Write what a document says of it."""
        return {"mandate": self.mandate_key, "kind": self.kind, "giver": self.giver, "proxy": self.proxy}


NOBODY: Final = Resident(card=CardItems(), card_read_at=None, memory_allowed=False)


@transaction.atomic
def begin_life_event(*, event_id: str, owner: Owner, resident: Resident, draw_key: Callable[[], str],
                     at: datetime, acting: Acting | None = None) -> Intake:
    """Begin the guide of a life event with what is known already; nothing is known when acting for somebody.

    Before: `owner` has an account or a visitor's secret. Raises LifeEventNotFound, NotForFirms. SQL: at most 6.
    """
    if owner.firm and acting is None:
        raise NotForFirms(event_id)
    event = get_life_event(event_id)
    # who of the cast takes part follows from the answers; how many of a plural role is asked when it matters
    people = {role: instances if instances is not None or spec.plural else (role,)
              for (role, instances), spec in zip(first_people(event.cast.values()).items(), event.cast.values(),
                                                 strict=True)}
    standing = stand(definitions=join_definitions(event, ()), people=people_to_json(people), stored={},
                     today=day_in_japan(at))
    return _begin(standing, life_event=event.id, chosen={}, owner=owner, resident=resident, draw_key=draw_key, at=at,
                  acting=acting)


@transaction.atomic
def begin_procedure(*, procedure: str, owner: Owner, resident: Resident, draw_key: Callable[[], str],
                    at: datetime, acting: Acting | None = None) -> Intake:
    """Begin one procedure from its page, without a guide.

    Raises VersionNotFound; NotHere when it is done elsewhere; NotForFirms. SQL: at most 6.
    """
    version = get_version(procedure)
    if owner.firm and acting is None and not version.is_for_firms:
        raise NotForFirms(procedure)
    if not version.is_online:
        raise NotHere(procedure)
    people = first_people(version.roles.values())
    standing = stand(definitions=join_definitions(None, (version,)), people=people_to_json(people), stored={},
                     today=day_in_japan(at))
    return _begin(standing, life_event="", chosen={version.id: version.sha}, owner=owner, resident=resident,
                  draw_key=draw_key, at=at, acting=acting)


def known_of(intake: Intake, *, resident: Resident) -> Resident:
    """Say what of the person who signed in may fill this conversation: nothing where it is somebody else's."""
    return NOBODY if intake.mandate_key else resident


def known_beforehand(standing: Standing, *, owner: Owner, resident: Resident) -> dict[str, dict[str, Any]]:
    """Put what the card and the memory say over the stored answers, where nothing has been answered. SQL: at most 2."""
    memory = memory_of(owner, resident=resident)
    remembered = {} if memory is None else from_memory(
        people=memory.people, instances=_remembered_as(standing), kinds=standing.definitions.kinds)
    known = {**remembered, **card_prefill(standing, resident=resident).answers}
    return with_answers(standing.stored, {key: answer for key, answer in known.items()
                                          if key[1] not in standing.stored.get(key[0], {})})


def memory_of(owner: Owner, *, resident: Resident) -> Memory | None:
    """Take what earlier filings left of somebody and their household, where they allow it.

    Of somebody whose mailbox is guarded nothing is taken: whoever shares the account would read it. SQL: at most 2.
    """
    memory = find_memory(owner.mailbox_key) if resident.memory_allowed else None
    return None if memory is None or is_guarded(owner.mailbox_key) else memory


def card_prefill(standing: Standing, *, resident: Resident) -> Prefill:
    """Say what the card tells about the person who fills in, or the provider about their firm. SQL: at most 1."""
    me = my_instance(standing)
    kind: Kind | None = standing.definitions.kinds.get(standing.kind_of.get(me, ""))
    if resident.firm is not None:
        return from_firm(firm=resident.firm, instance=me, kind=kind) if kind and kind.id == ORGANISATION else Prefill()
    if kind is None or resident.card_read_at is None:
        return Prefill()
    return from_card(items=resident.card, read_at=resident.card_read_at, instance=me, kind=kind, city=_city())


def memory_key(standing: Standing, instance: str) -> str:
    """Name somebody for the memory: the person who fills in is always `me`."""
    return "me" if instance == my_instance(standing) else instance


def _remembered_as(standing: Standing) -> Mapping[str, str]:
    """Map who is here to who was remembered: only those of whom there is one; a new child is not the last one."""
    return {instance: memory_key(standing, instance)
            for role, instances in standing.people.items() for instance in instances or ()
            if role in standing.definitions.cast and not standing.definitions.cast[role].plural}


def _city() -> str:
    try:
        return get_municipality().name
    except NoMunicipality:
        return ""


def _begin(standing: Standing, *, life_event: str, chosen: Mapping[str, str], owner: Owner, resident: Resident,
           draw_key: Callable[[], str], at: datetime, acting: Acting | None) -> Intake:
    mailbox_key = acting.mailbox_key if acting else owner.mailbox_key
    answers = {} if acting else known_beforehand(standing, owner=owner, resident=resident)
    intake = start_intake(
        key=draw_key(), subject_key=draw_key(), owner=owner, mailbox_key=mailbox_key or draw_key(),
        channel=ONLINE, life_event=life_event, people=people_to_json(standing.people), chosen=chosen,
        answers=answers, at=at, mandate_key=acting.mandate_key if acting else "",
        prepared=acting.to_json() if acting else None)
    append(kind="intake.started", subject_key=intake.subject_key, at=at, channel=ONLINE,
           procedure=life_event or next(iter(chosen)), details={"known": sum(map(len, intake.answers.values()))})
    return intake
