"""Writing and filing for somebody: only what the mandate allows, on a day on which it holds."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.filing import lock_intake
from murakami.domain.intake.operations.handing_over import hand_over
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.queries import MandateNotFound, find_held, list_held
from murakami.domain.mandates.rules import Act, may, may_file
from murakami.domain.procedures.queries import find_version
from murakami.flows.conversation.starting import Acting
from murakami.foundation.accounts.firm_queries import name_writers
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan

_PROXY: Final = "proxy"


class NotAllowed(PermissionError):
    """The mandate does not allow this, or not any more."""


def list_for_whom(*, account_id: int, procedure: str | None, day: date) -> tuple[Mandate, ...]:
    """List the mandates under which somebody may begin a procedure (None: a life event) on a day. SQL: 1."""
    if procedure is not None and not takes_proxies(procedure):
        return ()
    return tuple(mandate for mandate in list_held(account_id=account_id, day=day)
                 if _can_begin(mandate, procedure=procedure, day=day))


def _can_begin(mandate: Mandate, *, procedure: str | None, day: date) -> bool:
    """What somebody must sign cannot be begun for a giver without an account: there is nobody to hand it over to."""
    if procedure is not None and mandate.giver_id is None and not _can_proxy_file(procedure):
        return False
    return may(mandate.terms, state=mandate.state, act=Act.FILL_IN, procedure=procedure, day=day)


def acting_under(*, key: str, account_id: int | None, procedure: str | None, day: date) -> Acting:
    """Find for whom somebody would write.

    Raises MandateNotFound where the mandate is not theirs, does not hold on the day, or does not cover it. SQL: 1, 2 for a firm.
    """
    mandate = None if account_id is None else find_held(key=key, account_id=account_id, day=day)
    if procedure is not None and not takes_proxies(procedure):
        raise MandateNotFound(key)
    if mandate is None or not _can_begin(mandate, procedure=procedure, day=day):
        raise MandateNotFound(key)
    return Acting(mandate_key=mandate.key, kind=mandate.kind, mailbox_key=mandate.giver_mailbox_key,
                  giver=mandate.giver_name, proxy=_who_acts(mandate, account_id=account_id))


def _who_acts(mandate: Mandate, *, account_id: int | None) -> str:
    """Name the proxy as both sides and the office read it: of a firm also who of it wrote."""
    if mandate.proxy_firm_id is None or account_id is None:
        return mandate.proxy_name
    wrote = name_writers([account_id])[account_id]
    return f"{wrote.firm_name}（{wrote.name}）"


def takes_proxies(procedure: str) -> bool:
    """Say whether a procedure may be filed by a proxy at all (its definition says who may). SQL: as `find_version`."""
    version = find_version(procedure)
    return version is not None and _PROXY in version.by_whom


def _can_proxy_file(procedure: str) -> bool:
    """What must be signed is signed by the one whose matter it is: it is written for them and handed over."""
    version = find_version(procedure)
    return version is not None and _PROXY in version.by_whom and version.assurance != Assurance.CARD_SIGN


def check_may_file(intake: Intake, *, procedures: Iterable[str], day: date) -> None:
    """Make sure that the one who writes may also file. Raises NotAllowed. SQL: 1, none in one's own conversation."""
    if intake.mandate_key and not can_file(intake, procedures=procedures, day=day):
        raise NotAllowed(intake.mandate_key)


def can_file(intake: Intake, *, procedures: Iterable[str], day: date) -> bool:
    """Say whether the one who writes a conversation may file these procedures. SQL: 1, none in one's own conversation."""
    if not intake.mandate_key or intake.account_id is None:
        return True
    mandate, wanted = find_held(key=intake.mandate_key, account_id=intake.account_id, day=day), list(procedures)
    return (mandate is not None and all(map(_can_proxy_file, wanted))
            and may_file(mandate.terms, state=mandate.state, procedures=wanted, day=day))


@transaction.atomic
def give_to_giver(*, key: str, owner: Owner, at: datetime) -> None:
    """Hand a conversation to the one whose matter it is, to be looked through and filed by themselves.

    Raises IntakeNotFound, IntakeClosed; NotAllowed for one's own conversation. SQL: 6.
    """
    intake = lock_intake(key=key, owner=owner)
    mandate = None if owner.account_id is None else find_held(
        key=intake.mandate_key, account_id=owner.account_id, day=day_in_japan(at))
    if mandate is None or mandate.giver_id is None:
        raise NotAllowed(key)
    hand_over(intake, giver_id=mandate.giver_id, at=at)
    append(kind="intake.handed_over", subject_key=intake.subject_key, at=at, channel=intake.channel,
           procedure=intake.life_event, details={"kind": mandate.kind})
