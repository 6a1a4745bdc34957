"""What the night does."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from murakami.flows.nightly import edge
from murakami.flows.nightly.shared import clear_sessions
from murakami.foundation.spool.registry import find_task

pytestmark = pytest.mark.django_db


def test_clear_sessions__deletes_what_is_over_and_nothing_else(at: datetime) -> None:
    Session.objects.create(session_key="over", session_data="", expire_date=at - timedelta(days=9000))
    Session.objects.create(session_key="open", session_data="", expire_date=at + timedelta(days=9000))
    clear_sessions({}, at=at)
    assert [each.session_key for each in Session.objects.all()] == ["open"]


def test_forget_old_drafts__works_slice_by_slice_with_the_set_days(
    at: datetime, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, asked = [edge.SLICE, edge.SLICE, 7], list[int]()

    def expire(*, at: datetime, days: int) -> int:
        asked.append(days)
        return left.pop(0)

    monkeypatch.setattr(edge, "expire_intakes", expire)
    edge.forget_old_drafts({}, at=at)
    assert (left, asked) == ([], [60, 60, 60])


@pytest.mark.parametrize("name", ["sessions.clear", "intake.expire", "indicators.standings", "indicators.origins",
                                  "programme.forget_commenters", "looks.tell", "files.sweep"])
def test_nightly_work__is_wired(name: str) -> None:
    assert find_task(name) is not None
