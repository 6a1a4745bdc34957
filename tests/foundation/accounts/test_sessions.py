"""Sessions: who acts, what survives a sign-in, when one ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.utils import timezone

from murakami.foundation.accounts.backend import AccountBackend
from murakami.foundation.accounts.middleware import TIMED_OUT, SessionLimits
from murakami.foundation.accounts.models import Account, Membership
from murakami.foundation.accounts.operations.staff import change_password
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import ANONYMOUS
from murakami.foundation.accounts.sessions import enter, leave, signed_in, touch
from murakami.foundation.accounts.vocabulary import Assurance, Role
from tests.foundation.accounts.people import LONG_AGO, make_resident, make_staff, make_unit

pytestmark = pytest.mark.django_db


def request_in(session: SessionStore | None = None) -> HttpRequest:
    """A request as it reaches a view, with its user as lazy as Django makes it."""
    from django.contrib.auth.middleware import AuthenticationMiddleware
    from django.http import HttpResponse

    request = RequestFactory().get("/")
    request.session = session or SessionStore()
    AuthenticationMiddleware(lambda _: HttpResponse()).process_request(request)
    return request


def signed_in_request(account: Account, **kinds: Any) -> HttpRequest:
    before = request_in()
    enter(before, account=account, assurance=kinds.get("assurance", Assurance.ACCOUNT),
          at=kinds.get("at") or timezone.now())
    before.session.save()
    return request_in(SessionStore(before.session.session_key))


def test_act__nobody_costs_no_sql(sql_at_most: Callable[[int], Any]) -> None:
    with sql_at_most(0):
        assert actor_of(request_in()) == ANONYMOUS


@pytest.mark.parametrize("units", [0, 1, 12])
def test_act__one_statement_whatever_the_rights(sql_at_most: Callable[[int], Any], units: int) -> None:
    account = make_staff("many", **{f"unit{n}": (Role.CLERK, Role.UNIT_HEAD) for n in range(units)})
    request = signed_in_request(account)
    assert signed_in(request) is not None  # the session itself is loaded here
    with sql_at_most(1):
        actor = actor_of(request)
        assert actor_of(request) is actor
        assert (actor.is_staff, len(actor.units), actor.name) == (True, units, "職員　花子")


def test_act__resident_has_mailbox_and_the_assurance_of_the_session(sql_at_most: Callable[[int], Any]) -> None:
    account = make_resident(card_items={"name": {"whole": "髙﨑　誠", "family": "髙﨑", "given": "誠"}})
    request = signed_in_request(account, assurance=Assurance.CARD_AUTH)
    assert signed_in(request) is not None
    with sql_at_most(1):
        actor = actor_of(request)
    assert (actor.is_resident, actor.mailbox_key) == (True, account.resident.mailbox_key)
    assert (actor.name, actor.assurance, actor.units) == ("髙﨑　誠", Assurance.CARD_AUTH, frozenset())


@pytest.mark.parametrize(("assurance", "checked", "said"), [
    (Assurance.CARD_AUTH, True, True), (Assurance.CARD_AUTH, False, False), (Assurance.ACCOUNT, True, False),
])
def test_act__claims_a_revocation_check_only_for_a_card_session(assurance: Assurance, checked: bool, said: bool) -> None:
    account = make_resident(revocation_checked=checked)
    assert actor_of(signed_in_request(account, assurance=assurance)).revocation_checked is said


def test_act__roles_hold_only_in_their_time() -> None:
    account, today = make_staff("kodomo-1"), timezone.localdate()
    for code, since, until in (("past", LONG_AGO, today), ("now", today, today + timedelta(days=1)),
                               ("future", today + timedelta(days=1), None)):
        Membership.objects.create(account=account, unit=make_unit(code), role=Role.CLERK.value,
                                  member_from=since, member_until=until)
    assert actor_of(signed_in_request(account)).units == {"now"}


def test_enter__keeps_the_anonymous_work_under_a_new_key() -> None:
    session = SessionStore()
    session["intake_keys"] = ["abc"]
    session.save()
    before = session.session_key
    request = request_in(SessionStore(before))
    enter(request, account=make_resident(), assurance=Assurance.ACCOUNT, at=timezone.now())
    assert request.session["intake_keys"] == ["abc"]
    assert request.session.session_key != before
    assert actor_of(request).is_resident


def test_enter__another_account_finds_nothing_of_the_first() -> None:
    request = signed_in_request(make_resident())
    request.session["intake_keys"] = ["of the first"]
    enter(request, account=make_resident(), assurance=Assurance.ACCOUNT, at=timezone.now())
    assert "intake_keys" not in request.session


def test_enter__raises_assurance_and_never_lowers_it() -> None:
    account = make_resident()
    request = signed_in_request(account, assurance=Assurance.ACCOUNT)
    enter(request, account=account, assurance=Assurance.CARD_AUTH, at=timezone.now())
    assert actor_of(request).assurance is Assurance.CARD_AUTH
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=timezone.now())
    assert actor_of(request).assurance is Assurance.CARD_AUTH


def test_enter__another_account_starts_at_its_own_assurance() -> None:
    request = signed_in_request(make_resident(), assurance=Assurance.CARD_AUTH)
    enter(request, account=make_resident(), assurance=Assurance.ACCOUNT, at=timezone.now())
    assert actor_of(request).assurance is Assurance.ACCOUNT


def test_leave__forgets_everything() -> None:
    request = signed_in_request(make_resident())
    request.session["intake_keys"] = ["abc"]
    leave(request)
    assert actor_of(request) == ANONYMOUS
    assert "intake_keys" not in request.session


def test_change_password__ends_other_sessions() -> None:
    account = make_staff("kodomo-1")
    request = signed_in_request(account)
    change_password(account=account, password="another long password")
    assert actor_of(request) == ANONYMOUS


def test_close_account__ends_its_sessions() -> None:
    account = make_staff("kodomo-1")
    request = signed_in_request(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert actor_of(request) == ANONYMOUS


@pytest.mark.parametrize(("kinds", "resident", "staff"), [(["resident"], True, False), (["staff"], False, True)])
def test_find_account__serves_only_the_kinds_of_its_zone(kinds: list[str], resident: bool, staff: bool) -> None:
    people = make_resident(), make_staff("kodomo-1")
    with override_settings(ACCOUNT_KINDS=kinds):
        assert tuple(AccountBackend().get_user(person.pk) is not None for person in people) == (resident, staff)


def pass_middleware(account: Account, *, at: datetime) -> HttpRequest:
    from django.conf import settings
    from django.http import HttpResponse

    request = signed_in_request(account, at=at)
    request.COOKIES[settings.SESSION_COOKIE_NAME] = request.session.session_key or ""
    SessionLimits(lambda _: HttpResponse())(request)
    return request


@pytest.mark.parametrize(("make", "minutes", "ended"), [
    (lambda: make_staff("kodomo-1"), 29, False), (lambda: make_staff("kodomo-1"), 30, True),
    (make_resident, 119, False), (make_resident, 120, True),
])
def test_lie_idle__ends_the_session_and_says_so(make: Callable[[], Account], minutes: int, ended: bool) -> None:
    account = make()
    request = pass_middleware(account, at=timezone.now() - timedelta(minutes=minutes))
    assert (actor_of(request) == ANONYMOUS) is ended
    assert request.session.get(TIMED_OUT) == (account.kind if ended else None)


def test_use_session__keeps_it_alive_but_not_for_ever() -> None:
    account = make_staff("kodomo-1")
    request = pass_middleware(account, at=timezone.now() - timedelta(minutes=20))
    used = signed_in(request)
    assert used is not None
    assert timezone.now().timestamp() - used.seen < 5
    assert used.is_over(at=timezone.now() + timedelta(hours=11, minutes=40)) is True


def test_enter__a_weaker_sign_in_does_not_make_a_card_last_longer() -> None:
    account, at = make_resident(), timezone.now()
    request = signed_in_request(account, assurance=Assurance.CARD_AUTH, at=at - timedelta(hours=23))
    enter(request, account=account, assurance=Assurance.ACCOUNT, at=at)
    kept = signed_in(request)
    assert kept is not None
    assert kept.assurance is Assurance.CARD_AUTH
    assert (kept.is_over(at=at), kept.is_over(at=at + timedelta(hours=1))) == (False, True)
    enter(request, account=account, assurance=Assurance.CARD_AUTH, at=at)
    again = signed_in(request)
    assert again is not None
    assert not again.is_over(at=at + timedelta(hours=1))


@pytest.mark.parametrize("error", [OperationalError("database or disk is full"), UpdateError(), OSError("read-only")])
def test_use_session__goes_on_while_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    account = make_staff("kodomo-1")
    request = signed_in_request(account, at=timezone.now() - timedelta(minutes=20))
    monkeypatch.setattr(SessionStore, "save", Mock(side_effect=error))
    before = signed_in(request)
    assert before is not None
    touch(request, session=before, at=timezone.now())
    assert signed_in(request) == before
    assert request.session.modified is False, "the answer does not try again and fail"


def test_session_of_other_zone__is_ended() -> None:
    with override_settings(ACCOUNT_KINDS=["staff"]):
        request = pass_middleware(make_resident(), at=timezone.now())
    assert signed_in(request) is None
