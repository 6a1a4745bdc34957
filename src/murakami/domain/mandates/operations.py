"""All writing of mandates: asked by one side and answered by the other, or confirmed by staff; ended by either or by staff."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.queries import MandateNotFound, holds_side
from murakami.domain.mandates.rules import (
    LONGEST_DAYS,
    Ender,
    Shown,
    Side,
    State,
    Terms,
    digest_of_code,
    invitation_ends,
    refusal_of_answer,
    refusal_of_firm,
    refusal_of_terms,
)
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan


class MandateRefused(RuntimeError):
    """This cannot be asked for or answered; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Person:
    """One side of a mandate: an account, its mailbox, and the name that the other side is shown; `firm_id`: for a firm."""

    account_id: int
    mailbox_key: str
    name: str
    firm_id: int | None = None


@transaction.atomic
def ask(*, side: Side, person: Person, terms: Terms, code: str, key: str, subject_key: str, at: datetime) -> Mandate:
    """Ask for a mandate, as the one who gives it or the one who would act. `code` and the keys are random.

    After: nobody may do anything yet; whoever enters the code within a week learns the name and the terms, and answers.
    Raises MandateRefused: `nothing_to_do`, `over_already`, `too_long`; `not_given_by_firms`, `not_for_firms`. SQL: 3.
    """
    refusal = refusal_of_terms(terms, today=day_in_japan(at)) or _refusal_of_firm(person, kind=terms.kind, side=side)
    if refusal:
        raise MandateRefused(refusal)
    mandate = Mandate(
        key=key, subject_key=subject_key, kind=terms.kind, state=State.ASKED, acts=sorted(terms.acts),
        procedures=sorted(terms.procedures), since=terms.since, until=terms.until, asked_by=side, asked_at=at,
        code_digest=digest_of_code(code), code_until=invitation_ends(asked_at=at))
    _take_side(mandate, side, person)
    mandate.save(force_insert=True)
    _tell(mandate, "mandate.asked", by=side, at=at)
    return mandate


@transaction.atomic
def answer(*, code: str, person: Person, confirmed: bool, at: datetime) -> Mandate:
    """Confirm or refuse what a code invites to. The code works once.

    A firm's member answers for the firm. Raises MandateRefused: `code_unknown`, `own_invitation`, `not_given_by_firms`,
    `not_for_firms`. SQL: 4.
    """
    mandate = Mandate.objects.select_for_update().filter(code_digest=digest_of_code(code)).first()
    if mandate is None:
        raise MandateRefused("code_unknown")
    asked_by = mandate.giver_id if mandate.asked_by == Side.GIVER else mandate.proxy_id
    refusal = refusal_of_answer(state=mandate.state, asked_by=asked_by, answered_by=person.account_id,
                                valid_until=mandate.code_until, at=at)
    side = Side(mandate.asked_by).other
    if confirmed:
        refusal = refusal or _refusal_of_firm(person, kind=mandate.kind, side=side)
    if refusal:
        raise MandateRefused(refusal)
    mandate.state, mandate.code_digest, mandate.answered_at = State.REFUSED, "", at
    if confirmed:
        _take_side(mandate, side, person)
        mandate.state, mandate.shown = State.CONFIRMED, Shown.OWN_CONFIRMATION
    mandate.save()
    _tell(mandate, f"mandate.{mandate.state}", by=side, at=at)
    return mandate


@transaction.atomic
def end(*, key: str, account_id: int, at: datetime) -> Mandate:
    """End a mandate or take an invitation back, from either side; ending twice is ending once.

    Raises MandateNotFound. SQL: at most 5.
    """
    mandate = Mandate.objects.select_for_update().filter(key=key).first()
    if mandate is None or not (mandate.giver_id == account_id or holds_side(mandate, account_id=account_id)):
        raise MandateNotFound(key)
    if mandate.state in {State.ENDED, State.REFUSED}:
        return mandate
    return _end(mandate, by=Ender.GIVER if mandate.giver_id == account_id else Ender.PROXY, at=at)


