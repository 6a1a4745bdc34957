"""Residents' accounts: found or made at sign-in, linked, and what they allow."""

from datetime import datetime

from django.db import IntegrityError, transaction

from murakami.foundation.accounts.card import CardIdentity
from murakami.foundation.accounts.models import Account, ResidentProfile
from murakami.foundation.accounts.operations.book import Method, Outcome, note_sign_in
from murakami.foundation.accounts.vocabulary import AccountKind


class LinkRefused(Exception):
    """Card and e-mail do not come together; `code` is `card_elsewhere`, `other_card`, `email_elsewhere` or `not_fresh`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def enter_by_card(*, identity: CardIdentity, current: int | None, at: datetime) -> Account:
    """Find, link or make the account of a card.

    `current` is the resident's account this browser is signed in to, if any: a card new to us is linked to it.
    The card's items replace those of an earlier reading.

    Raises:
        LinkRefused: `card_elsewhere` when the card has an account of its own, `other_card` when the current
            account already has another card. Nothing is changed.
    SQL: 6.
    """
    with transaction.atomic():
        profile = ResidentProfile.objects.select_for_update().filter(
            oidc_issuer=identity.issuer, oidc_sub=identity.sub).first()
        profile = _linked(profile, identity, current) if current else profile or _made(identity, at)
        profile.oidc_issuer, profile.oidc_sub = identity.issuer, identity.sub
        profile.card_items, profile.card_read_at = identity.items.to_json(), identity.read_at
        profile.revocation_checked = identity.revocation_checked
        profile.save()
        note_sign_in(account_id=profile.account_id, method=Method.CARD, outcome=Outcome.ENTERED, at=at)
    return profile.account


def enter_by_email(*, email: str, current: int | None, is_fresh: bool = False, at: datetime) -> Account:
    """Find, link or make the account of an address that a code has proved.

    `current` is the resident's account this browser is signed in to, if any: the address becomes that account's, when
    its owner has proved a moment ago who they are (`is_fresh`): whoever finds an open browser makes it not theirs.

    Raises:
        LinkRefused: `email_elsewhere` when the address opens another account, `not_fresh`. Nothing is changed.
    SQL: 6.
    """
    with transaction.atomic():
        profile = ResidentProfile.objects.select_for_update().filter(email=email).first()
        if profile and current and profile.account_id != current:
            raise LinkRefused("email_elsewhere")
        if current:
            profile = ResidentProfile.objects.select_for_update().get(account_id=current)
            if profile.email != email and not is_fresh:
                raise LinkRefused("not_fresh")
        profile = profile or _made_for_email(email, at)
        profile.email, profile.email_confirmed_at = email, at
        profile.save(update_fields=["email", "email_confirmed_at"])
        note_sign_in(account_id=profile.account_id, method=Method.EMAIL, outcome=Outcome.ENTERED, at=at)
    return profile.account


def allow_electronic_delivery(*, account_id: int, granted: bool, at: datetime) -> None:
    """Record that a resident wants letters in the mailbox, or no longer. Source: 情報通信技術活用法7条1項. SQL: 1."""
    ResidentProfile.objects.filter(account_id=account_id).update(
        electronic_delivery=granted, electronic_delivery_at=at)


def allow_mails_of_news(*, account_id: int, granted: bool) -> None:
    """Record whether a resident is told by mail that something new is on the page. SQL: 1."""
    ResidentProfile.objects.filter(account_id=account_id).update(told_of_news=granted)


def allow_memory(*, account_id: int, granted: bool, at: datetime) -> None:
    """Record whether earlier answers of this resident may be offered again. SQL: 1."""
    ResidentProfile.objects.filter(account_id=account_id).update(memory_allowed=granted, memory_allowed_at=at)


def _linked(profile: ResidentProfile | None, identity: CardIdentity, current: int) -> ResidentProfile:
    if profile and profile.account_id != current:
        raise LinkRefused("card_elsewhere")
    own = profile or ResidentProfile.objects.select_for_update().get(account_id=current)
    if own.oidc_sub and (own.oidc_issuer, own.oidc_sub) != (identity.issuer, identity.sub):
        raise LinkRefused("other_card")
    return own


def _made(identity: CardIdentity, at: datetime) -> ResidentProfile:
    card = {"oidc_issuer": identity.issuer, "oidc_sub": identity.sub}
    try:
        with transaction.atomic():
            return ResidentProfile.objects.create(account=_new_account(at), **card)
    except IntegrityError:  # the same card came in twice at once
        return ResidentProfile.objects.select_for_update().get(**card)


def _made_for_email(email: str, at: datetime) -> ResidentProfile:
    try:
        with transaction.atomic():
            return ResidentProfile.objects.create(account=_new_account(at), email=email)
    except IntegrityError:  # two codes of one address were answered at once
        return ResidentProfile.objects.select_for_update().get(email=email)


def _new_account(at: datetime) -> Account:
    account = Account(kind=AccountKind.RESIDENT, created_at=at)
    account.set_unusable_password()
    account.save()
    return account
