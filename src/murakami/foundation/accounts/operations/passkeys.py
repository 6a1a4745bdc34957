"""Passkeys of accounts: added, taken away, and proved at sign-in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from murakami.foundation.accounts.models import Account, Passkey, ResidentProfile
from murakami.foundation.accounts.operations.book import Method, Outcome, note_sign_in
from murakami.foundation.accounts.passkeys import (
    PasskeyRefused,
    Pending,
    ask_to_make,
    credential_in,
    read_made,
    read_signed,
)
from murakami.foundation.accounts.vocabulary import AccountKind

_MOST = 10


def list_passkeys(account_id: int) -> Sequence[Passkey]:
    """List the passkeys of an account, the newest last. SQL: 1."""
    return list(Passkey.objects.filter(account_id=account_id).order_by("added_at", "pk"))


def begin_passkey(*, account: Account, shown: str, origin: str, at: datetime) -> tuple[dict[str, Any], Pending]:
    """Ask the browser of somebody signed in to make a passkey; the device learns a number that says nothing. SQL: 1.

    Raises PasskeyRefused: there are as many as one may have.
    """
    known = [one.public_key for one in list_passkeys(account.pk)]
    if len(known) >= _MOST:
        raise PasskeyRefused("too many")
    return ask_to_make(user=salted_hmac("passkey", f"{account.kind}-{account.pk}", algorithm="sha256").digest(), name=account.login_name or shown, shown=shown, known=known,
                       origin=origin, at=at)


def add_passkey(*, account_id: int, answer: str, pending: Mapping[str, Any] | None, name: str, at: datetime) -> Passkey:
    """Keep a passkey that a browser has made. Raises PasskeyRefused: it proves nothing, or somebody has it already. SQL: 3."""
    made = read_made(answer, pending=pending, at=at)
    try:
        with transaction.atomic():
            return Passkey.objects.create(account_id=account_id, credential=made.credential, public_key=made.public_key,
                                          sign_count=made.sign_count, name=name, added_at=at)
    except IntegrityError as error:
        raise PasskeyRefused("known") from error


def remove_passkey(*, account_id: int, passkey_id: int) -> bool:
    """Take a passkey of an account away; False where there is none. SQL: 1."""
    return bool(Passkey.objects.filter(pk=passkey_id, account_id=account_id).delete()[0])


def enter_by_passkey(*, kind: AccountKind, answer: str, pending: Mapping[str, Any] | None, at: datetime,
                     only: int | None = None) -> Account:
    """Find whose passkey has signed and write the sign-in down; `only` names the one account that it may be.

    Raises PasskeyRefused: nobody's, or not proved. SQL: 5.
    """
    with transaction.atomic():
        stored = Passkey.objects.select_for_update(of=("self",)).select_related("account__staff").filter(
            credential=credential_in(answer), account__kind=kind, account__is_active=True).first()
        if stored is None or only not in {None, stored.account_id} or not _may_enter(stored.account):
            raise PasskeyRefused("nobody's")
        proved = read_signed(answer, public_key=stored.public_key, sign_count=stored.sign_count, pending=pending, at=at)
        stored.sign_count, stored.used_at = proved.sign_count, at
        stored.save(update_fields=["sign_count", "used_at"])
        note_sign_in(account_id=stored.account_id, method=Method.PASSKEY, outcome=Outcome.ENTERED, at=at)
    return stored.account


def wants_offer(account_id: int) -> bool:
    """Say whether a resident may be told of passkeys: has none, and has not said no. SQL: 1."""
    return ResidentProfile.objects.filter(account_id=account_id, passkey_declined_at=None, account__passkeys=None).exists()


def decline_passkey(*, account_id: int, at: datetime) -> None:
    """Remember that a resident wants no passkey. SQL: 1."""
    ResidentProfile.objects.filter(account_id=account_id).update(passkey_declined_at=at)


def _may_enter(account: Account) -> bool:
    return account.kind != AccountKind.STAFF or account.staff.set_up_at is not None