@transaction.atomic
def confirm_by_document(*, proxy: Person, giver: str, giver_mailbox_key: str, terms: Terms, receipt_number: str, key: str,
                        subject_key: str, at: datetime) -> Mandate | None:
    """Let a mandate hold that staff have confirmed on a document; a filing makes one, however often it is told.

    `giver_mailbox_key` and the keys are random. Days beyond `LONGEST_DAYS` are cut. None where its days are over already.
    SQL: 4.
    """
    known = Mandate.objects.filter(receipt_number=receipt_number).first()
    terms = replace(terms, until=min(terms.until, terms.since + timedelta(days=LONGEST_DAYS)))
    if known is not None or refusal_of_terms(terms, today=day_in_japan(at)):
        return known
    mandate = Mandate(
        key=key, subject_key=subject_key, kind=terms.kind, state=State.CONFIRMED, shown=Shown.DOCUMENT,
        acts=sorted(terms.acts), procedures=sorted(terms.procedures), since=terms.since, until=terms.until,
        asked_by=Side.PROXY, asked_at=at, code_until=at, answered_at=at, receipt_number=receipt_number,
        giver_name=giver, giver_mailbox_key=giver_mailbox_key)
    _take_side(mandate, Side.PROXY, proxy)
    mandate.save(force_insert=True)
    _tell(mandate, "mandate.confirmed", by=Ender.OFFICE, at=at)
    return mandate


@transaction.atomic
def end_by_office(*, receipt_number: str, at: datetime) -> Mandate:
    """End a mandate that staff had confirmed; ending twice is ending once. Raises MandateNotFound. SQL: at most 4."""
    mandate = Mandate.objects.select_for_update().filter(receipt_number=receipt_number).first()
    if mandate is None:
        raise MandateNotFound(receipt_number)
    return mandate if mandate.state == State.ENDED else _end(mandate, by=Ender.OFFICE, at=at)


@transaction.atomic
def end_given(*, mailbox_key: str, at: datetime) -> tuple[Mandate, ...]:
    """End everything that others may do for the owner of a mailbox, as the office; gives what it ended.

    SQL: 1, and 3 for each.
    """
    rows = Mandate.objects.select_for_update().filter(giver_mailbox_key=mailbox_key, state__in=(State.ASKED, State.CONFIRMED))
    return tuple(_end(mandate, by=Ender.OFFICE, at=at) for mandate in rows.order_by("id"))


@transaction.atomic
def end_held(*, account_id: int, at: datetime) -> tuple[Mandate, ...]:
    """End everything that somebody may do for others by themselves, as the office; what their firm holds stands. Gives what it ended.

    SQL: 1, and 3 for each.
    """
    rows = Mandate.objects.select_for_update().filter(proxy=account_id, proxy_firm=None, state__in=(State.ASKED, State.CONFIRMED))
    return tuple(_end(mandate, by=Ender.OFFICE, at=at) for mandate in rows.order_by("id"))


def _end(mandate: Mandate, *, by: Ender, at: datetime) -> Mandate:
    mandate.state, mandate.code_digest, mandate.ended_at, mandate.ended_by = State.ENDED, "", at, by
    mandate.save()
    _tell(mandate, "mandate.ended", by=by, at=at)
    return mandate


def _take_side(mandate: Mandate, side: Side, person: Person) -> None:
    if side is Side.GIVER:
        mandate.giver_id, mandate.giver_name = person.account_id, person.name
        mandate.giver_mailbox_key = person.mailbox_key
    else:
        mandate.proxy_id, mandate.proxy_name, mandate.proxy_firm_id = person.account_id, person.name, person.firm_id


def _refusal_of_firm(person: Person, *, kind: str, side: Side) -> str | None:
    return None if person.firm_id is None else refusal_of_firm(kind=kind, side=side)


def _tell(mandate: Mandate, kind: str, *, by: Side | Ender, at: datetime) -> None:
    append(kind=kind, subject_key=mandate.subject_key, at=at, channel="online",
           details={"kind": mandate.kind, "by": by.value, "acts": len(mandate.acts),
                    "procedures": len(mandate.procedures)})
