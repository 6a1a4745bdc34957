"""The clock was set back by a day: a case that was opened for a while does not stay open for longer."""

from datetime import timedelta

import pytest

from murakami.domain.cases.emergencies import find_live_emergency, open_emergency
from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.protect import find_unmasking, unmask
from murakami.domain.cases.operations.transition import CaseNotFound
from tests.domain.cases.cast import NOW, Cast

pytestmark = pytest.mark.django_db
REASON = "家族から安否の確認を求める電話がありました。"
LITTLE, DAY = timedelta(minutes=2), timedelta(days=1)


@pytest.mark.parametrize("needs_consent", [False, True])
def test_emergency__is_read_no_longer_than_its_hour(cast: Cast, case: Case, needs_consent: bool) -> None:
    opened = open_emergency(receipt_number=case.receipt_number, actor=cast.elsewhere, reason=REASON, lasts=timedelta(hours=1),
                            needs_consent=needs_consent, at=NOW)
    for moment in (NOW, NOW - LITTLE):
        assert find_live_emergency(receipt_number=case.receipt_number, actor=cast.elsewhere, at=moment) == opened
    with pytest.raises(CaseNotFound):
        find_live_emergency(receipt_number=case.receipt_number, actor=cast.elsewhere, at=NOW - DAY)


def test_addresses__are_shown_no_longer_than_half_an_hour(cast: Cast, case: Case) -> None:
    shown = unmask(receipt_number=case.receipt_number, actor=cast.head, reason=REASON, at=NOW)
    assert find_unmasking(case, actor=cast.head, at=NOW - LITTLE) == shown
    assert find_unmasking(case, actor=cast.head, at=NOW - DAY) is None
