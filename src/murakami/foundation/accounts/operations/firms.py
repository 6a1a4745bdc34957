"""Firms and their people: found or made at sign-in, let out by their prime, let in again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from murakami.foundation.accounts.firm import FirmIdentity, FirmKey
from murakami.foundation.accounts.models import Account, Firm, FirmMember
from murakami.foundation.accounts.operations.book import Method, Outcome, note_sign_in
from murakami.foundation.accounts.rules import Actor, refusal_of_place_change
from murakami.foundation.accounts.sessions import end_sessions
from murakami.foundation.accounts.vocabulary import AccountKind, FirmRole, PlaceEnd
from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import new_subject_key


class PlaceEnded(Exception):
    """A prime of the firm has said here that this person no longer acts for it."""


class PlaceRefused(Exception):
    """The actor may not change this place in a firm; `code` as `refusal_of_place_change` gives it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def enter_by_business_id(*, identity: FirmIdentity, at: datetime) -> Account:
    """Find or make the account of somebody of a firm; never one that a card or an address opens.

    The firm's data become those of this sign-in. A place in another firm ends, with its sessions: the provider names one
    firm for an account at a time.

    Raises:
        PlaceEnded: a prime let this member out here. Nothing is changed.
    SQL: 11.
    """
    firm = _firm(identity, at)
    _end_elsewhere(identity, firm, at)
    member = FirmMember.objects.select_for_update().filter(
        firm=firm, issuer=identity.issuer, sub=identity.sub).first() or _welcomed(identity, firm, at)
    if member.ended_by == PlaceEnd.PRIME and identity.role is not FirmRole.PRIME:
        raise PlaceEnded
    _refresh(member, identity, at)
    note_sign_in(account_id=member.account_id, method=Method.BUSINESS_ID, outcome=Outcome.ENTERED, at=at)
    return Account.objects.get(pk=member.account_id)


@transaction.atomic
def end_place(*, actor: Actor, account_id: int, at: datetime) -> None:
    """Let somebody out of the actor's firm: their sessions end at once, and they come in no more.

    Raises PlaceRefused. SQL: 9.
    """
    if _kept(actor, account_id).filter(ended_at=None).update(ended_at=at, ended_by=PlaceEnd.PRIME):
        Account.objects.filter(pk=account_id).update(is_active=False)
        end_sessions(account_id)
        append(kind="firm.member_ended", subject_key=new_subject_key(), at=at, details={"by": actor.account_id})


@transaction.atomic
def readmit(*, actor: Actor, account_id: int, at: datetime) -> None:
    """Let somebody into the actor's firm again; the provider still has to say so at their next sign-in.

    Raises PlaceRefused, also with `elsewhere` for somebody who acts for another firm now. SQL: 8.
    """
    place = _kept(actor, account_id).filter(ended_by=PlaceEnd.PRIME).first()
    if place is None:
        return
    if FirmMember.objects.filter(issuer=place.issuer, sub=place.sub, ended_at=None).exists():
        raise PlaceRefused("elsewhere")
    place.ended_at, place.ended_by, place.since = None, "", at
    place.save(update_fields=["ended_at", "ended_by", "since"])
    Account.objects.filter(pk=account_id).update(is_active=True)
    append(kind="firm.member_readmitted", subject_key=new_subject_key(), at=at, details={"by": actor.account_id})


def set_firm_email(*, firm: int, email: str) -> None:
    """Say where a firm is told of news; "" for nowhere. `email` is a clean address. SQL: 1."""
    Firm.objects.filter(pk=firm).update(email=email)


def allow_firm_delivery(*, firm: int, granted: bool, at: datetime) -> None:
    """Record that a firm wants letters in the mailbox, or no longer. Source: 情報通信技術活用法7条1項. SQL: 1."""
    Firm.objects.filter(pk=firm).update(electronic_delivery=granted, electronic_delivery_at=at)


def _firm(identity: FirmIdentity, at: datetime) -> Firm:
    """Take the firm, new or known, with what the provider says of it now."""
    known, said = _known_by(identity.key), identity.firm
    firm = Firm.objects.select_for_update().filter(**known).first()
    if firm is None:
        try:
            with transaction.atomic():
                firm = Firm.objects.create(**known, name=said.name, read_at=at, email=identity.email)
        except IntegrityError:  # two of its people came in for the first time at once
            firm = Firm.objects.select_for_update().get(**known)
    firm.name, firm.representative, firm.read_at = said.name, said.representative, at
    firm.address = said.address.to_json() if said.address else {}
    firm.save(update_fields=["name", "representative", "address", "read_at"])
    return firm


def _known_by(key: FirmKey) -> dict[str, str]:
    if key.corporate_number:
        return {"corporate_number": key.corporate_number}
    return {"sole_issuer": key.owner_issuer, "sole_sub": key.owner_sub}


def _end_elsewhere(identity: FirmIdentity, firm: Firm, at: datetime) -> None:
    others = FirmMember.objects.select_for_update().filter(
        issuer=identity.issuer, sub=identity.sub, ended_at=None).exclude(firm=firm)
    for account_id in list(others.values_list("account_id", flat=True)):
        FirmMember.objects.filter(account_id=account_id).update(ended_at=at, ended_by=PlaceEnd.PROVIDER)
        Account.objects.filter(pk=account_id).update(is_active=False)
        end_sessions(account_id)


def _welcomed(identity: FirmIdentity, firm: Firm, at: datetime) -> FirmMember:
    account = Account(kind=AccountKind.BUSINESS, created_at=at)
    account.set_unusable_password()
    account.save()
    return FirmMember.objects.create(account=account, firm=firm, issuer=identity.issuer, sub=identity.sub,
                                     role=identity.role, name=identity.name, since=at, seen_at=at)


def _refresh(member: FirmMember, identity: FirmIdentity, at: datetime) -> None:
    """Note what the provider says of a member now; one who had gone to another firm, or is a prime now, is back."""
    if member.ended_by:
        member.ended_at, member.ended_by, member.since = None, "", at
        Account.objects.filter(pk=member.account_id).update(is_active=True)
    member.role, member.name, member.department = identity.role, identity.name, identity.department
    member.email, member.seen_at = identity.email, at
    member.save()


def _kept(actor: Actor, account_id: int) -> QuerySet[FirmMember]:
    """Take the place that a prime of its firm may change."""
    places = FirmMember.objects.filter(account_id=account_id)
    member = places.select_for_update().first()
    if member is None:
        raise PlaceRefused("not_yours")
    refusal = refusal_of_place_change(actor=actor, firm=member.firm_id, role=FirmRole(member.role))
    if refusal:
        raise PlaceRefused(refusal)
    return places
