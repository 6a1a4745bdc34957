"""The clock was set back by a day: nothing that had a short life gets a longer one, and nobody stays locked out."""

from datetime import datetime, timedelta

import pytest

from murakami.foundation.accounts.lockouts import STAFF_SIGN_IN, Tally, counted
from murakami.foundation.accounts.operations.email_codes import CodeRefused, issue_code, redeem_code
from murakami.foundation.accounts.operations.lockouts import LockedOut, count_attempt, refuse_when_locked
from murakami.foundation.accounts.sessions import SignedIn
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance
from murakami.interfaces.api.models import AccessToken
from murakami.interfaces.api.tokens import is_fresh
from murakami.kernel.clock import is_ahead

DAY, LITTLE = timedelta(days=1), timedelta(minutes=2)


@pytest.mark.parametrize(("ahead", "said"), [(timedelta(), False), (-DAY, False), (timedelta(minutes=5), False),
                                             (timedelta(minutes=5, seconds=1), True), (DAY, True)])
def test_is_ahead__lets_clocks_differ_a_little(at: datetime, ahead: timedelta, said: bool) -> None:
    assert is_ahead(at + ahead, at=at) is said


@pytest.mark.parametrize("kind", AccountKind)
@pytest.mark.parametrize(("back", "over"), [(timedelta(), False), (LITTLE, False), (DAY, True), (10 * DAY, True)])
def test_session__does_not_last_longer(at: datetime, kind: AccountKind, back: timedelta, over: bool) -> None:
    now = int(at.timestamp())
    session = SignedIn(kind=kind, assurance=Assurance.ACCOUNT, since=now, seen=now, proved=now)
    assert session.is_over(at=at - back) is over


@pytest.mark.parametrize(("back", "fresh"), [(timedelta(), True), (DAY, False)])
def test_proof__of_a_token_and_of_a_session_has_to_be_given_again(at: datetime, back: timedelta, fresh: bool) -> None:
    now = int(at.timestamp())
    session = SignedIn(kind=AccountKind.STAFF, assurance=Assurance.ACCOUNT, since=now, seen=now, proved=now)
    assert session.is_fresh(at=at - back) is is_fresh(AccessToken(made_at=at), at=at - back) is fresh


@pytest.mark.django_db
@pytest.mark.parametrize("back", [LITTLE, DAY])
def test_code__by_mail_lives_ten_minutes_whatever_the_clock_does(at: datetime, back: timedelta) -> None:
    sent = issue_code(email="hanako@example.jp", place="192.0.2.1", at=at)
    if back == LITTLE:
        assert redeem_code(key=sent.key, code=sent.code, at=at - back) == "hanako@example.jp"
        return
    with pytest.raises(CodeRefused) as refused:
        redeem_code(key=sent.key, code=sent.code, at=at - back)
    assert str(refused.value.code) == "expired"
    again = issue_code(email="hanako@example.jp", place="192.0.2.1", at=at - back)
    assert redeem_code(key=again.key, code=again.code, at=at - back) == "hanako@example.jp", "a new code helps at once"


@pytest.mark.django_db
def test_lock_out__ends_instead_of_lasting_a_day(at: datetime) -> None:
    for _ in range(STAFF_SIGN_IN.limit):
        count_attempt(STAFF_SIGN_IN, "clerk", at=at)
    for moment in (at, at - LITTLE):
        with pytest.raises(LockedOut):
            refuse_when_locked(STAFF_SIGN_IN, "clerk", at=moment)
    refuse_when_locked(STAFF_SIGN_IN, "clerk", at=at - DAY)


def test_lock_out__counts_anew_on_the_clock_that_was_set_back(at: datetime) -> None:
    tally = Tally(count=4, first_at=at)
    assert counted(tally, lockout=STAFF_SIGN_IN, at=at - DAY) == Tally(count=1, first_at=at - DAY)
    assert counted(tally, lockout=STAFF_SIGN_IN, at=at - LITTLE).count == 5
