"""Passkeys: made, used, and every way in which a signature proves nothing."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from murakami.foundation.accounts.models import Account, Passkey, SignInRecord
from murakami.foundation.accounts.operations import keeping
from murakami.foundation.accounts.operations.passkeys import (
    add_passkey,
    begin_passkey,
    enter_by_passkey,
    list_passkeys,
    remove_passkey,
)
from murakami.foundation.accounts.passkeys import PasskeyRefused, Pending, ask_to_sign
from murakami.foundation.accounts.queries import find_staff
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from tests.foundation.accounts.authenticator import Device, flip
from tests.foundation.accounts.people import make_resident, make_staff

pytestmark = pytest.mark.django_db
ORIGIN = "http://testserver"


def register(account: Account, device: Device, at: datetime) -> Passkey:
    options, pending = begin_passkey(account=account, shown="花子", origin=ORIGIN, at=at)
    return add_passkey(account_id=account.pk, answer=device.make(options), pending=pending.to_session(), name="机のPC", at=at)


def asked(at: datetime) -> tuple[dict, dict]:
    options, pending = ask_to_sign(origin=ORIGIN, at=at)
    return options, pending.to_session()


def come_in(answer: str, pending: dict | None, at: datetime, *, kind: AccountKind = AccountKind.STAFF, only: int | None = None) -> Account:
    return enter_by_passkey(kind=kind, answer=answer, pending=pending, at=at, only=only)


@pytest.fixture
def clerk() -> Account:
    return make_staff("kodomo-1", kodomo=Role.CLERK)


@pytest.fixture
def device(clerk: Account, at: datetime) -> Device:
    made = Device()
    register(clerk, made, at)
    return made


def test_enter__by_the_device_that_was_added(clerk: Account, device: Device, at: datetime) -> None:
    options, pending = asked(at)
    assert come_in(device.sign(options), pending, at).pk == clerk.pk
    assert (SignInRecord.objects.get().method, Passkey.objects.get().sign_count) == ("passkey", 1)


def test_options__want_the_user_verified_and_name_no_account(device: Device, at: datetime) -> None:
    options, _pending = asked(at)
    assert options["publicKey"]["userVerification"] == "required"
    assert not options["publicKey"].get("allowCredentials")
    assert json.dumps(options)


@pytest.mark.parametrize("spoil", [
    lambda device, options, pending: (flip(device.sign(options)), pending),
    lambda device, options, pending: (device.sign(asked_again()), pending),
    lambda device, options, pending: (device.sign(options), None),
    lambda device, options, pending: (device.sign(options), {**pending, "at": pending["at"] - 301}),
    lambda device, options, pending: (device.sign(options), {**pending, "at": pending["at"] + 60}),
    lambda device, options, pending: (device.sign(options), {**pending, "origin": "http://evil.example"}),
    lambda device, options, pending: (Device(credential=device.credential).sign(options), pending),
    lambda device, options, pending: (Device().sign(options), pending),
    lambda device, options, pending: (_with(device, origin="http://evil.example").sign(options), pending),
    lambda device, options, pending: (_with(device, verifies=False).sign(options), pending),
    lambda device, options, pending: (device.make(options), pending),
    lambda device, options, pending: ("", pending),
    lambda device, options, pending: ("[]", pending),
    lambda device, options, pending: ('{"id": 7}', pending),
    lambda device, options, pending: ("[" * 20_000, pending),
    lambda device, options, pending: ('{"id": "\\ud800"}', pending),
    lambda device, options, pending: ('{"id": "a\\u0000"}', pending),
    lambda device, options, pending: (_spoilt(device.sign(options), "authenticatorData", "AAAA"), pending),
    lambda device, options, pending: (_spoilt(device.sign(options), "authenticatorData", _CUT), pending),
    lambda device, options, pending: (_spoilt(device.sign(options), "authenticatorData", _DEEP), pending),
    lambda device, options, pending: (json.dumps({"id": json.loads(device.sign(options))["id"]}), pending),
], ids=["flipped", "other challenge", "nothing asked", "too late", "from the future", "asked by another site", "other key",
        "unknown key", "other site", "nobody verified", "made instead", "empty", "list", "number", "too deep", "half a character", "NUL", "short",
        "cut off", "deep extensions", "bare"])
def test_enter__refuses_what_proves_nothing(
    device: Device, at: datetime, spoil: Callable[[Device, dict, dict], tuple[str, dict | None]]
) -> None:
    options, pending = asked(at)
    answer, kept = spoil(device, options, pending)
    with pytest.raises(PasskeyRefused):
        come_in(answer, kept, at)
    assert not SignInRecord.objects.exists()


@pytest.mark.parametrize("made", [b"", b"\xff", b"\x81" * 5_000, b"\x1b", b"\xa1cfmtdnone", b"\xa3cfmtdnonegattStmt\xa0hauthDataB\x00\x00"],
                         ids=["empty", "no CBOR", "too deep", "cut off", "half", "short data"])
def test_add__refuses_what_no_device_makes(clerk: Account, at: datetime, made: bytes) -> None:
    options, pending = begin_passkey(account=clerk, shown="花子", origin=ORIGIN, at=at)
    answer = _spoilt(Device().make(options), "attestationObject", urlsafe_b64encode(made).decode().rstrip("="))
    with pytest.raises(PasskeyRefused):
        add_passkey(account_id=clerk.pk, answer=answer, pending=pending.to_session(), name="x", at=at)
    assert not Passkey.objects.exists()


_CUT = urlsafe_b64encode(bytes(32) + b"\x85" + bytes(6)).decode().rstrip("=")
_DEEP = urlsafe_b64encode(bytes(32) + b"\x85" + bytes(4) + b"\x81" * 3_000).decode().rstrip("=")


def _spoilt(answer: str, part: str, value: str) -> str:
    read = json.loads(answer)
    return json.dumps({**read, "response": {**read["response"], part: value}})


def asked_again() -> dict:
    return {"publicKey": {"challenge": "AAAA"}}


def _with(device: Device, **changes: object) -> Device:
    return Device(**{"origin": device.origin, "credential": device.credential, "key": device.key, **changes})  # type: ignore[arg-type]


def test_enter__only_by_the_account_that_is_asked_and_the_kind(clerk: Account, device: Device, at: datetime) -> None:
    for changes in ({"only": clerk.pk + 1}, {"kind": AccountKind.RESIDENT}):
        options, pending = asked(at)
        with pytest.raises(PasskeyRefused):
            come_in(device.sign(options), pending, at, **changes)  # type: ignore[arg-type]


def test_count__that_goes_back_is_a_copied_key(device: Device, at: datetime) -> None:
    Passkey.objects.update(sign_count=5)
    options, pending = asked(at)
    with pytest.raises(PasskeyRefused):
        come_in(device.sign(options), pending, at)


def test_add__one_device_is_added_once_and_to_one_account(clerk: Account, device: Device, at: datetime) -> None:
    other = make_staff("kodomo-2", kodomo=Role.CLERK)
    for account in (clerk, other):
        with pytest.raises(PasskeyRefused):
            register(account, device, at)
    assert len(list_passkeys(clerk.pk)) == 1
    assert not remove_passkey(account_id=other.pk, passkey_id=list_passkeys(clerk.pk)[0].pk)


def test_add__needs_a_fresh_asking(clerk: Account, at: datetime) -> None:
    options, pending = begin_passkey(account=clerk, shown="花子", origin=ORIGIN, at=at)
    made = Device().make(options)
    for kept in (None, pending.to_session(), Pending("AAAA", ORIGIN, int(at.timestamp())).to_session()):
        later = at + timedelta(minutes=6) if kept == pending.to_session() else at
        with pytest.raises(PasskeyRefused):
            add_passkey(account_id=clerk.pk, answer=made, pending=kept, name="x", at=later)


def test_add__has_an_end(clerk: Account, at: datetime) -> None:
    for _ in range(10):
        register(clerk, Device(), at)
    with pytest.raises(PasskeyRefused):
        register(clerk, Device(), at)


def test_resident__comes_back_with_a_passkey(at: datetime) -> None:
    resident, device = make_resident(email="a@example.jp"), Device()
    register(resident, device, at)
    options, pending = asked(at)
    assert come_in(device.sign(options), pending, at, kind=AccountKind.RESIDENT).pk == resident.pk


def test_reset__takes_passkeys_away_too(clerk: Account, device: Device, at: datetime) -> None:
    keeper = find_staff(make_staff("keeper", kodomo=Role.ADMINISTRATOR).pk, on=at.date())
    assert keeper is not None
    keeping.reset_person(actor=keeper.actor, account_id=clerk.pk, at=at)
    assert list_passkeys(clerk.pk) == []
    Passkey.objects.create(account=clerk, credential="x", public_key="x", name="x", added_at=at)
    options, pending = asked(at)
    with pytest.raises(PasskeyRefused):  # not set up again yet
        come_in(device.sign(options), pending, at)
